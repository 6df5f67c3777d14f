//! Requests, and the errors of those that cannot be answered.

use super::*;

#[test]
fn what_cannot_be_done_yet_is_said() {
    let mut empty = empty_engine();
    assert!(
        failure(&empty.engine.handle(start(ModelKind::BASELINE)))
            .1
            .contains("not loaded yet")
    );
    let mut driver = engine_with_data();
    let model = ModelKind::TINY_VGG;
    assert_eq!(
        ask(&mut driver, Evaluate { model }),
        Err("Model 2 · TinyVGG has not been trained or loaded yet".to_owned())
    );
    let question = ShowImages {
        split: SplitName::Test,
        selection: Selection::Indices(vec![40]),
    };
    assert_eq!(
        ask(&mut driver, question),
        Err("the test images end at 40, so there is no image 40".to_owned())
    );
    driver.engine.handle(start(ModelKind::BASELINE));
    assert_eq!(
        failure(&driver.engine.handle(start(ModelKind::BASELINE))).1,
        "another run is going on: stop it first"
    );
}

#[test]
fn questions_are_answered_while_a_run_goes_on() {
    let mut driver = engine_with_data();
    driver.engine.handle(start(ModelKind::BASELINE));
    advance(&mut driver, 1);
    driver.engine.handle(question(ShowBatch {
        split: SplitName::Train,
        batch_size: 40,
        batch_index: 2,
        seed: 42,
    }));
    let answer = advance(&mut driver, 1);
    let [
        Event::Answered {
            id: ASKED,
            answer: Ok(Answer::Images(ImagesAnswer::ShowBatch(batch))),
        },
    ] = &answer[..]
    else {
        panic!("{answer:?}");
    };
    assert_eq!(
        (batch.n_batches, batch.images_shape, batch.images.len()),
        (3, [16, 1, 28, 28], 16)
    );
    assert!(!driver.engine.is_idle());
}

#[test]
fn a_survey_has_every_label_and_the_mean_of_each_class() {
    let split = SplitName::Test;
    let missing = ask(&mut empty_engine(), SurveySplit { split });
    assert!(missing.is_err_and(|error| error.contains("not loaded yet")));
    let survey = ask(&mut engine_with_data(), SurveySplit { split }).expect("the data are there");
    let labels: Vec<u8> = (0..40).map(|index| (index * 7 % 10) as u8).collect();
    assert_eq!(survey.labels, labels);
    // All images of a class are equal here, so their mean is any of them.
    for (class, mean) in survey.class_means.chunks(N_PIXELS).enumerate() {
        let mut image = vec![0; N_PIXELS];
        image[class * 56..][..56].fill(255);
        assert_eq!(mean, image, "class {class}");
    }
}

#[test]
fn a_benchmark_is_warm_before_its_clock_starts_and_keeps_nothing() {
    let mut driver = empty_engine();
    let benchmark = question(Benchmark {
        config: config(ModelKind::NON_LINEAR),
        n_steps: 4,
    });
    let started = Event::BenchmarkStarted { id: ASKED };
    let done = Event::Answered {
        id: ASKED,
        answer: Ok(Answer::Benchmarks(BenchmarksAnswer::Benchmark(
            BenchmarkedSteps { n_steps: 4 },
        ))),
    };
    assert_eq!(run(&mut driver, benchmark), [started, done]);
    let model = ModelKind::NON_LINEAR;
    let format = CheckpointFormat::Safetensors;
    assert!(ask(&mut driver, SaveModel { model, format }).is_err());
}

#[test]
fn nothing_comes_between_the_stamps_of_a_benchmark() {
    let mut driver = engine_with_data();
    driver.engine.handle(question(Benchmark {
        config: config(ModelKind::BASELINE),
        n_steps: 4,
    }));
    driver.engine.handle(question(ShowImages {
        split: SplitName::Test,
        selection: Selection::Indices(vec![0]),
    }));
    let answers: Vec<Event> = std::iter::repeat_with(|| advance(&mut driver, 1))
        .take(3)
        .flatten()
        .collect();
    assert!(
        matches!(
            &answers[..],
            [
                Event::BenchmarkStarted { .. },
                Event::Answered {
                    answer: Ok(Answer::Benchmarks(BenchmarksAnswer::Benchmark(_))),
                    ..
                },
                Event::Answered {
                    answer: Ok(Answer::Images(ImagesAnswer::ShowImages(_))),
                    ..
                },
            ]
        ),
        "{answers:?}"
    );
}

#[test]
fn a_spoilt_data_file_is_named() {
    let mut engine = empty_engine().engine;
    engine.receive_file(DataFile::TrainImages, b"<!doctype html>".to_vec());
    let labels = [&[0, 0, 8, 1, 0, 0, 0, 1][..], &[3]].concat();
    let events = engine.receive_file(DataFile::TrainLabels, gzip(&labels));
    let (scope, message) = failure(&events);
    assert_eq!(scope, FailureScope::Data);
    assert!(
        message.starts_with("train-images-idx3-ubyte.gz cannot be used: "),
        "{message}"
    );
    assert_eq!(engine.missing_files(), DataFile::ALL);
}
