//! Reads single numbers of a pickle: Python's own, and those of NumPy.

use super::pickle::{Id, Object, Pickle, Value};
use crate::checkpoint::values;
use crate::protocol::NumberType;

/// The number that a value is; none for other values.
pub fn number(pickle: &Pickle, id: Id) -> Option<f64> {
    match pickle.get(id) {
        Value::Int(value) => Some(*value as f64),
        Value::Float(value) => Some(*value),
        Value::Object(object) => of_numpy(pickle, object),
        _ => None,
    }
}

/// Reads `scalar(dtype, bytes)`.
fn of_numpy(pickle: &Pickle, object: &Object) -> Option<f64> {
    if ![
        "numpy._core.multiarray.scalar",
        "numpy.core.multiarray.scalar",
    ]
    .contains(&pickle.class(object))
    {
        return None;
    }
    let [dtype, content] = *pickle.tuple(object.arguments)? else {
        return None;
    };
    let (code, is_big_endian) = dtype_of(pickle, dtype)?;
    let bytes = bytes_of(pickle, content)?;
    if code == "f8" {
        let word: [u8; 8] = bytes.try_into().ok()?;
        return Some(if is_big_endian {
            f64::from_be_bytes(word)
        } else {
            f64::from_le_bytes(word)
        });
    }
    let number = match code {
        "f2" => NumberType::Float16,
        "f4" => NumberType::Float32,
        "i1" => NumberType::Int8,
        "i2" => NumberType::Int16,
        "i4" => NumberType::Int32,
        "i8" => NumberType::Int64,
        "u1" => NumberType::Uint8,
        _ => return None,
    };
    values::decode(number, is_big_endian, &bytes).map(f64::from)
}

/// The letter and the size of a `numpy.dtype`, and whether it is big-endian: `dtype("f8", …)` with the state `(3, "<", …)`.
fn dtype_of(pickle: &Pickle, id: Id) -> Option<(&str, bool)> {
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
    (pickle.class(object) == "numpy.dtype").then_some((code, is_big_endian))
}

/// Bytes as the protocols from 3 on write them, or as the one before does: `_codecs.encode(text, "latin1")`.
fn bytes_of(pickle: &Pickle, id: Id) -> Option<Vec<u8>> {
    match pickle.get(id) {
        Value::Bytes(bytes) => Some(bytes.clone()),
        Value::Object(object) if pickle.class(object) == "_codecs.encode" => {
            let [text, ..] = *pickle.tuple(object.arguments)? else {
                return None;
            };
            let Value::Text(text) = pickle.get(text) else {
                return None;
            };
            text.chars().map(|c| u8::try_from(c).ok()).collect()
        }
        _ => None,
    }
}
