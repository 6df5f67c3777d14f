//! Hands each event of an engine to the parts of the session that it is about.

use super::{
    Effect, ModelEntry, Origin, PRIMARY_ENGINE, RunPhase, Session, TestProgress, Tone, format,
};
use crate::protocol::{
    Answer, BenchmarksAnswer, DeviceKind, Event, FailureScope, Outcome, RequestId, Stamped,
};
use crate::texts::text;

impl Session {
    /// Applies an event of the engine on `source`.
    pub fn apply(&mut self, source: DeviceKind, stamped: &Stamped) -> Vec<Effect> {
        let Stamped {
            elapsed_secs: at_secs,
            event,
        } = stamped;
        let at_secs = *at_secs;
        match event {
            Event::Ready { .. }
            | Event::DeviceUnavailable { .. }
            | Event::BenchmarkStarted { .. } => self.devices.apply(source, at_secs, event),
            Event::LoadStarted | Event::DataProgress { .. } => self.data.apply(source, event),
            Event::DataNotStored => {
                if self.data.note_not_stored() {
                    self.notices.push(Tone::Info, text!("data-not-kept"), None);
                }
            }
            Event::SplitLoaded { .. } => {
                self.data.apply(source, event);
                if source == PRIMARY_ENGINE {
                    let (models, mut context) = self.models_and_context();
                    return models.evaluate_all(&mut context);
                }
            }
            Event::WorkersChanged { .. } => {
                self.notices.apply(event);
                self.runs.apply(at_secs, event);
            }
            Event::RunStarted { .. }
            | Event::StepsCompleted { .. }
            | Event::EpochCompleted { .. }
            | Event::TestedWithinEpoch { .. }
            | Event::RunPaused { .. }
            | Event::RunResumed { .. }
            | Event::SnapshotTaken { .. } => {
                self.runs.apply(at_secs, event);
                return self.snapshot_if_due(at_secs, event);
            }
            Event::EvaluationProgress {
                model,
                n_done,
                n_images,
            } => match self.runs.active_of(source, *model) {
                Some(run) => {
                    run.note_test_progress(at_secs, TestProgress::new(*n_done, *n_images));
                    return self.snapshot_if_due(at_secs, event);
                }
                None => self.models.apply(event),
            },
            Event::IndexProgress { .. } => self.models.apply(event),
            Event::RunFinished { .. } => return self.finish_run(source, at_secs, event),
            Event::Answered { id, answer } => {
                return self.take_answer(source, at_secs, *id, answer);
            }
            Event::Failed { scope, message } => match scope {
                FailureScope::Data => self.data.fail(source, message),
                FailureScope::Run(run) => {
                    let known = self.runs.get(*run);
                    // What has begun can fail by its device only.
                    let begun = known
                        .filter(|run| matches!(run.phase, RunPhase::Running | RunPhase::Paused));
                    let Some(begun) = begun else {
                        self.runs.fail(*run, message);
                        return Vec::new();
                    };
                    let (device, step) = (source.title(), format::count(begun.step));
                    let what = text!(
                        "resume-failed",
                        device = device,
                        step = step,
                        message = message
                    );
                    return self.recover(*run, &what);
                }
                FailureScope::Engine => self.notices.apply(event),
            },
            Event::Panicked { message } => return self.engine_crashed(source, message),
            Event::DeviceLost { message } => {
                let cause = text!("webgpu-device-lost", message = message);
                return self.engine_crashed(source, &cause);
            }
        }
        Vec::new()
    }

    fn snapshot_if_due(&mut self, at_secs: f64, event: &Event) -> Vec<Effect> {
        let is_due = self.snapshots.is_due(at_secs, event);
        let run = self.runs.active().filter(|_| is_due);
        run.map(|run| Effect::TakeSnapshot(run.id))
            .into_iter()
            .collect()
    }

    fn finish_run(&mut self, source: DeviceKind, at_secs: f64, event: &Event) -> Vec<Effect> {
        let Event::RunFinished {
            run,
            outcome,
            step,
            model,
            evaluation,
        } = event
        else {
            return Vec::new();
        };
        let has_model = model.is_some();
        let finished = self.runs.finish(*run, at_secs, *outcome, *step, has_model);
        let Some(finished) = finished else {
            return Vec::new();
        };
        let origin = Origin::Run {
            run: *run,
            device: source,
            training_secs: finished.training_secs(),
            stopped_at: match outcome {
                Outcome::Stopped => Some(*step),
                Outcome::Completed | Outcome::Diverged => None,
            },
        };
        let mut effects = Vec::new();
        if let Some(trained) = model {
            let mut entry = ModelEntry::new(trained.clone(), origin, source == PRIMARY_ENGINE);
            entry.evaluation.clone_from(evaluation);
            let (models, mut context) = self.models_and_context();
            effects = models.add(entry, &mut context);
        }
        effects.extend(self.runs.next_of_lesson(*outcome).map(Effect::StartRun));
        effects
    }

    fn take_answer(
        &mut self,
        source: DeviceKind,
        at_secs: f64,
        id: RequestId,
        answer: &Result<Answer, String>,
    ) -> Vec<Effect> {
        match answer {
            Err(message) => self.fail_request(id, message),
            Ok(answer) => {
                self.requests.settle(id);
                match answer {
                    Answer::Models(answer) => {
                        let (models, mut context) = self.models_and_context();
                        return models.take_answer(id, answer, &mut context);
                    }
                    Answer::Benchmarks(BenchmarksAnswer::Benchmark(steps)) => {
                        self.devices.finish_benchmark(source, at_secs, steps);
                    }
                    // The other answers are state of one view only.
                    _ => {}
                }
            }
        }
        Vec::new()
    }
}
