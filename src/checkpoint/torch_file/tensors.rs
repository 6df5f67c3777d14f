//! Reads a pickled tensor: its shape, and its location in one of the storages.

pub mod numpy_array;

use super::pickle::{Id, MAX_NAME, Pickle, Value};
use crate::checkpoint::{CheckpointError, Dtype};

/// Where the values of a tensor lie.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// In the storage of this name.
    Storage(String),
    /// In the pickle itself, as bytes at this position.
    Array { content: Id, is_big_endian: bool },
}

/// A tensor as a view of one of the file's storages, or a NumPy array.
#[derive(Clone, Debug, PartialEq)]
pub struct TorchTensor {
    /// Sizes of its dimensions, outermost first.
    pub shape: Vec<usize>,
    /// Distance between neighbours along each dimension, in values.
    pub strides: Vec<usize>,
    /// Position of its first value in the storage, in values.
    pub offset: usize,
    /// Where its values are.
    pub source: Source,
    /// The type of its values.
    pub dtype: Dtype,
    /// Its values are those of the storage with the other sign.
    pub is_negated: bool,
}

/// The functions that rebuild a plain tensor.
pub const REBUILD_PLAIN: [&str; 3] = [
    "torch._utils._rebuild_tensor",
    "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_tensor_v3",
];

/// Calls around each other at most: a parameter, and the tensor in it.
const MAX_NESTED: usize = 2;

/// The tensor that a call of one of PyTorch's functions would rebuild; none if the value is something else.
///
/// # Errors
/// When it is a tensor that PyTorch would not write so.
pub fn tensor(pickle: &Pickle, value: &Value) -> Result<Option<TorchTensor>, CheckpointError> {
    const MALFORMED: CheckpointError = CheckpointError::DamagedPickle {
        cause: "checkpoint-pickle-tensor",
    };
    let plain = |function: &str, arguments: &[Id]| {
        let tensor = rebuilt(pickle, function, arguments);
        tensor.map(Some).ok_or(MALFORMED)
    };
    let mut value = value;
    for _ in 0..MAX_NESTED {
        let Value::Object(object) = value else {
            return Ok(None);
        };
        let Some(arguments) = pickle.tuple(object.arguments) else {
            return Ok(None);
        };
        match pickle.class(object) {
            "torch._utils._rebuild_parameter"
            | "torch._utils._rebuild_parameter_with_state"
            | "torch.nn.parameter.Parameter"
            | "torch.nn.parameter.Buffer" => {
                let &inner = arguments.first().ok_or(MALFORMED)?;
                value = pickle.get(inner);
            }
            // Of a class of its own: function, class, arguments and state.
            "torch._tensor._rebuild_from_type_v2" => {
                let [function, _, inner, ..] = *arguments else {
                    return Err(MALFORMED);
                };
                let function = pickle.global(function);
                return match pickle.tuple(inner) {
                    Some(arguments) if REBUILD_PLAIN.contains(&function) => {
                        plain(function, arguments)
                    }
                    _ => Ok(None),
                };
            }
            function if REBUILD_PLAIN.contains(&function) => return plain(function, arguments),
            class if numpy_array::CLASSES.contains(&class) => {
                return Ok(numpy_array::read(pickle, object));
            }
            _ => return Ok(None),
        }
    }
    Err(MALFORMED)
}

/// Reads the arguments of `_rebuild_tensor(storage, offset, shape, strides)`, of `_v2(…, requires_grad, hooks, metadata)`
/// or of `_v3(…, requires_grad, hooks, dtype, metadata)`.
fn rebuilt(pickle: &Pickle, function: &str, arguments: &[Id]) -> Option<TorchTensor> {
    let [storage, offset, shape, strides, ..] = *arguments else {
        return None;
    };
    let storage = self::storage(pickle, pickle.get(storage))?;
    let is_v3 = function.ends_with("_v3");
    let dtype = match arguments.get(6).map(|&id| pickle.get(id)) {
        Some(Value::Global(name)) if is_v3 => Dtype::named(name.trim_start_matches("torch.")),
        _ => storage.dtype,
    };
    let metadata = arguments.get(if is_v3 { 7 } else { 6 });
    let is_negated = metadata
        .and_then(|&metadata| pickle.entry(metadata, "neg"))
        .is_some_and(|negated| *pickle.get(negated) == Value::Bool(true));
    let shape = sizes(pickle, shape)?;
    let strides = sizes(pickle, strides)?;
    (shape.len() == strides.len()).then_some(TorchTensor {
        shape,
        strides,
        offset: size(pickle, offset)?.checked_add(storage.offset)?,
        source: Source::Storage(storage.key),
        dtype,
        is_negated,
    })
}

/// A storage that a pickle refers to.
pub struct StorageReference {
    /// Its name among the storages of the file.
    pub key: String,
    /// The type of its values.
    pub dtype: Dtype,
    /// Bytes of a value in the file; none of a type that is unknown here.
    pub value_bytes: Option<usize>,
    /// Where a part of it begins, in values, in files from before zip.
    offset: usize,
}

/// Reads `("storage", torch.FloatStorage, key, device, number of values)`, in files from before zip followed by None or
/// `(key of a part, offset, number of values)`.
pub fn storage(pickle: &Pickle, value: &Value) -> Option<StorageReference> {
    let Value::PersistentId(description) = *value else {
        return None;
    };
    let [kind, storage_type, key, ref more @ ..] = *pickle.tuple(description)? else {
        return None;
    };
    let [
        Value::Text(kind),
        Value::Global(storage_type),
        Value::Text(key),
    ] = [kind, storage_type, key].map(|id| pickle.get(id))
    else {
        return None;
    };
    let part = more.get(2).and_then(|&part| pickle.tuple(part));
    let offset = match part {
        Some(&[_, offset, ..]) => size(pickle, offset)?,
        _ => 0,
    };
    (kind == "storage" && key.len() <= MAX_NAME).then(|| StorageReference {
        key: key.clone(),
        dtype: dtype_of(storage_type),
        value_bytes: value_bytes(storage_type),
        offset,
    })
}

/// The class of a storage without its module: `FloatStorage`.
fn class_name(storage_type: &str) -> &str {
    storage_type.rsplit('.').next().unwrap_or(storage_type)
}

fn dtype_of(storage_type: &str) -> Dtype {
    Dtype::named(match class_name(storage_type) {
        "FloatStorage" => "float32",
        "DoubleStorage" => "float64",
        "HalfStorage" => "float16",
        "BFloat16Storage" => "bfloat16",
        "LongStorage" => "int64",
        "IntStorage" => "int32",
        "ShortStorage" => "int16",
        "CharStorage" => "int8",
        "ByteStorage" => "uint8",
        "BoolStorage" => "bool",
        other => other,
    })
}

fn value_bytes(storage_type: &str) -> Option<usize> {
    Some(match class_name(storage_type) {
        "ComplexDoubleStorage" => 16,
        "ComplexFloatStorage" => 8,
        "QInt32Storage" => 4,
        "QInt8Storage" | "QUInt8Storage" | "QUInt4x2Storage" | "QUInt2x4Storage"
        | "UntypedStorage" => 1,
        _ => match dtype_of(storage_type) {
            Dtype::Number(number) => number.n_bytes(),
            Dtype::Other(_) => return None,
        },
    })
}

/// Dimensions of a tensor at most, as in PyTorch.
const MAX_DIMENSIONS: usize = 64;

/// The sizes that a tuple or a `torch.Size` lists.
pub fn sizes(pickle: &Pickle, id: Id) -> Option<Vec<usize>> {
    let items = match pickle.get(id) {
        Value::Tuple(items) => items,
        // A `torch.Size`, which is made of a tuple.
        Value::Object(object) => match *pickle.tuple(object.arguments)? {
            [inner] => pickle.tuple(inner)?,
            _ => return None,
        },
        _ => return None,
    };
    if items.len() > MAX_DIMENSIONS {
        return None;
    }
    items.iter().map(|&item| size(pickle, item)).collect()
}

fn size(pickle: &Pickle, id: Id) -> Option<usize> {
    match *pickle.get(id) {
        Value::Int(value) => value.try_into().ok(),
        _ => None,
    }
}

impl TorchTensor {
    /// The position of each value in the storage, row-major; none if one is beyond `n_values`.
    ///
    /// To be called after the shape was recognised as a model's: a dimension of stride 0 repeats values without end.
    pub fn positions(&self, n_values: usize) -> Option<Vec<usize>> {
        if self.shape.contains(&0) {
            return Some(Vec::new());
        }
        // Before memory is reserved for as many values as the file claims.
        if self.last_position()? >= n_values {
            return None;
        }
        let mut positions = vec![self.offset];
        for (&length, &stride) in self.shape.iter().zip(&self.strides) {
            positions = positions
                .into_iter()
                .flat_map(|position| (0..length).map(move |step| position + step * stride))
                .collect();
        }
        Some(positions)
    }

    /// The largest position of a value, where no dimension is empty; none beyond what memory can have.
    fn last_position(&self) -> Option<usize> {
        let mut dimensions = self.shape.iter().zip(&self.strides);
        dimensions.try_fold(self.offset, |position, (&length, &stride)| {
            position.checked_add((length - 1).checked_mul(stride)?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(shape: &[usize], strides: &[usize], offset: usize) -> TorchTensor {
        TorchTensor {
            shape: shape.into(),
            strides: strides.into(),
            offset,
            source: Source::Storage("0".into()),
            dtype: Dtype::named("float32"),
            is_negated: false,
        }
    }

    #[test]
    fn strides_and_offsets_are_honoured() {
        let positions = |tensor: TorchTensor| tensor.positions(6);
        assert_eq!(
            positions(view(&[2, 3], &[3, 1], 0)),
            Some(vec![0, 1, 2, 3, 4, 5])
        );
        assert_eq!(
            positions(view(&[3, 2], &[1, 3], 0)),
            Some(vec![0, 3, 1, 4, 2, 5])
        );
        assert_eq!(positions(view(&[2], &[1], 4)), Some(vec![4, 5]));
        assert_eq!(positions(view(&[3], &[0], 2)), Some(vec![2, 2, 2]));
        assert_eq!(positions(view(&[], &[], 3)), Some(vec![3]));
        assert_eq!(positions(view(&[0, 4], &[4, 1], 0)), Some(vec![]));
    }

    #[test]
    fn nothing_is_read_beyond_the_storage() {
        assert_eq!(view(&[3], &[1], 4).positions(6), None);
        assert_eq!(view(&[2], &[usize::MAX], 1).positions(6), None);
        assert_eq!(view(&[3], &[usize::MAX], 0).positions(6), None);
        assert_eq!(
            view(&[usize::MAX, 0], &[1, 1], 7).positions(6),
            Some(vec![])
        );
    }

    /// Any of these would take more memory than there is.
    #[test]
    fn no_memory_is_reserved_for_what_the_storage_does_not_have() {
        for shape in [&[1 << 60][..], &[2, 1 << 59], &[usize::MAX, usize::MAX]] {
            let strides = vec![1; shape.len()];
            assert_eq!(view(shape, &strides, 0).positions(6), None, "{shape:?}");
        }
    }
}
