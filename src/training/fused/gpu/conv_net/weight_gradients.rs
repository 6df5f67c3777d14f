//! The gradients of all convolutions' weights and biases, image by image.

use cubecl::prelude::*;

use super::super::registers::zeros;
use super::lane::Lane;
use super::layout::WINDOW;
use super::program::{Pass, Tile};

/// Gradients of an output channel that units add up together: a window and a bias.
const SHARED: usize = WINDOW + 1;

/// Sums all tiles' gradients over their images. A tile's units share the columns and rows of an image, and then add up
/// their sums.
///
/// Every unit of the workgroup must call this: there are barriers in it.
#[cube]
pub fn sum_weight_gradients(arena: &mut [f32], pass: &Pass, lane: &Lane) {
    let n_images = comptime!(lane.layout.launch.n_images);
    let n_outputs = comptime!(lane.layout.launch.tile_outputs);
    let n_inputs = comptime!(lane.layout.launch.tile_inputs);
    let n_shares = comptime!(lane.layout.launch.units_per_tile);
    let n_parallel = comptime!(lane.layout.launch.n_parallel_tiles());
    let n_weights = comptime!(lane.layout.launch.tile_weights());
    let unit = UNIT_POS as usize;
    let share = lane.unit % n_shares;
    let tile_0 = lane.unit / n_shares;
    for round in 0..pass.n_tiles.div_ceil(n_parallel) {
        let mut sums = TileSums {
            weights: zeros(n_weights),
            biases: zeros(n_outputs),
        };
        // A unit without a tile repeats the last: never written.
        let index = round * n_parallel + tile_0;
        let row = pass.first_tile + min(index, pass.n_tiles - 1) * Tile::N_WORDS;
        sum_tile(
            &*arena,
            &Tile::load(&pass.program, row),
            share,
            &mut sums,
            lane,
        );
        if comptime!(n_shares == 1) {
            if index < pass.n_tiles {
                let output = lane.offset(tile_gradients(index, lane));
                #[unroll]
                for i in 0..n_weights {
                    arena[output + i * n_images] = sums.weights[i];
                }
                #[unroll]
                for t in 0..n_outputs {
                    arena[output + (n_weights + t) * n_images] = sums.biases[t];
                }
            }
        } else {
            let mut shared =
                Shared::<[f32]>::new_slice(comptime!(lane.layout.launch.n_units * SHARED));
            #[unroll]
            for window in 0..comptime!(n_outputs * n_inputs) {
                #[unroll]
                for k in 0..WINDOW {
                    shared[unit * SHARED + k] = sums.weights[window * WINDOW + k];
                }
                // Written once for every input: the same each time.
                shared[unit * SHARED + WINDOW] = sums.biases[window / n_inputs];
                sync_cube();
                // A unit adds up one number of a window, or its bias.
                let k = unit % SHARED;
                let tile = unit / SHARED;
                let index = round * n_parallel + tile;
                if tile < n_parallel && index < pass.n_tiles {
                    let mut sum = 0.0f32;
                    #[unroll]
                    for share in 0..n_shares {
                        sum += shared[(tile * n_shares + share) * SHARED + k];
                    }
                    let weight = window * WINDOW + k;
                    let bias = n_weights + window / n_inputs;
                    let gradient = select(k < WINDOW, weight, bias);
                    arena[lane.offset(tile_gradients(index, lane) + gradient)] = sum;
                }
                sync_cube();
            }
        }
    }
}

/// One unit's sums of a tile's gradients.
#[derive(CubeType)]
struct TileSums {
    /// `[tile_outputs, tile_inputs, 3, 3]`
    weights: Array<f32>,
    /// `[tile_outputs]`
    biases: Array<f32>,
}

/// Where a tile's gradients begin among the floats of an image.
#[cube]
fn tile_gradients(tile: usize, lane: &Lane) -> usize {
    comptime!(lane.layout.weight_gradients) + tile * comptime!(lane.layout.launch.tile_len())
}

/// Adds one share of an image's columns and rows to a tile's sums.
#[cube]
fn sum_tile(arena: &[f32], tile: &Tile, share: usize, sums: &mut TileSums, lane: &Lane) {
    let n_images = comptime!(lane.layout.launch.n_images);
    let n_outputs = comptime!(lane.layout.launch.tile_outputs);
    let n_inputs = comptime!(lane.layout.launch.tile_inputs);
    let n_columns = comptime!(lane.layout.launch.tile_columns);
    let n_read = comptime!(lane.layout.launch.tile_columns + 2);
    let n_shares = comptime!(lane.layout.launch.units_per_tile);
    let last_output = tile.n_outputs - 1;
    let last_input = tile.n_inputs - 1;
    let has_biases = tile.has_biases == 1;
    let width = tile.size + 2;
    let plane = width * width;
    let n_strips = tile.size / n_columns;
    // Where there are more units than strips, they share the rows as well.
    let n_parts = max(n_shares.runtime() / n_strips, 1);
    let n_rows = tile.size / n_parts;
    let mut strip = share;
    while strip < n_strips * n_parts {
        let column_0 = strip % n_strips * n_columns;
        let row_0 = strip / n_strips * n_rows;
        for row in row_0..row_0 + n_rows {
            let mut gradients = Sequence::<f32>::new();
            #[unroll]
            for t in 0..n_outputs {
                // A channel beyond the tile's last repeats it: never used.
                let first =
                    tile.gradients + min(t, last_output) * plane + (row + 1) * width + column_0 + 1;
                let offset = lane.offset(first);
                #[unroll]
                for column in 0..n_columns {
                    gradients.push(arena[offset + column * n_images]);
                }
            }
            if has_biases {
                #[unroll]
                for t in 0..n_outputs {
                    let mut sum = Sequence::<f32>::new();
                    sum.push(sums.biases[t]);
                    #[unroll]
                    for column in 0..n_columns {
                        let next = sum[column] + gradients[t * n_columns + column];
                        sum.push(next);
                    }
                    sums.biases[t] = sum[n_columns];
                }
            }
            #[unroll]
            for input in 0..n_inputs {
                #[unroll]
                for ky in 0..3usize {
                    let first =
                        tile.input + min(input, last_input) * plane + (row + ky) * width + column_0;
                    let offset = lane.offset(first);
                    let mut values = Sequence::<f32>::new();
                    #[unroll]
                    for column in 0..n_read {
                        values.push(arena[offset + column * n_images]);
                    }
                    #[unroll]
                    for t in 0..n_outputs {
                        #[unroll]
                        for kx in 0..3usize {
                            let weight = (t * n_inputs + input) * WINDOW + ky * 3 + kx;
                            let mut sum = Sequence::<f32>::new();
                            sum.push(sums.weights[weight]);
                            #[unroll]
                            for column in 0..n_columns {
                                let next = sum[column]
                                    + gradients[t * n_columns + column] * values[column + kx];
                                sum.push(next);
                            }
                            sums.weights[weight] = sum[n_columns];
                        }
                    }
                }
            }
        }
        strip += n_shares;
    }
}
