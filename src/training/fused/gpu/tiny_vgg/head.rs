//! The linear layer behind the convolutions, the loss, and the way back to the last pool.

use cubecl::prelude::*;

use super::super::records::{N_WORDS, RECORD};
use super::convolve::unpool;
use super::plan::{Arena, QUARTER, n_conv_parameters};
use crate::protocol::N_CLASSES;

/// Images of a workgroup.
pub const IMAGES: usize = 8;
/// Parts into which the features of an image are dealt, a unit each.
pub const PARTS: usize = 32;
/// Features that make up a channel.
const PER_CHANNEL: usize = QUARTER * QUARTER;

/// A workgroup takes eight images from their features to the gradients before the last pool.
///
/// # Shapes
/// - params: all parameters, in PyTorch's order
/// - records: `[n, 197]`: 196 words of four pixels, and the label
/// - indices: the batch's, from `first_index` on
#[cube(launch_unchecked)]
#[allow(clippy::too_many_arguments)]
pub fn head(
    params: &[f32],
    arena: &mut [f32],
    records: &[u32],
    indices: &[u32],
    n_images: u32,
    batch_size: u32,
    first_index: u32,
    #[comptime] places: Arena,
) {
    let images = n_images as usize;
    let batch = batch_size as usize;
    let unit = UNIT_POS as usize;
    let part = unit / IMAGES;
    let image = CUBE_POS * IMAGES + unit % IMAGES;
    let n_features = comptime!(places.hidden * PER_CHANNEL);
    let weights = comptime!(n_conv_parameters(places.hidden));
    let biases =
        comptime!(n_conv_parameters(places.hidden) + places.hidden * PER_CHANNEL * N_CLASSES);
    let features = comptime!(places.pool_2) * images + image;
    let partials = comptime!(places.partial_logits) * images + image;
    let logits = comptime!(places.logits) * images + image;
    let dlogits = comptime!(places.dlogits) * images + image;

    let mut sums = Array::<f32>::new(N_CLASSES);
    #[unroll]
    for class in 0..N_CLASSES {
        sums[class] = 0.0f32;
    }
    let mut feature = part;
    while feature < n_features {
        let value = arena[features + feature * images];
        #[unroll]
        for class in 0..N_CLASSES {
            sums[class] += value * params[weights + class * n_features + feature];
        }
        feature += PARTS;
    }
    #[unroll]
    for class in 0..N_CLASSES {
        arena[partials + (part * N_CLASSES + class) * images] = sums[class];
    }
    sync_storage();

    if part < N_CLASSES {
        let mut logit = params[biases + part];
        #[unroll]
        for of in 0..PARTS {
            logit += arena[partials + (of * N_CLASSES + part) * images];
        }
        arena[logits + part * images] = logit;
    }
    sync_storage();

    if part == 0 {
        let last = min(image, batch - 1);
        let label =
            records[indices[first_index as usize + last] as usize * RECORD + N_WORDS] as usize;
        let mut values = Array::<f32>::new(N_CLASSES);
        #[unroll]
        for class in 0..N_CLASSES {
            values[class] = arena[logits + class * images];
        }
        let mut highest = values[0];
        let mut of_label = values[0];
        let mut best = 0usize;
        #[unroll]
        for class in 1..N_CLASSES {
            let is_higher = values[class] > highest;
            highest = select(is_higher, values[class], highest);
            best = select(is_higher, class, best);
            of_label = select(label == class, values[class], of_label);
        }
        let mut sum = 0.0f32;
        #[unroll]
        for class in 0..N_CLASSES {
            sum += (values[class] - highest).exp();
        }
        #[unroll]
        for class in 0..N_CLASSES {
            let mut gradient = (values[class] - highest).exp() / sum;
            gradient -= select(label == class, 1.0f32, 0.0f32);
            gradient /= f32::cast_from(batch_size);
            // No gradient flows from beyond the batch.
            arena[dlogits + class * images] = select(image < batch, gradient, 0.0f32);
        }
        arena[comptime!(places.loss) * images + image] = sum.ln() + highest - of_label;
        arena[comptime!(places.right) * images + image] = select(best == label, 1.0f32, 0.0f32);
    }
    sync_storage();

    let mut feature = part;
    while feature < n_features {
        let mut gradient = 0.0f32;
        #[unroll]
        for class in 0..N_CLASSES {
            gradient +=
                arena[dlogits + class * images] * params[weights + class * n_features + feature];
        }
        unpool(
            arena,
            gradient,
            feature / PER_CHANNEL,
            feature % PER_CHANNEL / QUARTER,
            feature % QUARTER,
            QUARTER,
            images,
            comptime!(places.gradient_4) * images + image,
            comptime!(places.choices_2) * images + image,
        );
        feature += PARTS;
    }
}

/// Turns a batch's bytes into numbers, image beside image: a word of an image a unit.
///
/// # Shapes
/// - arena: the pixels become `[30, 30, images]` with a border that is left alone
#[cube(launch_unchecked)]
#[allow(clippy::too_many_arguments)]
pub fn unpack(
    arena: &mut [f32],
    records: &[u32],
    indices: &[u32],
    n_images: u32,
    batch_size: u32,
    first_index: u32,
    #[comptime] places: Arena,
) {
    let images = n_images as usize;
    let image = ABSOLUTE_POS % images;
    let word = ABSOLUTE_POS / images;
    if word < N_WORDS {
        // An image beyond the batch repeats its last.
        let of = min(image, batch_size as usize - 1);
        let pixels = records[indices[first_index as usize + of] as usize * RECORD + word];
        let at =
            (comptime!(places.pixels) + (word / 7 + 1) * 30 + word % 7 * 4 + 1) * images + image;
        arena[at] = f32::cast_from(pixels & 255u32) / 255.0f32;
        arena[at + images] = f32::cast_from((pixels >> 8u32) & 255u32) / 255.0f32;
        arena[at + 2 * images] = f32::cast_from((pixels >> 16u32) & 255u32) / 255.0f32;
        arena[at + 3 * images] = f32::cast_from(pixels >> 24u32) / 255.0f32;
    }
}

/// Writes a batch's logits image by image: a class of an image a unit.
///
/// # Shapes
/// - logits: `[n, 10]`, filled from `first_image` on
#[cube(launch_unchecked)]
pub fn collect_logits(
    arena: &[f32],
    logits: &mut [f32],
    n_images: u32,
    batch_size: u32,
    first_image: u32,
    #[comptime] places: Arena,
) {
    let images = n_images as usize;
    let image = ABSOLUTE_POS % images;
    let class = ABSOLUTE_POS / images;
    if class < N_CLASSES && image < batch_size as usize {
        logits[(first_image as usize + image) * N_CLASSES + class] =
            arena[(comptime!(places.logits) + class) * images + image];
    }
}
