//! The stages before and behind the convolutions: bytes to numbers; the linear layer, the loss, and the way back to the
//! features.

use cubecl::prelude::*;

use super::super::cross_entropy::softmax_cross_entropy;
use super::super::packed_split::{N_WORDS, PIXELS_PER_WORD, unpack4};
use super::super::registers::zeros;
use super::lane::Lane;
use crate::protocol::{IMAGE_SIZE, N_CLASSES};

/// Turns an image's bytes into numbers from 0 to 1: a word a unit.
///
/// # Shapes
/// - packed: the image's words begin at `image`
#[cube]
pub fn unpack(arena: &mut [f32], packed: &[u32], image: usize, lane: &Lane) {
    let n_images = comptime!(lane.layout.launch.n_images);
    let words_per_row = comptime!(IMAGE_SIZE / PIXELS_PER_WORD);
    let mut word = lane.unit;
    while word < N_WORDS {
        let pixels = unpack4(packed[image + word]);
        let row = word / words_per_row + 1;
        let column = word % words_per_row * PIXELS_PER_WORD + 1;
        let offset =
            lane.offset(comptime!(lane.layout.pixels) + row * comptime!(IMAGE_SIZE + 2) + column);
        #[unroll]
        for k in 0..PIXELS_PER_WORD {
            arena[offset + k * n_images] = pixels[k] / 255.0f32;
        }
        word += comptime!(lane.layout.launch.units_per_image());
    }
}

/// Partial sums of an image's logits: each unit takes one feature of so many.
#[cube]
pub fn partial_logits(params: &[f32], arena: &mut [f32], lane: &Lane) {
    let n_images = comptime!(lane.layout.launch.n_images);
    let n_parts = comptime!(lane.layout.launch.n_head_parts);
    let n_features = comptime!(lane.layout.n_features);
    let weights = comptime!(lane.layout.linear_weights);
    let part = lane.unit;
    if part < n_parts {
        let mut sums = zeros(N_CLASSES);
        let mut feature = part;
        while feature < n_features {
            let value = arena[lane.offset(comptime!(lane.layout.features) + feature)];
            #[unroll]
            for class in 0..N_CLASSES {
                sums[class] += value * params[weights + class * n_features + feature];
            }
            feature += n_parts;
        }
        let output = lane.offset(comptime!(lane.layout.partial_logits) + part * N_CLASSES);
        #[unroll]
        for class in 0..N_CLASSES {
            arena[output + class * n_images] = sums[class];
        }
    }
}

/// An image's logits from their partial sums: a class a unit.
#[cube]
pub fn logits_of(
    params: &[f32],
    arena: &[f32],
    logits: &mut [f32],
    image: usize,
    batch_size: usize,
    lane: &Lane,
) {
    let partial = comptime!(lane.layout.partial_logits);
    let mut class = lane.unit;
    while class < N_CLASSES {
        let mut logit = params[comptime!(lane.layout.linear_biases) + class];
        for part in 0..comptime!(lane.layout.launch.n_head_parts) {
            logit += arena[lane.offset(partial + part * N_CLASSES + class)];
        }
        if image < batch_size {
            logits[image * N_CLASSES + class] = logit;
        }
        class += comptime!(lane.layout.launch.units_per_image());
    }
}

/// An image's loss and the gradients at its logits, by the image's first unit.
#[cube]
pub fn loss_gradients(
    arena: &mut [f32],
    logits: &[f32],
    label: usize,
    image: usize,
    batch_size: usize,
    lane: &Lane,
) {
    let n_images = comptime!(lane.layout.launch.n_images);
    if lane.unit == 0 {
        let row = min(image, batch_size - 1) * N_CLASSES;
        let mut of_image = Sequence::<f32>::new();
        #[unroll]
        for class in 0..N_CLASSES {
            of_image.push(logits[row + class]);
        }
        let outcome = softmax_cross_entropy(&of_image, label, batch_size);
        let output = lane.offset(comptime!(lane.layout.logit_gradients).runtime());
        #[unroll]
        for class in 0..N_CLASSES {
            // Images beyond the batch have no gradient.
            arena[output + class * n_images] =
                select(image < batch_size, outcome.gradient[class], 0.0f32);
        }
        arena[lane.offset(comptime!(lane.layout.loss).runtime())] = outcome.loss;
        arena[lane.offset(comptime!(lane.layout.is_correct).runtime())] = outcome.is_correct;
    }
}

/// From the gradients at the logits to those at the features: a feature a unit.
#[cube]
pub fn feature_gradients(params: &[f32], arena: &mut [f32], lane: &Lane) {
    let n_images = comptime!(lane.layout.launch.n_images);
    let n_features = comptime!(lane.layout.n_features);
    let weights = comptime!(lane.layout.linear_weights);
    let input = lane.offset(comptime!(lane.layout.logit_gradients).runtime());
    let mut gradients = Sequence::<f32>::new();
    #[unroll]
    for class in 0..N_CLASSES {
        gradients.push(arena[input + class * n_images]);
    }
    let mut feature = lane.unit;
    while feature < n_features {
        let mut gradient = 0.0f32;
        #[unroll]
        for class in 0..N_CLASSES {
            gradient += gradients[class] * params[weights + class * n_features + feature];
        }
        arena[lane.offset(comptime!(lane.layout.pooled_gradients) + feature)] = gradient;
        feature += comptime!(lane.layout.launch.units_per_image());
    }
}
