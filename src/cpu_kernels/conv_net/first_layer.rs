//! The first convolution, and what it reads: an image's pixels, and where they are all black.

use wide::{f32x4, u8x16};

use super::layout::{Width, relu};
use super::winograd::Tile;
use super::{FULL, HALF};
use crate::fashion_mnist::N_PIXELS;
use crate::lanes::multiply_add;
use crate::pixels::value_table;

/// Windows computed together, as in [`super::winograd`].
const WINDOWS: usize = 3;
const SIDE: usize = FULL.side;
/// One bit for each column of an image.
const COLUMNS: u32 = (1 << SIDE) - 1;

/// Some items out of `N`, in their order.
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

    /// Adds the item of each bit that is set.
    #[inline(always)]
    fn push_bits(&mut self, mut bits: u32, item: impl Fn(usize) -> T) {
        while bits != 0 {
            self.items[self.length] = item(bits.trailing_zeros() as usize);
            self.length += 1;
            bits &= bits - 1;
        }
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
    windows: Chosen<u16, N_PIXELS>,
    /// The other ones.
    black_windows: Chosen<u16, N_PIXELS>,
    /// Tiles of the second convolution that depend on any of them.
    tiles: Chosen<Tile, { HALF.side * HALF.side }>,
}

impl Default for Pixels {
    fn default() -> Self {
        Self {
            value_table: value_table(),
            values: [0.0; FULL.size()],
            windows: Chosen::new(0),
            black_windows: Chosen::new(0),
            tiles: Chosen::new(Tile::default()),
        }
    }
}

impl Pixels {
    /// Takes an image of 28×28 grey bytes; tiles are so many places of the pooled plane apart.
    #[inline(always)]
    pub fn read(&mut self, pixels: &[u8], tile_step: usize) {
        // Bit `x + 1` is column `x`: there is a border on both sides.
        let mut lit = [0; SIDE + 2];
        for (y, row) in pixels.as_chunks::<SIDE>().0.iter().enumerate() {
            lit[y + 1] = lit_columns(row) << 1;
            let values = &mut self.values[FULL.origin + y * FULL.stride..][..SIDE];
            for (value, &byte) in values.iter_mut().zip(row) {
                *value = self.value_table[usize::from(byte)];
            }
        }
        // By the windows' centres, with the same border.
        let mut windows = [0; SIDE + 2];
        self.windows.length = 0;
        self.black_windows.length = 0;
        for y in 0..SIDE {
            let column = lit[y] | lit[y + 1] | lit[y + 2];
            let row = (column | column >> 1 | column >> 2) & COLUMNS;
            windows[y + 1] = row << 1;
            let place = |x: usize| (y * FULL.stride + x) as u16;
            self.windows.push_bits(row, place);
            self.black_windows.push_bits(!row & COLUMNS, place);
        }
        self.tiles.length = 0;
        // A tile's outputs with a border around them.
        let side = 2 * tile_step + 2;
        let starts = (0..SIDE).step_by(2 * tile_step);
        let is_start = starts.clone().fold(0, |all, column| all | 1 << column);
        for start in starts {
            let rows = &windows[start..start + side];
            let column = rows.iter().fold(0, |all, row| all | row);
            let places = (0..side).fold(0, |all, x| all | column >> x);
            self.tiles
                .push_bits(places & is_start, |x| Tile::new(start / 2, x / 2));
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

/// One bit for each pixel of a row that is not black.
#[inline(always)]
fn lit_columns(row: &[u8; SIDE]) -> u32 {
    // Two vectors that overlap.
    let bits = |first: usize| {
        let vector = u8x16::from(&row[first..first + 16]);
        vector.simd_ne(u8x16::ZERO).to_bitmask()
    };
    bits(0) | bits(SIDE - 16) << (SIDE - 16)
}

/// Convolution and ReLU into a plane [`FULL`]; `weights` are `[9, vectors]`, turned by 180°.
#[cfg_attr(relaxed_simd, target_feature(enable = "relaxed-simd"))]
pub fn forward<const W: usize, const ONE: bool>(
    width: Width<W, ONE>,
    pixels: &Pixels,
    weights: &[f32x4],
    bias: &[f32x4],
    output: &mut [f32x4],
) {
    let vectors = width.vectors();
    for block in 0..width.blocks() {
        let bias = bias.as_chunks::<W>().0[block];
        let black = bias.map(relu);
        for &window in pixels.black_windows.as_slice() {
            let start = (usize::from(window) + FULL.origin) * vectors + block * W;
            output[start..][..W].copy_from_slice(&black);
        }
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
                            *sum = multiply_add(value, weight, *sum);
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
