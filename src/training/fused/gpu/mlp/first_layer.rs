//! The layer from pixels to hidden units: nearly all of the work, in tiles of registers.
//!
//! What was loaded is kept in names of its own rather than in an array, and a sum grows by several products at a time: a
//! store to an array is dear in software.

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
    let n_words = comptime!(plan.part_words);
    let part = item % n_parts;
    let tile = item / n_parts;
    let image_0 = tile / n_hidden_tiles * tile_images;
    let hidden_0 = tile % n_hidden_tiles * tile_hidden;

    let mut sums = Array::<f32>::new(comptime!(plan.tile_images * plan.tile_hidden));
    #[unroll]
    for i in 0..comptime!(plan.tile_images * plan.tile_hidden) {
        sums[i] = 0.0f32;
    }
    let mut rows = Sequence::<usize>::new();
    #[unroll]
    for i in 0..tile_images {
        // An image beyond the batch repeats its last: never read.
        let image = min(image_0 + i, batch - 1);
        rows.push(indices[at_indices + image] as usize * RECORD);
    }
    let mut word = part;
    while word < N_WORDS {
        let mut weights = Sequence::<Four>::new();
        #[unroll]
        for j in 0..tile_hidden {
            let hidden = min(hidden_0 + j, h_units - 1);
            #[unroll]
            for w in 0..n_words {
                weights.push(first[hidden * N_WORDS + word + w * n_parts]);
            }
        }
        #[unroll]
        for i in 0..tile_images {
            let mut pixels = Sequence::<f32>::new();
            #[unroll]
            for w in 0..n_words {
                push_pixels(&mut pixels, records[rows[i] + word + w * n_parts]);
            }
            #[unroll]
            for j in 0..tile_hidden {
                let mut sum = Sequence::<f32>::new();
                sum.push(sums[i * tile_hidden + j]);
                #[unroll]
                for w in 0..n_words {
                    let four = weights[j * n_words + w];
                    let next = sum[w]
                        + (pixels[w * 4] * four.extract(0usize)
                            + pixels[w * 4 + 1] * four.extract(1usize)
                            + pixels[w * 4 + 2] * four.extract(2usize)
                            + pixels[w * 4 + 3] * four.extract(3usize));
                    sum.push(next);
                }
                sums[i * tile_hidden + j] = sum[n_words];
            }
        }
        word += comptime!(plan.n_parts * plan.part_words);
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
        let mut pixels = Sequence::<f32>::new();
        let mut gradients = Sequence::<f32>::new();
        #[unroll]
        for i in 0..GROUP {
            // An image beyond the batch repeats its last, with a gradient of zero.
            let image = min(group * GROUP + i, batch - 1);
            let row = indices[at_indices + image] as usize * RECORD + word_0;
            #[unroll]
            for w in 0..n_words {
                push_pixels(&mut pixels, records[row + w * apart]);
            }
            let at = at_dhidden + (group * GROUP + i) * h_units + hidden_0;
            #[unroll]
            for j in 0..n_hidden {
                gradients.push(scratch[at + j]);
            }
        }
        #[unroll]
        for w in 0..n_words {
            #[unroll]
            for j in 0..n_hidden {
                #[unroll]
                for k in 0..4usize {
                    let of = (w * n_hidden + j) * 4 + k;
                    let mut sum = Sequence::<f32>::new();
                    sum.push(sums[of]);
                    #[unroll]
                    for i in 0..GROUP {
                        let next = sum[i]
                            + gradients[i * n_hidden + j] * pixels[(i * n_words + w) * 4 + k];
                        sum.push(next);
                    }
                    sums[of] = sum[GROUP];
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

/// A word's four pixels, from 0 to 255.
#[cube]
fn push_pixels(pixels: &mut Sequence<f32>, word: u32) {
    pixels.push(f32::cast_from(word & 255u32));
    pixels.push(f32::cast_from((word >> 8u32) & 255u32));
    pixels.push(f32::cast_from((word >> 16u32) & 255u32));
    pixels.push(f32::cast_from(word >> 24u32));
}
