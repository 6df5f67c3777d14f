//! Stories: events go in, and the session knows what the learner should see.

use super::*;
use crate::protocol::{
    Command, ConfusionMatrix, EpochSummary, Evaluation, Event, Failure, Outcome, RecordedScore,
    SplitName, Stamped, StepPath, Subject, TrainedModel,
};

mod pending;
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

#[test]
fn a_run_at_home_leaves_a_judged_model_with_its_time() {
    let mut story = Story::begin();
    let run = story.begin_run(ModelKind::Baseline, HOME);
    assert_eq!(story.session.run(run).unwrap().path, Some(StepPath::Fused));
    story.home_says(Event::StepsCompleted {
        run,
        epoch: 0,
        step: 2,
        losses: vec![2.3, 2.2],
        accuracies: vec![0.1, 0.2],
    });
    story.home_says(Event::RunPaused { run, step: 2 });
    assert_eq!(story.session.run(run).unwrap().phase, RunPhase::Paused);
    story.elapsed_secs += 1000.0;
    story.home_says(Event::RunResumed { run, step: 2 });
    let summary = EpochSummary {
        epoch: 0,
        train_loss: 0.59,
        train_accuracy: 0.8,
        test_loss: 0.51,
        test_accuracy: 0.82,
        test_share_correct: 0.82,
    };
    story.home_says(Event::EpochCompleted { run, summary });
    story.home_says(Event::EpochCompleted { run, summary });
    story.home_says(Event::Evaluated {
        request: None,
        evaluation: evaluation(ModelKind::Baseline, 0.83),
    });
    let chores = story.finish_run(run, Outcome::Completed);

    assert_eq!(chores, [], "home holds it and has judged it");
    assert_eq!(story.accuracy(ModelKind::Baseline), Some(0.83));
    let held = story.session.model(ModelKind::Baseline).unwrap();
    // Two seconds before the pause, four after it.
    assert_eq!(held.training_secs(), Some(6.0));
    assert_eq!(held.device(), Some(DeviceKind::Cpu));
    let run = story.session.run(run).unwrap();
    assert_eq!(run.epochs, [summary], "a repeated event does no harm");
    assert_eq!(run.losses.points().len(), 2);
    assert!(story.session.active_run().is_none());
}

#[test]
fn a_model_trained_on_webgpu_moves_home_and_is_judged_there() {
    let mut story = Story::begin();
    let run = story.begin_run(ModelKind::TinyVgg, DeviceKind::WebGpu);
    let chores = story.finish_run(run, Outcome::Stopped);

    assert_eq!(loaded_file(&chores), Some(&[run.0 as u8][..]));
    let request = evaluate_request(&chores).expect("nobody has judged it");
    assert!(
        story
            .session
            .model(ModelKind::TinyVgg)
            .unwrap()
            .is_being_judged()
    );
    story.home_says(Event::EvaluationProgress {
        model: ModelKind::TinyVgg,
        n_done: 320,
        n_images: 10_000,
    });
    let progress = story
        .session
        .model(ModelKind::TinyVgg)
        .unwrap()
        .test_progress;
    assert_eq!(progress.map(|progress| progress.n_done), Some(320));
    story.home_says(Event::Evaluated {
        request: Some(request),
        evaluation: evaluation(ModelKind::TinyVgg, 0.88),
    });
    assert_eq!(story.accuracy(ModelKind::TinyVgg), Some(0.88));
}

#[test]
fn the_acknowledged_copy_at_home_does_not_replace_the_trained_model() {
    let mut story = Story::begin();
    let run = story.begin_run(ModelKind::TinyVgg, DeviceKind::WebGpu);
    let chores = story.finish_run(run, Outcome::Completed);
    let Some(Chore::TellHome(Command::LoadModel { request, .. })) = chores.first() else {
        panic!("the model moves home");
    };
    let chores = story.home_says(Event::ModelLoaded {
        request: *request,
        model: trained(ModelKind::TinyVgg, 99),
    });
    assert_eq!(chores, []);
    let held = story.session.model(ModelKind::TinyVgg).unwrap();
    assert_eq!(held.device(), Some(DeviceKind::WebGpu));
}

#[test]
fn a_judgement_of_an_older_model_is_not_taken_for_the_newer_one() {
    let mut story = Story::begin();
    story.train_at_home(ModelKind::Baseline, 0.5);
    let old = story.session.begin_evaluation(ModelKind::Baseline);
    story.train_at_home(ModelKind::Baseline, 0.8);
    story.home_says(Event::Evaluated {
        request: Some(old),
        evaluation: evaluation(ModelKind::Baseline, 0.5),
    });
    assert_eq!(story.accuracy(ModelKind::Baseline), Some(0.8));
}

#[test]
fn the_best_model_is_the_most_accurate_one_that_was_judged() {
    let mut story = Story::begin();
    assert_eq!(story.session.best_model(), None);
    story.train_at_home(ModelKind::Baseline, 0.83);
    story.train_at_home(ModelKind::NonLinear, 0.75);
    assert_eq!(story.session.best_model(), Some(ModelKind::Baseline));
    story.train_at_home(ModelKind::TinyVgg, 0.88);
    assert_eq!(story.session.best_model(), Some(ModelKind::TinyVgg));
}

#[test]
fn nothing_that_was_trained_is_lost_when_the_engine_crashes() {
    let mut story = Story::begin();
    story.train_at_home(ModelKind::Baseline, 0.83);
    let run = story.begin_run(ModelKind::TinyVgg, HOME);
    story.home_says(Event::Panicked {
        message: "index out of bounds".to_owned(),
    });
    // The browser's own report of the same crash comes after the engine's last word.
    story.session.engine_crashed(HOME, "unreachable executed");

    assert_eq!(story.session.notices().len(), 1);
    let notice = &story.session.notices()[0];
    assert!(notice.text.contains("index out of bounds"));
    assert_eq!(notice.action, Some(NoticeAction::RestartEngine(HOME)));
    assert!(matches!(
        story.session.run(run).unwrap().phase,
        RunPhase::Failed(_)
    ));
    assert!(story.session.active_run().is_none());

    story.session.engine_starts(HOME);
    assert_eq!(story.session.notices(), []);
    let chores = story.session.replay();
    assert_eq!(loaded_file(&chores), Some(&[1][..]));
    assert_eq!(evaluate_request(&chores), None, "it is judged already");
    assert_eq!(story.accuracy(ModelKind::Baseline), Some(0.83));
    assert_eq!(story.session.data().split(SplitName::Test), None);
}

#[test]
fn a_judgement_waits_for_the_test_images() {
    let mut story = Story::begin();
    let run = story.begin_run(ModelKind::Baseline, HOME);
    story.finish_run(run, Outcome::Stopped);
    story.session.engine_crashed(HOME, "lost");
    story.session.engine_starts(HOME);
    let chores = story.session.replay();
    assert!(loaded_file(&chores).is_some());
    assert_eq!(
        evaluate_request(&chores),
        None,
        "there is nothing to judge by yet"
    );
    let chores = story.home_says(test_split());
    assert!(evaluate_request(&chores).is_some());
    let chores = story.home_says(test_split());
    assert_eq!(chores, [], "once is enough");
}

#[test]
fn a_loaded_model_keeps_its_saved_score_and_the_one_before_can_come_back() {
    let mut story = Story::begin();
    story.train_at_home(ModelKind::Baseline, 0.83);
    let score = RecordedScore {
        loss: 0.4766,
        accuracy: 0.8343,
    };
    let request = story
        .session
        .begin_load(Origin::Storage { score: Some(score) });
    let chores = story.home_says(Event::ModelLoaded {
        request,
        model: trained(ModelKind::Baseline, 42),
    });
    assert!(evaluate_request(&chores).is_some());
    assert_eq!(loaded_file(&chores), None, "it is at home already");
    let kind = story.session.loaded_model(request).expect("it was loaded");
    assert_eq!(
        story.session.model(kind).unwrap().saved_score(),
        Some(score)
    );

    let chores = story.session.bring_back(kind);
    assert_eq!(loaded_file(&chores), Some(&[1][..]));
    assert_eq!(story.accuracy(kind), Some(0.83));
    let replaced = story.session.replaced_model(kind).unwrap();
    assert_eq!(replaced.trained.file, [42]);
}

#[test]
fn a_corrupt_file_is_told_beside_its_control_and_touches_nothing() {
    let mut story = Story::begin();
    story.train_at_home(ModelKind::Baseline, 0.83);
    let name = "cat.safetensors".to_owned();
    let request = story.session.begin_load(Origin::File { name });
    story.home_says(Event::Failed {
        failure: Failure {
            subject: Subject::Request(request),
            message: "cannot load this file: it ends too early".to_owned(),
        },
    });
    assert!(
        story
            .session
            .failure(request)
            .unwrap()
            .contains("too early")
    );
    assert_eq!(story.session.notices(), []);
    assert_eq!(story.accuracy(ModelKind::Baseline), Some(0.83));
}

#[test]
fn a_failed_judgement_that_nobody_asked_for_becomes_a_notice() {
    let mut story = Story::begin();
    let run = story.begin_run(ModelKind::TinyVgg, DeviceKind::WebGpu);
    let chores = story.finish_run(run, Outcome::Completed);
    let request = evaluate_request(&chores).expect("nobody has judged it");
    story.home_says(Event::Failed {
        failure: Failure {
            subject: Subject::Request(request),
            message: "the device failed while computing".to_owned(),
        },
    });
    assert_eq!(story.session.notices().len(), 1);
    assert!(
        !story
            .session
            .model(ModelKind::TinyVgg)
            .unwrap()
            .is_being_judged()
    );
}

#[test]
fn the_lesson_goes_from_model_to_model_and_a_stop_ends_it() {
    let mut story = Story::begin();
    let configs = ModelKind::ALL.map(TrainingConfig::lesson);
    let first = story.session.begin_lesson(configs.to_vec());
    assert_eq!(first, Some(TrainingConfig::lesson(ModelKind::Baseline)));
    assert_eq!(story.session.lesson_queue().len(), 2);

    let run = story.begin_run(ModelKind::Baseline, HOME);
    let chores = story.finish_run(run, Outcome::Completed);
    let next = Chore::StartRun(TrainingConfig::lesson(ModelKind::NonLinear));
    assert!(chores.contains(&next));

    // Model 1 may diverge; the lesson goes on all the same.
    let run = story.begin_run(ModelKind::NonLinear, HOME);
    let chores = story.finish_run(run, Outcome::Diverged);
    assert_eq!(
        chores,
        [Chore::StartRun(TrainingConfig::lesson(ModelKind::TinyVgg))]
    );
    assert!(story.session.is_in_lesson());

    let run = story.begin_run(ModelKind::TinyVgg, HOME);
    story.finish_run(run, Outcome::Stopped);
    assert!(!story.session.is_in_lesson());
}

#[test]
fn a_stop_takes_the_waiting_runs_away() {
    let mut story = Story::begin();
    let configs = ModelKind::ALL.map(TrainingConfig::lesson);
    story.session.begin_lesson(configs.to_vec());
    let run = story.begin_run(ModelKind::Baseline, HOME);
    let chores = story.finish_run(run, Outcome::Stopped);
    assert!(
        !chores
            .iter()
            .any(|chore| matches!(chore, Chore::StartRun(_)))
    );
    assert_eq!(story.session.lesson_queue().len(), 0);
}

#[test]
fn a_run_that_cannot_start_says_why_and_frees_the_way() {
    let mut story = Story::begin();
    let run = story.begin_run(ModelKind::Baseline, HOME);
    story.home_says(Event::Failed {
        failure: Failure {
            subject: Subject::Run(run),
            message: "the training images are not loaded yet".to_owned(),
        },
    });
    assert!(story.session.active_run().is_none());
    let phase = &story.session.run(run).unwrap().phase;
    assert!(matches!(phase, RunPhase::Failed(why) if why.contains("not loaded yet")));
}

#[test]
fn a_benchmark_is_the_time_between_its_stamps() {
    let mut story = Story::begin();
    let request = story.session.new_request(HOME);
    story.home_says(Event::BenchmarkStarted { request });
    assert_eq!(story.session.benchmark(HOME, request), None);
    story.elapsed_secs += 1.0;
    story.home_says(Event::BenchmarkFinished {
        request,
        n_steps: 50,
    });
    assert_eq!(story.session.benchmark(HOME, request), Some(25.0));
    assert_eq!(story.session.benchmark(DeviceKind::WebGpu, request), None);
}

#[test]
fn a_data_failure_is_kept_until_the_next_attempt() {
    let mut story = Story::begin();
    story.home_says(Event::Failed {
        failure: Failure {
            subject: Subject::Data,
            message: "the server has no such file".to_owned(),
        },
    });
    assert!(story.session.data().error.is_some());
    story.home_says(Event::DataProgress {
        file: crate::protocol::DataFile::TrainImages,
        n_received_bytes: 5.0,
        n_total_bytes: Some(10.0),
        from_cache: false,
    });
    assert!(
        story.session.data().error.is_some(),
        "other files may go on"
    );
    story.home_says(Event::LoadStarted);
    assert_eq!(story.session.data().error, None);
    let webgpu = story.session.data_of(DeviceKind::WebGpu);
    assert_eq!(
        webgpu,
        &DataStatus::default(),
        "each engine loads for itself"
    );
}
