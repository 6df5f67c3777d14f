//! A 3×3 convolution of a workgroup's images, forwards or backwards, with what follows it done in registers.

use cubecl::prelude::*;

use super::plan::{Plan, WINDOW};
use super::program::StageKind;

/// Rows of a tile: a pool's height.
const ROWS: usize = 2;

/// A unit computes tiles of two rows of some columns and output channels of an image.
///
/// What differs between layers comes as numbers, so that one kernel does for all; what is chosen among numbers is
/// selected, not branched to, which takes less time to compile. What was loaded is kept in names of its own rather than
/// in an array, and a sum grows by a whole window at a time: a store to an array is dear in software.
///
/// # Shapes
/// - arena: the input is `[n_in, size + 2, size + 2]` with a border of zeros
#[cube]
#[allow(clippy::too_many_arguments)]
pub fn convolve(
    params: &[f32],
    arena: &mut [f32],
    program: &[u32],
    at_stage: usize,
    here: usize,
    slot: usize,
    #[comptime] plan: Plan,
) {
    let n_out = comptime!(plan.hidden);
    let n_images = comptime!(plan.layout.n_images);
    let n_channels = comptime!(plan.layout.conv_channels);
    let n_columns = comptime!(plan.layout.conv_columns);
    // Columns of input that a tile reads.
    let n_read = comptime!(plan.layout.conv_columns + 2);
    let kind = program[at_stage];
    let n_in = program[at_stage + 1] as usize;
    let size = program[at_stage + 2] as usize;
    let weights_place = program[at_stage + 3] as usize;
    let biases_place = program[at_stage + 4] as usize;
    let input_place = program[at_stage + 5] as usize;
    let to = here + program[at_stage + 6] as usize * n_images;
    let other = here + program[at_stage + 7] as usize * n_images;
    let border = program[at_stage + 8] as usize;
    let width = size + 2;
    let n_strips = size / n_columns;
    let n_pairs = size / ROWS;
    let n_items = n_strips * n_pairs * comptime!(n_out.div_ceil(n_channels));
    let mut item = slot;
    while item < n_items {
        let x_0 = item % n_strips * n_columns;
        let y_0 = item / n_strips % n_pairs * ROWS;
        let channel_0 = item / (n_strips * n_pairs) * n_channels;
        let mut sums = Array::<f32>::new(comptime!(n_channels * ROWS * n_columns));
        #[unroll]
        for t in 0..n_channels {
            // A channel beyond the last repeats it: never written.
            let bias = params[biases_place + min(channel_0 + t, comptime!(n_out - 1))];
            #[unroll]
            for at in 0..comptime!(ROWS * n_columns) {
                sums[t * comptime!(ROWS * n_columns) + at] = bias;
            }
        }
        for input in 0..n_in {
            let mut weights = Sequence::<f32>::new();
            #[unroll]
            for t in 0..n_channels {
                let output = min(channel_0 + t, comptime!(n_out - 1));
                let at = weights_place + (output * n_in + input) * WINDOW;
                #[unroll]
                for k in 0..WINDOW {
                    weights.push(params[at + k]);
                }
            }
            let corner = here + (input_place + (input * width + y_0) * width + x_0) * n_images;
            let mut values = Sequence::<f32>::new();
            #[unroll]
            for row in 0..ROWS + 2 {
                let at = corner + row * width * n_images;
                #[unroll]
                for column in 0..n_read {
                    values.push(arena[at + column * n_images]);
                }
            }
            #[unroll]
            for t in 0..n_channels {
                #[unroll]
                for row in 0..ROWS {
                    #[unroll]
                    for column in 0..n_columns {
                        let at = row * n_read + column;
                        let w = t * WINDOW;
                        sums[(t * ROWS + row) * n_columns + column] += values[at] * weights[w]
                            + values[at + 1] * weights[w + 1]
                            + values[at + 2] * weights[w + 2]
                            + values[at + n_read] * weights[w + 3]
                            + values[at + n_read + 1] * weights[w + 4]
                            + values[at + n_read + 2] * weights[w + 5]
                            + values[at + 2 * n_read] * weights[w + 6]
                            + values[at + 2 * n_read + 1] * weights[w + 7]
                            + values[at + 2 * n_read + 2] * weights[w + 8];
                    }
                }
            }
        }

        #[unroll]
        for t in 0..n_channels {
            let channel = channel_0 + t;
            if channel < n_out {
                if kind == comptime!(StageKind::ReluPool as u32) {
                    let half = size / 2;
                    let half_padded = half + 2 * border;
                    let y = y_0 / 2;
                    let x = x_0 / 2;
                    let at = (channel * half_padded + y + border) * half_padded + x + border;
                    let at_choice = (channel * half + y) * half + x;
                    #[unroll]
                    for window in 0..comptime!(n_columns / 2) {
                        // The first of equal values is chosen, as in PyTorch; 4 where the ReLU lets nothing through.
                        let mut highest = 0.0f32;
                        let mut choice = 4.0f32;
                        #[unroll]
                        for place in 0..4usize {
                            let value =
                                sums[(t * ROWS + place / 2) * n_columns + window * 2 + place % 2];
                            let is_higher = value > highest;
                            highest = select(is_higher, value, highest);
                            choice = select(is_higher, f32::cast_from(place as u32), choice);
                        }
                        arena[to + (at + window) * n_images] = highest;
                        arena[other + (at_choice + window) * n_images] = choice;
                    }
                } else {
                    // Where a border is wanted, there is one all around.
                    let width = size + 2 * border;
                    let corner = (channel * width + y_0 + border) * width + x_0 + border;
                    if kind == comptime!(StageKind::Mask as u32) {
                        #[unroll]
                        for row in 0..ROWS {
                            #[unroll]
                            for column in 0..n_columns {
                                let sum = sums[(t * ROWS + row) * n_columns + column];
                                let at = (corner + row * width + column) * n_images;
                                let is_open = arena[other + at] > 0.0f32;
                                arena[to + at] = select(is_open, sum, 0.0f32);
                            }
                        }
                    } else {
                        let least =
                            select(kind == comptime!(StageKind::Relu as u32), 0.0f32, f32::MIN);
                        #[unroll]
                        for row in 0..ROWS {
                            #[unroll]
                            for column in 0..n_columns {
                                let sum = sums[(t * ROWS + row) * n_columns + column];
                                let at = (corner + row * width + column) * n_images;
                                arena[to + at] = max(sum, least);
                            }
                        }
                    }
                }
            }
        }
        item += comptime!(plan.layout.units_per_image());
    }
}
