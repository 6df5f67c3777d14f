//! Runs, one by one and as the whole lesson.

use super::*;

#[test]
fn a_run_at_home_leaves_a_judged_model_with_its_time() {
    let mut story = Story::begin();
    let run = story.begin_run(ModelKind::BASELINE, HOME);
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
        evaluation: evaluation(ModelKind::BASELINE, 0.83),
    });
    let chores = story.finish_run(run, Outcome::Completed);

    assert_eq!(chores, [], "home holds it and has judged it");
    assert_eq!(story.accuracy(ModelKind::BASELINE), Some(0.83));
    let held = story.session.model(ModelKind::BASELINE).unwrap();
    // Two seconds before the pause, four after it.
    assert_eq!(held.training_secs(), Some(6.0));
    assert_eq!(held.device(), Some(DeviceKind::Cpu));
    let run = story.session.run(run).unwrap();
    assert_eq!(run.epochs, [summary], "a repeated event does no harm");
    assert_eq!(run.losses.points().len(), 2);
    assert!(story.session.active_run().is_none());
}

#[test]
fn the_lesson_goes_from_model_to_model_and_a_stop_ends_it() {
    let mut story = Story::begin();
    let configs = ModelKind::ALL.map(TrainingConfig::lesson);
    let first = story.session.begin_lesson(configs.to_vec());
    assert_eq!(first, Some(TrainingConfig::lesson(ModelKind::BASELINE)));
    assert_eq!(story.session.lesson_queue().len(), 2);

    let run = story.begin_run(ModelKind::BASELINE, HOME);
    let chores = story.finish_run(run, Outcome::Completed);
    let next = Chore::StartRun(TrainingConfig::lesson(ModelKind::NON_LINEAR));
    assert!(chores.contains(&next));

    // Model 1 may diverge; the lesson goes on all the same.
    let run = story.begin_run(ModelKind::NON_LINEAR, HOME);
    let chores = story.finish_run(run, Outcome::Diverged);
    assert_eq!(
        chores,
        [Chore::StartRun(TrainingConfig::lesson(ModelKind::TINY_VGG))]
    );
    assert!(story.session.is_in_lesson());

    let run = story.begin_run(ModelKind::TINY_VGG, HOME);
    story.finish_run(run, Outcome::Stopped);
    assert!(!story.session.is_in_lesson());
}

#[test]
fn a_stop_takes_the_waiting_runs_away() {
    let mut story = Story::begin();
    let configs = ModelKind::ALL.map(TrainingConfig::lesson);
    story.session.begin_lesson(configs.to_vec());
    let run = story.begin_run(ModelKind::BASELINE, HOME);
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
    let run = story.begin_run(ModelKind::BASELINE, HOME);
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
