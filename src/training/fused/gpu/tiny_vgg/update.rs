//! The optimiser's update from all images' gradients.

use cubecl::prelude::*;

use super::plan::{Plan, QUARTER, n_conv_parameters};
use crate::protocol::N_CLASSES;

/// Sums each parameter's gradients over the batch and makes the step; one more unit sums up the losses.
///
/// # Shapes
/// - params: all parameters, in PyTorch's order, and the turned weights behind them
/// - arena: `[n_workgroups, plan.len, n_images]`
/// - links: `[n_conv_parameters, 2]`: where the gradient of each lies, and its second copy
/// - figures: `[n_steps, 2]`: mean loss, images that were right
#[cube(launch_unchecked)]
#[allow(clippy::too_many_arguments)]
pub fn update(
    params: &mut [f32],
    arena: &[f32],
    links: &[u32],
    figures: &mut [f32],
    n_workgroups: u32,
    batch_size: u32,
    step: u32,
    learning_rate: f32,
    #[comptime] plan: Plan,
) {
    let n_images = comptime!(plan.layout.n_images);
    let apart = comptime!(plan.len * plan.layout.n_images);
    let n_conv = comptime!(n_conv_parameters(plan.hidden));
    let n_features = comptime!(plan.hidden * QUARTER * QUARTER);
    let n_classes = comptime!(plan.layout.update_classes);
    let n_head =
        comptime!(plan.hidden * QUARTER * QUARTER * N_CLASSES / plan.layout.update_classes);
    let at = ABSOLUTE_POS;
    if at < n_conv {
        let mut sum = 0.0f32;
        for workgroup in 0..n_workgroups as usize {
            let from = workgroup * apart + links[2 * at] as usize * n_images;
            #[unroll]
            for image in 0..n_images {
                sum += arena[from + image];
            }
        }
        let value = params[at] - learning_rate * sum;
        params[at] = value;
        params[links[2 * at + 1] as usize] = value;
    } else if at < comptime!(n_conv + n_head) {
        let feature = (at - n_conv) % n_features;
        let class_0 = (at - n_conv) / n_features * n_classes;
        let mut sums = Array::<f32>::new(n_classes);
        #[unroll]
        for class in 0..n_classes {
            sums[class] = 0.0f32;
        }
        for workgroup in 0..n_workgroups as usize {
            #[unroll]
            for image in 0..n_images {
                let here = workgroup * apart + image;
                let value = arena[here + (comptime!(plan.pool_2) + feature) * n_images];
                let dlogits = here + (comptime!(plan.dlogits) + class_0) * n_images;
                #[unroll]
                for class in 0..n_classes {
                    sums[class] += value * arena[dlogits + class * n_images];
                }
            }
        }
        #[unroll]
        for class in 0..n_classes {
            params[n_conv + (class_0 + class) * n_features + feature] -=
                learning_rate * sums[class];
        }
    } else if at < comptime!(n_conv + n_head + N_CLASSES) {
        let class = at - comptime!(n_conv + n_head);
        let mut sum = 0.0f32;
        for workgroup in 0..n_workgroups as usize {
            #[unroll]
            for image in 0..n_images {
                let place = comptime!(plan.dlogits) + class;
                sum += arena[workgroup * apart + place * n_images + image];
            }
        }
        params[n_conv + n_features * N_CLASSES + class] -= learning_rate * sum;
    } else if at == comptime!(n_conv + n_head + N_CLASSES) {
        let mut loss = 0.0f32;
        let mut right = 0.0f32;
        for image in 0..batch_size as usize {
            let here = image / n_images * apart + image % n_images;
            loss += arena[here + comptime!(plan.loss) * n_images];
            right += arena[here + comptime!(plan.right) * n_images];
        }
        figures[step as usize * 2] = loss / f32::cast_from(batch_size);
        figures[step as usize * 2 + 1] = right;
    }
}

/// Units of an update.
pub fn n_update_units(plan: &Plan) -> usize {
    let n_head = plan.hidden * QUARTER * QUARTER * N_CLASSES / plan.layout.update_classes;
    n_conv_parameters(plan.hidden) + n_head + N_CLASSES + 1
}
