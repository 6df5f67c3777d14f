//! Reads what NumPy writes into a pickle: the type of its values, their bytes, and arrays.

use super::pickle::{Id, Object, Pickle, Value};
use super::tensors::{Source, TorchTensor, sizes};
use crate::checkpoint::Dtype;
use crate::checkpoint::error::shortened;
use crate::protocol::NumberType;

/// The type of an array's values, or of a scalar.
pub struct NumpyType<'p> {
    /// A letter and a number of bytes, such as `f4`.
    pub code: &'p str,
    pub is_big_endian: bool,
}

impl NumpyType<'_> {
    /// None of other types than PyTorch's.
    pub fn number(&self) -> Option<NumberType> {
        Some(match self.code {
            "f2" => NumberType::Float16,
            "f4" => NumberType::Float32,
            "f8" => NumberType::Float64,
            "i1" => NumberType::Int8,
            "i2" => NumberType::Int16,
            "i4" => NumberType::Int32,
            "i8" => NumberType::Int64,
            "u1" => NumberType::Uint8,
            "u2" => NumberType::Uint16,
            "u4" => NumberType::Uint32,
            "u8" => NumberType::Uint64,
            "b1" => NumberType::Bool,
            _ => return None,
        })
    }
}

/// The classes and functions of arrays, whose content [`array`] reads.
pub const OF_ARRAYS: [&str; 5] = [
    "numpy._core.multiarray._reconstruct",
    "numpy.core.multiarray._reconstruct",
    "numpy._core.numeric._frombuffer",
    "numpy.core.numeric._frombuffer",
    "numpy.dtype",
];

/// Reads `_reconstruct(ndarray, …)` with the state `(version, shape, dtype, is_fortran, bytes)`, or from protocol 5 on
/// `_frombuffer(bytes, dtype, shape, order)`.
pub fn array(pickle: &Pickle, object: &Object) -> Option<TorchTensor> {
    let state = object.attributes.and_then(|state| pickle.tuple(state));
    let (shape, dtype, order, content) = match (state, pickle.tuple(object.arguments)?) {
        (Some(&[_, shape, dtype, is_fortran, content]), _) => (shape, dtype, is_fortran, content),
        (None, &[content, dtype, shape, order]) => (shape, dtype, order, content),
        _ => return None,
    };
    let is_fortran = match pickle.get(order) {
        Value::Bool(is_fortran) => *is_fortran,
        Value::Text(order) => order == "F",
        _ => return None,
    };
    let dtype = dtype_of(pickle, dtype)?;
    let number = dtype.number();
    let shape = sizes(pickle, shape)?;
    Some(TorchTensor {
        strides: strides(&shape, is_fortran),
        shape,
        offset: 0,
        dtype: number.map_or_else(|| Dtype::Other(shortened(dtype.code)), Dtype::Number),
        source: Source::Array {
            content,
            is_big_endian: dtype.is_big_endian,
        },
        is_negated: false,
    })
}

/// Distances between neighbours: the last dimension is the innermost, or in Fortran's order the first.
fn strides(shape: &[usize], is_fortran: bool) -> Vec<usize> {
    let mut strides = vec![0; shape.len()];
    let mut stride = 1_usize;
    for i in 0..shape.len() {
        let dimension = if is_fortran { i } else { shape.len() - 1 - i };
        strides[dimension] = stride;
        stride = stride.saturating_mul(shape[dimension]);
    }
    strides
}

/// Reads `dtype("f8", …)` with the state `(3, "<", …)`.
pub fn dtype_of(pickle: &Pickle, id: Id) -> Option<NumpyType<'_>> {
    let Value::Object(object) = pickle.get(id) else {
        return None;
    };
    let [code, ..] = *pickle.tuple(object.arguments)? else {
        return None;
    };
    let Value::Text(code) = pickle.get(code) else {
        return None;
    };
    let order = object
        .attributes
        .and_then(|state| pickle.tuple(state))
        .and_then(|state| state.get(1))
        .map(|&order| pickle.get(order));
    let is_big_endian = matches!(order, Some(Value::Text(order)) if order == ">");
    (pickle.class(object) == "numpy.dtype").then_some(NumpyType {
        code,
        is_big_endian,
    })
}

/// Bytes as the protocols from 3 on write them, or as the one before does: `_codecs.encode(text, "latin1")`. None if there are
/// more than `n_at_most`: a pickle may refer to the same ones very often.
pub fn bytes_of(pickle: &Pickle, id: Id, n_at_most: usize) -> Option<Vec<u8>> {
    match pickle.get(id) {
        Value::Bytes(bytes) => (bytes.len() <= n_at_most).then(|| bytes.clone()),
        Value::Object(object) if pickle.class(object) == "_codecs.encode" => {
            let [text, ..] = *pickle.tuple(object.arguments)? else {
                return None;
            };
            let Value::Text(text) = pickle.get(text) else {
                return None;
            };
            // A character beyond ASCII is two bytes of the text.
            let may_fit = text.len() / 2 <= n_at_most;
            let bytes = || text.chars().map(|c| u8::try_from(c).ok()).collect();
            may_fit.then(bytes).flatten()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_orders_have_their_strides() {
        assert_eq!(strides(&[2, 3, 4], false), [12, 4, 1]);
        assert_eq!(strides(&[2, 3, 4], true), [1, 2, 6]);
        assert!(strides(&[], false).is_empty());
    }
}
