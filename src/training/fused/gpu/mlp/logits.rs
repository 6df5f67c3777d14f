//! Logits of many images at once.

use cubecl::prelude::*;

use super::super::records::{N_WORDS, RECORD};
use super::MlpPlan;
use super::first_layer::Four;
use crate::protocol::N_CLASSES;

/// A unit takes some neighbouring images from their pixels to their logits.
///
/// # Shapes
/// - first: `[hidden, 196]` words of four weights, layer 1
/// - rest: layer 1's biases `[hidden]`, layer 2's weights `[10, hidden]` and biases `[10]`
/// - records: `[n, 197]`: 196 words of four pixels, and the label
/// - logits: `[n_images, 10]`, of the images from `first_image` on
#[cube(launch_unchecked)]
#[allow(clippy::too_many_arguments)]
pub fn mlp_logits(
    first: &[Four],
    rest: &[f32],
    records: &[u32],
    logits: &mut [f32],
    first_image: u32,
    n_images: u32,
    #[comptime] plan: MlpPlan,
    #[comptime] n_rows: usize,
) {
    let image_0 = ABSOLUTE_POS * n_rows;
    let n = n_images as usize;
    if image_0 < n {
        let hidden = comptime!(plan.hidden);
        let at_weights = comptime!(plan.hidden);
        let at_biases = comptime!(plan.hidden * (N_CLASSES + 1));
        let mut rows = Array::<usize>::new(n_rows);
        #[unroll]
        for i in 0..n_rows {
            // An image beyond the last repeats it: never written.
            rows[i] = (first_image as usize + min(image_0 + i, n - 1)) * RECORD;
        }
        let mut sums = Array::<f32>::new(comptime!(n_rows * plan.hidden));
        #[unroll]
        for at in 0..comptime!(n_rows * plan.hidden) {
            sums[at] = 0.0f32;
        }
        for word in 0..N_WORDS {
            let mut words = Array::<u32>::new(n_rows);
            #[unroll]
            for i in 0..n_rows {
                words[i] = records[rows[i] + word];
            }
            #[unroll]
            for j in 0..hidden {
                let w = first[j * N_WORDS + word];
                #[unroll]
                for i in 0..n_rows {
                    let pixels = words[i];
                    sums[i * hidden + j] += f32::cast_from(pixels & 255u32) * w.extract(0usize)
                        + f32::cast_from((pixels >> 8u32) & 255u32) * w.extract(1usize)
                        + f32::cast_from((pixels >> 16u32) & 255u32) * w.extract(2usize)
                        + f32::cast_from(pixels >> 24u32) * w.extract(3usize);
                }
            }
        }
        #[unroll]
        for at in 0..comptime!(n_rows * plan.hidden) {
            let mut value = sums[at] / 255.0f32 + rest[at % hidden];
            if comptime!(plan.hidden_relu) {
                value = max(value, 0.0f32);
            }
            sums[at] = value;
        }
        for class in 0..N_CLASSES {
            #[unroll]
            for i in 0..n_rows {
                let mut logit = rest[at_biases + class];
                #[unroll]
                for j in 0..hidden {
                    logit += sums[i * hidden + j] * rest[at_weights + class * hidden + j];
                }
                if comptime!(plan.final_relu) {
                    logit = max(logit, 0.0f32);
                }
                if image_0 + i < n {
                    logits[(image_0 + i) * N_CLASSES + class] = logit;
                }
            }
        }
    }
}
