//! Finds the tensors in a pickled state dict: their names, shapes and locations in the storages.

use super::pickle::{Id, Pickle, REBUILD_PARAMETER, REBUILD_TENSOR, Value};
use crate::checkpoint::CheckpointError;
use crate::checkpoint::error::shortened;

/// A tensor as a view of one of the archive's storages.
#[derive(Clone, Debug, PartialEq)]
pub struct TorchTensor {
    /// Its key in the state dict.
    pub name: String,
    /// Sizes of its dimensions, outermost first.
    pub shape: Vec<usize>,
    /// Distance between neighbours along each dimension, in values.
    strides: Vec<usize>,
    /// Position of its first value in the storage, in values.
    offset: usize,
    /// The storage's record is `data/<key>`.
    pub storage_key: String,
    /// The class of the storage, such as `torch.FloatStorage`.
    storage_type: String,
}

/// Usual keys of the state dict inside of a larger dict.
const USUAL_KEYS: [&str; 3] = ["model_state_dict", "state_dict", "model"];

/// The tensors of a pickled state dict, in its order.
///
/// # Errors
/// When the pickle cannot be interpreted, or is not a dict from names to tensors.
pub fn of_state_dict(pickle: &[u8]) -> Result<Vec<TorchTensor>, CheckpointError> {
    let pickle = Pickle::read(pickle)?;
    let Value::Dict(entries) = pickle.root() else {
        return Err(not_a_state_dict(&pickle, pickle.root()));
    };
    tensors(&pickle, nested(&pickle, entries).unwrap_or(entries))
}

/// The state dict in a dict such as `{"epoch": 3, "model_state_dict": …}`.
fn nested<'p>(pickle: &'p Pickle, entries: &'p [(Id, Id)]) -> Option<&'p [(Id, Id)]> {
    let is_usual =
        |key: Id| matches!(pickle.get(key), Value::Text(key) if USUAL_KEYS.contains(&key.as_str()));
    entries
        .iter()
        .find_map(|&(key, value)| match pickle.get(value) {
            Value::Dict(inner) if is_usual(key) => Some(inner.as_slice()),
            _ => None,
        })
}

fn tensors(pickle: &Pickle, entries: &[(Id, Id)]) -> Result<Vec<TorchTensor>, CheckpointError> {
    let mut tensors: Vec<TorchTensor> = Vec::with_capacity(entries.len());
    for &(key, value) in entries {
        let Value::Text(name) = pickle.get(key) else {
            return Err(CheckpointError::NotAStateDict {
                found: "a dict whose keys are no names".to_owned(),
            });
        };
        let value = pickle.get(value);
        let Value::Call { .. } = value else {
            return Err(CheckpointError::NotAStateDict {
                found: format!("{} under the name {}", described(value), shortened(name)),
            });
        };
        let tensor = tensor(pickle, name, value).ok_or(CheckpointError::DamagedPickle {
            cause: "describes a tensor in a way that PyTorch does not",
        })?;
        // In a Python dict the last of two equal keys wins.
        match tensors.iter_mut().find(|known| known.name == *name) {
            Some(known) => *known = tensor,
            None => tensors.push(tensor),
        }
    }
    Ok(tensors)
}

/// Reads the arguments of `_rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks)`, or of
/// `_rebuild_parameter(tensor, requires_grad, hooks)`.
fn tensor(pickle: &Pickle, name: &str, value: &Value) -> Option<TorchTensor> {
    let (function, arguments) = call(pickle, value)?;
    let (function, arguments) = if function == REBUILD_PARAMETER {
        call(pickle, pickle.get(*arguments.first()?))?
    } else {
        (function, arguments)
    };
    let [storage, offset, shape, strides, ..] = *arguments else {
        return None;
    };
    if function != REBUILD_TENSOR {
        return None;
    }
    let (storage_type, storage_key) = storage_location(pickle, storage)?;
    let shape = sizes(pickle, shape)?;
    let strides = sizes(pickle, strides)?;
    (shape.len() == strides.len()).then_some(TorchTensor {
        name: name.to_owned(),
        shape,
        strides,
        offset: size(pickle, offset)?,
        storage_key,
        storage_type,
    })
}

fn call<'p>(pickle: &'p Pickle, value: &'p Value) -> Option<(&'p str, &'p [Id])> {
    let Value::Call {
        function,
        arguments,
    } = value
    else {
        return None;
    };
    let Value::Tuple(arguments) = pickle.get(*arguments) else {
        return None;
    };
    Some((function, arguments))
}

/// Reads `("storage", torch.FloatStorage, key, device, number of values)`: the type and the key.
fn storage_location(pickle: &Pickle, id: Id) -> Option<(String, String)> {
    let Value::PersistentId(description) = *pickle.get(id) else {
        return None;
    };
    let Value::Tuple(description) = pickle.get(description) else {
        return None;
    };
    let [kind, storage_type, key, ..] = **description else {
        return None;
    };
    match [kind, storage_type, key].map(|id| pickle.get(id)) {
        [
            Value::Text(kind),
            Value::Global(storage_type),
            Value::Text(key),
        ] if kind == "storage" => Some((storage_type.clone(), key.clone())),
        _ => None,
    }
}

fn sizes(pickle: &Pickle, id: Id) -> Option<Vec<usize>> {
    match pickle.get(id) {
        Value::Tuple(items) => items.iter().map(|&item| size(pickle, item)).collect(),
        _ => None,
    }
}

fn size(pickle: &Pickle, id: Id) -> Option<usize> {
    match *pickle.get(id) {
        Value::Int(value) => value.try_into().ok(),
        _ => None,
    }
}

fn not_a_state_dict(pickle: &Pickle, root: &Value) -> CheckpointError {
    let found = match call(pickle, root) {
        Some(_) => "a single tensor".to_owned(),
        None => described(root),
    };
    CheckpointError::NotAStateDict { found }
}

fn described(value: &Value) -> String {
    match value {
        Value::None => "None",
        Value::Bool(_) => "True or False",
        Value::Int(_) | Value::Float(_) => "a number",
        Value::Text(_) => "text",
        Value::Tuple(_) | Value::List(_) => "a list",
        Value::Dict(_) => "a dict",
        Value::Global(_) => "a class or a function",
        Value::PersistentId(_) => "bare values",
        Value::Call { .. } => "a tensor",
    }
    .to_owned()
}

impl TorchTensor {
    /// PyTorch's name of the type of its values: `float32`, `int64`, …
    pub fn dtype(&self) -> String {
        match self.storage_type.as_str() {
            "torch.FloatStorage" => "float32",
            "torch.DoubleStorage" => "float64",
            "torch.HalfStorage" => "float16",
            "torch.BFloat16Storage" => "bfloat16",
            "torch.LongStorage" => "int64",
            "torch.IntStorage" => "int32",
            "torch.ShortStorage" => "int16",
            "torch.CharStorage" => "int8",
            "torch.ByteStorage" => "uint8",
            "torch.BoolStorage" => "bool",
            other => return shortened(other),
        }
        .to_owned()
    }

    /// The tensor's values, row-major, out of those of its storage; none if it reaches beyond them.
    ///
    /// To be called after the shape was recognised as a model's, which bounds the number of values.
    pub fn gather<T: Copy>(&self, storage: &[T]) -> Option<Vec<T>> {
        let mut positions = vec![self.offset];
        for (&length, &stride) in self.shape.iter().zip(&self.strides) {
            let mut next = Vec::with_capacity(positions.len() * length);
            for position in positions {
                for step in 0..length {
                    next.push(position.checked_add(step.checked_mul(stride)?)?);
                }
            }
            positions = next;
        }
        positions
            .into_iter()
            .map(|position| storage.get(position).copied())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(shape: &[usize], strides: &[usize], offset: usize) -> TorchTensor {
        TorchTensor {
            name: "weight".into(),
            shape: shape.into(),
            strides: strides.into(),
            offset,
            storage_key: "0".into(),
            storage_type: "torch.FloatStorage".into(),
        }
    }

    const STORAGE: [u8; 6] = [0, 1, 2, 3, 4, 5];

    #[test]
    fn strides_and_offsets_are_honoured() {
        let gather = |tensor: TorchTensor| tensor.gather(&STORAGE);
        assert_eq!(
            gather(view(&[2, 3], &[3, 1], 0)),
            Some(vec![0, 1, 2, 3, 4, 5])
        );
        assert_eq!(
            gather(view(&[3, 2], &[1, 3], 0)),
            Some(vec![0, 3, 1, 4, 2, 5])
        );
        assert_eq!(gather(view(&[2], &[1], 4)), Some(vec![4, 5]));
        assert_eq!(gather(view(&[3], &[0], 2)), Some(vec![2, 2, 2]));
        assert_eq!(gather(view(&[], &[], 3)), Some(vec![3]));
        assert_eq!(gather(view(&[0, 4], &[4, 1], 0)), Some(vec![]));
    }

    #[test]
    fn nothing_is_read_beyond_the_storage() {
        assert_eq!(view(&[3], &[1], 4).gather(&STORAGE), None);
        assert_eq!(view(&[2], &[usize::MAX], 1).gather(&STORAGE), None);
        assert_eq!(view(&[3], &[usize::MAX], 0).gather(&STORAGE), None);
    }
}
