//! Trained models as files that travel to PyTorch and back: its tensor names, its layouts, its formats.
//!
//! - `.safetensors`, which `safetensors.torch.load_file` reads, with the settings and the score as metadata.
//! - `.pth`, which `torch.load(weights_only=True)` reads: a zip archive of a pickled state dict and raw storages. The
//!   pickle is read by an interpreter that knows what a state dict needs and nothing else; no code ever runs.
//!
//! Both load into the lesson's classes with `load_state_dict(..., strict=True)`.

mod error;
mod metadata;
mod recognise;
mod safetensors_file;
mod torch_file;

pub use error::CheckpointError;

use crate::models::{Architecture, NamedTensor, StateDict};
use crate::protocol::{CheckpointFormat, RecordedScore, TrainingConfig};
use metadata::Metadata;
use safetensors_file::SafetensorsFile;
use torch_file::TorchFile;

/// A trained model: its parameters and how it came to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// Model and hidden units are the file's; what else it does not tell is the lesson's.
    pub config: TrainingConfig,
    /// In PyTorch's order of construction, every value finite.
    pub state: StateDict,
    /// Optimiser updates made, if the file tells.
    pub n_steps: Option<usize>,
    /// Test loss and accuracy, if the file tells.
    pub score: Option<RecordedScore>,
}

/// A file that holds tensors by name. Values are fetched only once their shapes are known to be the model's.
trait TensorFile {
    /// Name and shape of every tensor.
    fn shapes(&self) -> Vec<(String, Vec<usize>)>;

    /// The values of one of these tensors, row-major.
    fn values(&mut self, name: &str) -> Result<Vec<f32>, CheckpointError>;

    fn metadata(&mut self) -> Metadata;
}

/// Reads a checkpoint of either format; the format, the model and its hidden units are recognised.
///
/// # Errors
/// When the file is damaged, or does not hold exactly one of the three models in 32-bit floats.
pub fn read(file: &[u8]) -> Result<Checkpoint, CheckpointError> {
    match file {
        [] => Err(CheckpointError::Empty),
        [b'P', b'K', 3, 4, ..] => read_tensors(&mut TorchFile::open(file)?),
        // A bare pickle: PyTorch's format before 1.6, or something else altogether.
        [0x80, 1..=5, ..] => Err(CheckpointError::BarePickle),
        _ => read_tensors(&mut SafetensorsFile::open(file)?),
    }
}

/// The file of a checkpoint. `.pth` files carry the metadata in a record of their own, which PyTorch passes over.
pub fn write(checkpoint: &Checkpoint, format: CheckpointFormat) -> Vec<u8> {
    let metadata = metadata::of(checkpoint);
    match format {
        CheckpointFormat::Safetensors => safetensors_file::write(&checkpoint.state, metadata),
        CheckpointFormat::PyTorch => torch_file::write(&checkpoint.state, &metadata),
    }
}

fn read_tensors(file: &mut dyn TensorFile) -> Result<Checkpoint, CheckpointError> {
    let metadata = file.metadata();
    let (kind, hidden_units) = recognise::model(&file.shapes())?;
    let config = metadata::config(&metadata, kind, hidden_units);
    let mut state = StateDict::default();
    for spec in Architecture::of(&config).parameters() {
        let values = file.values(&spec.name)?;
        if values.iter().any(|value| !value.is_finite()) {
            return Err(CheckpointError::NotFinite { tensor: spec.name });
        }
        state.tensors.push(NamedTensor {
            name: spec.name,
            shape: spec.shape,
            values,
        });
    }
    Ok(Checkpoint {
        config,
        state,
        n_steps: metadata::n_steps(&metadata),
        score: metadata::score(&metadata),
    })
}

#[cfg(test)]
mod tests;
