//! Checkpoints written by PyTorch give its logits here, and the files for `check_checkpoints.py` are written.
#![cfg(feature = "cpu")]

mod fixtures;

use std::collections::HashMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use burn::tensor::Device;
use fitting_room::checkpoint::{self, Checkpoint};
use fitting_room::data::{Split, batcher};
use fitting_room::models::{Architecture, Layer, StateDict};
use fitting_room::protocol::{CheckpointFormat, ModelKind, RecordedScore, TrainingConfig};
use fitting_room::training::Network;
use safetensors::SafeTensors;
use zip::ZipArchive;

/// Difference of logits that are sums of the same products in another order.
const TOLERANCE: f32 = 1e-5;

/// Logits of the fixtures' twenty images, ten an image.
fn logits(checkpoint: &Checkpoint) -> Vec<f32> {
    let split = Split::parse(&fixtures::bytes("images.gz"), &fixtures::bytes("labels.gz"))
        .expect("good files");
    let device = Device::flex();
    let architecture = Architecture::of(&checkpoint.config);
    let model = Network::from_state(&architecture, &checkpoint.state, &device)
        .expect("a checkpoint fits its own architecture");
    let images = batcher::images(
        (0..20)
            .filter_map(|index| split.image(index))
            .collect::<Vec<_>>()
            .into_iter(),
        &device,
    );
    pollster::block_on(model.forward(images).into_data_async())
        .expect("the CPU does not fail")
        .iter()
        .collect()
}

#[test]
fn files_from_pytorch_give_pytorchs_logits() {
    for kind in [ModelKind::BASELINE, ModelKind::TINY_VGG] {
        let number = kind.number;
        let expected: Vec<f32> = fixtures::rows("logits.txt", "logits", 2)
            .iter()
            .filter(|row| row.key(0) == number as u64)
            .flat_map(fixtures::Row::floats)
            .collect();
        assert_eq!(expected.len(), 20 * 10);
        let mut states = Vec::new();
        for extension in ["safetensors", "pth"] {
            let file = fixtures::bytes(&format!("model_{number}.{extension}"));
            let checkpoint = checkpoint::read(&file).expect(extension);
            assert_eq!(checkpoint.config, TrainingConfig::lesson(kind));
            for (ours, theirs) in logits(&checkpoint).iter().zip(&expected) {
                assert!(
                    (ours - theirs).abs() < TOLERANCE,
                    "{ours} instead of {theirs}"
                );
            }
            states.push(checkpoint.state);
        }
        assert_eq!(states[0], states[1], "both formats hold the same weights");
    }
}

/// The files that `tests/fixtures/check_checkpoints.py` loads into the lesson's own classes, with their logits.
#[test]
fn files_for_pytorch_are_written() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checkpoints");
    fs::create_dir_all(&folder).expect("cargo's folder for tests can be written");
    for (kind, hidden_units) in ModelKind::ALL
        .into_iter()
        .zip([10, 10, 10])
        .chain([(ModelKind::TINY_VGG, 7)])
    {
        let config = TrainingConfig {
            hidden_units,
            ..TrainingConfig::lesson(kind)
        };
        let checkpoint = Checkpoint {
            state: StateDict::initial(&Architecture::of(&config), config.seed),
            config,
            n_steps: None,
            score: None,
        };
        let stem = format!("{}_{hidden_units}", kind.class_name);
        let lines: Vec<String> = logits(&checkpoint).iter().map(f32::to_string).collect();
        fs::write(folder.join(format!("{stem}.logits")), lines.join("\n")).expect("a free disk");
        for (format, extension) in [
            (CheckpointFormat::Safetensors, "safetensors"),
            (CheckpointFormat::PyTorch, "pth"),
        ] {
            let path = folder.join(format!("{stem}.{extension}"));
            fs::write(&path, checkpoint::write(&checkpoint, format)).expect("a free disk");
            let file = fs::read(&path).expect("what was just written");
            assert_eq!(checkpoint::read(&file).as_ref(), Ok(&checkpoint));
        }
    }
}

/// A file's metadata, read without this project's reader.
fn metadata(file: &[u8], format: CheckpointFormat) -> HashMap<String, String> {
    match format {
        CheckpointFormat::Safetensors => {
            let (_, header) = SafeTensors::read_metadata(file).expect("a good file");
            header.metadata().clone().expect("it has metadata")
        }
        CheckpointFormat::PyTorch => {
            let mut archive = ZipArchive::new(Cursor::new(file)).expect("a good archive");
            let mut record = archive
                .by_name("archive/fitting_room.txt")
                .expect("the record of metadata");
            let mut text = String::new();
            record.read_to_string(&mut text).expect("it is text");
            text.lines()
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect()
        }
    }
}

#[test]
fn every_file_records_settings_and_score() {
    let config = TrainingConfig {
        hidden_units: 12,
        final_relu: false,
        n_epochs: 5,
        batch_size: 48,
        learning_rate: 0.05,
        seed: 7,
        ..TrainingConfig::lesson(ModelKind::NON_LINEAR)
    };
    let checkpoint = Checkpoint {
        state: StateDict::initial(&Architecture::of(&config), 7),
        config,
        n_steps: Some(6250),
        score: Some(RecordedScore {
            loss: 0.5,
            accuracy: 0.8125,
        }),
    };
    for format in [CheckpointFormat::Safetensors, CheckpointFormat::PyTorch] {
        let recorded = metadata(&checkpoint::write(&checkpoint, format), format);
        for (name, value) in [
            ("model", "FashionMNISTModelV1"),
            ("hidden_units", "12"),
            ("seed", "7"),
            ("epochs", "5"),
            ("learning_rate", "0.05"),
            ("accuracy", "0.8125"),
            ("test_loss", "0.5"),
            ("batch_size", "48"),
            ("final_relu", "false"),
            ("steps", "6250"),
        ] {
            let found = recorded.get(name).map(String::as_str);
            assert_eq!(found, Some(value), "{name}");
        }
    }
}

/// A whole module that holds another kind is refused, so the list must have every kind that a model of the catalogue has.
#[test]
fn every_kind_of_layer_is_known_by_pytorchs_class() {
    for kind in ModelKind::ALL {
        for placed in Architecture::new(kind, 10, true).layers() {
            let name = placed.layer.class_name();
            assert!(Layer::CLASS_NAMES.contains(&name), "{name}");
        }
    }
}
