//! A model seen from inside: the answer agrees with predictions, and every number can be worked out from it.

use super::*;
use fitting_room::models::Layer;
use fitting_room::protocol::{Inspection, Predict, Unit};
use fitting_room::session::inside::{Stage, Trace, Working};

const IMAGE: u32 = 3;

fn inspect(
    driver: &mut Driver,
    subject: Subject,
    unit: Option<Unit>,
) -> Result<Inspection, String> {
    let image = InputImage::OfSplit {
        split: SplitName::Test,
        index: IMAGE,
    };
    ask(
        driver,
        Inspect {
            subject,
            image,
            unit,
        },
    )
}

/// An engine with a model of this kind that a run has trained.
fn engine_with(model: ModelKind, hidden_units: usize) -> Driver {
    let mut driver = engine_with_data();
    let command = Command::StartRun {
        run: RUN,
        config: TrainingConfig {
            hidden_units,
            n_epochs: 1,
            ..config(model)
        },
    };
    run(&mut driver, command);
    driver
}

#[track_caller]
fn assert_close(a: f32, b: f32, what: &str) {
    assert!(
        (a - b).abs() <= 1e-4 * (1.0 + b.abs()),
        "{what}: {a}, not {b}"
    );
}

#[test]
fn the_last_layer_gives_what_a_prediction_gives() {
    for model in ModelKind::ALL {
        let mut driver = engine_with(model, 10);
        let inspection = inspect(&mut driver, Subject::Trained(model), None).unwrap();
        let indices = vec![IMAGE];
        let prediction = ask(&mut driver, Predict { model, indices }).unwrap();
        assert_eq!(inspection.inspected.pixels, prediction[0].image.pixels);
        assert_eq!(inspection.inspected.label, Some(prediction[0].image.label));
        let trace = Trace::read(&inspection).unwrap();
        let total: f32 = trace.logits().iter().map(|logit| logit.exp()).sum();
        for (logit, &expected) in trace.logits().iter().zip(&prediction[0].probabilities) {
            assert_close(logit.exp() / total, expected, model.title());
        }
    }
}

#[test]
fn every_number_is_the_sum_that_the_page_shows() {
    for model in ModelKind::ALL {
        let mut driver = engine_with(model, 7);
        let inspection = inspect(&mut driver, Subject::Trained(model), None).unwrap();
        let trace = Trace::read(&inspection).unwrap();
        for stage in trace.stages() {
            let maps = trace.maps(stage);
            let [n_channels, height, width] = maps.shape;
            for channel in 0..n_channels {
                // Corners and edges have padding; the rest is alike.
                for (row, column) in [(0, 0), (height / 2, 1), (height - 1, width - 1)] {
                    let Some(output) = maps.at(channel, row, column) else {
                        continue;
                    };
                    let what = format!("{} {stage:?} {channel} {row} {column}", model.title());
                    let worked = match trace.working(stage, channel, row, column).unwrap() {
                        Working::Pixel { value, .. } => value,
                        Working::Sum(sum) => {
                            if let Some(rectified) = sum.rectified {
                                assert_close(rectified, sum.total.max(0.0), &what);
                            }
                            sum.total
                        }
                        Working::Largest(largest) => largest.values[largest.winner],
                        Working::Relu { input, .. } => input.max(0.0),
                        Working::Softmax { power, total, .. } => (power / total) as f32,
                        Working::Unknown => panic!("{what} is unknown"),
                    };
                    assert_close(worked, output, &what);
                }
            }
        }
    }
}

#[test]
fn a_list_without_relu_is_ten_templates() {
    let mut n_linear = 0;
    for model in ModelKind::ALL {
        let mut driver = engine_with(model, 7);
        let inspection = inspect(&mut driver, Subject::Trained(model), None).unwrap();
        let trace = Trace::read(&inspection).unwrap();
        if let Some(templates) = trace.class_templates() {
            n_linear += 1;
            assert_eq!(templates.n_templates(), 10);
            for (class, &logit) in trace.logits().iter().enumerate() {
                let sum: f32 = trace.contributions(templates.weights(class)).iter().sum();
                assert_close(sum + templates.bias(class), logit, model.title());
            }
        }
        if let Some(templates) = trace.unit_templates() {
            assert_eq!(templates.n_templates(), 7);
            let hidden = trace.maps(Stage::Layer(templates.layer));
            for unit in 0..7 {
                let sum: f32 = trace.contributions(templates.weights(unit)).iter().sum();
                assert_close(
                    sum + templates.bias(unit),
                    hidden.at(unit, 0, 0).unwrap(),
                    model.title(),
                );
            }
        }
    }
    assert!(n_linear > 0);
}

#[test]
fn what_the_pixels_say_about_a_class_adds_up_to_its_result_through_relus_too() {
    let mut n_units = Vec::new();
    for model in ModelKind::ALL {
        let mut driver = engine_with(model, 7);
        let inspection = inspect(&mut driver, Subject::Trained(model), None).unwrap();
        let trace = Trace::read(&inspection).unwrap();
        for class in 0..trace.logits().len() {
            let Some(template) = trace.class_template(class) else {
                assert!(model.has_convolutions());
                continue;
            };
            n_units.push(template.n_units);
            let hidden = trace.layers[..template.layer].iter().enumerate();
            let n_open: usize = hidden
                .filter(|(_, placed)| placed.layer == Layer::Relu)
                .map(|(layer, _)| {
                    let passed = trace.maps(Stage::Layer(layer)).values.iter();
                    passed.filter(|&&value| value > 0.0).count()
                })
                .sum();
            assert_eq!(template.n_open, n_open);
            let sum: f32 = trace.contributions(&template.weights).iter().sum();
            let result = trace.maps(Stage::Layer(template.layer)).at(class, 0, 0);
            assert_close(sum + template.bias, result.unwrap(), model.title());
        }
    }
    n_units.dedup();
    assert_eq!(n_units, [0, 7]);
}

#[test]
fn a_run_is_seen_at_the_step_where_it_is() {
    let mut driver = engine_with_data();
    let model = ModelKind::TINY_VGG;
    driver.engine.handle(start(model));
    let inspect_run = |driver: &mut Driver| {
        driver.engine.handle(question(Inspect {
            subject: Subject::Run(RUN),
            image: InputImage::OfSplit {
                split: SplitName::Train,
                index: 0,
            },
            unit: None,
        }));
        let answer = advance(driver, 1);
        match &answer[..] {
            [
                Event::Answered {
                    answer: Ok(Answer::Layers(LayersAnswer::Inspect(inspection))),
                    ..
                },
            ] => inspection.clone(),
            _ => panic!("{answer:?}"),
        }
    };
    let before = inspect_run(&mut driver);
    advance(&mut driver, 2);
    driver.engine.handle(Command::PauseRun { run: RUN });
    let paused = inspect_run(&mut driver);
    assert_eq!(
        (before.inspected.n_steps, paused.inspected.n_steps),
        (Some(0), Some(2))
    );
    assert_ne!(before.parameters, paused.parameters);
    assert_ne!(before.outputs, paused.outputs);
    assert_eq!(before.inspected.pixels, paused.inspected.pixels);
    // The run is where it was.
    assert!(inspect(&mut driver, Subject::Trained(model), None).is_err());
    let other = Subject::Run(RunId(8));
    assert_eq!(
        inspect(&mut driver, other, None),
        Err("no such run is going on".to_owned())
    );
}

#[test]
fn an_own_picture_is_prepared_as_for_a_classification() {
    let model = ModelKind::NON_LINEAR;
    let mut driver = engine_with(model, 10);
    let mut rgba = vec![255; 4 * 40 * 40];
    for row in 10..30 {
        for column in 15..25 {
            rgba[4 * (row * 40 + column)..][..3].fill(20);
        }
    }
    let picture = Picture {
        width: 40,
        height: 40,
        rgba,
    };
    let question = Inspect {
        subject: Subject::Trained(model),
        image: InputImage::Own {
            picture: picture.clone(),
            corrections: Corrections::default(),
        },
        unit: None,
    };
    let inspection = ask(&mut driver, question).unwrap();
    let classified = ask(
        &mut driver,
        Classify {
            model,
            picture,
            corrections: Corrections::default(),
        },
    )
    .unwrap();
    assert_eq!(inspection.inspected.pixels, classified.pixels);
    assert_eq!(inspection.inspected.inverted, classified.inverted);
    assert_eq!(inspection.inspected.label, None);
    for (a, b) in inspection
        .inspected
        .probabilities
        .iter()
        .zip(classified.probabilities)
    {
        assert_close(*a, b, "probability");
    }
}

#[test]
fn the_next_image_of_a_class_is_of_that_class() {
    let mut driver = engine_with(ModelKind::BASELINE, 10);
    let mut seen = Vec::new();
    let mut index = IMAGE;
    for _ in 0..5 {
        let question = Inspect {
            subject: Subject::Trained(ModelKind::BASELINE),
            image: InputImage::OfSplit {
                split: SplitName::Test,
                index,
            },
            unit: None,
        };
        let inspection = ask(&mut driver, question).unwrap();
        seen.push((index, inspection.inspected.label.unwrap()));
        index = inspection.inspected.next_of_class.unwrap();
    }
    // Class 7 * 3 % 10 comes back every ten images; after the last comes the first.
    assert_eq!(seen, [(3, 1), (13, 1), (23, 1), (33, 1), (3, 1)]);
}

#[test]
fn of_a_wide_model_only_the_wanted_unit_is_sent() {
    // 784·400 + 400 … is below the limit; 784·512 + 512·10 + … as well: convolutions of 256 channels are above.
    let model = ModelKind::TINY_VGG;
    let mut driver = engine_with_data();
    let wide = TrainingConfig {
        hidden_units: 256,
        ..config(model)
    };
    driver.engine.handle(Command::StartRun {
        run: RUN,
        config: wide,
    });
    let mut look = |unit| {
        driver.engine.handle(question(Inspect {
            subject: Subject::Run(RUN),
            image: InputImage::OfSplit {
                split: SplitName::Test,
                index: IMAGE,
            },
            unit,
        }));
        match advance(&mut driver, 1).pop() {
            Some(Event::Answered {
                answer: Ok(Answer::Layers(LayersAnswer::Inspect(inspection))),
                ..
            }) => inspection,
            event => panic!("{event:?}"),
        }
    };
    assert!(look(None).parameters.is_empty());
    let unit = Unit { layer: 2, unit: 9 };
    let inspection = look(Some(unit));
    assert_eq!(inspection.parameters.len(), 4 * (256 * 9 + 1));
    let trace = Trace::read(&inspection).unwrap();
    let Some(Working::Sum(sum)) = trace.working(Stage::Layer(2), 9, 5, 5) else {
        panic!("the unit's weights are there");
    };
    assert_close(sum.total, sum.output, "a channel of a wide convolution");
    assert_eq!(
        trace.working(Stage::Layer(2), 8, 5, 5),
        Some(Working::Unknown)
    );
}
