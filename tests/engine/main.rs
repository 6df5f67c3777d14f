//! Stories told to the engine as commands: what it answers, in which order, and what it survives.

use std::io::Write;

use burn::tensor::Device;
use fitting_room::checkpoint::{self, Checkpoint};
use fitting_room::engine::Engine;
use fitting_room::protocol::{
    CheckpointFormat, Command, ConfusionMatrix, DataFile, DeviceKind, Event, ModelKind, N_PIXELS,
    Outcome, RequestId, RunId, Selection, SplitName, StepPath, Subject, TrainedModel,
    TrainingConfig,
};
use flate2::Compression;
use flate2::write::GzEncoder;

mod held_models;
mod questions;
mod runs;

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
