//! The lesson's width, ten channels: two and a half vectors, of which a pair of tiles fills five.
//!
//! Four tiles are computed together. Each has its first eight channels in two sums of its own; the last two channels of a
//! pair of tiles share one: `[a₈, b₈, a₉, b₉]`. Ten sums and three weights leave two of V8's fifteen vector registers.

use wide::{f32x4, f64x2};

use super::{PLACES, Tile};

/// Vectors of a place, the last one half empty.
pub const VECTORS: usize = 3;
/// Whole vectors of a place.
const WHOLE: usize = VECTORS - 1;

/// Pairs of tiles computed together.
const PAIRS: usize = 2;
pub const TILES: usize = 2 * PAIRS;
/// Vectors of a pair's inputs at a place: of each channel one number a tile, side by side.
const INPUTS: usize = 2 * VECTORS;
/// Vectors of the sums at a place: the whole ones, tile by tile, then one for each pair.
const SUMS: usize = TILES * WHOLE + PAIRS;

pub const N_INPUTS: usize = PLACES * PAIRS * INPUTS;
pub const N_OUTPUTS: usize = PLACES * SUMS;

/// A row's weights with those of the last vector doubled: `[w₈, w₈, w₉, w₉]`.
pub fn double_last(weights: &mut [f32x4]) {
    for row in weights.as_chunks_mut::<VECTORS>().0 {
        row[WHOLE] = row[WHOLE].unpack_lo(row[WHOLE]);
    }
}

#[inline(always)]
pub fn transform_inputs<const STRIDE: usize>(
    input: &[f32x4],
    [a, b, c, d]: [Tile; TILES],
    inputs: &mut [f32x4],
) {
    let inputs = &mut inputs[..N_INPUTS];
    transform_pair::<STRIDE>(input, [a, b], 0, inputs);
    transform_pair::<STRIDE>(input, [c, d], 1, inputs);
}

#[inline(always)]
fn transform_pair<const STRIDE: usize>(
    input: &[f32x4],
    [a, b]: [Tile; 2],
    pair: usize,
    inputs: &mut [f32x4],
) {
    let a = super::window::<STRIDE>(input, a, VECTORS);
    let b = super::window::<STRIDE>(input, b, VECTORS);
    for vector in 0..VECTORS {
        let at = |row: usize, column: usize| (row * STRIDE + column) * VECTORS + vector;
        for i in 0..4 {
            let a = super::transform_row(i, |row, column| a[at(row, column)]);
            let b = super::transform_row(i, |row, column| b[at(row, column)]);
            for (j, (a, b)) in a.into_iter().zip(b).enumerate() {
                let start = ((i * 4 + j) * PAIRS + pair) * INPUTS + 2 * vector;
                inputs[start] = a.unpack_lo(b);
                if vector < WHOLE {
                    inputs[start + 1] = a.unpack_hi(b);
                }
            }
        }
    }
}

/// `weights` are `[16, channels, VECTORS]`.
#[inline(always)]
pub fn multiply(weights: &[f32x4], channels: usize, inputs: &[f32x4], outputs: &mut [f32x4]) {
    let inputs = inputs[..N_INPUTS].chunks_exact(PAIRS * INPUTS);
    let weights = weights.chunks_exact(channels * VECTORS);
    let outputs = outputs.chunks_exact_mut(SUMS);
    for ((weights, inputs), outputs) in weights.zip(inputs).zip(outputs) {
        let [a, b]: [&[[f32; 2]]; PAIRS] =
            [0, 1].map(|pair| &bytemuck::cast_slice(&inputs[pair * INPUTS..])[..channels]);
        // The same numbers, two by two: read apart from the single ones, or the compiler takes those out of a register.
        let [a_both, b_both]: [&[f64]; PAIRS] =
            [0, 1].map(|pair| &bytemuck::cast_slice(&inputs[pair * INPUTS..])[..channels]);
        let mut whole = [[f32x4::ZERO; WHOLE]; TILES];
        let mut shared = [f32x4::ZERO; PAIRS];
        for (channel, weights) in weights.as_chunks::<VECTORS>().0.iter().enumerate() {
            let [a, b] = [&a[channel], &b[channel]];
            let values = [a[0], a[1], b[0], b[1]];
            for (sums, value) in whole.iter_mut().zip(values) {
                let value = f32x4::splat(value);
                sums[0] += value * weights[0];
                sums[1] += value * weights[1];
            }
            for (sum, both) in shared.iter_mut().zip([a_both[channel], b_both[channel]]) {
                let both: f32x4 = bytemuck::cast(f64x2::splat(both));
                *sum += both * weights[WHOLE];
            }
        }
        outputs[..TILES * WHOLE].copy_from_slice(whole.as_flattened());
        outputs[TILES * WHOLE..].copy_from_slice(&shared);
    }
}

/// Hands each tile's outputs to `finish`, a vector of channels at a time.
#[inline(always)]
pub fn transform_outputs(
    outputs: &[f32x4],
    tiles: [Tile; TILES],
    finish: &mut impl FnMut(Tile, usize, [f32x4; 4]),
) {
    let outputs = &outputs[..N_OUTPUTS];
    for (t, tile) in tiles.into_iter().enumerate() {
        for vector in 0..WHOLE {
            let sums = |place: usize| outputs[place * SUMS + t * WHOLE + vector];
            finish(tile, vector, super::transform_output(sums));
        }
    }
    for (pair, tiles) in tiles.as_chunks::<2>().0.iter().enumerate() {
        let sums = |place: usize| outputs[place * SUMS + TILES * WHOLE + pair];
        let both = super::transform_output(sums);
        // [a₈, b₈, a₉, b₉] to [a₈, a₉, b₈, b₉], then to [a₈, a₉, 0, 0] and [b₈, b₉, 0, 0].
        let sorted = both.map(|values| values.unpack_lo(high_half(values)));
        let [a, b] = [sorted, sorted.map(high_half)];
        finish(tiles[0], WHOLE, a.map(low_half));
        finish(tiles[1], WHOLE, b);
    }
}

/// `[c, d, 0, 0]`
#[inline(always)]
fn high_half(values: f32x4) -> f32x4 {
    let [_, _, c, d] = values.to_array();
    f32x4::new([c, d, 0.0, 0.0])
}

/// `[a, b, 0, 0]`
#[inline(always)]
fn low_half(values: f32x4) -> f32x4 {
    let [a, b, _, _] = values.to_array();
    f32x4::new([a, b, 0.0, 0.0])
}
