//! Checkpoints as people save them, one of each kind: each has PyTorch's logits here, and says how it was read.
#![cfg(feature = "cpu")]

mod fixtures;
#[path = "checkpoint_kinds/notes.rs"]
mod notes;

use std::collections::BTreeSet;
use std::fs;

use burn::tensor::Device;
use fitting_room::checkpoint::{self, CheckpointError, ReadFile};
use fitting_room::data::Split;
use fitting_room::models::Architecture;
use fitting_room::protocol::{FileReading, ModelKind, RecordedScore, TrainedModel};
use fitting_room::training::Network;
use notes::NOTES;

/// Difference of logits that are sums of the same products in another order, for logits above 1 as a fraction.
const TOLERANCE: f32 = 1e-5;

/// File and state of each line `case`.
fn cases() -> Vec<(String, String)> {
    let text = String::from_utf8(fixtures::bytes("checkpoints.txt")).expect("it is text");
    let cases = text.lines().filter_map(|line| line.strip_prefix("case "));
    let words = cases.filter_map(|line| line.split_once(' '));
    words
        .map(|(file, state)| (file.to_owned(), state.to_owned()))
        .collect()
}

fn read(file: &str) -> Result<ReadFile, CheckpointError> {
    checkpoint::read_with_notes(&fixtures::bytes(&format!("checkpoints/{file}")))
}

/// Logits of the fixtures' twenty images, ten an image.
fn logits(read: &ReadFile) -> Vec<f32> {
    let split = Split::parse(&fixtures::bytes("images.gz"), &fixtures::bytes("labels.gz"));
    let split = split.expect("good files");
    let device = Device::flex();
    let architecture = Architecture::of(&read.checkpoint.config);
    let network = Network::from_state(&architecture, &read.checkpoint.state, &device)
        .expect("a checkpoint fits its own architecture");
    let logits = network.logits(&split, 0..split.n_images(), &device);
    pollster::block_on(logits).expect("the CPU does not fail")
}

fn expected_logits(state: &str) -> Vec<f32> {
    fixtures::rows("checkpoints.txt", "logits", 2)
        .iter()
        .filter(|row| row.word(0) == state)
        .flat_map(fixtures::Row::floats)
        .collect()
}

#[test]
fn each_kind_of_file_has_pytorchs_logits() {
    let cases = cases();
    assert!(cases.len() > 40, "{} cases", cases.len());
    for (file, state) in cases {
        let read = read(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let expected = expected_logits(&state);
        let ours = logits(&read);
        assert_eq!(expected.len(), ours.len());
        for (ours, theirs) in ours.iter().zip(&expected) {
            let gap = (ours - theirs).abs();
            assert!(
                gap < TOLERANCE * theirs.abs().max(1.0),
                "{file}: {ours} instead of {theirs}"
            );
        }
    }
}

#[test]
fn each_file_says_how_it_was_read() {
    for (file, _) in cases() {
        let notes = read(&file).expect("it is read").notes;
        let notes: Vec<String> = notes.iter().map(ToString::to_string).collect();
        let listed = NOTES.iter().find(|(name, _)| *name == file);
        let expected = listed.map_or(&[][..], |(_, notes)| *notes);
        assert_eq!(notes.len(), expected.len(), "{file}: {notes:?}");
        for (note, part) in notes.iter().zip(expected) {
            assert!(note.contains(part), "{file}: {note}");
        }
    }
}

#[test]
fn what_the_file_leaves_open_is_told() {
    for (file, n_others) in [
        ("order_fc.pth", 2),
        ("order_sequential.pth", 2),
        ("module_dropout.pth", 2),
        ("relu_with.pth", 1),
        ("relu_without.pth", 1),
        ("values_half.pth", 0),
    ] {
        let others = read(file).expect("it is read").others;
        assert_eq!(others.len(), n_others, "{file}: {others:?}");
    }
}

/// Code that a pickle would have Python run is noted, and not run.
#[test]
fn what_lies_beside_the_weights_is_neither_made_nor_run() {
    let notes = read("beside_everything.pth").expect("it is read").notes;
    let text = notes.iter().map(ToString::to_string).collect::<String>();
    for name in ["numpy", "argparse.Namespace"] {
        assert!(text.contains(name), "{text}");
    }
}

#[test]
fn a_recorded_accuracy_that_disagrees_is_told() {
    let ReadFile {
        checkpoint, notes, ..
    } = read("place_net.pth").expect("it is read");
    let model = TrainedModel {
        n_parameters: 0,
        n_steps: None,
        score: None,
        reading: FileReading {
            notes,
            others: Vec::new(),
        },
        config: checkpoint.config,
        file: Vec::new(),
    };
    let score = |accuracy| RecordedScore {
        loss: 0.6,
        accuracy,
    };
    assert_eq!(model.disagreements(score(0.7879)), []);
    let notes = model.disagreements(score(0.7437));
    assert_eq!(notes.len(), 1);
    let text = notes[0].to_string();
    assert!(
        text.contains("78.80 % under acc, but on the test images it is 74.37 %"),
        "{text}"
    );
}

#[test]
fn sparse_tensors_are_refused_by_name() {
    let error = read("refused_sparse.pth").expect_err("its tensors have no storages");
    let function = "torch._utils._rebuild_sparse_tensor".to_owned();
    assert_eq!(error, CheckpointError::OtherTensors { function });
}

/// In both formats under PyTorch's name, with what to do.
#[test]
fn numbers_of_a_rare_type_are_refused_by_name() {
    for file in REFUSED_BY_TYPE {
        let error = read(file).expect_err("its numbers have no cast here");
        assert_eq!(
            error.to_string(),
            "the tensor layer_stack.1.weight holds values of the type float8_e4m3fnuz, which cannot be read here; \
             cast it to torch.float32 and save it again",
            "{file}"
        );
    }
}

const REFUSED_BY_TYPE: [&str; 2] = [
    "refused_float8_e4m3fnuz.pth",
    "refused_float8_e4m3fnuz.safetensors",
];

/// Its tensors have the shapes of the parameters, in their order, and are no weights.
#[test]
fn the_state_of_an_optimizer_is_no_model() {
    for (file, expected) in [
        (REFUSED[0], "only the state of an optimizer"),
        (REFUSED[1], "only the state of an optimizer"),
        (REFUSED[2], "are not those of one of the three models"),
    ] {
        let error = read(file).expect_err("it has no weights").to_string();
        assert!(error.contains(expected), "{file}: {error}");
    }
}

#[test]
fn a_batch_normalisation_beside_the_blocks_is_refused_by_name() {
    let error = read(REFUSED[3]).expect_err("the lesson has no such layer");
    let tensor = "bn1.running_mean".to_owned();
    let model = ModelKind::TINY_VGG;
    assert_eq!(error, CheckpointError::Extra { tensor, model });
}

/// The alphabet is not the order of the layers; the same tensors as `.pth` are in order.
#[test]
fn names_that_tell_no_order_are_refused_where_the_file_tells_none() {
    let error = read(REFUSED[4]).expect_err("fourth stands before second");
    assert_eq!(
        error.to_string(),
        "its names are not those of a FashionMNISTModelV2, and which of the layers fourth, second, third comes first \
         is told neither by their names nor by the file, since .safetensors keeps no order; number the names in the \
         order of the layers, or save it again with torch.save(model.state_dict(), …)"
    );
}

#[test]
fn layers_that_the_lessons_model_does_not_have_are_told() {
    let notes = read(OTHER_LAYERS).expect("its shapes are a model's").notes;
    let text = notes.iter().map(ToString::to_string).collect::<String>();
    assert!(
        text.contains("layers of the class Tanh, AvgPool2d, which a FashionMNISTModelV2 does not"),
        "{text}"
    );
}

const REFUSED: [&str; 5] = [
    "refused_optimizer.pth",
    "refused_optimizer_under_a_key.pth",
    "refused_optimizer_beside_a_part.pth",
    "refused_batch_norm.pth",
    "refused_words.safetensors",
];

const OTHER_LAYERS: &str = "module_other_layers.pth";

#[test]
fn every_fixture_belongs_to_a_test() {
    let folder = fs::read_dir(fixtures::path("checkpoints")).expect("it is committed");
    let found: BTreeSet<String> = folder
        .map(|entry| entry.expect("it can be read").file_name())
        .filter_map(|name| name.into_string().ok())
        .collect();
    let mut named: BTreeSet<String> = cases().into_iter().map(|(file, _)| file).collect();
    let others = [
        "relu_with.pth",
        "relu_without.pth",
        "refused_sparse.pth",
        OTHER_LAYERS,
    ];
    for file in others.into_iter().chain(REFUSED_BY_TYPE).chain(REFUSED) {
        named.insert(file.to_owned());
    }
    assert_eq!(found, named);
}
