//! Stories: events go in, and the session knows what the learner should see.

use super::*;
use crate::protocol::{
    Command, ConfusionMatrix, EpochSummary, Evaluation, Event, Failure, Outcome, RecordedScore,
    SplitName, Stamped, StepPath, Subject, TrainedModel,
};

mod engines;
mod models;
mod pending;
mod runs;
mod start_models;

/// A session and a clock that moves a second with every event.
struct Story {
    session: Session,
    elapsed_secs: f64,
}

impl Story {
    /// The home engine is ready and has the test images.
    fn begin() -> Self {
        let mut story = Self {
            session: Session::default(),
            elapsed_secs: 0.0,
        };
        story.session.engine_starts(HOME);
        story.home_says(ready(HOME));
        story.home_says(test_split());
        story
    }

    fn says(&mut self, source: DeviceKind, event: Event) -> Vec<Chore> {
        self.elapsed_secs += 1.0;
        let elapsed_secs = self.elapsed_secs;
        self.session.apply(
            source,
            Stamped {
                elapsed_secs,
                event,
            },
        )
    }

    fn home_says(&mut self, event: Event) -> Vec<Chore> {
        self.says(HOME, event)
    }

    fn begin_run(&mut self, model: ModelKind, device: DeviceKind) -> RunId {
        let config = TrainingConfig::lesson(model);
        let reason = "as you chose".to_owned();
        let decision = Decision { device, reason };
        let run = self.session.begin_run(config.clone(), decision);
        self.says(
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

    fn finish_run(&mut self, run: RunId, outcome: Outcome) -> Vec<Chore> {
        let known = self.session.run(run).unwrap();
        let (device, model) = (known.device, known.config.model);
        let trained = (outcome != Outcome::Diverged).then(|| trained(model, run.0 as u8));
        self.says(
            device,
            Event::RunFinished {
                run,
                outcome,
                step: 5625,
                model: trained,
            },
        )
    }

    /// The model was trained at home and judged by its run.
    fn train_at_home(&mut self, model: ModelKind, accuracy: f64) -> RunId {
        let run = self.begin_run(model, HOME);
        self.home_says(Event::Evaluated {
            request: None,
            evaluation: evaluation(model, accuracy),
        });
        assert_eq!(self.finish_run(run, Outcome::Completed), []);
        run
    }

    fn accuracy(&self, model: ModelKind) -> Option<f64> {
        let held = self.session.model(model)?;
        held.evaluation.as_ref().map(|judged| judged.accuracy)
    }
}

fn ready(device: DeviceKind) -> Event {
    Event::Ready {
        build: "1".to_owned(),
        device: DeviceReport {
            kind: device,
            backend: "test".to_owned(),
            adapter: None,
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
        evaluation: None,
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
    }
}

fn evaluate_request(chores: &[Chore]) -> Option<RequestId> {
    chores.iter().find_map(|chore| match chore {
        Chore::TellHome(Command::Evaluate { request, .. }) => Some(*request),
        _ => None,
    })
}

fn loaded_file(chores: &[Chore]) -> Option<&[u8]> {
    chores.iter().find_map(|chore| match chore {
        Chore::TellHome(Command::LoadModel { file, .. }) => Some(file.as_slice()),
        _ => None,
    })
}
