//! Arrays of a unit's own.

use cubecl::prelude::*;

/// Zeros. They are written: Chromium's software adapter does not clear an array again that is declared in a loop.
#[cube]
pub fn zeros(#[comptime] len: usize) -> Array<f32> {
    let mut array = Array::<f32>::new(len);
    #[unroll]
    for i in 0..len {
        array[i] = 0.0f32;
    }
    array
}
