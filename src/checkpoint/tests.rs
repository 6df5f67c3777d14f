//! A checkpoint survives a round trip in either format, and other files are refused. (Crafted files:
//! `tests/hostile_files`.)

use super::*;
use crate::protocol::ModelKind;

const FORMATS: [CheckpointFormat; 2] = [CheckpointFormat::Safetensors, CheckpointFormat::PyTorch];

fn checkpoint(kind: ModelKind, hidden_units: usize) -> Checkpoint {
    let config = TrainingConfig {
        hidden_units,
        n_epochs: 5,
        learning_rate: 0.013,
        batch_size: 48,
        seed: 7,
        final_relu: kind != ModelKind::NON_LINEAR,
        ..TrainingConfig::lesson(kind)
    };
    Checkpoint {
        state: StateDict::initial(&Architecture::of(&config), 7),
        config,
        n_steps: Some(6250),
        score: Some(RecordedScore {
            loss: 0.476_638_943_7,
            accuracy: 0.834_265_175_7,
        }),
    }
}

#[test]
fn every_model_survives_a_round_trip() {
    for kind in ModelKind::ALL {
        for format in FORMATS {
            for hidden_units in [1, 10, 32] {
                let written = checkpoint(kind, hidden_units);
                let file = write(&written, format);
                assert_eq!(read(&file), Ok(written), "{format:?}");
            }
        }
    }
}

#[test]
fn missing_metadata_stay_missing() {
    let written = Checkpoint {
        n_steps: None,
        score: None,
        ..checkpoint(ModelKind::BASELINE, 10)
    };
    for format in FORMATS {
        assert_eq!(read(&write(&written, format)).as_ref(), Ok(&written));
    }
}

/// Without a loss beside it, it is no score, and still a claim about the model.
#[test]
fn an_accuracy_alone_among_the_metadata_is_told() {
    let state = checkpoint(ModelKind::BASELINE, 2).state;
    for (key, expected) in [("accuracy", true), ("testAcc", true), ("target_acc", false)] {
        let metadata = [(key.to_owned(), "99.1".to_owned())].into();
        let file = safetensors_file::write(&state, metadata);
        let notes = read_with_notes(&file).expect("it is a model").notes;
        let key = key.to_owned();
        let accuracy = 0.991;
        let note = LoadNote::RecordedAccuracy { key, accuracy };
        assert_eq!(notes, if expected { vec![note] } else { vec![] });
    }
}

#[test]
fn diverged_weights_are_refused_by_name() {
    for value in [f32::NAN, f32::NEG_INFINITY] {
        let mut diverged = checkpoint(ModelKind::TINY_VGG, 3);
        diverged.state.tensors[4].values[2] = value;
        for format in FORMATS {
            let tensor = "block_2.0.weight".to_owned();
            let refusal = Err(CheckpointError::NotFinite { tensor });
            assert_eq!(read(&write(&diverged, format)), refusal);
        }
    }
}

#[test]
fn other_files_are_not_called_damaged_checkpoints() {
    assert_eq!(read(b""), Err(CheckpointError::Empty));
    for file in [&b"x"[..], &[0xff; 100]] {
        assert_eq!(read(file), Err(CheckpointError::UnknownFormat));
    }
    let page = read(b"<!DOCTYPE html><html>");
    assert_eq!(page, Err(CheckpointError::Foreign(Foreign::WebPage)));
}

#[test]
fn a_refusal_says_what_to_do() {
    let file = write(&checkpoint(ModelKind::BASELINE, 2), FORMATS[0]);
    let cut = read(&file[..100])
        .expect_err("the header goes on")
        .to_string();
    assert!(
        cut.ends_with("a download that broke off: fetch it again"),
        "{cut}"
    );
    let record = "data.pkl".to_owned();
    let other = CheckpointError::NoRecord { record }.to_string();
    assert!(
        other.contains("unpack it and load the checkpoint inside"),
        "{other}"
    );
    let tensors = vec!["embedding.weight".to_owned()];
    let unknown = CheckpointError::UnknownModel { tensors }.to_string();
    assert!(
        unknown.ends_with("save the state dict of one of them"),
        "{unknown}"
    );
}

#[test]
fn a_header_of_two_gigabytes_is_refused_by_its_length() {
    let mut file = 2_000_000_000_u64.to_le_bytes().to_vec();
    file.extend(b"{\"layer_stack.1.weight\":");
    assert_eq!(
        read(&file),
        Err(CheckpointError::HeaderTooLong {
            n_bytes: 2_000_000_000
        })
    );
}

#[test]
fn a_truncated_file_is_refused_at_every_length() {
    for format in FORMATS {
        let file = write(&checkpoint(ModelKind::BASELINE, 2), format);
        for length in (1..file.len()).step_by(11) {
            assert!(read(&file[..length]).is_err(), "{format:?}, {length} bytes");
        }
    }
}
