//! Stories told to the engine as commands: what it answers, in which order, and what it survives.

use std::io::Write;

use burn::tensor::Device;
use fitting_room::checkpoint;
use fitting_room::engine::Engine;
use fitting_room::protocol::{
    CheckpointFormat, Command, ConfusionMatrix, DataFile, DeviceKind, Event, ModelKind, N_PIXELS,
    Outcome, RequestId, RunId, Selection, SplitName, StepPath, Subject, TrainedModel,
    TrainingConfig,
};
use flate2::Compression;
use flate2::write::GzEncoder;

const RUN: RunId = RunId(7);
const ASK: RequestId = RequestId(3);

/// Tells the engine one command and lets it work until nothing is left to do.
fn tell(engine: &mut Engine, command: Command) -> Vec<Event> {
    let mut events = engine.handle(command);
    while !engine.is_idle() {
        events.extend(pollster::block_on(engine.advance(5)));
    }
    events
}

/// An engine with 96 training and 40 test images: class `c` is a bright bar in rows `2c` and `2c + 1`.
fn engine_with_data() -> Engine {
    let mut engine = Engine::new(Device::flex(), DeviceKind::Cpu);
    for (images, labels, n_images) in [
        (DataFile::TestImages, DataFile::TestLabels, 40),
        (DataFile::TrainImages, DataFile::TrainLabels, 96),
    ] {
        let classes: Vec<u8> = (0..n_images).map(|index| (index * 7 % 10) as u8).collect();
        let mut pixels = vec![0; n_images * N_PIXELS];
        for (image, &class) in pixels.chunks_exact_mut(N_PIXELS).zip(&classes) {
            image[usize::from(class) * 56..][..56].fill(255);
        }
        let n = (n_images as u32).to_be_bytes();
        let image_header = [&[0, 0, 8, 3], &n[..], &[0, 0, 0, 28, 0, 0, 0, 28]].concat();
        assert!(
            engine
                .receive_file(images, gzip(&[image_header, pixels].concat()))
                .is_empty()
        );
        let events = engine.receive_file(labels, gzip(&[&[0, 0, 8, 1], &n[..], &classes].concat()));
        assert!(
            matches!(events[..], [Event::SplitLoaded { .. }]),
            "{events:?}"
        );
    }
    engine
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory does not fail");
    encoder.finish().expect("memory does not fail")
}

fn config(model: ModelKind) -> TrainingConfig {
    TrainingConfig {
        n_epochs: 2,
        batch_size: 20,
        ..TrainingConfig::lesson(model)
    }
}

fn start(model: ModelKind) -> Command {
    Command::StartRun {
        run: RUN,
        config: config(model),
    }
}

fn failure(events: &[Event]) -> (Subject, &str) {
    match events {
        [.., Event::Failed { failure }] => (failure.subject, &failure.message),
        _ => panic!("no failure in {events:?}"),
    }
}

fn trained(events: &[Event]) -> TrainedModel {
    match events.last() {
        Some(Event::RunFinished {
            model: Some(model), ..
        }) => model.clone(),
        _ => panic!("nothing was trained: {events:?}"),
    }
}

#[test]
fn a_run_reports_steps_epochs_a_judgement_and_its_end() {
    let mut engine = engine_with_data();
    let events = tell(&mut engine, start(ModelKind::Baseline));
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
    let epochs: Vec<u32> = events
        .iter()
        .filter_map(|event| match event {
            Event::EpochCompleted { summary, .. } => Some(summary.epoch),
            _ => None,
        })
        .collect();
    assert_eq!(epochs, [0, 1]);
    let [
        ..,
        Event::Evaluated { evaluation, .. },
        Event::RunFinished {
            outcome,
            step,
            model,
            ..
        },
    ] = &events[..]
    else {
        panic!("{events:?}");
    };
    assert_eq!((*outcome, *step), (Outcome::Completed, 10));
    assert_eq!(evaluation.confusion.n_images(), 40);
    let score = model
        .as_ref()
        .and_then(|model| model.evaluation)
        .expect("it was judged");
    assert_eq!(score.loss, evaluation.loss);
}

#[test]
fn the_same_settings_give_the_same_run_whatever_the_slices() {
    let losses = |max_steps| {
        let mut engine = engine_with_data();
        let mut events = engine.handle(start(ModelKind::TinyVgg));
        while !engine.is_idle() {
            events.extend(pollster::block_on(engine.advance(max_steps)));
        }
        checkpoint::read(&trained(&events).file).expect("it was written by us")
    };
    assert_eq!(losses(1), losses(4));
}

#[test]
fn a_paused_run_rests_until_it_is_resumed() {
    let mut engine = engine_with_data();
    engine.handle(start(ModelKind::NonLinear));
    pollster::block_on(engine.advance(2));
    let paused = engine.handle(Command::PauseRun { run: RUN });
    assert_eq!(paused, [Event::RunPaused { run: RUN, step: 2 }]);
    assert!(engine.is_idle());
    assert_eq!(pollster::block_on(engine.advance(2)), []);
    let rest = tell(&mut engine, Command::ResumeRun { run: RUN });
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
        let mut engine = engine_with_data();
        engine.handle(start(ModelKind::Baseline));
        pollster::block_on(engine.advance(3));
        if pause_first {
            engine.handle(Command::PauseRun { run: RUN });
        }
        let events = tell(&mut engine, Command::StopRun { run: RUN });
        assert!(matches!(
            events[..],
            [Event::RunFinished {
                outcome: Outcome::Stopped,
                step: 3,
                ..
            }]
        ));
        assert_eq!(trained(&events).n_steps, Some(3));
        let judged = tell(
            &mut engine,
            Command::Evaluate {
                request: ASK,
                model: ModelKind::Baseline,
            },
        );
        assert!(matches!(
            judged.last(),
            Some(Event::Evaluated {
                request: Some(ASK),
                ..
            })
        ));
    }
}

#[test]
fn a_run_that_diverges_says_so_and_leaves_the_older_model_alone() {
    let mut engine = engine_with_data();
    let good = trained(&tell(&mut engine, start(ModelKind::Baseline)));
    let wild = TrainingConfig {
        learning_rate: 10.0,
        n_epochs: 50,
        ..config(ModelKind::Baseline)
    };
    let events = tell(
        &mut engine,
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
    let saved = tell(
        &mut engine,
        Command::SaveModel {
            request: ASK,
            model: ModelKind::Baseline,
            format: CheckpointFormat::Safetensors,
        },
    );
    assert!(
        matches!(&saved[..], [Event::ModelSaved { file, .. }] if checkpoint::read(file) == checkpoint::read(&good.file))
    );
}

#[test]
fn a_saved_model_comes_back_equal() {
    for kind in ModelKind::ALL {
        let mut engine = engine_with_data();
        let model = trained(&tell(&mut engine, start(kind)));
        let before = evaluation(&mut engine, kind);
        let mut another = engine_with_data();
        let loaded = tell(
            &mut another,
            Command::LoadModel {
                request: ASK,
                file: model.file.clone(),
            },
        );
        assert!(
            matches!(&loaded[..], [Event::ModelLoaded { model: loaded, .. }] if loaded.config == model.config)
        );
        assert_eq!(evaluation(&mut another, kind), before);
    }
}

fn evaluation(engine: &mut Engine, model: ModelKind) -> (f64, ConfusionMatrix) {
    match tell(
        engine,
        Command::Evaluate {
            request: ASK,
            model,
        },
    )
    .pop()
    {
        Some(Event::Evaluated { evaluation, .. }) => (evaluation.loss, evaluation.confusion),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_that_is_no_model_is_refused_and_nothing_is_lost() {
    let mut engine = engine_with_data();
    let model = trained(&tell(&mut engine, start(ModelKind::Baseline)));
    let mut shortened = model.file.clone();
    shortened.truncate(model.file.len() - 9);
    for file in [
        Vec::new(),
        b"<!doctype html>".to_vec(),
        shortened,
        vec![0xff; 64],
    ] {
        let events = tell(&mut engine, Command::LoadModel { request: ASK, file });
        let (subject, message) = failure(&events);
        assert_eq!(subject, Subject::Request(ASK));
        assert!(message.starts_with("cannot load this file"), "{message}");
    }
    assert_eq!(
        evaluation(&mut engine, ModelKind::Baseline).1.n_images(),
        40
    );
}

#[test]
fn what_cannot_be_done_yet_is_said() {
    let mut empty = Engine::new(Device::flex(), DeviceKind::Cpu);
    assert!(
        failure(&empty.handle(start(ModelKind::Baseline)))
            .1
            .contains("not loaded yet")
    );
    let mut engine = engine_with_data();
    let events = tell(
        &mut engine,
        Command::Evaluate {
            request: ASK,
            model: ModelKind::TinyVgg,
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
    engine.handle(start(ModelKind::Baseline));
    assert_eq!(
        failure(&engine.handle(start(ModelKind::Baseline))).1,
        "another run is going on: stop it first"
    );
}

#[test]
fn settings_that_make_no_sense_start_nothing() {
    let mut engine = engine_with_data();
    let bad = TrainingConfig {
        learning_rate: -1.0,
        ..config(ModelKind::Baseline)
    };
    let events = engine.handle(Command::StartRun {
        run: RUN,
        config: bad,
    });
    assert_eq!(failure(&events).0, Subject::Run(RUN));
    assert!(engine.is_idle());
}

#[test]
fn questions_are_answered_while_a_run_goes_on() {
    let mut engine = engine_with_data();
    engine.handle(start(ModelKind::Baseline));
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
            config: config(ModelKind::NonLinear),
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
