//! `pytorch-reader`, Burn's reader of `.pth` files, finds the same tensors in our files and in PyTorch's as we do.

use std::path::Path;

use fitting_room::checkpoint::{self, Checkpoint};
use fitting_room::models::{Architecture, StateDict};
use fitting_room::protocol::{CheckpointFormat, ModelKind, TrainingConfig};
use pytorch_reader::{DType, PytorchReader};

/// Fails unless the other reader finds exactly these tensors: names, shapes and values.
fn assert_holds(file: Vec<u8>, state: &StateDict) {
    let other = PytorchReader::from_bytes(file, None).expect("a PyTorch file");
    let mut names = other.keys();
    names.sort_unstable();
    let mut expected: Vec<&str> = state.tensors.iter().map(|it| it.name.as_str()).collect();
    expected.sort_unstable();
    assert_eq!(names, expected);
    for ours in &state.tensors {
        let theirs = other.get(&ours.name).expect("it has this key");
        assert_eq!(theirs.dtype(), DType::F32, "{}", ours.name);
        assert_eq!(theirs.shape(), ours.shape, "{}", ours.name);
        let bytes = theirs.read().expect("the values are there");
        let (words, rest) = bytes.as_chunks();
        assert!(rest.is_empty(), "{}", ours.name);
        let values = words.iter().copied().map(f32::from_ne_bytes);
        assert!(values.eq(ours.values.iter().copied()), "{}", ours.name);
    }
}

#[test]
fn our_files_hold_what_was_written() {
    for kind in ModelKind::ALL {
        for hidden_units in [1, 10, 33] {
            let config = TrainingConfig {
                hidden_units,
                ..TrainingConfig::lesson(kind)
            };
            let checkpoint = Checkpoint {
                state: StateDict::initial(&Architecture::of(&config), 42),
                config,
                n_steps: Some(5625),
                score: None,
            };
            let file = checkpoint::write(&checkpoint, CheckpointFormat::PyTorch);
            assert_holds(file, &checkpoint.state);
        }
    }
}

#[test]
fn both_readers_agree_on_pytorchs_files() {
    for name in ["model_0.pth", "model_2.pth"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../fixtures")
            .join(name);
        let file = std::fs::read(&path).expect("the fixture is committed");
        let ours = checkpoint::read(&file).expect("PyTorch wrote it");
        assert_holds(file, &ours.state);
    }
}
