//! Why a file is not a checkpoint of a catalogue model, as the second half of the sentence `cannot load this file: …`.

use super::{Foreign, MAX_FILE_TENSORS, MAX_HEADER_BYTES};
use crate::protocol::{MAX_HIDDEN_UNITS, ModelKind};
use crate::texts::{self, text};

/// The remedy for a pickle that is not a plain state dict.
fn remedy() -> &'static str {
    text!("checkpoint-remedy")
}

/// Why a file cannot be read as a checkpoint. Names out of the file are shortened and without control characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The file has no bytes.
    #[error("{}", text!("checkpoint-empty"))]
    Empty,
    /// The first bytes are those of neither format.
    #[error("{}", text!("checkpoint-unknown-format"))]
    UnknownFormat,
    /// The file is of another kind, recognised by its first bytes.
    #[error("{0}")]
    Foreign(Foreign),
    /// The end of the file is missing.
    #[error("{}", text!("checkpoint-broken-off"))]
    BrokenOff,
    /// The length before the header of a `.safetensors` file exceeds 10 MB.
    #[error("{}", text!("checkpoint-header-too-long", bytes = n_bytes, most = MAX_HEADER_BYTES))]
    HeaderTooLong {
        /// The length as the file states it.
        n_bytes: u64,
    },
    /// The file describes more than 50 000 tensors.
    #[error("{}", text!("checkpoint-too-many-tensors", most = MAX_FILE_TENSORS))]
    TooManyTensors,
    /// Header and data of a `.safetensors` file do not agree.
    #[error("{}", text!("checkpoint-damaged-safetensors", cause = cause))]
    DamagedSafetensors {
        /// A clause, such as `its tensors do not fill it to the end`.
        cause: String,
    },
    /// The file starts as a pickle that `torch.save` did not write.
    #[error("{}", text!("checkpoint-bare-pickle", remedy = remedy()))]
    BarePickle,
    /// The archive has a record `constants.pkl`.
    #[error("{}", text!("checkpoint-torchscript", remedy = remedy()))]
    TorchScript,
    /// The archive lacks a record that every state dict has.
    #[error("{}", text!("checkpoint-no-record", record = record))]
    NoRecord {
        /// The record's name below the archive's folder, such as `data.pkl`.
        record: String,
    },
    /// The archive's directory, a record's checksum or its compression is not as PyTorch writes it.
    #[error("{}", text!("checkpoint-damaged-zip", cause = cause))]
    DamagedZip {
        /// A clause, such as `its record data/0 is compressed`.
        cause: String,
    },
    /// The pickle does not run to its end, or describes a tensor in another way than PyTorch.
    #[error("{}", text!("checkpoint-damaged-pickle", what = texts::get(cause)))]
    DamagedPickle {
        /// The key of a predicate, such as `breaks off`.
        cause: &'static str,
    },
    /// The pickle is one object, in which no tensors were found.
    #[error("{}", text!("checkpoint-whole-module", class = class, remedy = remedy()))]
    WholeModule {
        /// The object's class with its module, such as `torch.nn.modules.linear.Linear`.
        class: String,
    },
    /// The pickle is one call of a function.
    #[error("{}", text!("checkpoint-forbidden-call", function = function, remedy = remedy()))]
    ForbiddenCall {
        /// The function with its module, such as `os.system`.
        function: String,
    },
    /// The pickle's value is not a dict from names to tensors.
    #[error("{}", text!("checkpoint-not-a-state-dict", found = found, remedy = remedy()))]
    NotAStateDict {
        /// A noun for that value, such as `a single tensor`.
        found: String,
    },
    /// The tensors are sparse, quantised or of another kind without a value for every place.
    #[error("{}", text!("checkpoint-other-tensors", function = function))]
    OtherTensors {
        /// The function that would rebuild them.
        function: String,
    },
    /// A parameter's values are no plain numbers.
    #[error("{}", text!("checkpoint-wrong-dtype", tensor = tensor, dtype = dtype))]
    WrongDtype {
        /// The parameter's name.
        tensor: String,
        /// PyTorch's name of the type, such as `complex64`.
        dtype: String,
    },
    /// Shape, strides and offset lead outside of the tensor's storage.
    #[error("{}", text!("checkpoint-beyond-data", tensor = tensor))]
    BeyondData {
        /// The parameter's name.
        tensor: String,
    },
    /// At least one value is NaN or infinite.
    #[error("{}", text!("checkpoint-not-finite", tensor = tensor))]
    NotFinite {
        /// The parameter's name.
        tensor: String,
    },
    /// No tensor has the name of a model's parameter.
    #[error("{}", text!("checkpoint-unknown-model", tensors = listed(tensors), count = ModelKind::count_word()))]
    UnknownModel {
        /// The names of all tensors in the file.
        tensors: Vec<String>,
    },
    /// The model with the most names in common has a parameter that the file lacks.
    #[error("{}", text!("checkpoint-missing", tensor = tensor, model = model.class_name))]
    Missing {
        /// The parameter's name.
        tensor: String,
        /// The model that the names come closest to.
        model: ModelKind,
    },
    /// In place of a parameter the file has the tensors that PyTorch computes it from.
    #[error("{}", text!("checkpoint-computed", tensor = tensor, found = found))]
    Computed {
        /// The parameter's name.
        tensor: String,
        /// The name of one of those tensors, such as `block_1.0.weight_orig`.
        found: String,
    },
    /// The tensors are those of quantised layers.
    #[error("{}", text!("checkpoint-quantized", tensor = tensor))]
    Quantized {
        /// The name of one that only such layers have.
        tensor: String,
    },
    /// The shapes are a model's, but neither names nor file say which of two equal layers is the first.
    #[error("{}", text!("checkpoint-no-order", layers = layers.join(", "), model = model.class_name, remedy = remedy()))]
    NoOrder {
        /// Names of layers with the same shapes.
        layers: Vec<String>,
        /// The model with these shapes.
        model: ModelKind,
    },
    /// Among the layers of the model with the most names in common, the file has one that the model lacks.
    #[error("{}", text!("checkpoint-extra", tensor = tensor, model = model.class_name))]
    Extra {
        /// The tensor's name.
        tensor: String,
        /// The model that the names come closest to.
        model: ModelKind,
    },
    /// The names are a model's, but one shape is not.
    #[error("{}", text!("checkpoint-wrong-shape", tensor = tensor, found = format!("{found:?}"), model = model.class_name, expected = format!("{expected:?}")))]
    WrongShape {
        /// The parameter's name.
        tensor: String,
        /// The file's shape.
        found: Vec<usize>,
        /// The model's shape, with the hidden units of the file.
        expected: Vec<usize>,
        /// The model with these names.
        model: ModelKind,
    },
    /// The first weight's outputs are not a number of hidden units that can be trained.
    #[error("{}", text!("checkpoint-hidden-units", found = hidden_units, most = MAX_HIDDEN_UNITS))]
    HiddenUnits {
        /// Outputs of the first weight.
        hidden_units: usize,
    },
}

impl CheckpointError {
    /// Of a zip archive with these records, which has no pickle.
    pub(super) fn of_other_archive(names: &[String]) -> Self {
        Foreign::of_archive(names).map_or_else(
            || Self::NoRecord {
                record: "data.pkl".to_owned(),
            },
            Self::Foreign,
        )
    }
}

/// The first names, separated by commas; `none` for an empty list.
fn listed(names: &[String]) -> String {
    const N_SHOWN: usize = 3;
    let mut text = names
        .iter()
        .take(N_SHOWN)
        .map(|name| shortened(name))
        .collect::<Vec<_>>()
        .join(", ");
    if names.is_empty() {
        text.push_str(text!("checkpoint-no-names"));
    } else if names.len() > N_SHOWN {
        text.push_str(", …");
    }
    text
}

/// The first 60 characters of a name from a file, control characters replaced.
pub(super) fn shortened(name: &str) -> String {
    const MAX_LENGTH: usize = 60;
    let mut visible = name
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let mut short: String = visible.by_ref().take(MAX_LENGTH).collect();
    if visible.next().is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_model_is_described_by_its_first_names() {
        let tensors = ["a", "b", "c", "d"].map(String::from).to_vec();
        let text = CheckpointError::UnknownModel { tensors }.to_string();
        assert!(text.contains("(a, b, c, …)"), "{text}");
        let text = CheckpointError::UnknownModel { tensors: vec![] }.to_string();
        assert!(text.contains("(none)"), "{text}");
    }

    #[test]
    fn names_from_files_are_shortened_and_without_control_characters() {
        assert_eq!(shortened("a\nb"), "a\u{fffd}b");
        assert_eq!(shortened(&"x".repeat(1000)).chars().count(), 61);
    }
}
