//! A run's time, progress and metrics by the events that it is made of.

use super::*;
use crate::protocol::ModelKind;

fn run() -> Run {
    let config = TrainingConfig::lesson(ModelKind::BASELINE);
    let mut run = Run::new(RunId(1), config, DeviceKind::Cpu, String::new());
    run.n_steps = 100;
    run
}

#[test]
fn an_epoch_that_is_reported_again_replaces_itself_also_where_its_matrix_was_not_kept() {
    let summary = EpochSummary {
        epoch: 0,
        train_loss: 1.0,
        train_accuracy: 0.5,
        test_loss: 1.0,
        test_accuracy: 0.5,
        test_share_correct: 0.5,
    };
    let mut run = run();
    run.epochs.push(summary);
    run.complete_epoch(1.0, summary, ConfusionMatrix::default());
    assert_eq!((run.epochs.len(), run.confusions.len()), (1, 1));
}

#[test]
fn a_pause_does_not_count_as_training_time() {
    let mut run = run();
    run.start(10.0);
    run.take_steps(12.0, 0, 10, &[2.0; 10], &[0.1; 10]);
    run.pause(13.0);
    run.resume(63.0);
    run.take_steps(64.0, 0, 20, &[1.0; 10], &[0.5; 10]);
    run.finish(65.0, Outcome::Stopped, 20);
    assert_eq!(run.training_secs(), 5.0);
}

#[test]
fn a_single_step_in_a_pause_does_not_count_as_training_time() {
    let mut run = run();
    run.start(0.0);
    run.take_steps(1.0, 0, 10, &[2.0; 10], &[0.1; 10]);
    run.take_steps(2.0, 0, 20, &[2.0; 10], &[0.1; 10]);
    run.pause(2.0);
    run.take_steps(60.0, 0, 21, &[1.0], &[0.5]);
    assert_eq!((run.step, run.training_secs()), (21, 2.0));
    assert_eq!(run.steps_per_sec(), Some(10.0));
    assert_eq!(run.phase, RunPhase::Paused);
}

#[test]
fn speed_and_time_left_come_from_the_stamps() {
    let mut run = run();
    run.start(0.0);
    run.take_steps(1.0, 0, 10, &[2.0; 10], &[0.1; 10]);
    assert_eq!(run.steps_per_sec(), None);
    run.take_steps(2.0, 0, 30, &[2.0; 20], &[0.1; 20]);
    assert_eq!(run.steps_per_sec(), Some(20.0));
    assert_eq!(run.eta_secs(), None, "a second is too little");
    run.take_steps(3.0, 0, 50, &[2.0; 20], &[0.1; 20]);
    // 40 steps took 2 s, so 50 more take 2.5 s.
    assert_eq!(run.eta_secs(), Some(2.5));
    run.finish(4.0, Outcome::Stopped, 50);
    assert_eq!(run.eta_secs(), None);
}

#[test]
fn a_slow_first_step_makes_no_estimate() {
    let mut run = run();
    run.n_steps = 5625;
    run.start(0.0);
    run.take_steps(11.3, 0, 1, &[2.0], &[0.1]);
    assert_eq!(run.eta_secs(), None);
    for step in 2..=6 {
        run.take_steps(11.0 + step as f64 * 0.5, 0, step, &[2.0], &[0.1]);
    }
    let eta_secs = run.eta_secs().expect("five steps tell");
    assert!((2500.0..3200.0).contains(&eta_secs), "{eta_secs}");
}

#[test]
fn a_sleep_counts_neither_as_training_nor_for_the_time_left() {
    let mut run = run();
    run.start(0.0);
    for step in 1..=20 {
        run.take_steps(step as f64, 0, step, &[2.0], &[0.1]);
    }
    // The lid is closed for a night.
    run.take_steps(30_000.0, 0, 21, &[2.0], &[0.1]);
    assert_eq!(run.training_secs(), 21.0);
    assert_eq!(run.eta_secs(), Some(79.0));
    assert_eq!(run.steps_per_sec(), None, "the last seconds were asleep");
    run.take_steps(30_001.0, 0, 22, &[2.0], &[0.1]);
    assert_eq!(run.steps_per_sec(), Some(1.0));
}

#[test]
fn slow_steps_and_a_long_first_one_are_no_sleep() {
    let mut run = run();
    run.start(0.0);
    run.take_steps(200.0, 0, 1, &[2.0], &[0.1]);
    run.take_steps(290.0, 0, 2, &[2.0], &[0.1]);
    assert_eq!(run.training_secs(), 290.0);
}

#[test]
fn a_test_pass_is_no_sleep_however_long_it_takes() {
    let mut run = run();
    run.start(0.0);
    run.take_steps(1.0, 0, 1, &[2.0], &[0.1]);
    run.take_steps(2.0, 0, 2, &[2.0], &[0.1]);
    for n_done in 1..=100 {
        let n_images = 100;
        run.note_test_progress(2.0 + n_done as f64, TestProgress::new(n_done, n_images));
    }
    run.take_steps(103.0, 1, 3, &[2.0], &[0.1]);
    assert_eq!(run.training_secs(), 103.0);
}

#[test]
fn a_resumed_run_counts_on_and_measures_anew() {
    let mut run = run();
    run.start(0.0);
    run.take_steps(10.0, 0, 10, &[2.0; 10], &[0.1; 10]);
    let mut resumed = run.resumed(RunId(2), DeviceKind::Cpu, String::new());
    assert_eq!(resumed.snapshot_step, Some(10));
    // Another worker, another clock.
    resumed.start(3.0);
    assert_eq!(resumed.eta_secs(), None);
    resumed.take_steps(4.0, 0, 12, &[2.0; 2], &[0.1; 2]);
    assert_eq!(resumed.training_secs(), 11.0);
    assert_eq!(resumed.losses.points().len(), 12);
}

#[test]
fn the_first_and_the_last_losses_are_kept_step_by_step() {
    let mut run = run();
    run.start(0.0);
    for step in 1..=50 {
        run.take_steps(step as f64, 0, step, &[step as f32], &[0.0]);
    }
    assert_eq!(run.mean_first_loss(), Some(10.5));
    assert_eq!(run.mean_last_loss(), Some(40.5));
}
