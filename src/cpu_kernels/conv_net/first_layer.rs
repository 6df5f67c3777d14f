//! The first convolution, and what it reads: an image's pixels, and where they are all black.

use wide::f32x4;

use super::layout::{Width, relu};
use super::winograd::Tile;
use super::{FULL, HALF};
use crate::fashion_mnist::N_PIXELS;
use crate::pixels::value_table;

/// Windows computed together, as in [`super::winograd`].
const WINDOWS: usize = 3;
const SIDE: usize = FULL.side;
/// Rows of bytes with their border, filled up to whole vectors.
const ROW_BYTES: usize = 32;

/// Some items out of `N - 1`, in their order.
struct Chosen<T, const N: usize> {
    items: [T; N],
    length: usize,
}

impl<T: Copy, const N: usize> Chosen<T, N> {
    fn new(item: T) -> Self {
        Self {
            items: [item; N],
            length: 0,
        }
    }

    /// Written in any case and counted if wanted: a branch would be guessed wrongly too often.
    #[inline(always)]
    fn push_if(&mut self, is_wanted: bool, item: T) {
        self.items[self.length] = item;
        self.length += usize::from(is_wanted);
    }

    fn as_slice(&self) -> &[T] {
        &self.items[..self.length]
    }
}

/// An image with its border.
pub struct Pixels {
    value_table: [f32; 256],
    /// By places of [`FULL`].
    values: [f32; FULL.size()],
    /// Windows of 3×3 pixels with something in them, by the place of their upper left corner.
    windows: Chosen<u16, { N_PIXELS + 1 }>,
    /// Tiles of the second convolution that see any of them.
    tiles: Chosen<Tile, { HALF.side * HALF.side + 1 }>,
}

impl Default for Pixels {
    fn default() -> Self {
        Self {
            value_table: value_table(),
            values: [0.0; FULL.size()],
            windows: Chosen::new(0),
            tiles: Chosen::new(Tile::default()),
        }
    }
}

impl Pixels {
    /// Takes an image of 28×28 grey bytes.
    pub fn read(&mut self, pixels: &[u8]) {
        let mut bytes = [[0; ROW_BYTES]; SIDE + 2];
        for (y, row) in pixels.chunks_exact(SIDE).enumerate() {
            bytes[y + 1][1..=SIDE].copy_from_slice(row);
            let values = &mut self.values[FULL.origin + y * FULL.stride..][..SIDE];
            for (value, &byte) in values.iter_mut().zip(row) {
                *value = self.value_table[usize::from(byte)];
            }
        }
        // By the windows' centres, with a border.
        let mut windows = [[0; ROW_BYTES]; SIDE + 2];
        self.windows.length = 0;
        for y in 0..SIDE {
            let column: [u8; ROW_BYTES] =
                std::array::from_fn(|x| bytes[y][x] | bytes[y + 1][x] | bytes[y + 2][x]);
            let row = &mut windows[y + 1];
            for x in 0..SIDE {
                row[x + 1] = column[x] | column[x + 1] | column[x + 2];
            }
            for x in 0..SIDE {
                let place = (y * FULL.stride + x) as u16;
                self.windows.push_if(row[x + 1] != 0, place);
            }
        }
        self.tiles.length = 0;
        for (row, windows) in windows.windows(4).step_by(2).enumerate() {
            let column: [u8; ROW_BYTES] = std::array::from_fn(|x| {
                windows[0][x] | windows[1][x] | windows[2][x] | windows[3][x]
            });
            for (tile, column) in column.windows(4).step_by(2).take(HALF.side).enumerate() {
                let is_lit = column.iter().fold(0, |all, byte| all | byte) != 0;
                self.tiles.push_if(is_lit, Tile::new(row, tile));
            }
        }
    }

    /// By places of [`FULL`].
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// The second convolution's tiles that depend on the image.
    pub fn tiles(&self) -> &[Tile] {
        self.tiles.as_slice()
    }
}

/// Convolution and ReLU into a plane [`FULL`]; `weights` are `[9, vectors]`, turned by 180°.
pub fn forward<const W: usize, const ONE: bool>(
    width: Width<W, ONE>,
    pixels: &Pixels,
    weights: &[f32x4],
    bias: &[f32x4],
    output: &mut [f32x4],
) {
    let vectors = width.vectors();
    fill_black(width, bias, output);
    for block in 0..width.blocks() {
        let bias: [f32x4; W] = std::array::from_fn(|w| bias[block * W + w]);
        let windows = pixels.windows.as_slice();
        for first in (0..windows.len()).step_by(WINDOWS) {
            let group = [0, 1, 2].map(|i| usize::from(windows[(first + i).min(windows.len() - 1)]));
            let inputs: [&[f32]; WINDOWS] =
                group.map(|window| &pixels.values[window..][..2 * FULL.stride + 3]);
            let mut sums = [bias; WINDOWS];
            for row in 0..3 {
                for column in 0..3 {
                    let tap = row * 3 + column;
                    let weights = &weights[(8 - tap) * vectors + block * W..][..W];
                    let offset = row * FULL.stride + column;
                    for (sums, input) in sums.iter_mut().zip(inputs) {
                        let value = f32x4::splat(input[offset]);
                        for (sum, &weight) in sums.iter_mut().zip(weights) {
                            *sum += value * weight;
                        }
                    }
                }
            }
            for (window, sums) in group.into_iter().zip(sums) {
                let start = (window + FULL.origin) * vectors + block * W;
                output[start..][..W].copy_from_slice(&sums.map(relu));
            }
        }
    }
}

/// The output for a black image.
pub fn fill_black<const W: usize, const ONE: bool>(
    width: Width<W, ONE>,
    bias: &[f32x4],
    output: &mut [f32x4],
) {
    let vectors = width.vectors();
    for row in 0..SIDE {
        let start = (FULL.origin + row * FULL.stride) * vectors;
        for place in output[start..][..SIDE * vectors].chunks_exact_mut(vectors) {
            for (value, &bias) in place.iter_mut().zip(bias) {
                *value = relu(bias);
            }
        }
    }
}
