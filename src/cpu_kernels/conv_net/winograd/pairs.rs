//! The lesson's width, ten channels, by F(4×4, 3×3): a tile of 4×4 outputs from 6×6 inputs with 36 products instead of 144.
//!
//! Ten channels are two and a half vectors, of which a pair of tiles fills five. Four tiles are computed together. Each has
//! its first eight channels in two sums of its own; the last two channels of a pair of tiles share one: `[a₈, b₈, a₉, b₉]`.
//! Ten sums and three weights leave two of V8's fifteen vector registers.
//!
//! The points of the interpolation are 0, ±1, ±2 and ∞, as in Lavin and Gray.

use wide::{f32x4, f64x2};

use super::Tile;
use crate::lanes::multiply_add;

/// Vectors of a place, the last one half empty.
const VECTORS: usize = 3;
/// Whole vectors of a place.
const WHOLE: usize = VECTORS - 1;

/// Width of a tile's inputs.
const SIDE: usize = 6;
/// Places of a tile in Winograd's domain.
pub const PLACES: usize = SIDE * SIDE;
/// Width of a tile's outputs.
const OUTPUT_SIDE: usize = 4;
/// Places of the pooled plane from one tile to the next.
pub const TILE_STEP: usize = OUTPUT_SIDE / 2;

/// Pairs of tiles computed together.
const PAIRS: usize = 2;
const TILES: usize = 2 * PAIRS;
/// Vectors of a pair's inputs at a place: of each channel one number a tile, side by side.
const INPUTS: usize = 2 * VECTORS - 1;
/// Vectors of the sums at a place: the whole ones, tile by tile, then one for each pair.
const SUMS: usize = TILES * WHOLE + PAIRS;

pub const N_INPUTS: usize = PLACES * PAIRS * INPUTS;
pub const N_OUTPUTS: usize = PLACES * SUMS;

/// The tiles of the half-size plane. Its side is no multiple of theirs: those at the end overlap their neighbours.
pub const HALF_TILES: [Tile; 16] = {
    let starts = [0, 2, 4, 5];
    let mut tiles = [Tile::new(0, 0); 16];
    let mut i = 0;
    while i < tiles.len() {
        tiles[i] = Tile::new(starts[i / 4], starts[i % 4]);
        i += 1;
    }
    tiles
};

type Outputs = [[f32x4; OUTPUT_SIDE]; OUTPUT_SIDE];

/// `G g Gᵀ`, for four kernels side by side.
pub fn transform_kernel(g: impl Fn(usize) -> f32x4) -> [f32x4; PLACES] {
    let line = |[a, b, c]: [f32x4; 3]| {
        let (ends, twelfth) = (a + c, f32x4::splat(1.0 / 12.0));
        let outer = (a * f32x4::splat(0.5) + c * f32x4::splat(2.0)) * twelfth;
        let [sixth, middle] = [f32x4::splat(-1.0 / 6.0), b * twelfth];
        [
            a * f32x4::splat(0.25),
            (ends + b) * sixth,
            (ends - b) * sixth,
            outer + middle,
            outer - middle,
            c,
        ]
    };
    // [column of the kernel][row in Winograd's domain]
    let columns: [[f32x4; SIDE]; 3] = std::array::from_fn(|j| line([g(j), g(3 + j), g(6 + j)]));
    let mut transformed = [f32x4::ZERO; PLACES];
    for (i, row) in transformed.chunks_exact_mut(SIDE).enumerate() {
        row.copy_from_slice(&line(columns.map(|column| column[i])));
    }
    transformed
}

/// A row's weights with those of the last vector doubled: `[w₈, w₈, w₉, w₉]`.
pub fn double_last(weights: &mut [f32x4]) {
    for row in weights.as_chunks_mut::<VECTORS>().0 {
        row[WHOLE] = row[WHOLE].unpack_lo(row[WHOLE]);
    }
}

/// As [`super::Winograd::run`].
#[inline(always)]
pub fn run<const STRIDE: usize>(
    (weights, channels): (&[f32x4], usize),
    input: &[f32x4],
    tiles: &[Tile],
    (inputs, outputs): (&mut [f32x4], &mut [f32x4]),
    finish: &mut impl FnMut(Tile, usize, [f32x4; 4]),
) {
    let tile = |i: usize| tiles[i.min(tiles.len() - 1)];
    for first in (0..tiles.len()).step_by(TILES) {
        let group = [0, 1, 2, 3].map(|i| tile(first + i));
        transform_inputs::<STRIDE>(input, group, inputs);
        multiply(weights, channels, inputs, outputs);
        transform_outputs(outputs, group, finish);
    }
}

#[inline(never)]
fn transform_inputs<const STRIDE: usize>(
    input: &[f32x4],
    [a, b, c, d]: [Tile; TILES],
    inputs: &mut [f32x4],
) {
    for (pair, tiles) in [[a, b], [c, d]].into_iter().enumerate() {
        let windows = tiles.map(|tile| {
            let corner = 2 * (tile.row() * STRIDE + tile.column());
            &input[corner * VECTORS..][..((SIDE - 1) * STRIDE + SIDE) * VECTORS]
        });
        for vector in 0..VECTORS {
            let to = pair * INPUTS + 2 * vector;
            transform_input::<STRIDE>(windows, vector, f32x4::unpack_lo, &mut inputs[to..]);
            if vector < WHOLE {
                transform_input::<STRIDE>(windows, vector, f32x4::unpack_hi, &mut inputs[to + 1..]);
            }
        }
    }
}

/// `Bᵀ d B` of two channels of two tiles; `both` puts those side by side.
#[inline(never)]
#[cfg_attr(relaxed_simd, target_feature(enable = "relaxed-simd"))]
fn transform_input<const STRIDE: usize>(
    [a, b]: [&[f32x4]; 2],
    vector: usize,
    both: impl Fn(f32x4, f32x4) -> f32x4,
    inputs: &mut [f32x4],
) {
    let length = ((SIDE - 1) * STRIDE + SIDE) * VECTORS - WHOLE;
    let (a, b) = (&a[vector..][..length], &b[vector..][..length]);
    let multiply_add = |factor, value, sum| multiply_add(f32x4::splat(factor), value, sum);
    let at = |i, j| {
        let place = (i * STRIDE + j) * VECTORS;
        both(a[place], b[place])
    };
    let rows = by_rows(at, input_line, &multiply_add);
    let inputs = &mut inputs[..(PLACES - 1) * PAIRS * INPUTS + 1];
    for j in 0..SIDE {
        let column = [
            rows[0][j], rows[1][j], rows[2][j], rows[3][j], rows[4][j], rows[5][j],
        ];
        for (i, value) in input_line(column, &multiply_add).into_iter().enumerate() {
            inputs[(i * SIDE + j) * PAIRS * INPUTS] = value;
        }
    }
}

/// What `line` makes of each row of a tile. Written out: closures that are called six times stay functions.
#[inline(always)]
fn by_rows<const N: usize, F: Fn(f32, f32x4, f32x4) -> f32x4>(
    at: impl Fn(usize, usize) -> f32x4,
    line: impl Fn([f32x4; SIDE], &F) -> [f32x4; N],
    multiply_add: &F,
) -> [[f32x4; N]; SIDE] {
    [
        line(
            [at(0, 0), at(0, 1), at(0, 2), at(0, 3), at(0, 4), at(0, 5)],
            multiply_add,
        ),
        line(
            [at(1, 0), at(1, 1), at(1, 2), at(1, 3), at(1, 4), at(1, 5)],
            multiply_add,
        ),
        line(
            [at(2, 0), at(2, 1), at(2, 2), at(2, 3), at(2, 4), at(2, 5)],
            multiply_add,
        ),
        line(
            [at(3, 0), at(3, 1), at(3, 2), at(3, 3), at(3, 4), at(3, 5)],
            multiply_add,
        ),
        line(
            [at(4, 0), at(4, 1), at(4, 2), at(4, 3), at(4, 4), at(4, 5)],
            multiply_add,
        ),
        line(
            [at(5, 0), at(5, 1), at(5, 2), at(5, 3), at(5, 4), at(5, 5)],
            multiply_add,
        ),
    ]
}

/// A row of `Bᵀ`. The multiply-add is its caller's: a function for relaxed SIMD's cannot be inlined always.
#[inline(always)]
fn input_line(
    d: [f32x4; SIDE],
    multiply_add: &impl Fn(f32, f32x4, f32x4) -> f32x4,
) -> [f32x4; SIDE] {
    let (even, odd) = (
        multiply_add(-4.0, d[2], d[4]),
        multiply_add(-4.0, d[1], d[3]),
    );
    let (even_2, odd_2) = (d[4] - d[2], d[3] - d[1]);
    [
        multiply_add(4.0, d[0], multiply_add(-5.0, d[2], d[4])),
        even + odd,
        even - odd,
        multiply_add(2.0, odd_2, even_2),
        multiply_add(-2.0, odd_2, even_2),
        multiply_add(4.0, d[1], multiply_add(-5.0, d[3], d[5])),
    ]
}

/// Sums over input channels, for each place in Winograd's domain; `weights` are `[36, channels, VECTORS]`.
#[inline(never)]
#[cfg_attr(relaxed_simd, target_feature(enable = "relaxed-simd"))]
fn multiply(weights: &[f32x4], channels: usize, inputs: &[f32x4], outputs: &mut [f32x4]) {
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
                sums[0] = multiply_add(value, weights[0], sums[0]);
                sums[1] = multiply_add(value, weights[1], sums[1]);
            }
            for (sum, both) in shared.iter_mut().zip([a_both[channel], b_both[channel]]) {
                let both: f32x4 = bytemuck::cast(f64x2::splat(both));
                *sum = multiply_add(both, weights[WHOLE], *sum);
            }
        }
        outputs[..TILES * WHOLE].copy_from_slice(whole.as_flattened());
        outputs[TILES * WHOLE..].copy_from_slice(&shared);
    }
}

/// Hands each tile's outputs to `finish`, a vector of channels and 2×2 places at a time.
#[inline(always)]
fn transform_outputs(
    sums: &[f32x4],
    tiles: [Tile; TILES],
    finish: &mut impl FnMut(Tile, usize, [f32x4; 4]),
) {
    let mut outputs = [[f32x4::ZERO; OUTPUT_SIDE]; OUTPUT_SIDE];
    for (t, tile) in tiles.into_iter().enumerate() {
        for vector in 0..WHOLE {
            transform_output(&sums[t * WHOLE + vector..], &mut outputs);
            by_pools(tile, &outputs, |tile, values| finish(tile, vector, values));
        }
    }
    for (pair, [a, b]) in tiles.as_chunks().0.iter().enumerate() {
        transform_output(&sums[TILES * WHOLE + pair..], &mut outputs);
        // [a₈, b₈, a₉, b₉] to [a₈, a₉, b₈, b₉], then to [a₈, a₉, 0, 0] and [b₈, b₉, 0, 0].
        let sorted = |values: [f32x4; 4]| values.map(|it| it.unpack_lo(high_half(it)));
        by_pools(*a, &outputs, |tile, values| {
            finish(tile, WHOLE, sorted(values).map(low_half));
        });
        by_pools(*b, &outputs, |tile, values| {
            finish(tile, WHOLE, sorted(values).map(high_half));
        });
    }
}

/// `Aᵀ m A` of the sums that a vector begins with, one at each place.
#[inline(never)]
#[cfg_attr(relaxed_simd, target_feature(enable = "relaxed-simd"))]
fn transform_output(sums: &[f32x4], outputs: &mut Outputs) {
    let sums = &sums[..(PLACES - 1) * SUMS + 1];
    let multiply_add = |factor, value, sum| multiply_add(f32x4::splat(factor), value, sum);
    let rows = by_rows(
        |i, j| sums[(i * SIDE + j) * SUMS],
        output_line,
        &multiply_add,
    );
    for j in 0..OUTPUT_SIDE {
        let column = [
            rows[0][j], rows[1][j], rows[2][j], rows[3][j], rows[4][j], rows[5][j],
        ];
        for (row, value) in outputs.iter_mut().zip(output_line(column, &multiply_add)) {
            row[j] = value;
        }
    }
}

/// A row of `Aᵀ`.
#[inline(always)]
fn output_line(
    m: [f32x4; SIDE],
    multiply_add: &impl Fn(f32, f32x4, f32x4) -> f32x4,
) -> [f32x4; OUTPUT_SIDE] {
    let (even, odd) = (m[1] + m[2], m[1] - m[2]);
    let (even_2, odd_2) = (m[3] + m[4], m[3] - m[4]);
    [
        m[0] + even + even_2,
        multiply_add(2.0, odd_2, odd),
        multiply_add(4.0, even_2, even),
        multiply_add(8.0, odd_2, odd) + m[5],
    ]
}

/// Takes a tile apart into those that pools read.
#[inline(always)]
fn by_pools(tile: Tile, outputs: &Outputs, mut finish: impl FnMut(Tile, [f32x4; 4])) {
    for (row, [above, below]) in outputs.as_chunks().0.iter().enumerate() {
        for column in 0..TILE_STEP {
            let at = |values: &[f32x4; OUTPUT_SIDE]| [values[2 * column], values[2 * column + 1]];
            let [[a, b], [c, d]] = [at(above), at(below)];
            let tile = Tile::new(tile.row() + row, tile.column() + column);
            finish(tile, [a, b, c, d]);
        }
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
