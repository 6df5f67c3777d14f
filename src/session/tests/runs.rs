//! Scenarios of runs: single ones and the whole lesson.

use super::*;

#[test]
fn a_run_of_the_primary_engine_leaves_an_evaluated_model_with_its_time() {
    let mut scenario = Scenario::begin();
    let run = scenario.begin_run(ModelKind::BASELINE, PRIMARY_ENGINE);
    assert_eq!(
        scenario.session.runs.get(run).unwrap().path,
        Some(StepPath::Fused)
    );
    scenario.primary_reports(Event::StepsCompleted {
        run,
        epoch: 0,
        step: 2,
        losses: vec![2.3, 2.2],
        accuracies: vec![0.1, 0.2],
    });
    scenario.primary_reports(Event::RunPaused { run, step: 2 });
    assert_eq!(
        scenario.session.runs.get(run).unwrap().phase,
        RunPhase::Paused
    );
    scenario.elapsed_secs += 1000.0;
    scenario.primary_reports(Event::RunResumed { run, step: 2 });
    let summary = EpochSummary {
        epoch: 0,
        train_loss: 0.59,
        train_accuracy: 0.8,
        test_loss: 0.51,
        test_accuracy: 0.82,
        test_share_correct: 0.82,
    };
    let mut confusion = ConfusionMatrix::default();
    confusion.counts[6][0] = 7;
    let completed = Event::EpochCompleted {
        run,
        summary,
        confusion: confusion.clone(),
    };
    scenario.primary_reports(completed.clone());
    scenario.primary_reports(completed);
    let effects = scenario.finish_evaluated_run(run, Outcome::Completed, Some(0.83));

    assert_eq!(effects, [], "the engine has it, and it is evaluated");
    assert_eq!(scenario.accuracy(ModelKind::BASELINE), Some(0.83));
    let entry = scenario.model(ModelKind::BASELINE);
    // Two seconds before the pause, three after it.
    assert_eq!(entry.training_secs(), Some(5.0));
    assert_eq!(entry.device(), Some(DeviceKind::Cpu));
    let run = scenario.session.runs.get(run).unwrap();
    assert_eq!(run.epochs, [summary], "a repeated event does no harm");
    assert_eq!(run.confusions, [confusion]);
    assert_eq!(run.losses.points().len(), 2);
    assert!(scenario.session.runs.active().is_none());
}

#[test]
fn the_lesson_goes_from_model_to_model_and_a_stop_ends_it() {
    let mut scenario = Scenario::begin();
    let models = [
        ModelKind::BASELINE,
        ModelKind::NON_LINEAR,
        ModelKind::TINY_VGG,
    ];
    let configs = models.map(TrainingConfig::lesson);
    let first = scenario.session.runs.begin_lesson(configs.to_vec());
    assert_eq!(first, Some(TrainingConfig::lesson(ModelKind::BASELINE)));
    assert_eq!(scenario.session.runs.lesson_queue().len(), 2);

    let run = scenario.begin_run(ModelKind::BASELINE, PRIMARY_ENGINE);
    let effects = scenario.finish_run(run, Outcome::Completed);
    let next = Effect::StartRun(TrainingConfig::lesson(ModelKind::NON_LINEAR));
    assert!(effects.contains(&next));

    // Model 1 may diverge; the lesson goes on all the same.
    let run = scenario.begin_run(ModelKind::NON_LINEAR, PRIMARY_ENGINE);
    let effects = scenario.finish_run(run, Outcome::Diverged);
    assert_eq!(
        effects,
        [Effect::StartRun(TrainingConfig::lesson(
            ModelKind::TINY_VGG
        ))]
    );
    assert!(scenario.session.runs.is_in_lesson());

    let run = scenario.begin_run(ModelKind::TINY_VGG, PRIMARY_ENGINE);
    scenario.finish_run(run, Outcome::Stopped);
    assert!(!scenario.session.runs.is_in_lesson());
}

#[test]
fn a_stop_takes_the_waiting_runs_away() {
    let mut scenario = Scenario::begin();
    let configs = ModelKind::ALL.map(TrainingConfig::lesson);
    scenario.session.runs.begin_lesson(configs.to_vec());
    let run = scenario.begin_run(ModelKind::BASELINE, PRIMARY_ENGINE);
    let effects = scenario.finish_run(run, Outcome::Stopped);
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::StartRun(_)))
    );
    assert_eq!(scenario.session.runs.lesson_queue().len(), 0);
}

#[test]
fn a_run_that_cannot_start_says_why_and_frees_the_way() {
    let mut scenario = Scenario::begin();
    let chosen = ChosenDevice {
        device: PRIMARY_ENGINE,
        reason: String::new(),
    };
    let config = TrainingConfig::lesson(ModelKind::BASELINE);
    let run = scenario.session.runs.begin(config, chosen);
    scenario.primary_reports(Event::Failed {
        scope: FailureScope::Run(run),
        message: "the training images are not loaded yet".to_owned(),
    });
    assert!(scenario.session.runs.active().is_none());
    let phase = &scenario.session.runs.get(run).unwrap().phase;
    assert!(matches!(phase, RunPhase::Failed(why) if why.contains("not loaded yet")));
}

#[test]
fn workers_that_share_a_run_are_counted_and_late_ones_named_once() {
    let mut scenario = Scenario::begin();
    let run = scenario.begin_run(ModelKind::TINY_VGG, PRIMARY_ENGINE);
    let place = |scenario: &Scenario| scenario.session.runs.get(run).unwrap().place();
    assert_eq!(place(&scenario), "CPU");
    for (n_workers, n_lost, expected) in [
        (4, 0, "CPU, 4 workers"),
        (3, 1, "CPU, 3 workers"),
        (2, 2, "CPU, 2 workers"),
    ] {
        scenario.primary_reports(Event::WorkersChanged {
            run,
            n_workers,
            n_lost,
        });
        assert_eq!(place(&scenario), expected);
    }
    assert_eq!(scenario.notices().len(), 1);
}
