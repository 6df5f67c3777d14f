//! A run in training, seen from inside: its evidence, its nearest images, and its single steps.

use super::*;

/// An engine with a run of this kind that is paused after some steps.
fn paused(model: ModelKind, n_steps: usize) -> Driver {
    let mut driver = engine_with_data();
    driver.engine.handle(start(model));
    for _ in 0..n_steps {
        advance(&mut driver, 1);
    }
    driver.engine.handle(Command::PauseRun { run: RUN });
    driver
}

fn image() -> InputImage {
    InputImage::OfSplit {
        split: SplitName::Test,
        index: 3,
    }
}

/// What the run's next step would be.
fn preview(driver: &mut Driver, model: ModelKind) -> fitting_room::protocol::SingleStep {
    let question = StepOnce {
        config: config(model),
        weights: StartWeights::Run(RUN),
        step: 0,
    };
    ask(driver, question).expect("the run is paused")
}

fn losses(events: &[Event]) -> Vec<f32> {
    let losses = events.iter().filter_map(|event| match event {
        Event::StepsCompleted { losses, .. } => Some(losses.clone()),
        _ => None,
    });
    losses.flatten().collect()
}

#[test]
fn a_paused_runs_next_step_is_shown_before_it_is_made() {
    for model in ModelKind::ALL {
        let mut driver = paused(model, 2);
        for step in 2..7 {
            let happened = preview(&mut driver, model);
            assert_eq!(happened.step, step);
            assert_eq!(preview(&mut driver, model), happened, "it can be repeated");
            let made = run(&mut driver, Command::StepRun { run: RUN });
            assert_eq!(losses(&made), [happened.loss], "{}", model.title());
            // Five batches an epoch: its test pass follows on the last.
            let ends_epoch = step == 4;
            let has_tested = made
                .iter()
                .any(|event| matches!(event, Event::EpochCompleted { .. }));
            assert_eq!(has_tested, ends_epoch);
            assert!(driver.engine.is_idle(), "it is paused again");
        }
    }
}

#[test]
fn a_run_that_was_stepped_by_hand_ends_as_any_other() {
    for model in ModelKind::ALL {
        let mut driver = engine_with_data();
        let read = |model: &TrainedModel| checkpoint::read(&model.file).expect("just written");
        let expected = read(&trained(&run(&mut driver, start(model))));
        // In the middle of the epoch, and at its end, before the test pass.
        for n_steps in [2, 5] {
            let mut driver = paused(model, n_steps);
            for _ in 0..2 {
                preview(&mut driver, model);
                run(&mut driver, Command::StepRun { run: RUN });
            }
            let rest = run(&mut driver, Command::ResumeRun { run: RUN });
            assert!(read(&trained(&rest)) == expected, "{}", model.title());
        }
    }
}

#[test]
fn the_last_step_by_hand_finishes_the_run() {
    let mut driver = paused(ModelKind::BASELINE, 1);
    let mut n_steps_by_hand = 0;
    let finished = loop {
        let events = run(&mut driver, Command::StepRun { run: RUN });
        n_steps_by_hand += 1;
        if let Some(Event::RunFinished { .. }) = events.last() {
            break trained(&events);
        }
        assert!(n_steps_by_hand < 9, "{events:?}");
    };
    assert_eq!((n_steps_by_hand, finished.n_steps), (9, Some(10)));
}

#[test]
fn a_run_that_is_not_paused_makes_no_step_by_hand() {
    let mut driver = engine_with_data();
    driver.engine.handle(start(ModelKind::BASELINE));
    driver.engine.handle(Command::StepRun { run: RUN });
    let made = advance(&mut driver, 3);
    assert_eq!(losses(&made).len(), 3);
}

#[test]
fn a_paused_run_can_be_asked_what_it_looks_at() {
    for model in ModelKind::ALL {
        let mut driver = paused(model, 3);
        let subject = Subject::Run(RUN);
        let map = ask(
            &mut driver,
            Occlude {
                subject,
                image: image(),
                size: 8,
                stride: 4,
                grey: 255,
            },
        );
        let map = map.expect("there is a run");
        let inspection = ask(
            &mut driver,
            Inspect {
                subject,
                image: image(),
                unit: None,
            },
        );
        let inspection = inspection.expect("there is a run");
        for (a, b) in map
            .probabilities
            .iter()
            .zip(&inspection.inspected.probabilities)
        {
            assert!((a - b).abs() < 1e-5, "{}: {a} is not {b}", model.title());
        }
        let slope = ask(
            &mut driver,
            TraceGradient {
                subject,
                image: image(),
                class: Some(1),
            },
        );
        assert_eq!(slope.expect("there is a run").gradient.len(), N_PIXELS);
    }
}

#[test]
fn a_runs_nearest_images_are_read_anew_when_it_has_gone_on() {
    let model = ModelKind::TINY_VGG;
    let mut driver = paused(model, 3);
    let mut nearest = |not_before: usize, step: bool| {
        if step {
            run(&mut driver, Command::StepRun { run: RUN });
        }
        let question = FindNearest {
            subject: Subject::Run(RUN),
            image: image(),
            n_images: 3,
            not_before,
        };
        ask(&mut driver, question).expect("there is a run")
    };
    let first = nearest(3, false);
    assert_eq!(first.n_steps, Some(3));
    assert_eq!(first.images.len(), 3);
    assert_eq!(nearest(3, true), first, "what was read at step 3 will do");
    let later = nearest(4, false);
    assert_eq!(later.n_steps, Some(4));
    assert_ne!(later.images, first.images);
}

#[test]
fn a_model_without_a_step_has_the_weights_that_a_run_starts_from() {
    let model = ModelKind::TINY_VGG;
    let mut driver = paused(model, 0);
    let config = config(model);
    let mut look = |subject| {
        let question = Inspect {
            subject,
            image: image(),
            unit: None,
        };
        ask(&mut driver, question).expect("it can be looked into")
    };
    let of_run = look(Subject::Run(RUN));
    let initial = look(Subject::Initial {
        model,
        hidden_units: config.hidden_units,
        final_relu: config.final_relu,
        seed: config.seed,
    });
    assert_eq!(initial.inspected.n_steps, Some(0));
    assert_eq!(initial.parameters, of_run.parameters);
    assert_eq!(initial.outputs, of_run.outputs);
    let kernels = ask(
        &mut driver,
        ShowKernels {
            subject: Subject::Run(RUN),
        },
    );
    let kernels = kernels.expect("it can be looked into");
    assert_eq!((kernels.size, kernels.weights.len()), (3, 90));
    let weights = kernels.weights.iter().chain(&kernels.biases);
    let bytes: Vec<u8> = weights.flat_map(|value| value.to_le_bytes()).collect();
    assert_eq!(bytes, of_run.parameters[..4 * 100]);
}

#[test]
fn a_training_image_is_not_its_own_neighbour() {
    let mut driver = paused(ModelKind::BASELINE, 1);
    let question = FindNearest {
        subject: Subject::Run(RUN),
        image: InputImage::OfSplit {
            split: SplitName::Train,
            index: 3,
        },
        n_images: 4,
        not_before: 0,
    };
    let nearest = ask(&mut driver, question).expect("there is a run");
    assert_eq!(nearest.images.len(), 4);
    assert!(
        nearest
            .images
            .iter()
            .all(|neighbour| neighbour.image.index != 3)
    );
}
