//! Many SGD steps of Model 0 or 1 in one launch of one workgroup.

use cubecl::prelude::*;

use super::super::records::{N_WORDS, RECORD};
use super::first_layer::{Four, GROUP, partial_sums, update_first};
use super::{MlpPlan, PADDING};
use crate::protocol::N_CLASSES;

/// One workgroup makes the steps; its units meet at four barriers a step.
///
/// # Shapes
/// - first: `[hidden, 196]` words of four weights, layer 1
/// - rest: layer 1's biases `[hidden]`, layer 2's weights `[10, hidden]` and biases `[10]`
/// - records: `[n_images, 197]`: 196 words of four pixels, and the label
/// - indices: `[n_steps, batch_size]`
/// - figures: `[n_steps, 2]`: mean loss, images that were right
#[cube(launch_unchecked)]
#[allow(clippy::too_many_arguments)]
pub fn mlp_steps(
    first: &mut [Four],
    rest: &mut [f32],
    records: &[u32],
    indices: &[u32],
    scratch: &mut [f32],
    figures: &mut [f32],
    first_step: u32,
    first_index: u32,
    n_steps: u32,
    batch_size: u32,
    learning_rate: f32,
    #[comptime] plan: MlpPlan,
) {
    let unit = UNIT_POS as usize;
    let batch = batch_size as usize;
    let h_units = comptime!(plan.hidden);
    let n_units = comptime!(plan.n_units);

    let padded = batch.div_ceil(PADDING) * PADDING;
    let n_image_tiles = padded / comptime!(plan.tile_images);
    // Where things lie in scratch.
    let part_len = padded * h_units;
    let at_hidden = comptime!(plan.n_parts) * part_len;
    let at_dhidden = at_hidden + part_len;
    let at_dlogits = at_dhidden + part_len;
    let at_loss = at_dlogits + padded * N_CLASSES;
    let at_right = at_loss + padded;
    // Where things lie in rest.
    let at_weights = comptime!(plan.hidden);
    let at_biases = comptime!(plan.hidden * (N_CLASSES + 1));

    for step in 0..n_steps as usize {
        let at_indices = first_index as usize + step * batch;

        // Layer 1, partial sums.
        let n_items = n_image_tiles
            * comptime!(plan.hidden.div_ceil(plan.tile_hidden))
            * comptime!(plan.n_parts);
        let mut item = unit;
        while item < n_items {
            partial_sums(
                first, records, indices, scratch, item, at_indices, batch, part_len, plan,
            );
            item += n_units;
        }
        sync_storage();

        // Layer 1, whole sums: batch × hidden.
        let mut at = unit;
        while at < part_len {
            let mut sum = 0.0f32;
            #[unroll]
            for part in 0..comptime!(plan.n_parts) {
                sum += scratch[part * part_len + at];
            }
            let mut value = sum / 255.0f32 + rest[at % h_units];
            if comptime!(plan.hidden_relu) {
                value = max(value, 0.0f32);
            }
            scratch[at_hidden + at] = value;
            at += n_units;
        }
        sync_storage();

        // Layer 2, softmax, the loss and its gradients: an image a unit.
        let mut image = unit;
        while image < padded {
            if image < batch {
                judge(
                    rest, records, indices, scratch, image, at_indices, batch, padded, plan,
                );
            } else {
                // No gradient flows from beyond the batch.
                for hidden in 0..h_units {
                    scratch[at_dhidden + image * h_units + hidden] = 0.0f32;
                }
                for class in 0..N_CLASSES {
                    scratch[at_dlogits + image * N_CLASSES + class] = 0.0f32;
                }
            }
            image += n_units;
        }
        sync_storage();

        // Layer 1's weights: a word of every row a unit.
        let mut word = unit;
        while word < comptime!(N_WORDS / plan.tile_words) {
            for pass in 0..comptime!(plan.hidden.div_ceil(plan.tile_hidden)) {
                update_first(
                    first,
                    records,
                    indices,
                    scratch,
                    word,
                    at_indices,
                    batch,
                    at_dhidden,
                    learning_rate,
                    pass,
                    plan,
                );
            }
            word += n_units;
        }
        // The small parameters, by the units that have no word first.
        let mut at = n_units - 1 - unit;
        while at < comptime!(plan.hidden * (N_CLASSES + 1) + N_CLASSES) {
            let mut gradient = 0.0f32;
            if at < at_weights {
                for group in 0..padded / GROUP {
                    #[unroll]
                    for i in 0..GROUP {
                        gradient += scratch[at_dhidden + (group * GROUP + i) * h_units + at];
                    }
                }
            } else if at < at_biases {
                let from = at_dlogits + (at - at_weights) / h_units;
                let to = at_hidden + (at - at_weights) % h_units;
                for group in 0..padded / GROUP {
                    #[unroll]
                    for i in 0..GROUP {
                        let image = group * GROUP + i;
                        gradient +=
                            scratch[from + image * N_CLASSES] * scratch[to + image * h_units];
                    }
                }
            } else {
                let from = at_dlogits + at - at_biases;
                for group in 0..padded / GROUP {
                    #[unroll]
                    for i in 0..GROUP {
                        gradient += scratch[from + (group * GROUP + i) * N_CLASSES];
                    }
                }
            }
            rest[at] -= learning_rate * gradient;
            at += n_units;
        }
        if unit == n_units - 1 {
            let mut loss = 0.0f32;
            let mut right = 0.0f32;
            for image in 0..batch {
                loss += scratch[at_loss + image];
                right += scratch[at_right + image];
            }
            figures[(first_step as usize + step) * 2] = loss / f32::cast_from(batch_size);
            figures[(first_step as usize + step) * 2 + 1] = right;
        }
        sync_storage();
    }
}

/// One image's logits, loss, verdict, and the gradients at logits and hidden units, both divided by the batch size.
#[cube]
#[allow(clippy::too_many_arguments)]
fn judge(
    rest: &mut [f32],
    records: &[u32],
    indices: &[u32],
    scratch: &mut [f32],
    image: usize,
    at_indices: usize,
    batch: usize,
    padded: usize,
    #[comptime] plan: MlpPlan,
) {
    let h_units = comptime!(plan.hidden);
    let at_hidden = comptime!(plan.n_parts * plan.hidden) * padded;
    let at_dhidden = at_hidden + padded * h_units;
    let at_dlogits = at_dhidden + padded * h_units;
    let at_loss = at_dlogits + padded * N_CLASSES;
    let label = records[indices[at_indices + image] as usize * RECORD + N_WORDS] as usize;
    let at_weights = comptime!(plan.hidden);
    let at_biases = comptime!(plan.hidden * (N_CLASSES + 1));
    let at_image = at_hidden + image * h_units;
    let mut logits = Array::<f32>::new(N_CLASSES);
    #[unroll]
    for class in 0..N_CLASSES {
        logits[class] = rest[at_biases + class];
    }
    for hidden in 0..h_units {
        let value = scratch[at_image + hidden];
        #[unroll]
        for class in 0..N_CLASSES {
            logits[class] += value * rest[at_weights + class * h_units + hidden];
        }
    }
    if comptime!(plan.final_relu) {
        #[unroll]
        for class in 0..N_CLASSES {
            logits[class] = max(logits[class], 0.0f32);
        }
    }
    let mut highest = logits[0];
    let mut of_label = logits[0];
    let mut best = 0usize;
    #[unroll]
    for class in 1..N_CLASSES {
        let is_higher = logits[class] > highest;
        highest = select(is_higher, logits[class], highest);
        best = select(is_higher, class, best);
        of_label = select(label == class, logits[class], of_label);
    }
    let mut sum = 0.0f32;
    let mut shares = Array::<f32>::new(N_CLASSES);
    #[unroll]
    for class in 0..N_CLASSES {
        let share = (logits[class] - highest).exp();
        shares[class] = share;
        sum += share;
    }
    let n_images = f32::cast_from(batch as u32);
    #[unroll]
    for class in 0..N_CLASSES {
        let mut gradient = shares[class] / sum;
        gradient -= select(label == class, 1.0f32, 0.0f32);
        if comptime!(plan.final_relu) {
            gradient = select(logits[class] > 0.0f32, gradient, 0.0f32);
        }
        shares[class] = gradient / n_images;
        scratch[at_dlogits + image * N_CLASSES + class] = gradient / n_images;
    }
    for hidden in 0..h_units {
        let mut gradient = 0.0f32;
        #[unroll]
        for class in 0..N_CLASSES {
            gradient += shares[class] * rest[at_weights + class * h_units + hidden];
        }
        if comptime!(plan.hidden_relu) {
            gradient = select(scratch[at_image + hidden] > 0.0f32, gradient, 0.0f32);
        }
        scratch[at_dhidden + image * h_units + hidden] = gradient;
    }
    scratch[at_loss + image] = sum.ln() + highest - of_label;
    scratch[at_loss + padded + image] = select(best == label, 1.0f32, 0.0f32);
}
