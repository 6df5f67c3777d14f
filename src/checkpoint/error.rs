//! Why a file is not a checkpoint of a catalogue model, as the second half of the sentence `cannot load this file: …`.

use super::Foreign;
use crate::protocol::{MAX_HIDDEN_UNITS, ModelKind};

/// The remedy for a pickle that is not a plain state dict.
const SAVE_THE_STATE_DICT: &str = "save it again with torch.save(model.state_dict(), …)";

/// Why a file cannot be read as a checkpoint. Names out of the file are shortened and without control characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The file has no bytes.
    #[error("it is empty")]
    Empty,
    /// The first bytes are those of neither format.
    #[error("it is neither a .safetensors file nor one of torch.save (.pth)")]
    UnknownFormat,
    /// The file is of another kind, which its first bytes tell.
    #[error("{0}")]
    Foreign(Foreign),
    /// The end of the file is missing.
    #[error("its end is missing, as after a download or a copy that broke off: fetch it again")]
    BrokenOff,
    /// The length before the header exceeds the limit of the safetensors format, 100 MB.
    #[error("it claims a header of {n_bytes} bytes, more than any .safetensors file has")]
    HeaderTooLong {
        /// The length as the file states it.
        n_bytes: u64,
    },
    /// Header and data of a `.safetensors` file do not agree.
    #[error("it is a damaged .safetensors file: {cause}")]
    DamagedSafetensors {
        /// A clause, such as `its tensors do not fill it to the end`.
        cause: String,
    },
    /// The file starts as a pickle that `torch.save` did not write.
    #[error("it is a pickle that torch.save did not write; {SAVE_THE_STATE_DICT}")]
    BarePickle,
    /// The archive has a record `constants.pkl`.
    #[error(
        "it is a TorchScript program, not a state dict; load it in Python with torch.jit.load and {SAVE_THE_STATE_DICT}"
    )]
    TorchScript,
    /// The archive lacks a record that every state dict has.
    #[error("it is a zip archive, but PyTorch did not write it: there is no {record} in it")]
    NoRecord {
        /// The record's name below the archive's folder, such as `data.pkl`.
        record: String,
    },
    /// The archive's directory, a record's checksum or its compression is not as PyTorch writes it.
    #[error("it is a damaged PyTorch file: {cause}")]
    DamagedZip {
        /// A clause, such as `its record data/0 is compressed`.
        cause: String,
    },
    /// The pickle does not run to its end, or describes a tensor in another way than PyTorch.
    #[error("it is a damaged PyTorch file: its pickle {cause}")]
    DamagedPickle {
        /// A predicate, such as `breaks off`.
        cause: &'static str,
    },
    /// The pickle is one object, in which no tensors were found.
    #[error(
        "it holds an object of the class {class} in which no tensors lie by name, and no code is ever run from a file; {SAVE_THE_STATE_DICT}"
    )]
    WholeModule {
        /// The object's class with its module, such as `torch.nn.modules.linear.Linear`.
        class: String,
    },
    /// The pickle is one call of a function.
    #[error(
        "it only asks to call {function}, and no code is ever run from a file; {SAVE_THE_STATE_DICT}"
    )]
    ForbiddenCall {
        /// The function with its module, such as `os.system`.
        function: String,
    },
    /// The pickle's value is not a dict from names to tensors.
    #[error("it holds {found} instead of tensors by name; {SAVE_THE_STATE_DICT}")]
    NotAStateDict {
        /// A noun for that value, such as `a single tensor`.
        found: String,
    },
    /// The tensors are sparse, quantised or of another kind without a value for every place.
    #[error(
        "its tensors are not plain ones: Python would make them with {function}; turn them into dense float tensors first"
    )]
    OtherTensors {
        /// The function that would rebuild them.
        function: String,
    },
    /// A parameter's values are not floats.
    #[error("the tensor {tensor} holds values of the type {dtype} instead of floats")]
    WrongDtype {
        /// The parameter's name.
        tensor: String,
        /// PyTorch's name of the type, such as `int64`.
        dtype: String,
    },
    /// Shape, strides and offset lead outside of the tensor's storage.
    #[error("the tensor {tensor} reaches beyond the end of its data")]
    BeyondData {
        /// The parameter's name.
        tensor: String,
    },
    /// At least one value is NaN or infinite.
    #[error("the tensor {tensor} holds NaN or infinite values: the training that made it diverged")]
    NotFinite {
        /// The parameter's name.
        tensor: String,
    },
    /// No tensor has the name of a model's parameter.
    #[error(
        "its tensors ({}) are not those of one of the {} models, such as layer_stack.1.weight or block_1.0.weight",
        listed(.tensors),
        ModelKind::count_word()
    )]
    UnknownModel {
        /// The names of all tensors in the file.
        tensors: Vec<String>,
    },
    /// The model with the most names in common has a parameter that the file lacks.
    #[error("the tensor {tensor} of a {} is missing", model.class_name)]
    Missing {
        /// The parameter's name.
        tensor: String,
        /// The model that the names come closest to.
        model: ModelKind,
    },
    /// The file has a tensor that is no parameter of the model with the most names in common.
    #[error("there is a tensor {tensor}, which a {} does not have", model.class_name)]
    Extra {
        /// The tensor's name.
        tensor: String,
        /// The model that the names come closest to.
        model: ModelKind,
    },
    /// The names are a model's, but one shape is not.
    #[error(
        "the tensor {tensor} has the shape {found:?}, but in a {} it is {expected:?}",
        model.class_name
    )]
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
    #[error("it has {hidden_units} hidden units; 1 to {MAX_HIDDEN_UNITS} can be loaded")]
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
        text.push_str("none");
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
