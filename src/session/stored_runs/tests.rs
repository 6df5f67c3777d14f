//! Stored runs: their names, their room, and what is read back.

use super::*;
use crate::protocol::{DeviceKind, EpochSummary, RunId};

fn epoch(epoch: u32) -> EpochSummary {
    EpochSummary {
        epoch,
        train_loss: 0.5,
        train_accuracy: 0.8,
        test_loss: 0.6,
        test_accuracy: 0.75,
        test_share_correct: 0.75,
    }
}

fn stored(number: u64, change: impl FnOnce(&mut TrainingConfig)) -> StoredRun {
    let mut config = TrainingConfig::lesson(ModelKind::NON_LINEAR);
    change(&mut config);
    let mut run = Run::new(RunId(1), config, DeviceKind::Cpu, String::new());
    run.phase = RunPhase::Finished(Outcome::Completed);
    run.n_steps_per_epoch = 1875;
    run.n_steps = 5625;
    run.step = 5625;
    run.losses.extend(2, &[2.5, 2.0]);
    run.epochs = (0..3).map(epoch).collect();
    StoredRun {
        id: StoredRunId(number),
        run,
        file_bytes: Some(32_000),
    }
}

#[test]
fn a_run_is_named_by_what_differs_from_the_notebook() {
    let title = ModelKind::NON_LINEAR.title();
    let lesson = stored(1, |_| {});
    assert_eq!(lesson.name(), format!("{title}, as in the notebook"));
    let other = stored(1, |config| {
        config.seed = 7;
        config.learning_rate = 0.05;
        config.hidden_units = 5;
        config.final_relu = false;
    });
    assert_eq!(
        other.name(),
        format!("{title}, seed 7, learning rate 0.05, 5 hidden units, without the last ReLU")
    );
}

#[test]
fn a_run_reads_back_as_it_was_kept() {
    let run = stored(1, |_| {});
    let text = serde_json::to_string(&run).expect("it can be written");
    let read: StoredRun = serde_json::from_str(&text).expect("it can be read");
    assert_eq!(read, run);
}

#[test]
fn a_run_kept_before_the_newest_fields_reads_back() {
    let mut value = serde_json::to_value(stored(1, |_| {})).expect("it can be written");
    let run = value["run"].as_object_mut().expect("it is a map");
    for newer in ["group", "continued_from"] {
        assert!(run.remove(newer).is_some());
    }
    let read: StoredRun = serde_json::from_value(value).expect("it can be read");
    assert_eq!(read, stored(1, |_| {}));
}

#[test]
fn a_curve_that_ends_in_the_middle_of_a_point_is_refused() {
    let mut value = serde_json::to_value(stored(1, |_| {})).expect("it can be written");
    let points = &mut value["run"]["losses"]["points"];
    points.as_array_mut().expect("bytes").pop();
    let error = serde_json::from_value::<StoredRun>(value).unwrap_err();
    assert!(error.to_string().contains("in the middle of a point"));
}

#[test]
fn runs_are_listed_newest_first_and_those_stored_meanwhile_stay() {
    let mut all = StoredRuns::default();
    all.add(stored(3_000_000, |_| {}));
    all.take(
        2000.0,
        vec![stored(1_000_000, |_| {}), stored(2_000_000, |_| {})],
        vec![StoredRunId(5)],
    );
    let ids = |all: &StoredRuns| all.all().iter().map(|run| run.id.0).collect::<Vec<_>>();
    assert_eq!(ids(&all), [3_000_000, 2_000_000, 1_000_000]);
    assert_eq!(all.unreadable(), [StoredRunId(5)], "it hides no other");
    all.take(3500.0, vec![stored(2_000_000, |_| {})], Vec::new());
    assert_eq!(ids(&all), [2_000_000], "another tab has deleted the others");
    all.remove(StoredRunId(2_000_000));
    assert!(all.all().is_empty());
}

#[test]
fn there_is_room_up_to_the_quota_and_not_beyond() {
    let mut all = StoredRuns::default();
    for number in 0..MAX_RUNS as u64 {
        let run = stored(number, |_| {});
        assert!(all.has_room_for(&run));
        all.add(run);
    }
    let one_more = stored(1000, |_| {});
    assert!(!all.has_room_for(&one_more));
    assert_eq!(all.oldest().map(|run| run.id), Some(StoredRunId(0)));
    all.remove(StoredRunId(0));
    assert!(all.has_room_for(&one_more));
    let huge = StoredRun {
        file_bytes: Some(MAX_BYTES),
        ..one_more
    };
    assert!(!all.has_room_for(&huge));
}

#[test]
fn the_newest_model_is_that_of_the_newest_run_with_a_checkpoint() {
    let mut all = StoredRuns::default();
    all.add(stored(1, |_| {}));
    all.add(StoredRun {
        file_bytes: None,
        ..stored(2, |_| {})
    });
    let newest = all.newest_model(ModelKind::NON_LINEAR);
    assert_eq!(newest.map(|run| run.id), Some(StoredRunId(1)));
    assert_eq!(all.newest_model(ModelKind::BASELINE), None);
}

#[test]
fn only_what_differs_is_compared() {
    let runs = [stored(1, |_| {}), stored(2, |config| config.seed = 7)];
    let found = differences(&[&runs[0], &runs[1]]);
    let seed = Difference {
        name: "seed",
        values: vec!["42".to_owned(), "7".to_owned()],
    };
    assert_eq!(found, [seed]);
}

#[test]
fn another_models_setting_is_missing_rather_than_equal() {
    let mut runs = [stored(1, |_| {}), stored(2, |_| {})];
    runs[1].run.config.model = ModelKind::BASELINE;
    let names: Vec<_> = differences(&[&runs[0], &runs[1]])
        .into_iter()
        .map(|row| (row.name, row.values[1].clone()))
        .collect();
    assert_eq!(
        names,
        [
            ("model", ModelKind::BASELINE.title().to_owned()),
            ("final ReLU", format::NOTHING.to_owned())
        ]
    );
}

#[test]
fn a_stopped_run_goes_on_to_the_end_of_its_epoch_and_beyond() {
    let whole = stored(1, |_| {});
    assert_eq!(whole.settings_to_continue(2).n_epochs, 5);
    let mut stopped = whole;
    stopped.run.step = 2000;
    stopped.run.epochs.truncate(1);
    stopped.run.phase = RunPhase::Finished(Outcome::Stopped);
    assert_eq!(stopped.settings_to_continue(1).n_epochs, 3);
    assert_eq!(stopped.stopped_at(), Some(2000));
    let text = stopped.outcome_text().replace('\u{202f}', " ");
    assert_eq!(text, "1 of 3 epochs, stopped at step 2 000 of 5 625");
}

#[test]
fn a_continued_run_takes_its_past_along() {
    let earlier = stored(1, |_| {}).run;
    let config = TrainingConfig {
        n_epochs: 5,
        ..earlier.config.clone()
    };
    let run = earlier.continued(RunId(2), config, DeviceKind::Cpu, String::new());
    assert_eq!((run.step, run.continued_from), (5625, Some(5625)));
    assert_eq!(run.losses, earlier.losses);
    assert!(run.is_active());
}

#[test]
fn time_is_estimated_from_the_newest_whole_run_of_the_model() {
    let mut all = StoredRuns::default();
    let configs = [1, 5].map(|n_epochs| TrainingConfig {
        n_epochs,
        ..TrainingConfig::lesson(ModelKind::NON_LINEAR)
    });
    assert_eq!(all.estimate_secs(&configs), None);
    let mut run = stored(1, |_| {});
    run.run.start(0.0);
    run.run.finish(6.0, Outcome::Completed, 5625);
    all.add(run);
    assert_eq!(all.estimate_secs(&configs), Some(12.0));
    let wider = TrainingConfig {
        hidden_units: 100,
        ..configs[1].clone()
    };
    let secs = all.estimate_secs(&[wider]).expect("there is a run");
    assert!(secs > 90.0, "ten times the work of 10 s: {secs}");
    let other = TrainingConfig::lesson(ModelKind::BASELINE);
    assert_eq!(all.estimate_secs(&[other]), None);
}
