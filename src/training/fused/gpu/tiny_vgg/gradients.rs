//! The gradients of all convolutions' weights and biases, image by image.

use cubecl::prelude::*;

use super::plan::{Plan, WINDOW};
use super::program::{N_STAGES, STAGE_LEN, TILE_LEN};

/// Numbers of an output channel that units add up together: a window and a bias.
const SHARED: usize = WINDOW + 1;

/// The units of a workgroup go through all tiles of weights. A tile's units share the columns and rows of the image, and
/// then add up what each of them has found.
///
/// Every unit of the workgroup must come here.
#[cube]
pub fn gather_gradients(
    arena: &mut [f32],
    program: &[u32],
    n_tiles: usize,
    here: usize,
    #[comptime] plan: Plan,
) {
    let n_images = comptime!(plan.layout.n_images);
    let n_outputs = comptime!(plan.layout.gradient_outputs);
    let n_inputs = comptime!(plan.layout.gradient_inputs);
    let n_positions = comptime!(plan.layout.n_positions);
    let n_slots = comptime!(plan.layout.n_gradient_slots());
    let n_weights = comptime!(plan.layout.gradient_outputs * plan.layout.gradient_inputs * WINDOW);
    let unit = UNIT_POS as usize;
    let position = unit / n_images % n_positions;
    let slot = unit / comptime!(plan.layout.n_images * plan.layout.n_positions);
    let mut sums = Array::<f32>::new(n_weights);
    let mut biases = Array::<f32>::new(n_outputs);
    for round in 0..n_tiles.div_ceil(n_slots) {
        #[unroll]
        for at in 0..n_weights {
            sums[at] = 0.0f32;
        }
        #[unroll]
        for t in 0..n_outputs {
            biases[t] = 0.0f32;
        }
        // Whoever has no tile repeats the last: never written.
        let tile = round * n_slots + slot;
        gather_tile(
            arena,
            program,
            place_of(min(tile, n_tiles - 1)),
            here,
            position,
            &mut sums,
            &mut biases,
            plan,
        );
        if comptime!(n_positions == 1) {
            if tile < n_tiles {
                let to = here + of_tile(tile, plan) * n_images;
                #[unroll]
                for at in 0..n_weights {
                    arena[to + at * n_images] = sums[at];
                }
                #[unroll]
                for t in 0..n_outputs {
                    arena[to + (n_weights + t) * n_images] = biases[t];
                }
            }
        } else {
            let mut shared = Shared::<[f32]>::new_slice(comptime!(plan.layout.n_units * SHARED));
            #[unroll]
            for window in 0..comptime!(n_outputs * n_inputs) {
                #[unroll]
                for k in 0..WINDOW {
                    shared[unit * SHARED + k] = sums[window * WINDOW + k];
                }
                // Written once for every input: the same each time.
                shared[unit * SHARED + WINDOW] = biases[window / n_inputs];
                sync_cube();
                // One of a window's numbers a unit.
                let k = unit % SHARED;
                let tile = round * n_slots + unit / SHARED;
                if unit / SHARED < n_slots && tile < n_tiles {
                    let mut sum = 0.0f32;
                    #[unroll]
                    for position in 0..n_positions {
                        sum += shared[(unit / SHARED * n_positions + position) * SHARED + k];
                    }
                    let weight = window * WINDOW + k;
                    let bias = n_weights + window / n_inputs;
                    let at = of_tile(tile, plan) + select(k < WINDOW, weight, bias);
                    arena[here + at * n_images] = sum;
                }
                sync_cube();
            }
        }
    }
}

/// Where a tile's gradients lie.
#[cube]
fn of_tile(tile: usize, #[comptime] plan: Plan) -> usize {
    comptime!(plan.gradients) + tile * comptime!(plan.layout.tile_len())
}

/// Where a tile is described.
#[cube]
fn place_of(tile: usize) -> usize {
    comptime!(N_STAGES * STAGE_LEN) + tile * TILE_LEN
}

/// What the unit at this position finds of a tile's gradients.
#[cube]
#[allow(clippy::too_many_arguments)]
fn gather_tile(
    arena: &mut [f32],
    program: &[u32],
    at_tile: usize,
    here: usize,
    position: usize,
    sums: &mut Array<f32>,
    biases: &mut Array<f32>,
    #[comptime] plan: Plan,
) {
    let n_images = comptime!(plan.layout.n_images);
    let n_outputs = comptime!(plan.layout.gradient_outputs);
    let n_inputs = comptime!(plan.layout.gradient_inputs);
    let n_columns = comptime!(plan.layout.gradient_columns);
    let n_read = comptime!(plan.layout.gradient_columns + 2);
    let n_positions = comptime!(plan.layout.n_positions);
    let size = program[at_tile] as usize;
    let input = program[at_tile + 1] as usize;
    let gradient = program[at_tile + 2] as usize;
    let last_output = program[at_tile + 3] as usize - 1;
    let last_input = program[at_tile + 4] as usize - 1;
    let has_biases = program[at_tile + 5] == 1u32;
    let width = size + 2;
    let plane = width * width;
    let n_strips = size / n_columns;
    // Where there are more units than strips, they share the rows as well.
    let n_parts = max(n_positions.runtime() / n_strips, 1);
    let n_rows = size / n_parts;
    let mut strip = position;
    while strip < n_strips * n_parts {
        let column_0 = strip % n_strips * n_columns;
        let row_0 = strip / n_strips * n_rows;
        for row in row_0..row_0 + n_rows {
            let mut gradients = Sequence::<f32>::new();
            #[unroll]
            for t in 0..n_outputs {
                // A channel beyond the tile's last repeats it: never written.
                let place =
                    gradient + min(t, last_output) * plane + (row + 1) * width + column_0 + 1;
                let at = here + place * n_images;
                #[unroll]
                for column in 0..n_columns {
                    gradients.push(arena[at + column * n_images]);
                }
            }
            if has_biases {
                #[unroll]
                for t in 0..n_outputs {
                    let mut sum = Sequence::<f32>::new();
                    sum.push(biases[t]);
                    #[unroll]
                    for column in 0..n_columns {
                        let next = sum[column] + gradients[t * n_columns + column];
                        sum.push(next);
                    }
                    biases[t] = sum[n_columns];
                }
            }
            #[unroll]
            for from in 0..n_inputs {
                #[unroll]
                for ky in 0..3usize {
                    let place =
                        input + min(from, last_input) * plane + (row + ky) * width + column_0;
                    let at = here + place * n_images;
                    let mut values = Sequence::<f32>::new();
                    #[unroll]
                    for column in 0..n_read {
                        values.push(arena[at + column * n_images]);
                    }
                    #[unroll]
                    for t in 0..n_outputs {
                        #[unroll]
                        for kx in 0..3usize {
                            let of = (t * n_inputs + from) * WINDOW + ky * 3 + kx;
                            let mut sum = Sequence::<f32>::new();
                            sum.push(sums[of]);
                            #[unroll]
                            for column in 0..n_columns {
                                let next = sum[column]
                                    + gradients[t * n_columns + column] * values[column + kx];
                                sum.push(next);
                            }
                            sums[of] = sum[n_columns];
                        }
                    }
                }
            }
        }
        strip += n_positions;
    }
}
