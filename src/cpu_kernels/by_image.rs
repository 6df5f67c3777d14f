//! The units of a block for one image, where nothing is learnt: sums in registers, four pixels in the lanes of a vector.
//!
//! # Work
//! A vector of pixels is multiplied by one vector of weights a unit: with the lesson's 10 units 30 operations for four pixels,
//! loads included, beside 12 to find, read and convert them; a batch's step needs as many for two. Half of the pixels are
//! black; a bit for each group of four leads from one that is not to the next, so that no branch is guessed.
//!
//! # Rounding
//! Within a few units of the last place of a step's forward pass, but not its bits: other pixels share a sum, and `1/255` is
//! a factor of the weights.

use wide::{f32x4, i32x4, u8x16};

use crate::block::Block;
use crate::lanes::add_to_doubles;
use crate::pixels::{GROUP_SIZE, Group, N_PLACES};

/// Places whose products are summed in f32 before f64 takes over: four rows of an image, whole vectors of bytes.
const SUM_PLACES: usize = 28;
/// Bytes of four pixels to a lane each.
const SPREAD: u8x16 = u8x16::new([0, X, X, X, 1, X, X, X, 2, X, X, X, 3, X, X, X]);
/// No byte: zero.
const X: u8 = 0xff;

/// The weights of `U` units of a block, for grey values from 0 to 255: by place and unit, of four pixels.
pub struct ByImage<const U: usize> {
    weights: Vec<[[f32; GROUP_SIZE]; U]>,
}

impl<const U: usize> ByImage<U> {
    /// Of the block's first units, of which it has at least as many.
    pub fn new<const W: usize>(block: &Block<W>) -> Self {
        let of_place = |place: &[[f32; W]; GROUP_SIZE]| {
            std::array::from_fn(|unit| place.map(|units| units[unit] / 255.0))
        };
        Self {
            weights: block.weights().iter().map(of_place).collect(),
        }
    }

    /// Sums over the pixels; those of further units are 0.
    #[inline]
    pub fn sums<const W: usize>(&self, image: &[Group; N_PLACES]) -> [f64; W] {
        const { assert!(W.is_multiple_of(GROUP_SIZE)) };
        let mut sums = [0.0; W];
        let weights = self.weights.as_chunks::<SUM_PLACES>().0;
        for (weights, groups) in weights.iter().zip(image.as_chunks::<SUM_PLACES>().0) {
            let mut lit = lit(groups);
            let mut values = [f32x4::ZERO; W];
            while lit != 0 {
                let place = lit.trailing_zeros() as usize;
                lit &= lit - 1;
                let (Some(group), Some(weights)) = (groups.get(place), weights.get(place)) else {
                    break;
                };
                let greys = greys(group);
                for (value, weights) in values.iter_mut().zip(weights) {
                    *value += greys * f32x4::new(*weights);
                }
            }
            let fours = values.as_chunks::<4>().0;
            for (sums, values) in sums.as_chunks_mut::<4>().0.iter_mut().zip(fours) {
                let [a, b, c, d] = f32x4::transpose(*values);
                add_to_doubles(sums, &((a + b) + (c + d)).to_array());
            }
        }
        sums
    }
}

/// A bit for each group that is not wholly black.
#[inline(always)]
fn lit(groups: &[Group; SUM_PLACES]) -> u32 {
    let mut lit = 0;
    for (vector, groups) in groups.as_chunks::<4>().0.iter().enumerate() {
        let groups: i32x4 = bytemuck::cast(*groups);
        let black = groups.simd_eq(i32x4::ZERO).to_bitmask();
        lit |= (black ^ 0b1111) << (4 * vector);
    }
    lit
}

#[inline(always)]
fn greys(group: &Group) -> f32x4 {
    let bytes: u8x16 = bytemuck::cast(i32x4::splat(i32::from_le_bytes(*group)));
    bytemuck::cast::<_, i32x4>(bytes.shuffle_zeroing(SPREAD)).round_float()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fashion_mnist::{N_CLASSES, N_PIXELS};

    #[test]
    fn sums_are_those_of_a_dense_layer() {
        const UNITS: usize = 10;
        let mut bits = 1_u32;
        let mut random = || {
            bits = bits.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            bits >> 8
        };
        let weights: Vec<f32> = (0..UNITS * N_PIXELS)
            .map(|_| random() as f32 / 8_388_608.0 - 1.0)
            .collect();
        let pixels: Vec<u8> = (0..N_PIXELS)
            .map(|_| random() as u8)
            .map(|grey| if grey < 128 { 0 } else { grey })
            .collect();
        let block = Block::<12>::new(0, &weights, &[0.0; UNITS], &[0.0; N_CLASSES * UNITS]);
        let groups = pixels.as_chunks().0;
        let image = groups.as_array().expect("an image has 196 groups");
        let sums: [f64; 12] = ByImage::<UNITS>::new(&block).sums(image);
        for (weights, sum) in weights.chunks(N_PIXELS).zip(sums) {
            let products = weights.iter().zip(&pixels);
            let expected: f64 = products
                .map(|(weight, grey)| f64::from(*weight) * f64::from(*grey) / 255.0)
                .sum();
            assert!((sum - expected).abs() < 1e-5, "{sum} for {expected}");
        }
        assert_eq!(sums[UNITS..], [0.0, 0.0]);
    }
}
