//! Bytes into numbers before the convolutions; behind them the linear layer, the loss, and the way back to the last pool.

use cubecl::prelude::*;

use super::super::records::N_WORDS;
use super::plan::{Plan, QUARTER, n_conv_parameters};
use crate::protocol::N_CLASSES;

/// Features that make up a channel.
const PER_CHANNEL: usize = QUARTER * QUARTER;

/// Turns an image's bytes into numbers: a word a unit.
#[cube]
pub fn unpack(
    arena: &mut [f32],
    records: &[u32],
    record: usize,
    here: usize,
    slot: usize,
    #[comptime] plan: Plan,
) {
    let n_images = comptime!(plan.layout.n_images);
    let mut word = slot;
    while word < N_WORDS {
        let pixels = records[record + word];
        let place = comptime!(plan.pixels) + (word / 7 + 1) * 30 + word % 7 * 4 + 1;
        let at = here + place * n_images;
        arena[at] = f32::cast_from(pixels & 255u32) / 255.0f32;
        arena[at + n_images] = f32::cast_from((pixels >> 8u32) & 255u32) / 255.0f32;
        arena[at + 2 * n_images] = f32::cast_from((pixels >> 16u32) & 255u32) / 255.0f32;
        arena[at + 3 * n_images] = f32::cast_from(pixels >> 24u32) / 255.0f32;
        word += comptime!(plan.layout.units_per_image());
    }
}

/// The share of some features in an image's logits: every so-many-th feature a unit.
#[cube]
pub fn partial_logits(
    params: &[f32],
    arena: &mut [f32],
    here: usize,
    part: usize,
    #[comptime] plan: Plan,
) {
    let n_images = comptime!(plan.layout.n_images);
    let n_parts = comptime!(plan.layout.n_head_parts);
    let n_features = comptime!(plan.hidden * PER_CHANNEL);
    let weights = comptime!(n_conv_parameters(plan.hidden));
    if part < n_parts {
        let mut sums = Array::<f32>::new(N_CLASSES);
        #[unroll]
        for class in 0..N_CLASSES {
            sums[class] = 0.0f32;
        }
        let mut feature = part;
        while feature < n_features {
            let value = arena[here + (comptime!(plan.pool_2) + feature) * n_images];
            #[unroll]
            for class in 0..N_CLASSES {
                sums[class] += value * params[weights + class * n_features + feature];
            }
            feature += n_parts;
        }
        let to = here + (comptime!(plan.partial_logits) + part * N_CLASSES) * n_images;
        #[unroll]
        for class in 0..N_CLASSES {
            arena[to + class * n_images] = sums[class];
        }
    }
}

/// An image's logits: a class a unit.
#[cube]
#[allow(clippy::too_many_arguments)]
pub fn logits_of(
    params: &[f32],
    arena: &mut [f32],
    logits: &mut [f32],
    image: usize,
    batch: usize,
    here: usize,
    slot: usize,
    #[comptime] plan: Plan,
) {
    let n_images = comptime!(plan.layout.n_images);
    let biases = comptime!(n_conv_parameters(plan.hidden) + plan.hidden * PER_CHANNEL * N_CLASSES);
    let mut class = slot;
    while class < N_CLASSES {
        let mut logit = params[biases + class];
        for part in 0..comptime!(plan.layout.n_head_parts) {
            let place = comptime!(plan.partial_logits) + part * N_CLASSES + class;
            logit += arena[here + place * n_images];
        }
        if image < batch {
            logits[image * N_CLASSES + class] = logit;
        }
        class += comptime!(plan.layout.units_per_image());
    }
}

/// An image's loss, verdict, and the gradients at its logits, divided by the batch size.
#[cube]
#[allow(clippy::too_many_arguments)]
pub fn loss_of(
    arena: &mut [f32],
    logits: &mut [f32],
    records: &[u32],
    record: usize,
    image: usize,
    batch: usize,
    here: usize,
    slot: usize,
    #[comptime] plan: Plan,
) {
    let n_images = comptime!(plan.layout.n_images);
    if slot == 0 {
        let label = records[record + N_WORDS] as usize;
        let from = min(image, batch - 1) * N_CLASSES;
        let mut values = Sequence::<f32>::new();
        #[unroll]
        for class in 0..N_CLASSES {
            values.push(logits[from + class]);
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
            let share = (values[class] - highest).exp() / sum;
            let gradient =
                (share - select(label == class, 1.0f32, 0.0f32)) / f32::cast_from(batch as u32);
            // No gradient flows from beyond the batch.
            arena[here + (comptime!(plan.dlogits) + class) * n_images] =
                select(image < batch, gradient, 0.0f32);
        }
        arena[here + comptime!(plan.loss) * n_images] = sum.ln() + highest - of_label;
        arena[here + comptime!(plan.right) * n_images] = select(best == label, 1.0f32, 0.0f32);
    }
}

/// From the gradients at the logits to those behind the last pool: a feature a unit.
#[cube]
pub fn feature_gradients(
    params: &[f32],
    arena: &mut [f32],
    here: usize,
    slot: usize,
    #[comptime] plan: Plan,
) {
    let n_images = comptime!(plan.layout.n_images);
    let n_features = comptime!(plan.hidden * PER_CHANNEL);
    let weights = comptime!(n_conv_parameters(plan.hidden));
    let mut dlogits = Sequence::<f32>::new();
    #[unroll]
    for class in 0..N_CLASSES {
        dlogits.push(arena[here + (comptime!(plan.dlogits) + class) * n_images]);
    }
    let mut feature = slot;
    while feature < n_features {
        let mut gradient = 0.0f32;
        #[unroll]
        for class in 0..N_CLASSES {
            gradient += dlogits[class] * params[weights + class * n_features + feature];
        }
        arena[here + (comptime!(plan.pooled_gradient) + feature) * n_images] = gradient;
        feature += comptime!(plan.layout.units_per_image());
    }
}
