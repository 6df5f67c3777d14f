//! Takes in what the engines tell.

use crate::protocol::{
    DeviceKind, Evaluation, Event, Failure, ModelKind, Outcome, RequestId, RunId, Stamped, Subject,
    TrainedModel,
};

use super::answers::{
    BatchAnswer, ClassificationAnswer, ImagesAnswer, PredictionsAnswer, SavedFileAnswer,
};
use super::chores::Chore;
use super::{
    EngineStatus, FileProgress, HOME, HeldModel, Load, Origin, Session, SplitStatus, TestProgress,
    Tone,
};

impl Session {
    /// Takes in what the engine on `source` says; the answer is what must now be asked of it.
    pub fn apply(&mut self, source: DeviceKind, stamped: Stamped) -> Vec<Chore> {
        let at_secs = stamped.elapsed_secs;
        self.settle(&stamped.event);
        match stamped.event {
            Event::Ready { build: _, device } => {
                self.state_mut(source).status = EngineStatus::Ready(device);
            }
            Event::DeviceUnavailable { device, problem } => {
                self.state_mut(device).status = EngineStatus::Unavailable(problem);
            }
            Event::LoadStarted => self.state_mut(source).data.error = None,
            Event::DataProgress {
                file,
                n_received_bytes,
                n_total_bytes,
                from_cache,
            } => {
                let progress = FileProgress {
                    n_received_bytes,
                    n_total_bytes,
                    from_cache,
                };
                self.state_mut(source).data.set_file(file, progress);
            }
            Event::SplitLoaded {
                split,
                n_images,
                class_counts,
            } => {
                let status = SplitStatus {
                    n_images,
                    class_counts,
                };
                self.state_mut(source).data.set_split(split, status);
                if source == HOME {
                    return self.judge_all();
                }
            }
            Event::Images {
                request,
                split,
                images,
            } => self.images.insert(request, ImagesAnswer { split, images }),
            Event::Batch {
                request,
                split,
                batch_index,
                n_batches,
                images_shape,
                images,
            } => {
                let answer = BatchAnswer {
                    split,
                    batch_index,
                    n_batches,
                    images_shape,
                    images,
                };
                self.batches.insert(request, answer);
            }
            Event::RunStarted {
                run,
                config,
                device,
                path,
                n_steps_per_epoch,
                n_steps,
                n_parameters,
            } => {
                if let Some(run) = self.run_mut(run) {
                    run.config = config;
                    run.device = device;
                    run.path = Some(path);
                    run.n_steps_per_epoch = n_steps_per_epoch;
                    run.n_steps = n_steps;
                    run.n_parameters = n_parameters;
                    run.start(at_secs);
                }
            }
            Event::StepsCompleted {
                run,
                epoch,
                step,
                losses,
                accuracies,
            } => {
                if let Some(run) = self.run_mut(run) {
                    run.take_steps(at_secs, epoch, step, &losses, &accuracies);
                }
            }
            Event::EvaluationProgress {
                model,
                n_done,
                n_images,
            } => self.take_test_progress(source, model, TestProgress { n_done, n_images }),
            Event::EpochCompleted { run, summary } => {
                if let Some(run) = self.run_mut(run) {
                    run.complete_epoch(at_secs, summary);
                }
            }
            Event::RunPaused { run, step: _ } => {
                if let Some(run) = self.run_mut(run) {
                    run.pause(at_secs);
                }
            }
            Event::RunResumed { run, step: _ } => {
                if let Some(run) = self.run_mut(run) {
                    run.resume(at_secs);
                }
            }
            Event::RunFinished {
                run,
                outcome,
                step,
                model,
            } => return self.finish_run(source, at_secs, run, outcome, step, model),
            Event::Evaluated {
                request,
                evaluation,
            } => self.take_evaluation(source, request, evaluation),
            Event::Predicted {
                request,
                model,
                predictions,
            } => {
                let answer = PredictionsAnswer { model, predictions };
                self.predictions.insert(request, answer);
            }
            Event::Classified {
                request,
                model,
                pixels,
                inverted,
                probabilities,
            } => {
                let answer = ClassificationAnswer {
                    model,
                    pixels,
                    inverted,
                    probabilities,
                };
                self.classifications.insert(request, answer);
            }
            Event::ModelSaved {
                request,
                model,
                format,
                file,
            } => {
                let answer = SavedFileAnswer {
                    model,
                    format,
                    file,
                };
                self.files.insert(request, answer);
            }
            Event::ModelLoaded { request, model } => return self.take_loaded(request, model),
            Event::BenchmarkStarted { request } => {
                let benchmarks = &mut self.state_mut(source).benchmarks;
                benchmarks.entry(request).or_default().started_secs = Some(at_secs);
            }
            Event::BenchmarkFinished { request, n_steps } => {
                let benchmarks = &mut self.state_mut(source).benchmarks;
                let benchmark = benchmarks.entry(request).or_default();
                benchmark.steps_per_sec = benchmark.started_secs.map(|started_secs| {
                    // A clock that did not move at all must not make the device infinitely fast.
                    n_steps as f64 / (at_secs - started_secs).max(1e-4)
                });
            }
            Event::Failed { failure } => self.take_failure(source, failure),
            Event::Panicked { message } => self.engine_crashed(source, &message),
        }
        Vec::new()
    }

    fn finish_run(
        &mut self,
        source: DeviceKind,
        at_secs: f64,
        run: RunId,
        outcome: Outcome,
        step: usize,
        trained: Option<TrainedModel>,
    ) -> Vec<Chore> {
        let Some(finished) = self.run_mut(run) else {
            return Vec::new();
        };
        finished.finish(at_secs, outcome, step);
        let mut chores = Vec::new();
        if let Some(trained) = trained {
            let origin = Origin::Run {
                run,
                device: source,
                training_secs: finished.training_secs(),
            };
            let evaluation = finished.evaluation.take();
            let kind = trained.config.model;
            let mut held = HeldModel::new(trained, origin, source == HOME);
            held.evaluation = evaluation;
            self.hold(kind, held);
            chores.extend(self.bring_home(kind));
        }
        match outcome {
            Outcome::Stopped => self.stop_lesson(),
            Outcome::Completed | Outcome::Diverged => match self.lesson.pop_front() {
                Some(next) => chores.push(Chore::StartRun(next)),
                None => self.is_in_lesson = false,
            },
        }
        chores
    }

    fn take_loaded(&mut self, request: RequestId, trained: TrainedModel) -> Vec<Chore> {
        let kind = trained.config.model;
        match self.loading.remove(&request) {
            Some(Load::Asked(origin)) => {
                self.loaded.insert(request, kind);
                self.hold(kind, HeldModel::new(trained, origin, true));
                self.bring_home(kind)
            }
            Some(Load::AtStart(origin)) => self.take_at_start(trained, origin),
            Some(Load::Known) | None => Vec::new(),
        }
    }

    /// Holds a model that the page has brought, unless the learner was quicker: then the engine is given theirs again.
    fn take_at_start(&mut self, trained: TrainedModel, origin: Origin) -> Vec<Chore> {
        let kind = trained.config.model;
        if let Some(held) = self.models.get_mut(&kind) {
            held.is_at_home = false;
            // A judgement under way would be of both models.
            held.pending_evaluation = None;
            held.test_progress = None;
            return self.bring_home(kind);
        }
        let mut held = HeldModel::new(trained, origin, true);
        held.waits_for_a_look = true;
        self.models.insert(kind, held);
        Vec::new()
    }

    fn take_evaluation(
        &mut self,
        source: DeviceKind,
        request: Option<RequestId>,
        evaluation: Evaluation,
    ) {
        let kind = evaluation.model;
        if request.is_none() {
            let run =
                self.runs.iter_mut().rev().find(|run| {
                    run.device == source && run.config.model == kind && run.is_active()
                });
            if let Some(run) = run {
                run.evaluation = Some(evaluation);
            }
        } else if let Some(held) = self.models.get_mut(&kind)
            && held.pending_evaluation == request
        {
            held.evaluation = Some(evaluation);
            held.pending_evaluation = None;
            held.test_progress = None;
        }
    }

    fn take_test_progress(&mut self, source: DeviceKind, kind: ModelKind, progress: TestProgress) {
        let run = self
            .runs
            .iter_mut()
            .rev()
            .find(|run| run.is_active() && run.device == source && run.config.model == kind);
        if let Some(run) = run {
            run.test_progress = Some(progress);
        } else if let Some(held) = self.models.get_mut(&kind)
            && held.is_being_judged()
        {
            held.test_progress = Some(progress);
        }
    }

    fn take_failure(&mut self, source: DeviceKind, failure: Failure) {
        match failure.subject {
            Subject::Data => self.state_mut(source).data.error = Some(failure.message),
            Subject::Run(run) => self.fail_run(run, failure.message),
            Subject::Request(request) => self.fail_request(request, failure.message),
            Subject::Engine => self.notify(Tone::Error, failure.message, None),
        }
    }
}
