//! The second convolution of a black image: what it gives wherever an image is black, once a step.

use wide::{f32x4, u32x4};

use super::layout::Width;
use super::parameters::{Conv, Parameters, Sections};
use super::winograd::{Scratch, Tile, Winograd, pool};
use super::{FULL, HALF, first_layer};

pub struct BlackImage {
    /// After the first convolution's ReLU, of plane [`FULL`].
    first: Vec<f32x4>,
    /// The pooled second convolution and where from, of plane [`HALF`].
    pooled: Vec<f32x4>,
    from: Vec<u32x4>,
}

impl BlackImage {
    pub fn new(vectors: usize) -> Self {
        Self {
            first: vec![f32x4::ZERO; FULL.size() * vectors],
            pooled: vec![f32x4::ZERO; HALF.size() * vectors],
            from: vec![u32x4::ZERO; HALF.size() * vectors],
        }
    }

    /// Computes nine tiles for new parameters, and copies them to all others.
    pub fn compute<const W: usize, const ONE: bool>(
        &mut self,
        width: Width<W, ONE>,
        parameters: &Parameters,
        sections: &Sections,
        second: &Winograd<W, ONE>,
        scratch: &mut Scratch,
    ) {
        let (_, bias) = parameters.first_conv(sections);
        first_layer::fill_black(width, bias, &mut self.first);
        let step = Winograd::<W, ONE>::TILE_STEP;
        // First, inner and last row or column: all tiles between the borders are alike.
        let starts = [0, step, HALF.side - step];
        let tiles: [Tile; 9] = std::array::from_fn(|i| Tile::new(starts[i / 3], starts[i % 3]));
        let bias = parameters.conv_bias(Conv::Second, sections);
        let output = (HALF, &mut self.pooled[..], &mut self.from[..]);
        second.run::<{ FULL.stride }>(
            &self.first,
            &tiles,
            scratch,
            pool::<true, _, _>(width, bias, FULL, output),
        );

        let vectors = width.vectors();
        let is_inner = |i: usize| (step..HALF.side - step).contains(&i);
        let like = |i: usize| if is_inner(i) { step + i % step } else { i };
        let place =
            |row: usize, column: usize| (HALF.origin + row * HALF.stride + column) * vectors;
        for row in 0..HALF.side {
            for column in 0..HALF.side {
                let (from_row, from_column) = (like(row), like(column));
                let (target, source) = (place(row, column), place(from_row, from_column));
                let places = 2 * (row - from_row) * FULL.stride + 2 * (column - from_column);
                let offset = u32x4::splat((places * vectors) as u32);
                for vector in 0..vectors {
                    self.pooled[target + vector] = self.pooled[source + vector];
                    if target != source {
                        self.from[target + vector] = self.from[source + vector] + offset;
                    }
                }
            }
        }
    }

    /// Writes all tiles; those that an image has something in are computed over them.
    pub fn copy_to<const LEARNS: bool>(&self, pooled: &mut [f32x4], from: &mut [u32x4]) {
        pooled.copy_from_slice(&self.pooled);
        if LEARNS {
            from.copy_from_slice(&self.from);
        }
    }
}
