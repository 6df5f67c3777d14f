//! The linear layer from the features to ten logits; weights are `[class, 49, vectors]`, as the features lie.

use wide::f32x4;

use super::layout::sum;
use crate::fashion_mnist::N_CLASSES;
use crate::loss::Logits;

/// Classes computed together.
const CLASSES: usize = 5;

/// The weights of some classes side by side.
type Rows<'a> = [&'a [f32x4]; CLASSES];

fn rows(weights: &[f32x4], group: usize, n: usize) -> Rows<'_> {
    let row = |class: usize| &weights[(group * CLASSES + class) * n..][..n];
    [row(0), row(1), row(2), row(3), row(4)]
}

pub fn forward(features: &[f32x4], weights: &[f32x4], bias: &[f32x4]) -> Logits {
    let mut logits = Logits::default();
    let bias: &[f32] = bytemuck::cast_slice(bias);
    for group in 0..N_CLASSES / CLASSES {
        let rows = rows(weights, group, features.len());
        let mut sums = [f32x4::ZERO; CLASSES];
        for (i, &feature) in features.iter().enumerate() {
            for (sum, row) in sums.iter_mut().zip(rows) {
                *sum += feature * row[i];
            }
        }
        for (class, total) in sums.into_iter().enumerate() {
            let class = group * CLASSES + class;
            logits[class] = sum(total) + bias[class];
        }
    }
    logits
}

/// Adds to the gradients of weights and bias, and computes that of the features.
pub fn backward(
    logit_gradients: &Logits,
    features: &[f32x4],
    weights: &[f32x4],
    (weight_gradients, bias_gradient): (&mut [f32x4], &mut [f32x4]),
    feature_gradient: &mut [f32x4],
) {
    feature_gradient.fill(f32x4::ZERO);
    for (group, factors) in logit_gradients[..N_CLASSES]
        .chunks_exact(CLASSES)
        .enumerate()
    {
        let rows = rows(weights, group, features.len());
        for (i, sum) in feature_gradient.iter_mut().enumerate() {
            for (row, &factor) in rows.into_iter().zip(factors) {
                *sum += row[i] * f32x4::splat(factor);
            }
        }
    }
    let rows = weight_gradients.chunks_exact_mut(features.len());
    for (row, &factor) in rows.zip(logit_gradients) {
        let factor = f32x4::splat(factor);
        for (sum, &feature) in row.iter_mut().zip(features) {
            *sum += factor * feature;
        }
    }
    let bias_gradient: &mut [f32] = bytemuck::cast_slice_mut(bias_gradient);
    for (sum, value) in bias_gradient.iter_mut().zip(logit_gradients) {
        *sum += value;
    }
}
