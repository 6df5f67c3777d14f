//! A 3×3 convolution of a workgroup's images, forwards or backwards, with what follows it done in registers.

use cubecl::prelude::*;

use super::lane::Lane;
use super::layout::WINDOW;
use super::program::{Epilogue, Stage};

/// Rows of a tile: a pool's height.
const ROWS: usize = 2;

/// A unit computes tiles of two rows of some columns and output channels of an image.
///
/// What differs between layers comes as numbers, so that one kernel serves all; choices among numbers are `select`s
/// rather than branches, which take longer to compile. Loaded values are kept in `Sequence`s, which become variables,
/// and a sum grows by a whole window at a time: a store to an array is slow on a software adapter.
///
/// # Shapes
/// - the stage's input: `[n_inputs, size + 2, size + 2]`, with a border of zeros
#[cube]
pub fn convolve(params: &[f32], arena: &mut [f32], stage: &Stage, lane: &Lane) {
    let n_outputs = comptime!(lane.layout.n_channels);
    let n_images = comptime!(lane.layout.launch.n_images);
    let n_channels = comptime!(lane.layout.launch.conv_channels);
    let n_columns = comptime!(lane.layout.launch.conv_columns);
    // Columns of input that a tile reads.
    let n_read = comptime!(lane.layout.launch.conv_columns + 2);
    let size = stage.size;
    let width = size + 2;
    let n_strips = size / n_columns;
    let n_pairs = size / ROWS;
    let n_items = n_strips * n_pairs * comptime!(n_outputs.div_ceil(n_channels));
    let mut item = lane.unit;
    while item < n_items {
        let x_0 = item % n_strips * n_columns;
        let y_0 = item / n_strips % n_pairs * ROWS;
        let channel_0 = item / (n_strips * n_pairs) * n_channels;
        let mut sums = Array::<f32>::new(comptime!(n_channels * ROWS * n_columns));
        #[unroll]
        for t in 0..n_channels {
            // A channel beyond the last repeats it: never written.
            let bias = params[stage.biases + min(channel_0 + t, comptime!(n_outputs - 1))];
            #[unroll]
            for i in 0..comptime!(ROWS * n_columns) {
                sums[t * comptime!(ROWS * n_columns) + i] = bias;
            }
        }
        for input in 0..stage.n_inputs {
            let mut weights = Sequence::<f32>::new();
            #[unroll]
            for t in 0..n_channels {
                let output = min(channel_0 + t, comptime!(n_outputs - 1));
                let window = stage.weights + (output * stage.n_inputs + input) * WINDOW;
                #[unroll]
                for k in 0..WINDOW {
                    weights.push(params[window + k]);
                }
            }
            let corner = lane.offset(stage.input + (input * width + y_0) * width + x_0);
            let mut values = Sequence::<f32>::new();
            #[unroll]
            for row in 0..ROWS + 2 {
                let offset = corner + row * width * n_images;
                #[unroll]
                for column in 0..n_read {
                    values.push(arena[offset + column * n_images]);
                }
            }
            #[unroll]
            for t in 0..n_channels {
                #[unroll]
                for row in 0..ROWS {
                    #[unroll]
                    for column in 0..n_columns {
                        let v = row * n_read + column;
                        let w = t * WINDOW;
                        sums[(t * ROWS + row) * n_columns + column] += values[v] * weights[w]
                            + values[v + 1] * weights[w + 1]
                            + values[v + 2] * weights[w + 2]
                            + values[v + n_read] * weights[w + 3]
                            + values[v + n_read + 1] * weights[w + 4]
                            + values[v + n_read + 2] * weights[w + 5]
                            + values[v + 2 * n_read] * weights[w + 6]
                            + values[v + 2 * n_read + 1] * weights[w + 7]
                            + values[v + 2 * n_read + 2] * weights[w + 8];
                    }
                }
            }
        }

        #[unroll]
        for t in 0..n_channels {
            let tile = Outputs {
                channel: channel_0 + t,
                y: y_0,
                x: x_0,
                first_sum: t * ROWS * n_columns,
            };
            if tile.channel < n_outputs {
                if stage.epilogue == comptime!(Epilogue::ReluPool as usize) {
                    write_pooled(arena, &sums, &tile, stage, lane);
                } else if stage.epilogue == comptime!(Epilogue::ReluGradient as usize) {
                    write_masked(arena, &sums, &tile, stage, lane);
                } else {
                    write_plain(arena, &sums, &tile, stage, lane);
                }
            }
        }
        item += comptime!(lane.layout.launch.units_per_image());
    }
}

/// One channel of a tile.
#[derive(CubeType)]
struct Outputs {
    channel: usize,
    /// Its first row and column, before a pool.
    y: usize,
    x: usize,
    /// Where its sums begin: `[ROWS, n_columns]`.
    first_sum: usize,
}

#[cube]
impl Outputs {
    /// Where the first sum lies in the output, which may have a border all around.
    fn corner(&self, stage: &Stage) -> usize {
        let width = stage.size + 2 * stage.border;
        (self.channel * width + self.y + stage.border) * width + self.x + stage.border
    }
}

/// Writes the highest of each 2×2 and which one it is, of equal ones the first, as in PyTorch; 0 and 4 where none is
/// positive.
#[cube]
fn write_pooled(arena: &mut [f32], sums: &Array<f32>, tile: &Outputs, stage: &Stage, lane: &Lane) {
    let n_images = comptime!(lane.layout.launch.n_images);
    let n_columns = comptime!(lane.layout.launch.conv_columns);
    let first_sum = tile.first_sum;
    let size = stage.size / 2;
    let width = size + 2 * stage.border;
    let y = tile.y / 2;
    let x = tile.x / 2;
    let corner = (tile.channel * width + y + stage.border) * width + x + stage.border;
    let output = lane.offset(stage.output + corner);
    let choices = lane.offset(stage.choices + (tile.channel * size + y) * size + x);
    #[unroll]
    for window in 0..comptime!(n_columns / 2) {
        let mut highest = 0.0f32;
        let mut choice = 4.0f32;
        #[unroll]
        for k in 0..4usize {
            let value = sums[first_sum + k / 2 * n_columns + window * 2 + k % 2];
            let is_higher = value > highest;
            highest = select(is_higher, value, highest);
            choice = select(is_higher, f32::cast_from(k as u32), choice);
        }
        arena[output + window * n_images] = highest;
        arena[choices + window * n_images] = choice;
    }
}

/// Writes the sums, and zero where the activation of the same shape is zero.
#[cube]
fn write_masked(arena: &mut [f32], sums: &Array<f32>, tile: &Outputs, stage: &Stage, lane: &Lane) {
    let n_images = comptime!(lane.layout.launch.n_images);
    let n_columns = comptime!(lane.layout.launch.conv_columns);
    let first_sum = tile.first_sum;
    let corner = tile.corner(stage);
    let output = lane.offset(stage.output + corner);
    let mask = lane.offset(stage.mask + corner);
    let width = stage.size + 2 * stage.border;
    #[unroll]
    for row in 0..ROWS {
        #[unroll]
        for column in 0..n_columns {
            let sum = sums[first_sum + row * n_columns + column];
            let offset = (row * width + column) * n_images;
            let passes = arena[mask + offset] > 0.0f32;
            arena[output + offset] = select(passes, sum, 0.0f32);
        }
    }
}

/// Writes the sums, through a ReLU where the stage has one.
#[cube]
fn write_plain(arena: &mut [f32], sums: &Array<f32>, tile: &Outputs, stage: &Stage, lane: &Lane) {
    let n_images = comptime!(lane.layout.launch.n_images);
    let n_columns = comptime!(lane.layout.launch.conv_columns);
    let first_sum = tile.first_sum;
    let output = lane.offset(stage.output + tile.corner(stage));
    let width = stage.size + 2 * stage.border;
    let has_relu = stage.epilogue == comptime!(Epilogue::Relu as usize);
    let least = select(has_relu, 0.0f32, f32::MIN);
    #[unroll]
    for row in 0..ROWS {
        #[unroll]
        for column in 0..n_columns {
            let sum = sums[first_sum + row * n_columns + column];
            let offset = (row * width + column) * n_images;
            arena[output + offset] = max(sum, least);
        }
    }
}
