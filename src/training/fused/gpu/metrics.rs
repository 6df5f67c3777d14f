//! The metrics that the steps of a slice leave on the device.

use cubecl::prelude::*;

/// Mean loss and number of correct predictions.
pub const METRICS_PER_STEP: usize = 2;

/// Writes a step's metrics, from the sum of its images' losses.
#[cube]
pub fn write_metrics(
    metrics: &mut [f32],
    step: usize,
    loss_sum: f32,
    n_correct: f32,
    n_images: usize,
) {
    let row = step * METRICS_PER_STEP;
    metrics[row] = loss_sum / f32::cast_from(n_images as u32);
    metrics[row + 1] = n_correct;
}
