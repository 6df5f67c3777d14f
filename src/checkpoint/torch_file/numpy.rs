//! Reads what NumPy writes into a pickle: the types of values, and bytes.

use super::pickle::{Id, Pickle, Value};
use crate::protocol::NumberType;

/// The type of an array's values, or of a scalar.
pub struct NumpyType<'p> {
    /// A letter and a number of bytes, such as `f4`.
    pub code: &'p str,
    /// Whether the most significant byte of a value comes first.
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
