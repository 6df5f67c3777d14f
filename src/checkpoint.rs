//! Reads and writes trained models in PyTorch's file formats, with its tensor names and layouts.
//!
//! - `.safetensors`, the format of `safetensors.torch.load_file`, with the settings and the score as metadata.
//! - `.pth`, the format of `torch.save`: a zip archive of a pickled state dict and raw storages, or the row of pickles of the
//!   time before. The pickle's interpreter builds plain values and never runs code from a file.
//!
//! What is written loads into the lesson's classes with `load_state_dict(..., strict=True)`. What is read may be more than
//! that: the state dict is looked for in whatever the file holds, by whether its tensors fit a model.

mod dtype;
mod error;
mod foreign;
mod metadata;
mod recognise;
mod safetensors_file;
mod torch_file;
mod values;
mod words;

pub use error::CheckpointError;
pub use foreign::Foreign;

use crate::models::{Architecture, ModelKind, NamedTensor, StateDict};
use crate::protocol::{CheckpointFormat, LoadNote, NumberType, RecordedScore, TrainingConfig};
use dtype::Dtype;
use error::shortened;
use metadata::Metadata;
use recognise::{Fit, Matched};
use safetensors_file::SafetensorsFile;
use torch_file::TorchFile;

/// Tensors of one file at most, an optimiser's included: those of other models have some ten thousand, each of which takes up
/// a few KB while the file is read.
const MAX_FILE_TENSORS: usize = 50_000;
/// Bytes of a `.safetensors` header at most: so many tensors with names of a hundred characters.
const MAX_HEADER_BYTES: u64 = 10_000_000;

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

/// A checkpoint as it was read from a file, with notes on the reading for the learner.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadFile {
    /// The model with what the file records of it.
    pub checkpoint: Checkpoint,
    /// How the file differs from a plain state dict of the lesson.
    pub notes: Vec<LoadNote>,
    /// Settings of the other models that the same tensors make, where the file does not say which it is.
    pub others: Vec<TrainingConfig>,
}

/// A file of named tensors. Values are read only after all shapes have been recognised as a model's.
trait TensorFile {
    /// The places of the file that hold tensors, the outermost first.
    fn groups(&self) -> Vec<Group>;

    /// The values of a group's tensor, row-major, by the positions of both.
    fn values(&mut self, group: usize, tensor: usize) -> Result<Vec<f32>, CheckpointError>;

    /// The recorded settings and score; empty in files of other programs.
    fn metadata(&mut self) -> Metadata;

    /// What the format itself has to say.
    fn notes(&self) -> Vec<LoadNote>;
}

/// Tensors by name at one place of a file.
struct Group {
    /// The keys that lead there, with dots; empty for the whole file.
    place: String,
    /// The class of the module whose tensors they are.
    module: Option<String>,
    /// Whether the tensors are in the order of their layers, rather than of the alphabet.
    is_in_order: bool,
    /// Whether these are the tensors of several places under joined names, most of which are groups of their own.
    is_joined: bool,
    /// Classes of a module's layers that no model of the lesson has.
    other_layers: Vec<String>,
    tensors: Vec<FileTensor>,
}

/// A tensor of a file without its values.
#[derive(Clone)]
struct FileTensor {
    name: String,
    shape: Vec<usize>,
    dtype: Dtype,
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
/// When the file is damaged, or holds no model of the catalogue in numbers that can be cast.
pub fn read(file: &[u8]) -> Result<Checkpoint, CheckpointError> {
    read_with_notes(file).map(|read| read.checkpoint)
}

/// As [`read`], with what the reader did to the file, and what the file left open.
///
/// # Errors
/// As [`read`].
pub fn read_with_notes(file: &[u8]) -> Result<ReadFile, CheckpointError> {
    if let Some(foreign) = Foreign::of(file) {
        return Err(CheckpointError::Foreign(foreign));
    }
    match file {
        [] => Err(CheckpointError::Empty),
        [b'P', b'K', 3, 4, ..] => read_tensors(&mut TorchFile::open(file)?),
        _ if torch_file::behind_legacy_magic(file).is_some() => {
            read_tensors(&mut TorchFile::open_legacy(file)?)
        }
        // The PROTO opcode and a protocol: a pickle of another program.
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

fn read_tensors(file: &mut dyn TensorFile) -> Result<ReadFile, CheckpointError> {
    let metadata = file.metadata();
    let groups = file.groups();
    let fit = recognise::model(&groups)?;
    let config = metadata::config(&metadata, fit.kind, fit.hidden_units);
    let tensors = &groups[fit.group].tensors;
    let mut state = StateDict::default();
    let mut cast: Vec<LoadNote> = Vec::new();
    for (spec, &position) in Architecture::of(&config)
        .parameters()
        .iter()
        .zip(&fit.positions)
    {
        let values = file.values(fit.group, position)?;
        if values.iter().any(|value| !value.is_finite()) {
            let tensor = shortened(&tensors[position].name);
            return Err(CheckpointError::NotFinite { tensor });
        }
        if let Dtype::Number(from) = tensors[position].dtype
            && from != NumberType::Float32
            && !cast.contains(&LoadNote::Cast { from })
        {
            cast.push(LoadNote::Cast { from });
        }
        state.tensors.push(NamedTensor {
            name: spec.name.clone(),
            shape: spec.shape.clone(),
            values,
        });
    }
    let mut notes = notes(&groups, &fit, &config);
    notes.extend(cast);
    notes.extend(file.notes());
    Ok(ReadFile {
        others: others(&metadata, &fit, &config),
        checkpoint: Checkpoint {
            config,
            state,
            n_steps: metadata::n_steps(&metadata),
            score: metadata::score(&metadata),
        },
        notes,
    })
}

/// How the tensors were found.
fn notes(groups: &[Group], fit: &Fit, config: &TrainingConfig) -> Vec<LoadNote> {
    let group = &groups[fit.group];
    let mut notes = Vec::new();
    match &group.module {
        Some(class) => notes.push(LoadNote::WholeModule {
            class: class.clone(),
        }),
        None if group.place.is_empty() => {}
        None => notes.push(LoadNote::Inside {
            place: shortened(&group.place),
        }),
    }
    if !group.other_layers.is_empty() {
        notes.push(LoadNote::OtherLayers {
            classes: group.other_layers.clone(),
            model: fit.kind,
        });
    }
    match &fit.matched {
        Matched::ByName { prefix } if prefix.is_empty() => {}
        Matched::ByName { prefix } => notes.push(LoadNote::PrefixRemoved {
            prefix: shortened(prefix),
        }),
        Matched::ByOrder => {
            let meant = Architecture::of(config).parameters().into_iter().next();
            notes.push(LoadNote::MatchedByOrder {
                model: fit.kind,
                is_by_numbers: !group.is_in_order,
                found: shortened(&group.tensors[fit.positions[0]].name),
                meant: meant.map_or_else(String::new, |spec| spec.name),
            });
        }
    }
    if !fit.other_places.is_empty() {
        let places = fit.other_places.iter().map(|place| shortened(place));
        notes.push(LoadNote::OthersFit {
            places: places.collect(),
        });
    }
    if let Some(&first) = fit.left_out.first() {
        notes.push(LoadNote::TensorsLeftOut {
            n_tensors: fit.left_out.len(),
            first: shortened(&group.tensors[first].name),
        });
    }
    notes
}

/// The models that the tensors make besides this one: another one with the same shapes, or the same one with or without a
/// ReLU at its end.
fn others(metadata: &Metadata, fit: &Fit, config: &TrainingConfig) -> Vec<TrainingConfig> {
    let kinds = std::iter::once(fit.kind).chain(fit.other_kinds.iter().copied());
    let of_kind = |kind: ModelKind| {
        let recorded = metadata::config(metadata, kind, fit.hidden_units);
        let is_open = kind.has_final_relu() && !metadata::has_final_relu(metadata);
        let switched = TrainingConfig {
            final_relu: !recorded.final_relu,
            ..recorded.clone()
        };
        std::iter::once(recorded).chain(is_open.then_some(switched))
    };
    kinds
        .flat_map(of_kind)
        .filter(|other| other != config)
        .collect()
}

#[cfg(test)]
mod tests;
