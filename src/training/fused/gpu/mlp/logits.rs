//! Logits of many images at once.

use cubecl::prelude::*;

use super::super::packed_split::{N_WORDS, STRIDE, unpack4};
use super::super::registers::zeros;
use super::first_layer::dot4;
use super::{MlpConfig, Parameters};
use crate::protocol::N_CLASSES;

/// A unit takes some neighbouring images from their pixels to their logits.
///
/// # Shapes
/// - packed: `[n, 197]`: 196 words of four pixels, and the label
/// - logits: `[n_images, 10]`, of the images from `first_image` on
#[cube(launch_unchecked)]
pub fn mlp_logits(
    params: &Parameters,
    packed: &[u32],
    logits: &mut [f32],
    first_image: usize,
    n_images: usize,
    #[comptime] config: MlpConfig,
) {
    let n_rows = comptime!(config.logits_images);
    let n_hidden = comptime!(config.hidden);
    let image_0 = ABSOLUTE_POS * n_rows;
    if image_0 < n_images {
        let mut rows = Array::<usize>::new(n_rows);
        #[unroll]
        for i in 0..n_rows {
            // An image beyond the last repeats it: never written.
            rows[i] = (first_image + min(image_0 + i, n_images - 1)) * STRIDE;
        }
        let mut sums = zeros(comptime!(config.logits_images * config.hidden));
        for word in 0..N_WORDS {
            let mut words = Array::<u32>::new(n_rows);
            #[unroll]
            for i in 0..n_rows {
                words[i] = packed[rows[i] + word];
            }
            #[unroll]
            for j in 0..n_hidden {
                let weights = params.first[j * N_WORDS + word];
                #[unroll]
                for i in 0..n_rows {
                    sums[i * n_hidden + j] += dot4(&unpack4(words[i]), weights);
                }
            }
        }
        #[unroll]
        for i in 0..comptime!(config.logits_images * config.hidden) {
            let mut value = sums[i] / 255.0f32 + params.rest[i % n_hidden];
            if comptime!(config.hidden_relu) {
                value = max(value, 0.0f32);
            }
            sums[i] = value;
        }
        for class in 0..N_CLASSES {
            #[unroll]
            for i in 0..n_rows {
                let mut logit = params.rest[comptime!(config.biases_2) + class];
                #[unroll]
                for j in 0..n_hidden {
                    let weight = comptime!(config.weights_2) + class * n_hidden + j;
                    logit += sums[i * n_hidden + j] * params.rest[weight];
                }
                if comptime!(config.final_relu) {
                    logit = max(logit, 0.0f32);
                }
                if image_0 + i < n_images {
                    logits[(image_0 + i) * N_CLASSES + class] = logit;
                }
            }
        }
    }
}
