//! Reads NumPy's arrays as tensors.

use super::{Source, TorchTensor, sizes};
use crate::checkpoint::Dtype;
use crate::checkpoint::error::shortened;
use crate::checkpoint::torch_file::numpy::dtype_of;
use crate::checkpoint::torch_file::pickle::{Object, Pickle, Value};

/// The classes and functions of arrays, whose content [`read`] reads.
pub const CLASSES: [&str; 5] = [
    "numpy._core.multiarray._reconstruct",
    "numpy.core.multiarray._reconstruct",
    "numpy._core.numeric._frombuffer",
    "numpy.core.numeric._frombuffer",
    "numpy.dtype",
];

/// Reads `_reconstruct(ndarray, …)` with the state `(version, shape, dtype, is_fortran, bytes)`, or from protocol 5 on
/// `_frombuffer(bytes, dtype, shape, order)`.
pub fn read(pickle: &Pickle, object: &Object) -> Option<TorchTensor> {
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
