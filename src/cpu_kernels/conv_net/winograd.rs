//! A 3×3 convolution by Winograd's F(2×2, 3×3): a tile of 2×2 outputs from 4×4 inputs with 16 products instead of 36. The
//! lesson's width has larger tiles: see [`pairs`].
//!
//! `Y = Aᵀ [Σ (G g Gᵀ) ⊙ (Bᵀ d B)] A` after Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2015),
//! summed over input channels in the middle. A tile of 2×2 outputs is just what a pool reads, so what is done with it
//! happens in registers and nothing unpooled is stored.

mod pairs;
mod tile;

use wide::{f32x4, u32x4};

use super::layout::{Plane, Width, relu as rectified};
use crate::lanes::{larger, multiply_add};
pub use tile::Tile;

/// Tiles computed together: with three vectors of channels nine sums, three weights and three inputs fill the fifteen
/// vector registers that V8 has; two or four tiles take half as long again.
const TILES: usize = 3;
/// Places of a tile in Winograd's domain.
const PLACES: usize = 16;
/// The tiles of the half-size plane.
const HALF_TILES: [Tile; 49] = Tile::all::<7, 49>();

/// A convolution's weights in Winograd's domain.
pub struct Winograd<const W: usize, const ONE: bool> {
    width: Width<W, ONE>,
    /// `[16 or 36, input channel, vectors of output channels]`
    weights: Vec<f32x4>,
}

/// Tiles on their way.
pub struct Scratch {
    /// `[16, TILES, vectors of input channels]`
    inputs: Vec<f32x4>,
    /// `[16, TILES, vectors of a block]`
    outputs: Vec<f32x4>,
}

impl Scratch {
    pub fn new(vectors: usize) -> Self {
        let size = PLACES * TILES * vectors;
        Self {
            inputs: vec![f32x4::ZERO; size.max(pairs::N_INPUTS)],
            outputs: vec![f32x4::ZERO; size.max(pairs::N_OUTPUTS)],
        }
    }
}

impl<const W: usize, const ONE: bool> Winograd<W, ONE> {
    pub fn new(width: Width<W, ONE>) -> Self {
        Self {
            width,
            weights: vec![f32x4::ZERO; Self::PLACES * width.channels() * width.vectors()],
        }
    }

    const PLACES: usize = if ONE { pairs::PLACES } else { PLACES };

    /// Places of the pooled plane from one tile to the next.
    pub const TILE_STEP: usize = if ONE { pairs::TILE_STEP } else { 1 };

    /// The tiles of the half-size plane.
    pub fn half_tiles() -> &'static [Tile] {
        if ONE { &pairs::HALF_TILES } else { &HALF_TILES }
    }

    /// Takes the weights `[output channel, 9, vectors of input channels]` for the way forward.
    pub fn transform(&mut self, weights: &[f32x4]) {
        let (channels, vectors) = (self.width.channels(), self.width.vectors());
        let numbers: &mut [f32] = bytemuck::cast_slice_mut(&mut self.weights);
        for output in 0..channels {
            let kernels = self.width.of_channel(weights, output);
            for vector in 0..vectors {
                with_transformed::<ONE>(
                    |tap| kernels[tap * vectors + vector],
                    |place, values| {
                        let inputs = vector * 4..channels.min(vector * 4 + 4);
                        for (input, value) in inputs.zip(values.to_array()) {
                            numbers[(place * channels + input) * vectors * 4 + output] = value;
                        }
                    },
                );
            }
        }
        self.finish_weights();
    }

    /// Takes the same weights for the gradient of the input: a convolution of the output's gradient with the kernels
    /// turned by 180°.
    pub fn transform_for_input(&mut self, weights: &[f32x4]) {
        let (channels, vectors) = (self.width.channels(), self.width.vectors());
        for output in 0..channels {
            let kernels = self.width.of_channel(weights, output);
            for vector in 0..vectors {
                let turned = |tap: usize| kernels[(8 - tap) * vectors + vector];
                with_transformed::<ONE>(turned, |place, values| {
                    self.weights[(place * channels + output) * vectors + vector] = values;
                });
            }
        }
        self.finish_weights();
    }

    fn finish_weights(&mut self) {
        if ONE {
            pairs::double_last(&mut self.weights);
        }
    }

    /// Computes these tiles of the convolution of `input`, whose plane has a border and `STRIDE` places a row; `finish` gets
    /// each 2×2 outputs, row by row, a vector of channels at a time, and some of them perhaps twice.
    #[inline(never)]
    pub fn run<const STRIDE: usize>(
        &self,
        input: &[f32x4],
        tiles: &[Tile],
        scratch: &mut Scratch,
        mut finish: impl FnMut(Tile, usize, [f32x4; 4]),
    ) {
        let Scratch { inputs, outputs } = scratch;
        if ONE {
            let weights = (&*self.weights, self.width.channels());
            return pairs::run::<STRIDE>(weights, input, tiles, (inputs, outputs), &mut finish);
        }
        let tile = |i: usize| tiles[i.min(tiles.len() - 1)];
        for first in (0..tiles.len()).step_by(TILES) {
            let group = [tile(first), tile(first + 1), tile(first + 2)];
            for (t, tile) in group.into_iter().enumerate() {
                self.transform_input::<STRIDE>(input, tile, t, inputs);
            }
            for block in 0..self.width.blocks() {
                self.multiply(block, inputs, outputs);
                for (t, tile) in group.into_iter().enumerate() {
                    for w in 0..W {
                        let outputs = &outputs[..PLACES * TILES * W];
                        let sums = |place: usize| outputs[(place * TILES + t) * W + w];
                        finish(tile, block * W + w, transform_output(sums));
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn transform_input<const STRIDE: usize>(
        &self,
        input: &[f32x4],
        tile: Tile,
        t: usize,
        inputs: &mut [f32x4],
    ) {
        let vectors = self.width.vectors();
        let input = window::<STRIDE>(input, tile, vectors);
        let inputs = &mut inputs[..PLACES * TILES * vectors];
        for vector in 0..vectors {
            let d = |row: usize, column: usize| input[(row * STRIDE + column) * vectors + vector];
            for i in 0..4 {
                for (j, value) in transform_row(i, d).into_iter().enumerate() {
                    inputs[((i * 4 + j) * TILES + t) * vectors + vector] = value;
                }
            }
        }
    }

    /// Sums over input channels, for each place in Winograd's domain: nearly half of a step is spent here.
    #[cfg_attr(not(relaxed_simd), inline(always))]
    #[cfg_attr(relaxed_simd, inline, target_feature(enable = "relaxed-simd"))]
    fn multiply(&self, block: usize, inputs: &[f32x4], outputs: &mut [f32x4]) {
        let (channels, vectors) = (self.width.channels(), self.width.vectors());
        let weights = self.weights.chunks_exact(channels * vectors);
        let inputs: &[f32] = bytemuck::cast_slice(inputs);
        let inputs = inputs.chunks_exact(TILES * vectors * 4);
        let outputs = outputs.chunks_exact_mut(TILES * W);
        for ((weights, inputs), outputs) in weights.zip(inputs).zip(outputs) {
            let input = |t: usize| &inputs[t * vectors * 4..][..channels];
            let inputs = [input(0), input(1), input(2)];
            let mut sums = [[f32x4::ZERO; W]; TILES];
            for (channel, weights) in weights.chunks_exact(vectors).enumerate() {
                let weights = &weights[block * W..][..W];
                for (sums, inputs) in sums.iter_mut().zip(inputs) {
                    let value = f32x4::splat(inputs[channel]);
                    for (sum, &weight) in sums.iter_mut().zip(weights) {
                        *sum = multiply_add(value, weight, *sum);
                    }
                }
            }
            for (output, sum) in outputs.iter_mut().zip(sums.as_flattened()) {
                *output = *sum;
            }
        }
    }
}

/// The 4×4 inputs of a tile and what lies between them.
#[inline(always)]
fn window<const STRIDE: usize>(input: &[f32x4], tile: Tile, vectors: usize) -> &[f32x4] {
    let corner = 2 * (tile.row() * STRIDE + tile.column());
    &input[corner * vectors..][..(3 * STRIDE + 4) * vectors]
}

/// Hands each place of four transformed kernels to `take`.
fn with_transformed<const ONE: bool>(
    kernel: impl Fn(usize) -> f32x4,
    mut take: impl FnMut(usize, f32x4),
) {
    let mut take_all = |places: &[f32x4]| {
        for (place, &values) in places.iter().enumerate() {
            take(place, values);
        }
    };
    if ONE {
        take_all(&pairs::transform_kernel(kernel));
    } else {
        take_all(&transform_kernel(kernel));
    }
}

/// `G g Gᵀ`, for four kernels side by side.
fn transform_kernel(g: impl Fn(usize) -> f32x4) -> [f32x4; PLACES] {
    let half = f32x4::splat(0.5);
    let column = |[a, b, c]: [f32x4; 3]| {
        let ends = a + c;
        [a, (ends + b) * half, (ends - b) * half, c]
    };
    // [column of the kernel][row in Winograd's domain]
    let columns: [[f32x4; 4]; 3] = std::array::from_fn(|j| column([g(j), g(3 + j), g(6 + j)]));
    let mut transformed = [f32x4::ZERO; PLACES];
    for (i, row) in transformed.chunks_exact_mut(4).enumerate() {
        row.copy_from_slice(&column(columns.map(|column| column[i])));
    }
    transformed
}

/// Row `i` of `Bᵀ d B`.
#[inline(always)]
fn transform_row(i: usize, d: impl Fn(usize, usize) -> f32x4) -> [f32x4; 4] {
    let column = |j: usize| match i {
        0 => d(0, j) - d(2, j),
        1 => d(1, j) + d(2, j),
        2 => d(2, j) - d(1, j),
        _ => d(1, j) - d(3, j),
    };
    let [a, b, c, d] = [column(0), column(1), column(2), column(3)];
    [a - c, b + c, c - b, b - d]
}

/// `Aᵀ m A` of sixteen sums, row by row.
#[inline(always)]
fn transform_output(m: impl Fn(usize) -> f32x4) -> [f32x4; 4] {
    let column = |j: usize| {
        let (second, third) = (m(4 + j), m(8 + j));
        [m(j) + second + third, second - third - m(12 + j)]
    };
    let [a, b, c, d] = [column(0), column(1), column(2), column(3)];
    let row = |i: usize| [a[i] + b[i] + c[i], b[i] - c[i] - d[i]];
    let [[a, b], [c, d]] = [row(0), row(1)];
    [a, b, c, d]
}

/// Bias, ReLU and the maximum of each tile, into `pooled` of this plane; if the image is learnt from, into `from` where in the
/// unpooled plane, in vectors, the maximum's 3×3 window starts.
#[inline(always)]
pub fn pool<const LEARNS: bool, const W: usize, const ONE: bool>(
    width: Width<W, ONE>,
    bias: &[f32x4],
    unpooled: Plane,
    (plane, pooled, from): (Plane, &mut [f32x4], &mut [u32x4]),
) -> impl FnMut(Tile, usize, [f32x4; 4]) {
    let vectors = width.vectors();
    let window = move |place: usize| u32x4::splat((place * vectors) as u32);
    let offsets = [
        window(1),
        window(unpooled.stride),
        window(unpooled.stride + 1),
    ];
    move |tile, vector, [first, rest @ ..]| {
        let (mut maximum, mut winner) = (first, u32x4::ZERO);
        // Of equal ones the first, as PyTorch does.
        for (value, offset) in rest.into_iter().zip(offsets) {
            if LEARNS {
                let is_larger: u32x4 = bytemuck::cast(value.simd_gt(maximum));
                winner = is_larger.select(offset, winner);
            }
            maximum = larger(maximum, value);
        }
        let place = plane.origin + tile.row() * plane.stride + tile.column();
        pooled[place * vectors + vector] = rectified(maximum + bias[vector]);
        if LEARNS {
            let corner = window(2 * tile.row() * unpooled.stride + 2 * tile.column());
            from[place * vectors + vector] = winner + corner;
        }
    }
}

/// Bias and ReLU of each of a tile's outputs.
#[inline(always)]
pub fn relu<const W: usize, const ONE: bool>(
    width: Width<W, ONE>,
    bias: &[f32x4],
    plane: Plane,
    output: &mut [f32x4],
) -> impl FnMut(Tile, usize, [f32x4; 4]) {
    let mut store = store(width, plane, output);
    move |tile, vector, values| {
        store(
            tile,
            vector,
            values.map(|value| rectified(value + bias[vector])),
        );
    }
}

/// Each of a tile's outputs as it is.
#[inline(always)]
pub fn store<const W: usize, const ONE: bool>(
    width: Width<W, ONE>,
    plane: Plane,
    output: &mut [f32x4],
) -> impl FnMut(Tile, usize, [f32x4; 4]) {
    let vectors = width.vectors();
    move |tile, vector, [a, b, c, d]| {
        let place = plane.origin + 2 * tile.row() * plane.stride + 2 * tile.column();
        output[place * vectors + vector] = a;
        output[(place + 1) * vectors + vector] = b;
        output[(place + plane.stride) * vectors + vector] = c;
        output[(place + plane.stride + 1) * vectors + vector] = d;
    }
}
