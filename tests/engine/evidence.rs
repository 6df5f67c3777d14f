//! What a decision rests on: covered images, gradients, nearest training images, and single steps.

use super::*;
use fitting_room::models::{Architecture, StateDict};
use fitting_room::random::EpochOrders;
use fitting_room::training::Trainer;

/// An engine with data and a trained model of this kind.
fn engine_with(model: ModelKind) -> Driver {
    let mut driver = engine_with_data();
    trained(&run(&mut driver, start(model)));
    driver
}

fn test_image(index: u32) -> InputImage {
    InputImage::OfSplit {
        split: SplitName::Test,
        index,
    }
}

fn occlude(model: ModelKind, index: u32, grey: u8) -> Occlude {
    Occlude {
        subject: Subject::Trained(model),
        image: test_image(index),
        size: 4,
        stride: 2,
        grey,
    }
}

#[test]
fn covering_black_with_black_changes_nothing() {
    for model in ModelKind::ALL {
        let mut driver = engine_with(model);
        // Test image 0 is of class 0: a bar in rows 0 and 1, and black below.
        let map = ask(&mut driver, occlude(model, 0, 0)).expect("there is a model");
        assert_eq!(map.n_places, 13);
        assert_eq!(map.covered.len(), 13 * 13 * 10);
        let rows = map.covered.chunks_exact(10).enumerate();
        for (place, row) in rows {
            let is_over_the_bar = place / 13 == 0;
            assert_eq!(row != map.probabilities, is_over_the_bar, "place {place}");
        }
    }
}

#[test]
fn a_square_as_large_as_the_image_leaves_one_place() {
    let model = ModelKind::BASELINE;
    let mut driver = engine_with(model);
    let question = Occlude {
        size: 100,
        stride: 0,
        ..occlude(model, 3, 128)
    };
    let map = ask(&mut driver, question).expect("there is a model");
    assert_eq!((map.n_places, map.size, map.stride), (1, 28, 1));
}

#[test]
fn the_gradient_is_that_of_the_models_answer() {
    for model in ModelKind::ALL {
        let mut driver = engine_with(model);
        let question = |class| TraceGradient {
            subject: Subject::Trained(model),
            image: test_image(5),
            class,
        };
        let map = ask(&mut driver, question(None)).expect("there is a model");
        let same = ask(&mut driver, question(Some(map.class))).expect("there is a model");
        assert_eq!(map, same);
        let other = ask(&mut driver, question(Some((map.class + 1) % 10))).expect("a model");
        assert_ne!(map.gradient, other.gradient, "{}", model.title());
    }
}

/// A dark shoe on white, its toe to the right.
fn shoe_to_the_right() -> Picture {
    let mut rgba = vec![255; 4 * 60 * 60];
    let mut paint = |rows: std::ops::Range<usize>, columns: std::ops::Range<usize>| {
        for row in rows {
            for column in columns.clone() {
                rgba[4 * (row * 60 + column)..][..3].fill(10);
            }
        }
    };
    paint(15..45, 10..28);
    paint(32..45, 28..52);
    Picture {
        width: 60,
        height: 60,
        rgba,
    }
}

#[test]
fn a_picture_of_ones_own_is_prepared_as_for_an_answer() {
    let model = ModelKind::BASELINE;
    let mut driver = engine_with(model);
    let by_hand = [
        Corrections::default(),
        Corrections {
            is_mirrored: Some(true),
            quarter_turns: 1,
            ..Corrections::default()
        },
        Corrections {
            is_lighter: Some(true),
            keeps_background: true,
            ..Corrections::default()
        },
    ];
    let mut seen = Vec::new();
    for corrections in by_hand {
        let picture = shoe_to_the_right();
        let classify = Classify {
            model,
            picture: picture.clone(),
            corrections,
        };
        let answer = ask(&mut driver, classify).expect("it can be prepared");
        let image = InputImage::Own {
            picture,
            corrections,
        };
        let question = Occlude {
            image: image.clone(),
            ..occlude(model, 0, 0)
        };
        let map = ask(&mut driver, question).expect("it can be prepared");
        assert_eq!(map.pixels, answer.pixels);
        assert_eq!(map.probabilities, answer.probabilities);
        let question = TraceGradient {
            subject: Subject::Trained(model),
            image: image.clone(),
            class: None,
        };
        let map = ask(&mut driver, question).expect("it can be prepared");
        assert_eq!(map.pixels, answer.pixels);
        let question = Inspect {
            subject: Subject::Trained(model),
            image: image.clone(),
            unit: None,
        };
        let inspection = ask(&mut driver, question).expect("it can be prepared");
        assert_eq!(inspection.inspected.pixels, answer.pixels);
        assert_eq!(inspection.inspected.is_mirrored, answer.is_mirrored);
        let question = FindNearest {
            subject: Subject::Trained(model),
            image,
            n_images: 1,
            not_before: 0,
        };
        let nearest = ask(&mut driver, question).expect("it can be prepared");
        assert_eq!(nearest.pixels, answer.pixels);
        seen.push(answer.pixels);
    }
    assert_ne!(seen[0], seen[1], "the mirror is seen");
    assert_ne!(seen[0], seen[2], "the background is seen");
}

#[test]
fn the_nearest_images_are_those_that_look_alike() {
    for model in ModelKind::ALL {
        let mut driver = engine_with(model);
        let question = FindNearest {
            subject: Subject::Trained(model),
            image: test_image(3),
            n_images: 12,
            not_before: 0,
        };
        let events = run(&mut driver, super::question(question.clone()));
        let progress = events
            .iter()
            .filter(|event| matches!(event, Event::IndexProgress { .. }));
        // All 96 images fit one slice of 5 × 32.
        assert_eq!(progress.count(), 0);
        let found = ask(&mut driver, question).expect("there is a model");
        let truth = found.images[0].image.pixels == found.pixels;
        assert!(
            truth,
            "{}: image {}",
            model.title(),
            found.images[0].image.index
        );
        assert!(found.images[0].similarity > 0.999);
        assert_eq!(found.images.len(), 12);
        let similarities: Vec<f32> = found.images.iter().map(|image| image.similarity).collect();
        assert!(similarities.is_sorted_by(|a, b| a >= b), "{similarities:?}");
    }
}

#[test]
fn reading_features_yields_to_other_questions() {
    let model = ModelKind::TINY_VGG;
    let mut driver = engine_with(model);
    driver.engine.handle(question(FindNearest {
        subject: Subject::Trained(model),
        image: test_image(3),
        n_images: 1,
        not_before: 0,
    }));
    let progress = |n_done| Event::IndexProgress {
        model,
        n_done,
        n_images: 96,
    };
    assert_eq!(advance(&mut driver, 1), [progress(32)]);
    driver.engine.handle(question(ShowImages {
        split: SplitName::Test,
        selection: Selection::Indices(vec![0]),
    }));
    assert_eq!(advance(&mut driver, 1), [progress(64)]);
    let shown = advance(&mut driver, 1);
    assert!(matches!(
        shown[..],
        [Event::Answered {
            answer: Ok(Answer::Images(ImagesAnswer::ShowImages(_))),
            ..
        }]
    ));
    let found = advance(&mut driver, 1);
    assert!(matches!(
        found[..],
        [Event::Answered {
            answer: Ok(Answer::Neighbours(NeighboursAnswer::FindNearest(_))),
            ..
        }]
    ));
}

/// Steps of a run with these settings on the engine's training images.
fn losses_of_a_run(config: &TrainingConfig, n_steps: usize) -> Vec<f32> {
    let classes: Vec<u8> = (0..96).map(|index| (index * 7 % 10) as u8).collect();
    let mut pixels = vec![0; 96 * N_PIXELS];
    for (image, &class) in pixels.chunks_exact_mut(N_PIXELS).zip(&classes) {
        image[usize::from(class) * 56..][..56].fill(255);
    }
    let split = fitting_room::data::Split::from_parts(pixels, classes).expect("96 of each");
    let state = StateDict::initial(&Architecture::of(config), config.seed);
    let trainer = Trainer::new(config, &state, &Device::flex(), DeviceKind::Cpu);
    let mut trainer = trainer.expect("the first weights fit");
    let mut orders = EpochOrders::new(u64::from(config.seed), 96);
    let order = [orders.next_epoch(), orders.next_epoch()];
    let batches = order
        .iter()
        .flat_map(|order| order.chunks(config.batch_size));
    let batches: Vec<&[u32]> = batches.take(n_steps).collect();
    let steps = pollster::block_on(trainer.train_steps(&split, &batches)).expect("the CPU works");
    steps.iter().map(|step| step.loss).collect()
}

#[test]
fn single_steps_are_those_of_a_run() {
    for model in ModelKind::ALL {
        let mut driver = engine_with_data();
        let config = config(model);
        // Five batches an epoch: the seventh step is in the second.
        let expected = losses_of_a_run(&config, 7);
        let mut step = |step| {
            let config = config.clone();
            let weights = StartWeights::Initial;
            let question = StepOnce {
                config,
                weights,
                step,
            };
            ask(&mut driver, question).expect("the data is there")
        };
        for (position, expected) in expected.iter().enumerate() {
            let happened = step(position as u32);
            assert_eq!(
                happened.loss,
                *expected,
                "{}, step {position}",
                model.title()
            );
            assert_eq!(happened.n_steps_per_epoch, 5);
            for tensor in &happened.parameters {
                let expected = tensor.gradient_norm * config.learning_rate as f32;
                let difference = (tensor.update_norm - expected).abs();
                assert!(
                    difference <= 1e-3 * expected + 1e-6,
                    "{}: {tensor:?}",
                    model.title()
                );
            }
        }
        // Asked again, from the last step and from an earlier one, it answers the same.
        let (sixth, third) = (step(6), step(2));
        assert_eq!((sixth.loss, third.loss), (expected[6], expected[2]));
        assert_eq!(step(2), third);
    }
}

#[test]
fn single_steps_leave_the_model_as_it_is() {
    let model = ModelKind::BASELINE;
    let mut driver = engine_with(model);
    let format = CheckpointFormat::Safetensors;
    let state = |driver: &mut Driver| {
        let file = ask(driver, SaveModel { model, format }).expect("there is a model");
        checkpoint::read(&file.bytes)
            .expect("it was just written")
            .state
    };
    let before = state(&mut driver);
    let question = StepOnce {
        config: config(model),
        weights: StartWeights::Trained,
        step: 1,
    };
    let happened = ask(&mut driver, question).expect("there is a model");
    assert!(happened.loss_after < happened.loss);
    assert!(before == state(&mut driver), "the parameters have changed");
}
