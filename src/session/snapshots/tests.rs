//! Snapshots: when one is due, which one counts, what is said of it.

use super::*;
use crate::protocol::{ModelKind, RunPosition};

const RUN: RunId = RunId(1);

fn steps(step: usize) -> Event {
    Event::StepsCompleted {
        run: RUN,
        epoch: 0,
        step,
        losses: vec![2.0],
        accuracies: vec![0.1],
    }
}

fn started() -> Event {
    let config = TrainingConfig::lesson(ModelKind::BASELINE);
    Event::RunStarted {
        run: RUN,
        config,
        device: DeviceKind::Cpu,
        path: crate::protocol::StepPath::Fused,
        n_steps_per_epoch: 1875,
        n_steps: 5625,
        n_parameters: 7850,
    }
}

fn epoch(epoch: u32) -> Event {
    Event::EpochCompleted {
        run: RUN,
        summary: crate::protocol::EpochSummary {
            epoch,
            train_loss: 0.5,
            train_accuracy: 0.8,
            test_loss: 0.5,
            test_accuracy: 0.8,
            test_share_correct: 0.8,
        },
        confusion: crate::protocol::ConfusionMatrix::default(),
    }
}

fn stored(number: u32, step: usize) -> StoredSnapshot {
    let config = TrainingConfig::lesson(ModelKind::BASELINE);
    let mut run = Run::new(RUN, config, DeviceKind::Cpu, String::new());
    run.n_steps_per_epoch = 1875;
    run.n_steps = 5625;
    run.step = step;
    StoredSnapshot {
        run,
        snapshot: Snapshot {
            file: vec![1, 2, 3],
            position: RunPosition::after(step, 1875),
        },
        taken_at_ms: 0.0,
        number,
        queue: Queue::default(),
    }
}

#[test]
fn a_snapshot_is_due_soon_after_the_start_and_then_within_ten_seconds() {
    let mut schedule = SnapshotSchedule::default();
    assert!(!schedule.is_due(100.0, &started()));
    let mut taken_at = Vec::new();
    for tenths in 1..=600 {
        let at_secs = 100.0 + f64::from(tenths) / 10.0;
        if schedule.is_due(at_secs, &steps(tenths as usize)) {
            taken_at.push(at_secs);
        }
    }
    assert_eq!(taken_at[0], 102.0);
    assert!(taken_at.len() >= 7, "{taken_at:?}");
    assert!(taken_at.windows(2).all(|pair| pair[1] - pair[0] < 9.0));
}

#[test]
fn steps_that_take_longer_than_the_interval_are_all_kept() {
    let mut schedule = SnapshotSchedule::default();
    schedule.is_due(0.0, &started());
    for step in 1..=5 {
        assert!(schedule.is_due(12.0 * step as f64, &steps(step)));
    }
}

#[test]
fn an_epoch_and_a_pause_are_kept_at_once() {
    let mut schedule = SnapshotSchedule::default();
    schedule.is_due(0.0, &started());
    assert!(schedule.is_due(0.5, &Event::RunPaused { run: RUN, step: 3 }));
    assert!(!schedule.is_due(0.6, &Event::RunResumed { run: RUN, step: 3 }));
    assert!(schedule.is_due(1.5, &epoch(0)));
    assert!(
        !schedule.is_due(5.0, &steps(1)),
        "the epoch's is new enough"
    );
}

#[test]
fn of_epochs_shorter_than_a_second_the_last_of_each_second_is_kept() {
    let mut schedule = SnapshotSchedule::default();
    schedule.is_due(0.0, &started());
    let taken: Vec<u32> = (1..=20)
        .filter(|&number| schedule.is_due(0.25 * f64::from(number), &epoch(number)))
        .collect();
    assert_eq!(taken, [4, 8, 12, 16, 20]);
    assert!(!schedule.is_due(5.5, &epoch(21)));
    assert!(
        schedule.is_due(6.0, &steps(1)),
        "an epoch that came too soon is kept with the next report"
    );
}

#[test]
fn without_locks_a_run_is_cut_off_a_minute_after_its_last_snapshot() {
    let mut stored = stored(1, 100);
    stored.taken_at_ms = 500_000.0;
    let rest_ms = |now_ms| stored.rest_of_silence_ms(now_ms);
    assert_eq!(rest_ms(502_000.0), 58_000);
    assert_eq!(rest_ms(560_000.0), 0);
    assert_eq!(rest_ms(9_000_000.0), 0);
    assert_eq!(rest_ms(100.0), 60_000, "the clock was put back");
}

#[test]
fn two_snapshots_take_turns_and_a_damaged_one_leaves_the_other() {
    let [older, newer] = [stored(6, 100), stored(7, 200)];
    assert_ne!(older.slot(), newer.slot());
    assert_eq!(stored(8, 300).slot(), older.slot());
    let both = [Some(newer.clone()), Some(older.clone())];
    assert_eq!(newest(both), Some(newer));
    assert_eq!(newest([None, Some(older.clone())]), Some(older));
    assert_eq!(newest([None, None]), None);
}

#[test]
fn the_card_says_where_the_run_was() {
    assert_eq!(
        stored(1, 2000).place(),
        "epoch 2 of 3, step 2\u{202f}000 of 5\u{202f}625"
    );
    let mut testing = stored(1, 1875);
    testing.snapshot.position = RunPosition {
        n_epoch_steps: 1875,
        ..RunPosition::default()
    };
    assert_eq!(
        testing.place(),
        "epoch 1 of 3, in the test pass, step 1\u{202f}875 of 5\u{202f}625"
    );
    assert_eq!(testing.queue_text(), None);
    testing.queue.configs = vec![testing.run.config.clone(); 2];
    assert_eq!(
        testing.queue_text().as_deref(),
        Some("2 more runs wait after it.")
    );
}
