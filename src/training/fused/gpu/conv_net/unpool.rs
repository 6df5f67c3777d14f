//! The way back through a pool.

use cubecl::prelude::*;

use super::lane::Lane;
use super::program::Stage;

/// Writes each gradient behind a pool to the pixel that the pool took, and zero to its three neighbours: a window a unit.
///
/// # Shapes
/// - gradients and choices: `[n_channels, size, size]`; the output is twice as large and has a border
#[cube]
pub fn unpool(arena: &mut [f32], stage: &Stage, lane: &Lane) {
    let n_images = comptime!(lane.layout.launch.n_images);
    let size = stage.size;
    let gradients = lane.offset(stage.input);
    let choices = lane.offset(stage.choices);
    let output = lane.offset(stage.output);
    let width = 2 * size + 2;
    let mut window = lane.unit;
    while window < comptime!(lane.layout.n_channels) * size * size {
        let gradient = arena[gradients + window * n_images];
        let choice = arena[choices + window * n_images];
        let channel = window / (size * size);
        let y = window / size % size;
        let x = window % size;
        let corner = output + ((channel * width + 2 * y + 1) * width + 2 * x + 1) * n_images;
        #[unroll]
        for k in 0..4usize {
            let is_chosen = choice == f32::cast_from(k as u32);
            arena[corner + (k / 2 * width + k % 2) * n_images] =
                select(is_chosen, gradient, 0.0f32);
        }
        window += comptime!(lane.layout.launch.units_per_image());
    }
}
