//! Checkpoints as people save them, one of each kind: each has PyTorch's logits here, and says how it was read.
#![cfg(feature = "cpu")]

mod fixtures;

use std::collections::BTreeSet;
use std::fs;

use burn::tensor::Device;
use fitting_room::checkpoint::{self, CheckpointError, ReadFile};
use fitting_room::data::Split;
use fitting_room::models::Architecture;
use fitting_room::protocol::{FileReading, ModelKind, RecordedScore, TrainedModel};
use fitting_room::training::Network;

/// Difference of logits that are sums of the same products in another order, for logits above 1 as a fraction.
const TOLERANCE: f32 = 1e-5;

/// What each file's notes must say, in their order; files that are not listed must have none.
const NOTES: [(&str, &[&str]); 50] = [
    ("names_module.pth", &["begin with “module.”"]),
    ("names_module.safetensors", &["begin with “module.”"]),
    (
        "names_compiled_parallel.pth",
        &["begin with “_orig_mod.module.”"],
    ),
    ("names_nested.pth", &["begin with “model.net.”"]),
    (
        "names_beside_a_loss.pth",
        &[
            "begin with “model.”",
            "left out: 1, the first is criterion.weight",
        ],
    ),
    (
        "names_beside_a_plain_loss.pth",
        &["left out: 1, the first is criterion.weight"],
    ),
    (
        "names_beside_counters.pth",
        &["left out: 32, the first is total_ops"],
    ),
    (
        "order_conv_blocks.pth",
        &["conv_block_1.0.weight was taken as block_1.0.weight"],
    ),
    (
        "order_conv_blocks.safetensors",
        &["by the numbers in their names"],
    ),
    (
        "order_words.pth",
        &["order in the file are: first.weight was taken as block_1.0.weight"],
    ),
    (
        "order_sequential.pth",
        &["1.weight was taken as layer_stack.1.weight"],
    ),
    ("order_fc.pth", &["fc1.weight was taken as"]),
    ("order_list_of_parameters.pth", &["0 was taken as"]),
    (
        "place_net.pth",
        &["under net.", "an accuracy of 78.80 % under acc"],
    ),
    ("place_two_levels.pth", &["under checkpoint.weights."]),
    ("place_tuple.pth", &["under 0."]),
    (
        "place_settings_under_model.pth",
        &["under model_state_dict."],
    ),
    (
        "place_two_that_fit.pth",
        &["under model.", "Not taken was what lies under ema."],
    ),
    (
        "place_gradients_first.pth",
        &["under weights.", "Not taken was what lies under grads."],
    ),
    (
        "beside_an_accuracy_as_tensor.pth",
        &[
            "under state_dict.",
            "an accuracy of 78.80 % under best_acc1",
        ],
    ),
    (
        "beside_everything.pth",
        &[
            "under state_dict.",
            "an accuracy of 78.80 % under best_acc",
            "asks Python to make",
        ],
    ),
    (
        "beside_everything_protocol_4.pth",
        &[
            "under state_dict.",
            "an accuracy of 78.80 % under best_acc",
            "asks Python to make",
        ],
    ),
    (
        "module_whole.pth",
        &["a whole model of the class lesson.FashionMNISTModelV2"],
    ),
    (
        "module_parallel.pth",
        &["torch.nn.parallel.data_parallel.DataParallel", "module."],
    ),
    ("module_under_a_key.pth", &["lesson.FashionMNISTModelV0"]),
    (
        "module_sequential.pth",
        &[
            "torch.nn.modules.container.Sequential",
            "1.weight was taken",
        ],
    ),
    (
        "module_dropout.pth",
        &[
            "torch.nn.modules.container.Sequential",
            "1.weight was taken",
        ],
    ),
    (
        "file_before_zip_whole_module.pth",
        &["a whole model of the class lesson.FashionMNISTModelV2"],
    ),
    ("file_before_zip_with_optimizer.pth", &["under net."]),
    ("file_without_checksums.pth", &["without checksums"]),
    ("values_half.pth", &["of the type float16"]),
    ("values_half.safetensors", &["of the type float16"]),
    ("values_bfloat16.pth", &["of the type bfloat16"]),
    ("values_bfloat16.safetensors", &["of the type bfloat16"]),
    ("values_float8_e4m3.pth", &["of the type float8_e4m3fn"]),
    (
        "values_float8_e4m3.safetensors",
        &["of the type float8_e4m3fn"],
    ),
    ("values_float8_e5m2.pth", &["of the type float8_e5m2"]),
    (
        "values_float8_e5m2.safetensors",
        &["of the type float8_e5m2"],
    ),
    ("values_uint16.pth", &["of the type uint16"]),
    ("values_uint16.safetensors", &["of the type uint16"]),
    ("values_uint32.pth", &["of the type uint32"]),
    ("values_uint32.safetensors", &["of the type uint32"]),
    ("values_uint64.pth", &["of the type uint64"]),
    ("values_uint64.safetensors", &["of the type uint64"]),
    ("values_double.pth", &["of the type float64"]),
    ("values_double.safetensors", &["of the type float64"]),
    ("values_integers.pth", &["of the type int64"]),
    ("values_integers.safetensors", &["of the type int64"]),
    ("values_numpy_big_endian.pth", &["of the type float64"]),
    ("values_of_a_subclass.pth", &[]),
];

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
