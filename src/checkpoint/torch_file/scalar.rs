//! Reads single numbers of a pickle: Python's own, and those of NumPy.

use super::numpy::{bytes_of, dtype_of};
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

/// Bytes of the longest number.
const MAX_BYTES: usize = 8;

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
    let dtype = dtype_of(pickle, dtype)?;
    let bytes = bytes_of(pickle, content, MAX_BYTES)?;
    let number = dtype.number()?;
    if number == NumberType::Float64 {
        let word: [u8; 8] = bytes.try_into().ok()?;
        return Some(if dtype.is_big_endian {
            f64::from_be_bytes(word)
        } else {
            f64::from_le_bytes(word)
        });
    }
    values::decode(number, dtype.is_big_endian, &bytes).map(f64::from)
}
