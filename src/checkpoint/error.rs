//! Why a file is no checkpoint of one of the three models, in the words of the person at the screen.

use crate::protocol::{MAX_HIDDEN_UNITS, ModelKind};

/// What to do about a pickle that is more than a state dict.
const SAVE_THE_STATE_DICT: &str = "save it again with torch.save(model.state_dict(), …)";

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    #[error("it is empty")]
    Empty,
    #[error("it is neither a .safetensors file nor a PyTorch state dict (.pth)")]
    UnknownFormat,
    #[error("it claims a header of {n_bytes} bytes, more than any .safetensors file has")]
    HeaderTooLong { n_bytes: u64 },
    #[error("it is a damaged .safetensors file: {cause}")]
    DamagedSafetensors { cause: String },
    #[error("it is a bare pickle, the format of PyTorch before 1.6; {SAVE_THE_STATE_DICT}")]
    BarePickle,
    #[error("it is a TorchScript program, not a state dict; {SAVE_THE_STATE_DICT}")]
    TorchScript,
    #[error("it is a zip archive, but PyTorch did not write it: there is no {record} in it")]
    NoRecord { record: String },
    #[error("it is a damaged PyTorch file: {cause}")]
    DamagedZip { cause: String },
    #[error("it is a damaged PyTorch file: its pickle {cause}")]
    DamagedPickle { cause: &'static str },
    #[error(
        "it holds a whole pickled object of the class {class}, and no code is ever run from a file; {SAVE_THE_STATE_DICT}"
    )]
    WholeModule { class: String },
    #[error(
        "it asks to call {function}, which no plain state dict does, and no code is ever run from a file; {SAVE_THE_STATE_DICT}"
    )]
    ForbiddenCall { function: String },
    #[error("it holds {found} instead of tensors by name; {SAVE_THE_STATE_DICT}")]
    NotAStateDict { found: String },
    #[error("the tensor {tensor} holds values of the type {dtype} instead of float32")]
    WrongDtype { tensor: String, dtype: String },
    #[error("the tensor {tensor} reaches beyond the end of its data")]
    BeyondData { tensor: String },
    #[error("the tensor {tensor} holds NaN or infinite values: the training that made it diverged")]
    NotFinite { tensor: String },
    #[error(
        "its tensors ({}) are not those of one of the three models, such as layer_stack.1.weight or block_1.0.weight",
        listed(.tensors)
    )]
    UnknownModel { tensors: Vec<String> },
    #[error("the tensor {tensor} of a {} is missing", model.class_name)]
    Missing { tensor: String, model: ModelKind },
    #[error("there is a tensor {tensor}, which a {} does not have", model.class_name)]
    Extra { tensor: String, model: ModelKind },
    #[error(
        "the tensor {tensor} has the shape {found:?}, but in a {} it is {expected:?}",
        model.class_name
    )]
    WrongShape {
        tensor: String,
        found: Vec<usize>,
        expected: Vec<usize>,
        model: ModelKind,
    },
    #[error("it has {hidden_units} hidden units; 1 to {MAX_HIDDEN_UNITS} can be loaded")]
    HiddenUnits { hidden_units: usize },
}

/// The first few names.
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

/// A name from a file, short enough for a sentence and without anything that is not to be seen.
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
    fn a_foreign_file_is_described_by_its_first_names() {
        let tensors = ["a", "b", "c", "d"].map(String::from).to_vec();
        let text = CheckpointError::UnknownModel { tensors }.to_string();
        assert!(text.contains("(a, b, c, …)"), "{text}");
        let text = CheckpointError::UnknownModel { tensors: vec![] }.to_string();
        assert!(text.contains("(none)"), "{text}");
    }

    #[test]
    fn names_from_files_are_made_fit_for_a_sentence() {
        assert_eq!(shortened("a\nb"), "a\u{fffd}b");
        assert_eq!(shortened(&"x".repeat(1000)).chars().count(), 61);
    }
}
