//! Snapshots: a run that is cut off anywhere and continued ends as if nothing had happened.

use super::*;

const N_STEPS_PER_EPOCH: usize = 5;

fn take() -> Command {
    Command::TakeSnapshot { run: RUN }
}

fn whole(model: ModelKind) -> TrainingConfig {
    TrainingConfig {
        n_epochs: 3,
        ..config(model)
    }
}

/// The snapshot that the next slice takes.
fn taken(driver: &mut Driver) -> (usize, Snapshot) {
    assert_eq!(driver.engine.handle(take()), []);
    match &advance(driver, 1)[..] {
        [Event::SnapshotTaken { step, snapshot, .. }] => (*step, snapshot.clone()),
        events => panic!("no snapshot: {events:?}"),
    }
}

/// Works one step or one test batch at a time, until it has been done so often; then takes the snapshot.
fn cut_off_after(config: &TrainingConfig, n_slices: usize) -> (usize, Snapshot) {
    let mut driver = engine_with_data();
    let config = config.clone();
    driver.engine.handle(Command::StartRun { run: RUN, config });
    for _ in 0..n_slices {
        advance(&mut driver, 1);
    }
    taken(&mut driver)
}

fn go_on(config: TrainingConfig, snapshot: Snapshot) -> Command {
    Command::ContinueRun {
        run: RUN,
        config,
        file: snapshot.file,
        position: Some(snapshot.position),
    }
}

/// The figures of all epochs to their last digit, the last evaluation, the losses by step, and the parameters.
fn end(events: &[Event]) -> (Vec<String>, Vec<(usize, f32)>, Checkpoint) {
    let (mut figures, mut losses) = (Vec::new(), Vec::new());
    for event in events {
        match event {
            Event::StepsCompleted {
                step,
                losses: newest,
                ..
            } => {
                let first = step - newest.len();
                losses.extend(
                    newest
                        .iter()
                        .enumerate()
                        .map(|(i, &loss)| (first + i, loss)),
                );
            }
            Event::EpochCompleted { summary, .. } => figures.push(format!("{summary:?}")),
            Event::RunFinished { evaluation, .. } => figures.push(format!("{evaluation:?}")),
            _ => {}
        }
    }
    let model = checkpoint::read(&trained(events).file).expect("it was written by us");
    (figures, losses, model)
}

#[test]
fn a_run_cut_off_anywhere_ends_bit_for_bit_as_an_uninterrupted_one() {
    // Both paths: a list of layers without a step of its own is trained by Burn's operations.
    let paths = [StepPath::Fused, StepPath::Stock];
    let runs = ModelKind::ALL
        .iter()
        .flat_map(|&model| paths.map(|path| (model, path)));
    for (model, path) in runs {
        let config = TrainingConfig {
            path,
            ..whole(model)
        };
        let start = Command::StartRun {
            run: RUN,
            config: config.clone(),
        };
        let (figures, losses, expected) = end(&run(&mut engine_with_data(), start));
        // An epoch is five steps and two test batches: before the first step, in the first epoch, before, in and after its test
        // pass, in the second epoch, and in the last test pass.
        for (n_slices, epoch, n_epoch_steps) in [
            (0, 0, 0),
            (3, 0, 3),
            (5, 0, N_STEPS_PER_EPOCH),
            (6, 0, N_STEPS_PER_EPOCH),
            (7, 1, 0),
            (9, 1, 2),
            (20, 2, N_STEPS_PER_EPOCH),
        ] {
            let (step, snapshot) = cut_off_after(&config, n_slices);
            let position = snapshot.position;
            assert_eq!(
                (position.epoch, position.n_epoch_steps),
                (epoch, n_epoch_steps)
            );
            assert_eq!(step, position.n_steps(N_STEPS_PER_EPOCH));
            // Another engine: nothing is left of the first part but the snapshot.
            let events = run(&mut engine_with_data(), go_on(config.clone(), snapshot));
            let (figures_after, losses_after, found) = end(&events);
            assert_eq!(figures_after[..], figures[epoch as usize..]);
            assert_eq!(losses_after[..], losses[step..]);
            assert_eq!(found, expected);
        }
    }
}

#[test]
fn a_snapshot_changes_nothing_in_the_run() {
    let start = || Command::StartRun {
        run: RUN,
        config: whole(ModelKind::TINY_VGG),
    };
    let expected = end(&run(&mut engine_with_data(), start()));
    let mut driver = engine_with_data();
    let mut events = driver.engine.handle(start());
    while !driver.engine.is_idle() {
        driver.engine.handle(take());
        // The snapshot, then steps or a part of the test pass.
        for max_steps in [1, 2] {
            events.extend(advance(&mut driver, max_steps));
        }
    }
    assert_eq!(end(&events), expected);
}

#[test]
fn a_paused_run_gives_a_snapshot_and_rests_again() {
    let mut driver = engine_with_data();
    driver.engine.handle(start(ModelKind::BASELINE));
    advance(&mut driver, 2);
    driver.engine.handle(Command::PauseRun { run: RUN });
    let (step, _) = taken(&mut driver);
    assert_eq!(step, 2);
    assert!(driver.engine.is_idle());
}

#[test]
fn a_run_that_is_over_or_about_to_stop_gives_none() {
    let mut driver = engine_with_data();
    assert_eq!(driver.engine.handle(take()), []);
    assert!(driver.engine.is_idle());
    driver.engine.handle(start(ModelKind::BASELINE));
    advance(&mut driver, 2);
    driver.engine.handle(take());
    driver.engine.handle(Command::StopRun { run: RUN });
    let events = advance(&mut driver, 2);
    assert!(matches!(events[..], [Event::RunFinished { step: 2, .. }]));
}

#[test]
fn a_snapshot_whose_parts_do_not_belong_together_is_refused() {
    let (_, good) = cut_off_after(&whole(ModelKind::BASELINE), 3);
    let moved = |change: fn(&mut RunPosition)| {
        let mut snapshot = good.clone();
        change(&mut snapshot.position);
        snapshot
    };
    let mut cut = good.clone();
    cut.file.truncate(good.file.len() / 2);
    for bad in [
        moved(|position| position.n_epoch_steps = 4),
        moved(|position| position.n_epoch_steps = usize::MAX),
        moved(|position| position.epoch = u32::MAX),
        moved(|position| position.n_summed_steps = 4),
        moved(|position| position.loss_sum = f32::NAN),
        cut,
    ] {
        let mut driver = engine_with_data();
        let events = driver.engine.handle(go_on(whole(ModelKind::BASELINE), bad));
        assert_eq!(failure(&events).0, FailureScope::Run(RUN));
        assert!(driver.engine.is_idle());
    }
}
