//! Reads and writes trained models in PyTorch's file formats, with its tensor names and layouts.
//!
//! - `.safetensors`, the format of `safetensors.torch.load_file`, with the settings and the score as metadata.
//! - `.pth`, the format of `torch.load(weights_only=True)`: a zip archive of a pickled state dict and raw storages. The
//!   pickle's interpreter has only the opcodes of state dicts and never runs code from a file.
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

/// A trained model: its parameters, and the settings and the score of its training.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// Model and hidden units are those of the tensors; a setting that the metadata lack has the lesson's value.
    pub config: TrainingConfig,
    /// In PyTorch's order of construction, every value finite.
    pub state: StateDict,
    /// Optimiser updates made; none if the file does not record them.
    pub n_steps: Option<usize>,
    /// Test loss and accuracy; none if the file does not record both.
    pub score: Option<RecordedScore>,
}

/// A file of named tensors. Values are read only after all shapes have been recognised as a model's.
trait TensorFile {
    /// Name and shape of every tensor.
    fn shapes(&self) -> Vec<(String, Vec<usize>)>;

    /// The values of one of these tensors, row-major.
    fn values(&mut self, name: &str) -> Result<Vec<f32>, CheckpointError>;

    /// The recorded settings and score; empty in files of other programs.
    fn metadata(&mut self) -> Metadata;
}

/// Reads a checkpoint; its format, its model and the hidden units follow from the bytes.
///
/// ```
/// use fitting_room::checkpoint::{self, Checkpoint};
/// use fitting_room::models::{Architecture, ModelKind, StateDict};
/// use fitting_room::protocol::{CheckpointFormat, TrainingConfig};
///
/// let config = TrainingConfig::lesson(ModelKind::BASELINE);
/// let untrained = Checkpoint {
///     state: StateDict::initial(&Architecture::of(&config), config.seed),
///     config,
///     n_steps: Some(0),
///     score: None,
/// };
/// let file = checkpoint::write(&untrained, CheckpointFormat::PyTorch);
/// assert_eq!(checkpoint::read(&file)?, untrained);
/// # Ok::<(), checkpoint::CheckpointError>(())
/// ```
///
/// # Errors
/// When the file is damaged, or does not hold exactly one model of the catalogue in 32-bit floats.
pub fn read(file: &[u8]) -> Result<Checkpoint, CheckpointError> {
    match file {
        [] => Err(CheckpointError::Empty),
        [b'P', b'K', 3, 4, ..] => read_tensors(&mut TorchFile::open(file)?),
        // The PROTO opcode and a protocol: a pickle outside of any archive.
        [0x80, 1..=5, ..] => Err(CheckpointError::BarePickle),
        _ => read_tensors(&mut SafetensorsFile::open(file)?),
    }
}

/// Encodes a checkpoint. In a `.pth` file the metadata are a record that PyTorch ignores.
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
