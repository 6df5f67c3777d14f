//! The optimiser's update from all images' gradients.

use cubecl::prelude::*;

use super::super::metrics::write_metrics;
use super::super::registers::zeros;
use super::layout::MemoryLayout;
use super::parameter_rows::ParameterRow;
use crate::protocol::N_CLASSES;

/// A step whose gradients lie in the arena.
#[derive(CubeType, CubeLaunch)]
pub struct OneUpdate {
    /// Position among the metrics.
    pub index: usize,
    pub batch_size: usize,
    pub learning_rate: f32,
}

/// Sums each parameter's gradients over the batch and makes the step; one more unit sums up the metrics.
///
/// # Shapes
/// - params: all parameters, in PyTorch's order, and the flipped weights behind them
/// - arena: `[n_workgroups, image_len, n_images]`
/// - rows: of [`ParameterRow`], one for each of the convolutions' parameters
/// - metrics: `[n_steps, 2]`: mean loss, correct predictions
#[cube(launch_unchecked)]
pub fn update(
    params: &mut [f32],
    arena: &[f32],
    rows: &[u32],
    metrics: &mut [f32],
    step: &OneUpdate,
    #[comptime] layout: MemoryLayout,
) {
    let n_images = comptime!(layout.launch.n_images);
    let workgroup_len = comptime!(layout.image_len * layout.launch.n_images);
    let n_conv_parameters = comptime!(layout.linear_weights);
    let n_features = comptime!(layout.n_features);
    let n_classes = comptime!(layout.launch.update_classes);
    let n_weight_units = comptime!(layout.n_weight_units());
    let n_workgroups = step.batch_size.div_ceil(n_images);
    let unit = ABSOLUTE_POS;
    if unit < n_conv_parameters {
        let row = ParameterRow::load(rows, unit * ParameterRow::N_WORDS);
        let mut sum = 0.0f32;
        for workgroup in 0..n_workgroups {
            let offset = workgroup * workgroup_len + row.gradient * n_images;
            #[unroll]
            for image in 0..n_images {
                sum += arena[offset + image];
            }
        }
        let value = params[unit] - step.learning_rate * sum;
        params[unit] = value;
        params[row.copy] = value;
    } else if unit < comptime!(n_conv_parameters + n_weight_units) {
        let feature = (unit - n_conv_parameters) % n_features;
        let class_0 = (unit - n_conv_parameters) / n_features * n_classes;
        let mut sums = zeros(n_classes);
        for workgroup in 0..n_workgroups {
            #[unroll]
            for image in 0..n_images {
                let base = workgroup * workgroup_len + image;
                let value = arena[base + (comptime!(layout.features) + feature) * n_images];
                let gradients = base + (comptime!(layout.logit_gradients) + class_0) * n_images;
                #[unroll]
                for class in 0..n_classes {
                    sums[class] += value * arena[gradients + class * n_images];
                }
            }
        }
        #[unroll]
        for class in 0..n_classes {
            let weight =
                comptime!(layout.linear_weights) + (class_0 + class) * n_features + feature;
            params[weight] -= step.learning_rate * sums[class];
        }
    } else if unit < comptime!(n_conv_parameters + n_weight_units + N_CLASSES) {
        let class = unit - comptime!(n_conv_parameters + n_weight_units);
        let mut sum = 0.0f32;
        for workgroup in 0..n_workgroups {
            let gradients = (comptime!(layout.logit_gradients) + class) * n_images;
            #[unroll]
            for image in 0..n_images {
                sum += arena[workgroup * workgroup_len + gradients + image];
            }
        }
        params[comptime!(layout.linear_biases) + class] -= step.learning_rate * sum;
    } else if unit == comptime!(n_conv_parameters + n_weight_units + N_CLASSES) {
        let mut loss = 0.0f32;
        let mut correct = 0.0f32;
        for image in 0..step.batch_size {
            let base = image / n_images * workgroup_len + image % n_images;
            loss += arena[base + comptime!(layout.loss * n_images)];
            correct += arena[base + comptime!(layout.is_correct * n_images)];
        }
        write_metrics(metrics, step.index, loss, correct, step.batch_size);
    }
}

impl MemoryLayout {
    /// Units that update the linear layer's weights.
    fn n_weight_units(&self) -> usize {
        self.n_features * N_CLASSES / self.launch.update_classes
    }

    /// Units of an update.
    pub fn n_update_units(&self) -> usize {
        self.linear_weights + self.n_weight_units() + N_CLASSES + 1
    }
}
