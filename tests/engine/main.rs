//! Scripts of commands to the engine, and the events that it returns, in order.

use std::io::Write;

use burn::tensor::Device;
use fitting_room::checkpoint::{self, Checkpoint};
use fitting_room::engine::{Driver, Engine, Work};
use fitting_room::protocol::{
    Answer, Ask, Benchmark, BenchmarkedSteps, BenchmarksAnswer, BenchmarksRequest,
    CheckpointFormat, Classify, Command, ConfusionMatrix, Corrections, Crop, DataFile, DeviceKind,
    Evaluate, Evaluation, Event, FailureScope, FindNearest, ImagesAnswer, InputImage, Inspect,
    LayersAnswer, LoadModel, ModelKind, ModelsAnswer, N_PIXELS, NeighboursAnswer, Occlude,
    OneStepRequest, Outcome, Picture, Predict, Request, RequestId, RunId, RunPosition, SaveModel,
    Selection, ShowBatch, ShowImages, ShowKernels, Snapshot, SplitName, StartWeights, StepOnce,
    StepPath, Subject, SurveySplit, TraceGradient, TrainedModel, TrainingConfig, WarmUp,
};
use flate2::Compression;
use flate2::write::GzEncoder;

mod any_command;
mod evidence;
mod inspect;
#[path = "../../fuzz/src/made.rs"]
mod made;
mod models;
mod requests;
mod runs;
mod single_steps;
mod snapshots;

const RUN: RunId = RunId(7);
const ASKED: RequestId = RequestId(3);

/// Executes one command and works until the engine is idle.
fn run(driver: &mut Driver, command: Command) -> Vec<Event> {
    let mut events = Vec::new();
    pollster::block_on(driver.run(command, |event| events.push(event)));
    events
}

/// Sends one request and works until the engine is idle.
fn ask<Q: Ask>(driver: &mut Driver, question: Q) -> Result<Q::Answer, String> {
    pollster::block_on(driver.ask(question))
}

/// A request as a command, to be answered slice by slice.
fn question(question: impl Ask) -> Command {
    Command::Ask {
        id: ASKED,
        request: question.into(),
    }
}

/// Does one slice of at most `max_steps`.
fn advance(driver: &mut Driver, max_steps: usize) -> Vec<Event> {
    pollster::block_on(driver.engine.advance(max_steps))
}

/// An engine without data.
fn empty_engine() -> Driver {
    Driver::fixed(Engine::new(Device::flex(), DeviceKind::Cpu), 5)
}

/// An engine with 96 training and 40 test images: class `c` is a bright bar in rows `2c` and `2c + 1`.
fn engine_with_data() -> Driver {
    let mut driver = empty_engine();
    let engine = &mut driver.engine;
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
    driver
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

fn failure(events: &[Event]) -> (FailureScope, &str) {
    match events {
        [.., Event::Failed { scope, message }] => (*scope, message),
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
