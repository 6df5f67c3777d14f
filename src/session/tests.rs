//! Scenarios: sequences of events, and the state of the session after them.

use super::*;
use crate::protocol::{
    Answer, ConfusionMatrix, DeviceReport, EpochSummary, Evaluation, Event, FailureScope,
    FileReading, ModelsAnswer, ModelsRequest, Outcome, Probabilities, RecordedScore, RunId,
    Stamped, StepPath, TrainedModel,
};

mod devices;
mod lesson;
mod models;
mod pending;
mod readings;
mod recovery;
mod runs;
mod start_models;
mod stored_forms;

/// A session, with a clock that advances by a second with every event.
struct Scenario {
    session: Session,
    elapsed_secs: f64,
}

impl Scenario {
    /// The primary engine is ready and has the test images.
    fn begin() -> Self {
        let mut scenario = Self {
            session: Session::default(),
            elapsed_secs: 0.0,
        };
        scenario.session.engine_starts(PRIMARY_ENGINE);
        scenario.primary_reports(ready(PRIMARY_ENGINE));
        scenario.primary_reports(test_split());
        scenario
    }

    fn reports(&mut self, source: DeviceKind, event: Event) -> Vec<Effect> {
        self.elapsed_secs += 1.0;
        let elapsed_secs = self.elapsed_secs;
        self.session.apply(
            source,
            &Stamped {
                elapsed_secs,
                event,
            },
        )
    }

    fn primary_reports(&mut self, event: Event) -> Vec<Effect> {
        self.reports(PRIMARY_ENGINE, event)
    }

    fn primary_answers(&mut self, id: RequestId, answer: impl Into<Answer>) -> Vec<Effect> {
        let answer = Ok(answer.into());
        self.primary_reports(Event::Answered { id, answer })
    }

    fn primary_fails(&mut self, id: RequestId, message: &str) -> Vec<Effect> {
        let answer = Err(message.to_owned());
        self.primary_reports(Event::Answered { id, answer })
    }

    fn begin_run(&mut self, model: ModelKind, device: DeviceKind) -> RunId {
        let config = TrainingConfig::lesson(model);
        let reason = "as you chose".to_owned();
        let chosen = ChosenDevice { device, reason };
        let run = self.session.runs.begin(config.clone(), chosen);
        self.reports(
            device,
            Event::RunStarted {
                run,
                config,
                device,
                path: StepPath::Fused,
                n_steps_per_epoch: 1875,
                n_steps: 5625,
                n_parameters: 7960,
            },
        );
        run
    }

    /// The run ends without an evaluation of what it has trained.
    fn finish_run(&mut self, run: RunId, outcome: Outcome) -> Vec<Effect> {
        self.finish_evaluated_run(run, outcome, None)
    }

    fn finish_evaluated_run(
        &mut self,
        run: RunId,
        outcome: Outcome,
        accuracy: Option<f64>,
    ) -> Vec<Effect> {
        let known = self.session.runs.get(run).unwrap();
        let (device, model) = (known.device, known.config.model);
        let trained = (outcome != Outcome::Diverged).then(|| trained(model, run.0 as u8));
        self.reports(
            device,
            Event::RunFinished {
                run,
                outcome,
                step: 5625,
                model: trained,
                evaluation: accuracy.map(|accuracy| evaluation(model, accuracy)),
            },
        )
    }

    /// The model was trained by the primary engine and evaluated by its run.
    fn train(&mut self, model: ModelKind, accuracy: f64) -> RunId {
        let run = self.begin_run(model, PRIMARY_ENGINE);
        let effects = self.finish_evaluated_run(run, Outcome::Completed, Some(accuracy));
        assert_eq!(effects, []);
        run
    }

    fn model(&self, kind: ModelKind) -> &ModelEntry {
        self.session.models.get(kind).expect("there is a model")
    }

    fn accuracy(&self, model: ModelKind) -> Option<f64> {
        let evaluation = self.session.models.get(model)?.evaluation.as_ref()?;
        Some(evaluation.accuracy)
    }

    fn notices(&self) -> &[Notice] {
        self.session.notices.all()
    }
}

fn ready(device: DeviceKind) -> Event {
    Event::Ready {
        build: "1".to_owned(),
        device: DeviceReport {
            kind: device,
            burn: "0".to_owned(),
            adapter: None,
            n_workers: 1,
            why_one_worker: None,
        },
    }
}

fn test_split() -> Event {
    Event::SplitLoaded {
        split: SplitName::Test,
        n_images: 10_000,
        class_counts: vec![1000; 10],
    }
}

fn trained(model: ModelKind, mark: u8) -> TrainedModel {
    TrainedModel {
        config: TrainingConfig::lesson(model),
        n_parameters: 7960,
        n_steps: Some(5625),
        score: None,
        reading: FileReading::default(),
        file: vec![mark],
    }
}

fn evaluation(model: ModelKind, accuracy: f64) -> Evaluation {
    Evaluation {
        model,
        loss: 1.0 - accuracy,
        accuracy,
        confusion: ConfusionMatrix::default(),
        predicted: Vec::new(),
        truth: Vec::new(),
        confidence: Probabilities::default(),
    }
}

fn evaluation_id(effects: &[Effect]) -> Option<RequestId> {
    effects.iter().find_map(|effect| match effect {
        Effect::Ask {
            id,
            request: Request::Models(ModelsRequest::Evaluate(_)),
        } => Some(*id),
        _ => None,
    })
}

fn loaded_file(effects: &[Effect]) -> Option<&[u8]> {
    effects.iter().find_map(|effect| match effect {
        Effect::Ask {
            id: _,
            request: Request::Models(ModelsRequest::LoadModel(question)),
        } => Some(question.file.as_slice()),
        _ => None,
    })
}
