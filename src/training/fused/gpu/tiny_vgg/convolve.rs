//! A 3×3 convolution of a whole batch, forwards or backwards, with what follows it done in registers.

use cubecl::prelude::*;

use super::plan::{STRIP, Then};

/// Rows of a tile: a pool's height.
const TILE_ROWS: usize = 2;
/// Output pixels of a tile and channel.
const TILE: usize = TILE_ROWS * STRIP;
/// Columns of input that a tile reads.
const COLUMNS: usize = STRIP + 2;

/// A unit computes two rows of 14 pixels of some channels of one image; neighbouring units take neighbouring images.
///
/// What differs between layers of one kind comes as numbers, so that few kernels must be compiled; what is chosen among
/// numbers is selected, not branched to, which takes seconds less to compile. Places in the arena are in floats an
/// image.
///
/// # Shapes
/// - params: all parameters, in PyTorch's order
/// - arena: see [`super::plan::Arena`]; the input is `[n_in, size + 2, size + 2, images]` with a border of zeros
#[cube(launch_unchecked)]
#[allow(clippy::too_many_arguments)]
pub fn convolve(
    params: &[f32],
    arena: &mut [f32],
    n_images: u32,
    n_inputs: u32,
    n_outputs: u32,
    n_rows: u32,
    weights_place: u32,
    input_place: u32,
    output_place: u32,
    other_place: u32,
    border: u32,
    #[comptime] then: Then,
    #[comptime] n_channels: usize,
) {
    let images = n_images as usize;
    let n_in = n_inputs as usize;
    let n_out = n_outputs as usize;
    let size = n_rows as usize;
    let weights_at = weights_place as usize;
    let image = ABSOLUTE_POS % images;
    let item = ABSOLUTE_POS / images;
    let n_strips = size / STRIP;
    let n_pairs = size / TILE_ROWS;
    let x_0 = item % n_strips * STRIP;
    let y_0 = item / n_strips % n_pairs * TILE_ROWS;
    let channel_0 = item / (n_strips * n_pairs) * n_channels;
    if channel_0 < n_out {
        let width = size + 2;
        let mut sums = Array::<f32>::new(comptime!(n_channels * TILE));
        #[unroll]
        for t in 0..n_channels {
            let mut bias = 0.0f32;
            if comptime!(!then.is_backwards()) {
                bias = params[weights_at + n_out * n_in * 9 + min(channel_0 + t, n_out - 1)];
            }
            #[unroll]
            for at in 0..TILE {
                sums[t * TILE + at] = bias;
            }
        }
        for input in 0..n_in {
            for ky in 0..3usize {
                let mut weights = Array::<f32>::new(comptime!(n_channels * 3));
                #[unroll]
                for t in 0..n_channels {
                    let output = min(channel_0 + t, n_out - 1);
                    // Backwards the roles of the channels change, and the window is turned by half a circle.
                    if comptime!(then.is_backwards()) {
                        let at = weights_at + (input * n_out + output) * 9 + 8 - ky * 3;
                        #[unroll]
                        for kx in 0..3usize {
                            weights[t * 3 + kx] = params[at - kx];
                        }
                    } else {
                        let at = weights_at + (output * n_in + input) * 9 + ky * 3;
                        #[unroll]
                        for kx in 0..3usize {
                            weights[t * 3 + kx] = params[at + kx];
                        }
                    }
                }
                let corner = (input_place as usize + (input * width + y_0 + ky) * width + x_0)
                    * images
                    + image;
                #[unroll]
                for row in 0..TILE_ROWS {
                    let mut values = Array::<f32>::new(COLUMNS);
                    #[unroll]
                    for column in 0..COLUMNS {
                        values[column] = arena[corner + (row * width + column) * images];
                    }
                    #[unroll]
                    for t in 0..n_channels {
                        #[unroll]
                        for column in 0..STRIP {
                            sums[t * TILE + row * STRIP + column] += values[column]
                                * weights[t * 3]
                                + values[column + 1] * weights[t * 3 + 1]
                                + values[column + 2] * weights[t * 3 + 2];
                        }
                    }
                }
            }
        }

        let to = output_place as usize * images + image;
        let other = other_place as usize * images + image;
        #[unroll]
        for t in 0..n_channels {
            let channel = channel_0 + t;
            if channel < n_out {
                if comptime!(then == Then::ReluPool) {
                    let half = size / 2;
                    let half_padded = half + 2 * border as usize;
                    let y = y_0 / 2;
                    let x = x_0 / 2;
                    let at = (channel * half_padded + y + border as usize) * half_padded
                        + x
                        + border as usize;
                    let at_choice = (channel * half + y) * half + x;
                    #[unroll]
                    for window in 0..comptime!(STRIP / 2) {
                        // The first of equal values is chosen, as in PyTorch; 4 where the ReLU lets nothing through.
                        let mut highest = 0.0f32;
                        let mut choice = 4.0f32;
                        #[unroll]
                        for place in 0..4usize {
                            let value = sums[t * TILE + place / 2 * STRIP + window * 2 + place % 2];
                            let is_higher = value > highest;
                            highest = select(is_higher, value, highest);
                            choice = select(is_higher, f32::cast_from(place as u32), choice);
                        }
                        arena[to + (at + window) * images] = highest;
                        arena[other + (at_choice + window) * images] = choice;
                    }
                } else {
                    let corner = (channel * width + y_0 + 1) * width + x_0 + 1;
                    #[unroll]
                    for row in 0..TILE_ROWS {
                        #[unroll]
                        for column in 0..STRIP {
                            let sum = sums[t * TILE + row * STRIP + column];
                            let at = (corner + row * width + column) * images;
                            if comptime!(then == Then::Relu) {
                                arena[to + at] = max(sum, 0.0f32);
                            } else if comptime!(then == Then::Mask) {
                                let is_open = arena[other + at] > 0.0f32;
                                arena[to + at] = select(is_open, sum, 0.0f32);
                            } else {
                                unpool(
                                    arena,
                                    sum,
                                    channel,
                                    y_0 + row,
                                    x_0 + column,
                                    size,
                                    images,
                                    to,
                                    other,
                                );
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Hands a pooled value's gradient to the pixel that was chosen, zero to its three neighbours.
#[cube]
#[allow(clippy::too_many_arguments)]
pub fn unpool(
    arena: &mut [f32],
    gradient: f32,
    channel: usize,
    y: usize,
    x: usize,
    size: usize,
    images: usize,
    to: usize,
    choices: usize,
) {
    let width = 2 * size + 2;
    let choice = arena[choices + ((channel * size + y) * size + x) * images];
    let corner = to + ((channel * width + 2 * y + 1) * width + 2 * x + 1) * images;
    #[unroll]
    for place in 0..4usize {
        let is_chosen = choice == f32::cast_from(place as u32);
        arena[corner + (place / 2 * width + place % 2) * images] =
            select(is_chosen, gradient, 0.0f32);
    }
}
