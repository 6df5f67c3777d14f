//! The layer from pixels to hidden units: nearly all of the work, in tiles of registers.

use cubecl::prelude::*;

use super::super::packed_split::{Batch, Images, N_WORDS, PIXELS_PER_WORD, unpack4};
use super::super::registers::zeros;
use super::scratch::Scratch;
use super::{MlpConfig, Weights4};

/// Images whose words are loaded together, so that the loads do not wait for each other.
pub const GROUP: usize = 4;

/// The sums of one tile of images and hidden units over one part of the pixels.
///
/// `item` numbers the parts of all tiles.
#[cube]
pub fn partial_sums(
    first: &[Weights4],
    images: &Images,
    scratch: &mut [f32],
    offsets: &Scratch,
    batch: &Batch,
    item: usize,
    #[comptime] config: MlpConfig,
) {
    let n_hidden = comptime!(config.hidden);
    let n_parts = comptime!(config.n_parts);
    let n_hidden_tiles = comptime!(config.n_hidden_tiles());
    let tile_images = comptime!(config.tile_images);
    let tile_hidden = comptime!(config.tile_hidden);
    let part = item % n_parts;
    let tile = item / n_parts;
    let image_0 = tile / n_hidden_tiles * tile_images;
    let hidden_0 = tile % n_hidden_tiles * tile_hidden;

    let mut packed = Array::<usize>::new(tile_images);
    #[unroll]
    for i in 0..tile_images {
        packed[i] = images.offset(batch.position(image_0 + i));
    }
    let mut sums = zeros(comptime!(config.tile_images * config.tile_hidden));
    let mut word = part;
    while word < N_WORDS {
        let mut weights = Array::<Weights4>::new(tile_hidden);
        #[unroll]
        for j in 0..tile_hidden {
            let hidden = min(hidden_0 + j, n_hidden - 1);
            weights[j] = first[hidden * N_WORDS + word];
        }
        #[unroll]
        for i in 0..tile_images {
            let pixels = unpack4(images.packed[packed[i] + word]);
            #[unroll]
            for j in 0..tile_hidden {
                sums[i * tile_hidden + j] += dot4(&pixels, weights[j]);
            }
        }
        word += n_parts;
    }
    let part_offset = part * offsets.part_len;
    #[unroll]
    for i in 0..tile_images {
        #[unroll]
        for j in 0..tile_hidden {
            if hidden_0 + j < n_hidden {
                scratch[part_offset + (image_0 + i) * n_hidden + hidden_0 + j] =
                    sums[i * tile_hidden + j];
            }
        }
    }
}

/// The product of four pixels and their weights.
#[cube]
pub fn dot4(pixels: &Sequence<f32>, weights: Weights4) -> f32 {
    pixels[0] * weights.extract(0usize)
        + pixels[1] * weights.extract(1usize)
        + pixels[2] * weights.extract(2usize)
        + pixels[3] * weights.extract(3usize)
}

/// Weights of the first layer that one unit updates: some words of some rows.
#[derive(CubeType)]
pub struct WeightTile {
    /// The first word; the others follow at equal distances, so that neighbouring units take neighbouring words.
    pub word: usize,
    /// The first row.
    pub hidden: usize,
}

/// Sums a tile's gradients over the batch: `[tile_words, tile_hidden, 4]`, with pixels from 0 to 255.
#[cube]
pub fn sum_gradients(
    images: &Images,
    scratch: &[f32],
    offsets: &Scratch,
    batch: &Batch,
    tile: &WeightTile,
    #[comptime] config: MlpConfig,
) -> Array<f32> {
    let n_hidden = comptime!(config.tile_hidden);
    let n_words = comptime!(config.tile_words);
    let word_stride = comptime!(config.word_stride());
    let mut sums = zeros(comptime!(config.tile_weights()));
    for group in 0..batch.size.div_ceil(GROUP) {
        let mut words = Array::<u32>::new(comptime!(GROUP * config.tile_words));
        #[unroll]
        for i in 0..GROUP {
            // An image beyond the batch has gradients of zero.
            let packed = images.offset(batch.position(group * GROUP + i)) + tile.word;
            #[unroll]
            for w in 0..n_words {
                words[i * n_words + w] = images.packed[packed + w * word_stride];
            }
        }
        #[unroll]
        for i in 0..GROUP {
            let mut pixels = Sequence::<f32>::new();
            #[unroll]
            for w in 0..n_words {
                let of_word = unpack4(words[i * n_words + w]);
                #[unroll]
                for k in 0..PIXELS_PER_WORD {
                    pixels.push(of_word[k]);
                }
            }
            let gradients = offsets.hidden_gradients
                + (group * GROUP + i) * comptime!(config.hidden)
                + tile.hidden;
            #[unroll]
            for j in 0..n_hidden {
                let gradient = scratch[gradients + j];
                #[unroll]
                for w in 0..n_words {
                    #[unroll]
                    for k in 0..PIXELS_PER_WORD {
                        sums[(w * n_hidden + j) * PIXELS_PER_WORD + k] +=
                            gradient * pixels[w * PIXELS_PER_WORD + k];
                    }
                }
            }
        }
    }
    sums
}

/// Takes a tile's gradients from its weights.
#[cube]
pub fn update_weights(
    first: &mut [Weights4],
    tile: &WeightTile,
    sums: &Array<f32>,
    learning_rate: f32,
    #[comptime] config: MlpConfig,
) {
    let n_hidden = comptime!(config.tile_hidden);
    let factor = learning_rate / 255.0f32;
    #[unroll]
    for j in 0..n_hidden {
        // The last tile may have fewer rows: what it summed beyond them was another image's.
        if tile.hidden + j < comptime!(config.hidden) {
            #[unroll]
            for w in 0..comptime!(config.tile_words) {
                let offset =
                    (tile.hidden + j) * N_WORDS + tile.word + w * comptime!(config.word_stride());
                let mut weights = first[offset];
                #[unroll]
                for k in 0..PIXELS_PER_WORD {
                    weights.insert(
                        k,
                        weights.extract(k)
                            - factor * sums[(w * n_hidden + j) * PIXELS_PER_WORD + k],
                    );
                }
                first[offset] = weights;
            }
        }
    }
}

impl MlpConfig {
    /// Words between two of a weight tile.
    fn word_stride(&self) -> usize {
        N_WORDS / self.tile_words
    }

    /// Weights of a tile.
    pub fn tile_weights(&self) -> usize {
        self.tile_words * self.tile_hidden * PIXELS_PER_WORD
    }
}
