//! Questions, and what is said when they cannot be answered.

use super::*;

#[test]
fn what_cannot_be_done_yet_is_said() {
    let mut empty = Engine::new(Device::flex(), DeviceKind::Cpu);
    assert!(
        failure(&empty.handle(start(ModelKind::BASELINE)))
            .1
            .contains("not loaded yet")
    );
    let mut engine = engine_with_data();
    let events = tell(
        &mut engine,
        Command::Evaluate {
            request: ASK,
            model: ModelKind::TINY_VGG,
        },
    );
    assert_eq!(
        failure(&events).1,
        "Model 2 · TinyVGG has not been trained or loaded yet"
    );
    let selection = Selection::Indices(vec![40]);
    let events = tell(
        &mut engine,
        Command::ShowImages {
            request: ASK,
            split: SplitName::Test,
            selection,
        },
    );
    assert_eq!(
        failure(&events).1,
        "the test images end at 40, so there is no image 40"
    );
    engine.handle(start(ModelKind::BASELINE));
    assert_eq!(
        failure(&engine.handle(start(ModelKind::BASELINE))).1,
        "another run is going on: stop it first"
    );
}

#[test]
fn questions_are_answered_while_a_run_goes_on() {
    let mut engine = engine_with_data();
    engine.handle(start(ModelKind::BASELINE));
    pollster::block_on(engine.advance(1));
    engine.handle(Command::ShowBatch {
        request: ASK,
        split: SplitName::Train,
        batch_size: 40,
        batch_index: 2,
        seed: 42,
    });
    let answer = pollster::block_on(engine.advance(1));
    let [
        Event::Batch {
            n_batches,
            images_shape,
            images,
            ..
        },
    ] = &answer[..]
    else {
        panic!("{answer:?}");
    };
    assert_eq!(
        (*n_batches, *images_shape, images.len()),
        (3, [16, 1, 28, 28], 16)
    );
    assert!(!engine.is_idle());
}

#[test]
fn a_benchmark_is_warm_before_its_clock_starts_and_keeps_nothing() {
    let mut engine = Engine::new(Device::flex(), DeviceKind::Cpu);
    let events = tell(
        &mut engine,
        Command::Benchmark {
            request: ASK,
            config: config(ModelKind::NON_LINEAR),
            n_steps: 4,
        },
    );
    assert_eq!(
        events,
        [
            Event::BenchmarkStarted { request: ASK },
            Event::BenchmarkFinished {
                request: ASK,
                n_steps: 4
            }
        ]
    );
}

#[test]
fn a_spoilt_data_file_is_named() {
    let mut engine = Engine::new(Device::flex(), DeviceKind::Cpu);
    engine.receive_file(DataFile::TrainImages, b"<!doctype html>".to_vec());
    let labels = [&[0, 0, 8, 1, 0, 0, 0, 1][..], &[3]].concat();
    let events = engine.receive_file(DataFile::TrainLabels, gzip(&labels));
    let (subject, message) = failure(&events);
    assert_eq!(subject, Subject::Data);
    assert!(
        message.starts_with("train-images-idx3-ubyte.gz cannot be used: "),
        "{message}"
    );
    assert_eq!(engine.missing_files(), DataFile::ALL);
}
