//! Arithmetic on short rows of numbers, whole vectors of four.
//!
//! In explicit vectors: what a program is linked for decides whether the compiler looks for any, and the workers are linked for
//! a small download.

use wide::{f32x4, f64x2};

/// `c + a · b`. One rounding in a program for relaxed SIMD, on a processor with such an instruction; two elsewhere.
#[cfg_attr(not(relaxed_simd), inline(always))]
#[cfg_attr(relaxed_simd, inline, target_feature(enable = "relaxed-simd"))]
pub fn multiply_add(a: f32x4, b: f32x4, c: f32x4) -> f32x4 {
    #[cfg(relaxed_simd)]
    {
        let [a, b, c] = [a, b, c].map(to_wasm);
        from_wasm(core::arch::wasm32::f32x4_relaxed_madd(a, b, c))
    }
    #[cfg(not(relaxed_simd))]
    {
        c + a * b
    }
}

/// The second number where it is larger, else the first. In one instruction, where `simd_gt` and `select` take four.
#[inline(always)]
pub fn larger(first: f32x4, second: f32x4) -> f32x4 {
    #[cfg(target_arch = "wasm32")]
    return from_wasm(core::arch::wasm32::f32x4_pmax(
        to_wasm(first),
        to_wasm(second),
    ));
    #[cfg(not(target_arch = "wasm32"))]
    second.simd_gt(first).select(second, first)
}

/// A vector for wasm's own instructions.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
fn to_wasm(vector: f32x4) -> core::arch::wasm32::v128 {
    let [a, b, c, d] = vector.to_array();
    core::arch::wasm32::f32x4(a, b, c, d)
}

#[cfg(target_arch = "wasm32")]
#[inline(always)]
fn from_wasm(vector: core::arch::wasm32::v128) -> f32x4 {
    use core::arch::wasm32::f32x4_extract_lane as lane;
    f32x4::new([
        lane::<0>(vector),
        lane::<1>(vector),
        lane::<2>(vector),
        lane::<3>(vector),
    ])
}

/// Replaces each vector of the row by a function of it and the vector of `values` at its place.
#[inline(always)]
fn combine<const N: usize>(
    row: &mut [f32; N],
    values: &[f32; N],
    function: impl Fn(f32x4, f32x4) -> f32x4,
) {
    const { assert!(N.is_multiple_of(4)) };
    let vectors = values.as_chunks::<4>().0;
    for (numbers, values) in row.as_chunks_mut::<4>().0.iter_mut().zip(vectors) {
        *numbers = function(f32x4::new(*numbers), f32x4::new(*values)).to_array();
    }
}

/// `row + factor · values`, two roundings.
#[inline(always)]
pub fn add_product<const N: usize>(row: &mut [f32; N], factor: f32, values: &[f32; N]) {
    let factor = f32x4::splat(factor);
    combine(row, values, |number, value| number + factor * value);
}

#[inline(always)]
pub fn product<const N: usize>(factor: f32, values: &[f32; N]) -> [f32; N] {
    let factor = f32x4::splat(factor);
    let mut products = [0.0; N];
    combine(&mut products, values, |_, value| factor * value);
    products
}

#[inline(always)]
pub fn add<const N: usize>(row: &mut [f32; N], values: &[f32; N]) {
    combine(row, values, |number, value| number + value);
}

/// Adds numbers to sums of twice their precision.
#[inline(always)]
pub fn add_to_doubles<const N: usize>(sums: &mut [f64; N], values: &[f32; N]) {
    const { assert!(N.is_multiple_of(2)) };
    let pairs = values.as_chunks::<2>().0;
    for (sums, values) in sums.as_chunks_mut::<2>().0.iter_mut().zip(pairs) {
        *sums = (f64x2::new(*sums) + f64x2::new(values.map(f64::from))).to_array();
    }
}

/// A step of gradient descent: `values − learning_rate · gradient`.
#[inline(always)]
pub fn descend<const N: usize>(values: &mut [f32; N], gradient: &[f32; N], learning_rate: f32) {
    let rate = f32x4::splat(learning_rate);
    combine(values, gradient, |value, gradient| value - rate * gradient);
}

/// Negative numbers to zero; not a number stays, so that divergence shows.
#[inline(always)]
pub fn relu<const N: usize>(row: &mut [f32; N]) {
    let copy = *row;
    combine(row, &copy, |number, _| larger(number, f32x4::ZERO));
}

/// A ReLU's gradient: nothing where its output is zero.
#[inline(always)]
pub fn relu_backward<const N: usize>(gradient: &mut [f32; N], output: &[f32; N]) {
    combine(gradient, output, |number, output| {
        output.simd_le(f32x4::ZERO).select(f32x4::ZERO, number)
    });
}

/// The sum of all rows.
pub fn total<const N: usize>(rows: &[[f32; N]]) -> [f32; N] {
    let mut sums = [0.0; N];
    for row in rows {
        add(&mut sums, row);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relu_passes_gradient_only_where_it_is_open_and_hides_no_nan() {
        let mut row = [-1.0, 0.0, 2.0, f32::NAN];
        relu(&mut row);
        assert_eq!(row[..3], [0.0, 0.0, 2.0]);
        assert!(row[3].is_nan());
        let mut gradient = [5.0; 4];
        relu_backward(&mut gradient, &row);
        assert_eq!(gradient, [0.0, 0.0, 5.0, 5.0]);
    }

    #[test]
    fn rows_add_up_and_descend() {
        let mut row = total(&[[1.0, 2.0, 0.0, 5.0], [3.0, 4.0, 0.0, 1.0]]);
        add_product(&mut row, 2.0, &[0.5, 1.0, 3.0, 0.0]);
        assert_eq!(row, [5.0, 8.0, 6.0, 6.0]);
        descend(&mut row, &product(2.0, &[1.0, 4.0, 3.0, 0.0]), 0.5);
        assert_eq!(row, [4.0, 4.0, 3.0, 6.0]);
    }
}
