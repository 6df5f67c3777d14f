//! The layer from pixels to hidden units: nearly all of the work, in tiles of registers.

use cubecl::prelude::*;

use super::super::records::{N_WORDS, RECORD};
use super::MlpPlan;

/// Four neighbouring weights.
pub type Four = Vector<f32, Const<4>>;

/// Images whose words are fetched together, so that one does not wait for another.
pub const GROUP: usize = 4;

/// The sums of one tile of images and hidden units over one part of the pixels.
#[cube]
#[allow(clippy::too_many_arguments)]
pub fn partial_sums(
    first: &mut [Four],
    records: &[u32],
    indices: &[u32],
    scratch: &mut [f32],
    item: usize,
    at_indices: usize,
    batch: usize,
    part_len: usize,
    #[comptime] plan: MlpPlan,
) {
    let h_units = comptime!(plan.hidden);
    let n_parts = comptime!(plan.n_parts);
    let n_hidden_tiles = comptime!(plan.hidden.div_ceil(plan.tile_hidden));
    let tile_images = comptime!(plan.tile_images);
    let tile_hidden = comptime!(plan.tile_hidden);
    let part = item % n_parts;
    let tile = item / n_parts;
    let image_0 = tile / n_hidden_tiles * tile_images;
    let hidden_0 = tile % n_hidden_tiles * tile_hidden;

    let mut sums = Array::<f32>::new(comptime!(plan.tile_images * plan.tile_hidden));
    let mut rows = Array::<usize>::new(tile_images);
    #[unroll]
    for i in 0..tile_images {
        // An image beyond the batch repeats its last: never read.
        let image = min(image_0 + i, batch - 1);
        rows[i] = indices[at_indices + image] as usize * RECORD;
    }
    #[unroll]
    for i in 0..comptime!(plan.tile_images * plan.tile_hidden) {
        sums[i] = 0.0f32;
    }
    let mut word = part;
    while word < N_WORDS {
        let mut weights = Array::<Four>::new(tile_hidden);
        #[unroll]
        for j in 0..tile_hidden {
            let hidden = min(hidden_0 + j, h_units - 1);
            weights[j] = first[hidden * N_WORDS + word];
        }
        #[unroll]
        for i in 0..tile_images {
            let pixels = records[rows[i] + word];
            let p0 = f32::cast_from(pixels & 255u32);
            let p1 = f32::cast_from((pixels >> 8u32) & 255u32);
            let p2 = f32::cast_from((pixels >> 16u32) & 255u32);
            let p3 = f32::cast_from(pixels >> 24u32);
            #[unroll]
            for j in 0..tile_hidden {
                let w = weights[j];
                sums[i * tile_hidden + j] += p0 * w.extract(0usize)
                    + p1 * w.extract(1usize)
                    + p2 * w.extract(2usize)
                    + p3 * w.extract(3usize);
            }
        }
        word += n_parts;
    }
    #[unroll]
    for i in 0..tile_images {
        #[unroll]
        for j in 0..tile_hidden {
            if hidden_0 + j < h_units {
                scratch[part * part_len + (image_0 + i) * h_units + hidden_0 + j] =
                    sums[i * tile_hidden + j];
            }
        }
    }
}

/// Gathers the gradients of some words in some rows of layer 1 over the batch, and makes the step.
#[cube]
#[allow(clippy::too_many_arguments)]
pub fn update_first(
    first: &mut [Four],
    records: &[u32],
    indices: &[u32],
    scratch: &mut [f32],
    word_0: usize,
    at_indices: usize,
    batch: usize,
    at_dhidden: usize,
    learning_rate: f32,
    pass: usize,
    #[comptime] plan: MlpPlan,
) {
    let h_units = comptime!(plan.hidden);
    let n_hidden = comptime!(plan.tile_hidden);
    let n_words = comptime!(plan.tile_words);
    // Words apart: neighbouring units take neighbouring words.
    let apart = comptime!(N_WORDS / plan.tile_words);
    let hidden_0 = pass * n_hidden;
    let mut sums = Array::<f32>::new(comptime!(plan.tile_words * plan.tile_hidden * 4));
    #[unroll]
    for i in 0..comptime!(plan.tile_words * plan.tile_hidden * 4) {
        sums[i] = 0.0f32;
    }
    for group in 0..batch.div_ceil(GROUP) {
        let mut words = Array::<u32>::new(comptime!(GROUP * plan.tile_words));
        #[unroll]
        for i in 0..GROUP {
            // An image beyond the batch repeats its last, with a gradient of zero.
            let image = min(group * GROUP + i, batch - 1);
            let row = indices[at_indices + image] as usize * RECORD + word_0;
            #[unroll]
            for w in 0..n_words {
                words[i * n_words + w] = records[row + w * apart];
            }
        }
        #[unroll]
        for i in 0..GROUP {
            let mut pixels = Array::<f32>::new(comptime!(plan.tile_words * 4));
            #[unroll]
            for w in 0..n_words {
                let word = words[i * n_words + w];
                pixels[w * 4] = f32::cast_from(word & 255u32);
                pixels[w * 4 + 1] = f32::cast_from((word >> 8u32) & 255u32);
                pixels[w * 4 + 2] = f32::cast_from((word >> 16u32) & 255u32);
                pixels[w * 4 + 3] = f32::cast_from(word >> 24u32);
            }
            let at = at_dhidden + (group * GROUP + i) * h_units + hidden_0;
            #[unroll]
            for j in 0..n_hidden {
                let gradient = scratch[at + j];
                #[unroll]
                for w in 0..n_words {
                    #[unroll]
                    for k in 0..4usize {
                        sums[(w * n_hidden + j) * 4 + k] += gradient * pixels[w * 4 + k];
                    }
                }
            }
        }
    }
    let factor = learning_rate / 255.0f32;
    #[unroll]
    for j in 0..n_hidden {
        // The last pass may hold fewer rows: what it gathered beyond them was another image's.
        if hidden_0 + j < h_units {
            #[unroll]
            for w in 0..n_words {
                let at = (hidden_0 + j) * N_WORDS + word_0 + w * apart;
                let mut weights = first[at];
                #[unroll]
                for k in 0..4usize {
                    weights.insert(
                        k,
                        weights.extract(k) - factor * sums[(w * n_hidden + j) * 4 + k],
                    );
                }
                first[at] = weights;
            }
        }
    }
}
