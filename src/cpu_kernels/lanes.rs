//! Arithmetic on short rows of numbers, written so that the compiler turns it into vector instructions.

/// `row + factor · values`, two roundings.
#[inline(always)]
pub fn add_product<const N: usize>(row: &mut [f32; N], factor: f32, values: &[f32; N]) {
    for (number, value) in row.iter_mut().zip(values) {
        *number += factor * value;
    }
}

#[inline(always)]
pub fn product<const N: usize>(factor: f32, values: &[f32; N]) -> [f32; N] {
    values.map(|value| factor * value)
}

#[inline(always)]
pub fn add<const N: usize>(row: &mut [f32; N], values: &[f32; N]) {
    for (number, value) in row.iter_mut().zip(values) {
        *number += value;
    }
}

/// A step of gradient descent: `values − learning_rate · gradient`.
#[inline(always)]
pub fn descend<const N: usize>(values: &mut [f32; N], gradient: &[f32; N], learning_rate: f32) {
    for (value, gradient) in values.iter_mut().zip(gradient) {
        *value -= learning_rate * gradient;
    }
}

/// Negative numbers to zero; not a number stays, so that divergence shows.
#[inline(always)]
pub fn relu<const N: usize>(row: &mut [f32; N]) {
    for number in row {
        *number = if *number < 0.0 { 0.0 } else { *number };
    }
}

/// A ReLU's gradient: nothing where its output is zero.
#[inline(always)]
pub fn relu_backward<const N: usize>(gradient: &mut [f32; N], output: &[f32; N]) {
    for (number, output) in gradient.iter_mut().zip(output) {
        *number = if *output <= 0.0 { 0.0 } else { *number };
    }
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
        let mut row = total(&[[1.0, 2.0], [3.0, 4.0]]);
        add_product(&mut row, 2.0, &[0.5, 1.0]);
        assert_eq!(row, [5.0, 8.0]);
        descend(&mut row, &product(2.0, &[1.0, 4.0]), 0.5);
        assert_eq!(row, [4.0, 4.0]);
    }
}
