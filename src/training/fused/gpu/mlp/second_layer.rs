//! The layer from hidden units to logits, the loss, and the gradients at logits and hidden units.

use cubecl::prelude::*;

use super::super::cross_entropy::softmax_cross_entropy;
use super::super::packed_split::{Batch, Images};
use super::MlpConfig;
use super::first_layer::GROUP;
use super::scratch::Scratch;
use crate::protocol::N_CLASSES;

/// One image's loss and the gradients at its logits and hidden units.
#[cube]
pub fn loss_and_gradients(
    rest: &[f32],
    images: &Images,
    scratch: &mut [f32],
    offsets: &Scratch,
    batch: &Batch,
    image: usize,
    #[comptime] config: MlpConfig,
) {
    let n_hidden = comptime!(config.hidden);
    let weights = comptime!(config.weights_2);
    let label = images.label(images.offset(batch.position(image)));
    let hidden_offset = offsets.hidden + image * n_hidden;
    let mut sums = Array::<f32>::new(N_CLASSES);
    #[unroll]
    for class in 0..N_CLASSES {
        sums[class] = rest[comptime!(config.biases_2) + class];
    }
    for hidden in 0..n_hidden {
        let value = scratch[hidden_offset + hidden];
        #[unroll]
        for class in 0..N_CLASSES {
            sums[class] += value * rest[weights + class * n_hidden + hidden];
        }
    }
    let mut logits = Sequence::<f32>::new();
    #[unroll]
    for class in 0..N_CLASSES {
        let sum = sums[class];
        if comptime!(config.final_relu) {
            logits.push(max(sum, 0.0f32));
        } else {
            logits.push(sum);
        }
    }
    let outcome = softmax_cross_entropy(&logits, label, batch.size);
    let mut gradients = Sequence::<f32>::new();
    #[unroll]
    for class in 0..N_CLASSES {
        let gradient = outcome.gradient[class];
        if comptime!(config.final_relu) {
            gradients.push(select(logits[class] > 0.0f32, gradient, 0.0f32));
        } else {
            gradients.push(gradient);
        }
        scratch[offsets.logit_gradients + image * N_CLASSES + class] = gradients[class];
    }
    for hidden in 0..n_hidden {
        let mut gradient = 0.0f32;
        #[unroll]
        for class in 0..N_CLASSES {
            gradient += gradients[class] * rest[weights + class * n_hidden + hidden];
        }
        if comptime!(config.hidden_relu) {
            gradient = select(scratch[hidden_offset + hidden] > 0.0f32, gradient, 0.0f32);
        }
        scratch[offsets.hidden_gradients + image * n_hidden + hidden] = gradient;
    }
    scratch[offsets.losses + image] = outcome.loss;
    scratch[offsets.correct + image] = outcome.is_correct;
}

/// Zero gradients for an image beyond the batch.
#[cube]
pub fn no_gradients(
    scratch: &mut [f32],
    offsets: &Scratch,
    image: usize,
    #[comptime] config: MlpConfig,
) {
    let n_hidden = comptime!(config.hidden);
    for hidden in 0..n_hidden {
        scratch[offsets.hidden_gradients + image * n_hidden + hidden] = 0.0f32;
    }
    for class in 0..N_CLASSES {
        scratch[offsets.logit_gradients + image * N_CLASSES + class] = 0.0f32;
    }
}

/// The gradient of one parameter besides the first layer's weights, over the batch.
#[cube]
pub fn rest_gradient(
    scratch: &[f32],
    offsets: &Scratch,
    parameter: usize,
    n_images: usize,
    #[comptime] config: MlpConfig,
) -> f32 {
    let n_hidden = comptime!(config.hidden);
    if parameter < comptime!(config.weights_2) {
        let column = offsets.hidden_gradients + parameter;
        sum_column(scratch, column, n_hidden, n_images)
    } else if parameter < comptime!(config.biases_2) {
        let weight = parameter - comptime!(config.weights_2);
        let logit = offsets.logit_gradients + weight / n_hidden;
        let hidden = offsets.hidden + weight % n_hidden;
        let mut gradient = 0.0f32;
        for group in 0..n_images / GROUP {
            #[unroll]
            for i in 0..GROUP {
                let image = group * GROUP + i;
                gradient += scratch[logit + image * N_CLASSES] * scratch[hidden + image * n_hidden];
            }
        }
        gradient
    } else {
        let column = offsets.logit_gradients + parameter - comptime!(config.biases_2);
        sum_column(scratch, column, N_CLASSES, n_images)
    }
}

/// The sum of a column of `[n_images, width]` numbers.
#[cube]
fn sum_column(scratch: &[f32], column: usize, #[comptime] width: usize, n_images: usize) -> f32 {
    let mut sum = 0.0f32;
    for group in 0..n_images / GROUP {
        #[unroll]
        for i in 0..GROUP {
            sum += scratch[column + (group * GROUP + i) * width];
        }
    }
    sum
}
