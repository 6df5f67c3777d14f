//! How activations lie in memory: places row by row, the channels of a place as whole vectors side by side.

use wide::f32x4;

use crate::lanes::larger;

/// The channels of a layer as vectors of four, `W` of them computed together.
#[derive(Clone, Copy)]
pub struct Width<const W: usize, const ONE: bool> {
    channels: usize,
    blocks: usize,
}

impl<const W: usize, const ONE: bool> Width<W, ONE> {
    pub fn new(channels: usize) -> Self {
        let blocks = channels.div_ceil(4 * W);
        debug_assert!(!ONE || blocks == 1);
        Self { channels, blocks }
    }

    pub fn channels(self) -> usize {
        self.channels
    }

    /// Blocks of `W` vectors.
    #[inline(always)]
    pub fn blocks(self) -> usize {
        if ONE { 1 } else { self.blocks }
    }

    /// Vectors of a place.
    #[inline(always)]
    pub fn vectors(self) -> usize {
        W * self.blocks()
    }

    /// A channel's part of `[channels, 9, vectors]`.
    pub fn of_channel(self, weights: &[f32x4], channel: usize) -> &[f32x4] {
        &weights[channel * 9 * self.vectors()..][..9 * self.vectors()]
    }

    /// A channel's part of `[channels, 9, vectors]`.
    pub fn of_channel_mut(self, weights: &mut [f32x4], channel: usize) -> &mut [f32x4] {
        &mut weights[channel * 9 * self.vectors()..][..9 * self.vectors()]
    }
}

/// A square of places, with or without a border of zeros one place wide.
#[derive(Clone, Copy)]
pub struct Plane {
    /// Places of a row, without the border.
    pub side: usize,
    /// Places from one row to the next.
    pub stride: usize,
    /// The first place within the border.
    pub origin: usize,
}

impl Plane {
    pub const fn padded(side: usize) -> Self {
        Self {
            side,
            stride: side + 2,
            origin: side + 3,
        }
    }

    pub const fn bare(side: usize) -> Self {
        Self {
            side,
            stride: side,
            origin: 0,
        }
    }

    /// Places with the border.
    pub const fn size(self) -> usize {
        self.stride * self.stride
    }
}

/// The sum of a vector's numbers, in a fixed order.
#[inline(always)]
pub fn sum(vector: f32x4) -> f32 {
    let [a, b, c, d] = vector.to_array();
    (a + b) + (c + d)
}

/// Negative numbers to zero; not a number stays, so that divergence shows.
#[inline(always)]
pub fn relu(vector: f32x4) -> f32x4 {
    larger(vector, f32x4::ZERO)
}
