//! Runs: events, pauses, ends.

use super::*;

#[test]
fn a_run_reports_steps_epochs_an_evaluation_and_its_end() {
    let mut driver = engine_with_data();
    let events = run(&mut driver, start(ModelKind::BASELINE));
    assert!(matches!(
        events[0],
        Event::RunStarted {
            path: StepPath::Fused,
            n_steps_per_epoch: 5,
            n_steps: 10,
            n_parameters: 7960,
            ..
        }
    ));
    let n_losses: usize = events
        .iter()
        .map(|event| match event {
            Event::StepsCompleted { losses, .. } => losses.len(),
            _ => 0,
        })
        .sum();
    assert_eq!(n_losses, 10);
    let (epochs, confusions): (Vec<u32>, Vec<&ConfusionMatrix>) = events
        .iter()
        .filter_map(|event| match event {
            Event::EpochCompleted {
                summary, confusion, ..
            } => Some((summary.epoch, confusion)),
            _ => None,
        })
        .unzip();
    assert_eq!(epochs, [0, 1]);
    let [
        ..,
        Event::RunFinished {
            run: RUN,
            outcome,
            step,
            model: Some(model),
            evaluation: Some(evaluation),
        },
    ] = &events[..]
    else {
        panic!("{events:?}");
    };
    assert_eq!((*outcome, *step), (Outcome::Completed, 10));
    assert_eq!(evaluation.confusion.n_images(), 40);
    assert_eq!(confusions[0].n_images(), 40);
    assert_eq!(confusions[1], &evaluation.confusion);
    let score = model.score.expect("it was evaluated");
    assert_eq!(score.loss, evaluation.loss);
}

#[test]
fn the_same_settings_give_the_same_run_whatever_the_slices() {
    let losses = |max_steps| {
        let mut driver = engine_with_data();
        let mut events = driver.engine.handle(start(ModelKind::TINY_VGG));
        while !driver.engine.is_idle() {
            events.extend(advance(&mut driver, max_steps));
        }
        checkpoint::read(&trained(&events).file).expect("it was written by us")
    };
    assert_eq!(losses(1), losses(4));
}

#[test]
fn a_paused_run_rests_until_it_is_resumed() {
    let mut driver = engine_with_data();
    driver.engine.handle(start(ModelKind::NON_LINEAR));
    advance(&mut driver, 2);
    let paused = driver.engine.handle(Command::PauseRun { run: RUN });
    assert_eq!(paused, [Event::RunPaused { run: RUN, step: 2 }]);
    assert!(driver.engine.is_idle());
    assert_eq!(advance(&mut driver, 2), []);
    let rest = run(&mut driver, Command::ResumeRun { run: RUN });
    assert!(matches!(rest[0], Event::RunResumed { step: 2, .. }));
    assert!(matches!(
        rest.last(),
        Some(Event::RunFinished {
            outcome: Outcome::Completed,
            step: 10,
            ..
        })
    ));
}

#[test]
fn a_stopped_run_reports_that_it_finished_and_keeps_what_it_learnt() {
    for pause_first in [false, true] {
        let mut driver = engine_with_data();
        driver.engine.handle(start(ModelKind::BASELINE));
        advance(&mut driver, 3);
        if pause_first {
            driver.engine.handle(Command::PauseRun { run: RUN });
        }
        let events = run(&mut driver, Command::StopRun { run: RUN });
        assert!(matches!(
            events[..],
            [Event::RunFinished {
                outcome: Outcome::Stopped,
                step: 3,
                ..
            }]
        ));
        assert_eq!(trained(&events).n_steps, Some(3));
        let model = ModelKind::BASELINE;
        let evaluation = ask(&mut driver, Evaluate { model }).expect("it is there");
        assert_eq!(evaluation.model, model);
    }
}

#[test]
fn a_run_that_diverges_says_so_and_leaves_the_older_model_alone() {
    let mut driver = engine_with_data();
    let good = trained(&run(&mut driver, start(ModelKind::BASELINE)));
    let wild = TrainingConfig {
        learning_rate: 10.0,
        n_epochs: 50,
        ..config(ModelKind::BASELINE)
    };
    let events = run(
        &mut driver,
        Command::StartRun {
            run: RUN,
            config: wild,
        },
    );
    assert!(
        matches!(
            events.last(),
            Some(Event::RunFinished {
                outcome: Outcome::Diverged,
                model: None,
                ..
            })
        ),
        "{:?}",
        events.last()
    );
    let question = SaveModel {
        model: ModelKind::BASELINE,
        format: CheckpointFormat::Safetensors,
    };
    let saved = ask(&mut driver, question).expect("it is there");
    assert_eq!(checkpoint::read(&saved.bytes), checkpoint::read(&good.file));
}

#[test]
fn settings_that_make_no_sense_start_nothing() {
    let mut driver = engine_with_data();
    let bad = TrainingConfig {
        learning_rate: -1.0,
        ..config(ModelKind::BASELINE)
    };
    let events = driver.engine.handle(Command::StartRun {
        run: RUN,
        config: bad,
    });
    assert_eq!(failure(&events).0, FailureScope::Run(RUN));
    assert!(driver.engine.is_idle());
}

#[test]
fn a_run_asked_for_burns_operations_takes_them_and_learns_the_same() {
    let train = |path| {
        let config = TrainingConfig {
            path,
            ..config(ModelKind::BASELINE)
        };
        let events = run(
            &mut engine_with_data(),
            Command::StartRun { run: RUN, config },
        );
        let mut losses = Vec::new();
        let mut taken = None;
        for event in events {
            match event {
                Event::RunStarted { path, .. } => taken = Some(path),
                Event::StepsCompleted { losses: newest, .. } => losses.extend(newest),
                _ => {}
            }
        }
        assert_eq!(taken, Some(path));
        losses
    };
    let (fused, stock) = (train(StepPath::Fused), train(StepPath::Stock));
    assert_eq!(fused.len(), stock.len());
    for (fused, stock) in fused.iter().zip(&stock) {
        assert!((fused - stock).abs() < 1e-3, "{fused} against {stock}");
    }
}

#[test]
fn a_continued_run_ends_as_an_uninterrupted_one_does() {
    let whole = TrainingConfig {
        n_epochs: 3,
        ..config(ModelKind::TINY_VGG)
    };
    let start = |n_epochs| Command::StartRun {
        run: RUN,
        config: TrainingConfig {
            n_epochs,
            ..whole.clone()
        },
    };
    let go_on = |file| Command::ContinueRun {
        run: RUN,
        config: whole.clone(),
        file,
        position: None,
    };
    let expected = run(&mut engine_with_data(), start(3));
    let last_epoch = |events: &[Event]| {
        let mut epochs = events.iter().filter_map(|event| match event {
            Event::EpochCompleted { summary, .. } => Some(format!("{summary:?}")),
            _ => None,
        });
        epochs.next_back()
    };

    // After an epoch, and in the middle of one.
    let mut driver = engine_with_data();
    let after_epoch = trained(&run(&mut driver, start(1))).file;
    driver.engine.handle(start(3));
    advance(&mut driver, 7);
    advance(&mut driver, 7);
    advance(&mut driver, 2);
    let stopped = trained(&run(&mut driver, Command::StopRun { run: RUN }));
    assert_eq!(stopped.n_steps, Some(7));
    for (file, first_step) in [(after_epoch, 6), (stopped.file, 8)] {
        // Another engine: nothing is left of the first part but the file.
        let events = run(&mut engine_with_data(), go_on(file));
        assert!(matches!(events[0], Event::RunStarted { n_steps: 15, .. }));
        let steps = events.iter().find_map(|event| match event {
            Event::StepsCompleted { step, losses, .. } => Some(step + 1 - losses.len()),
            _ => None,
        });
        assert_eq!(steps, Some(first_step));
        assert_eq!(last_epoch(&events), last_epoch(&expected));
        assert_eq!(
            checkpoint::read(&trained(&events).file),
            checkpoint::read(&trained(&expected).file)
        );
    }
}

#[test]
fn a_checkpoint_that_has_made_all_its_steps_is_not_continued() {
    let mut driver = engine_with_data();
    let file = trained(&run(&mut driver, start(ModelKind::BASELINE))).file;
    let events = driver.engine.handle(Command::ContinueRun {
        run: RUN,
        config: config(ModelKind::BASELINE),
        file,
        position: None,
    });
    let (scope, message) = failure(&events);
    assert_eq!(scope, FailureScope::Run(RUN));
    assert!(message.contains("made its 10 steps already"), "{message}");
    assert!(driver.engine.is_idle());
}

#[test]
fn test_passes_within_an_epoch_change_nothing_else() {
    let events_of = |model, tests_per_epoch, max_steps| {
        let config = TrainingConfig {
            tests_per_epoch,
            ..config(model)
        };
        let mut driver = engine_with_data();
        let command = Command::StartRun { run: RUN, config };
        let mut events = driver.engine.handle(command);
        while !driver.engine.is_idle() {
            events.extend(advance(&mut driver, max_steps));
        }
        events
    };
    let digits = |events: &[Event]| {
        let mut losses = Vec::new();
        let mut epochs = Vec::new();
        for event in events {
            match event {
                Event::StepsCompleted { losses: newest, .. } => {
                    losses.extend(newest.iter().copied())
                }
                Event::EpochCompleted { summary, .. } => epochs.push(*summary),
                _ => {}
            }
        }
        let read = checkpoint::read(&trained(events).file).expect("it is a checkpoint");
        (losses, epochs, read.state)
    };
    for model in [ModelKind::BASELINE, ModelKind::TINY_VGG] {
        let plain = events_of(model, 1, 100);
        // Five steps an epoch: after the first, the third and the fifth.
        let tested = events_of(model, 3, 100);
        // Too many numbers to be printed.
        assert!(digits(&tested) == digits(&plain));
        let tests: Vec<_> = tested
            .iter()
            .filter_map(|event| match event {
                Event::TestedWithinEpoch { test, .. } => {
                    Some((test.step, test.confusion.n_images()))
                }
                _ => None,
            })
            .collect();
        assert_eq!(tests, [(1, 40), (3, 40), (6, 40), (8, 40)]);
        assert!(digits(&events_of(model, 3, 1)) == digits(&plain));
        // More than there are steps.
        assert!(digits(&events_of(model, 20, 2)) == digits(&plain));
    }
}
