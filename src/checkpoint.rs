//! Trained models as files that PyTorch reads and writes.
//!
//! (The engine relies on `Checkpoint`, `read`, `write` and `CheckpointError` as they stand here; rooms below may grow.)

use std::collections::HashMap;

use safetensors::tensor::{Dtype, SafeTensors, TensorView};

use crate::models::{NamedTensor, StateDict};
use crate::protocol::{CheckpointFormat, ModelKind, RecordedScore, TrainingConfig};

/// A trained model: its parameters and how it came to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// What the file does not tell is the lesson's.
    pub config: TrainingConfig,
    pub state: StateDict,
    pub n_steps: Option<usize>,
    pub score: Option<RecordedScore>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    #[error("it is no safetensors file, or it is damaged ({0})")]
    Damaged(String),
    #[error("its tensors are not those of one of the three models")]
    UnknownModel,
}

/// Reads a checkpoint of either format.
pub fn read(file: &[u8]) -> Result<Checkpoint, CheckpointError> {
    let damaged = |error: safetensors::SafeTensorError| CheckpointError::Damaged(error.to_string());
    let tensors = SafeTensors::deserialize(file).map_err(damaged)?;
    let mut state = StateDict::default();
    for (name, view) in tensors.tensors() {
        let values = view
            .data()
            .as_chunks()
            .0
            .iter()
            .map(|&bytes| f32::from_le_bytes(bytes));
        state.tensors.push(NamedTensor {
            name,
            shape: view.shape().to_vec(),
            values: values.collect(),
        });
    }
    let kind = if state.get("layer_stack.2.weight").is_some() {
        ModelKind::Baseline
    } else if state.get("layer_stack.3.weight").is_some() {
        ModelKind::NonLinear
    } else if state.get("block_1.0.weight").is_some() {
        ModelKind::TinyVgg
    } else {
        return Err(CheckpointError::UnknownModel);
    };
    Ok(Checkpoint {
        config: TrainingConfig::lesson(kind),
        state,
        n_steps: None,
        score: None,
    })
}

/// The file of a checkpoint.
pub fn write(checkpoint: &Checkpoint, _format: CheckpointFormat) -> Vec<u8> {
    let bytes: Vec<(String, Vec<usize>, Vec<u8>)> = checkpoint
        .state
        .tensors
        .iter()
        .map(|t| {
            (
                t.name.clone(),
                t.shape.clone(),
                t.values.iter().flat_map(|v| v.to_le_bytes()).collect(),
            )
        })
        .collect();
    let views = bytes.iter().map(|(name, shape, bytes)| {
        (
            name,
            TensorView::new(Dtype::F32, shape.clone(), bytes)
                .expect("as many values as the shape says"),
        )
    });
    safetensors::serialize(views, None::<HashMap<String, String>>)
        .expect("names and shapes are sound")
}
