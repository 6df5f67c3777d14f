//! The way back through a pool.

use cubecl::prelude::*;

use super::plan::Plan;

/// Hands each gradient behind a pool to the pixel that was chosen, zero to its three neighbours: a window a unit.
///
/// # Shapes
/// - arena: gradients and choices are `[hidden, size, size]`, the output is twice as large and has a border
#[cube]
pub fn unpool(
    arena: &mut [f32],
    program: &[u32],
    at_stage: usize,
    here: usize,
    slot: usize,
    #[comptime] plan: Plan,
) {
    let n_images = comptime!(plan.layout.n_images);
    let size = program[at_stage + 2] as usize;
    let input = here + program[at_stage + 5] as usize * n_images;
    let to = here + program[at_stage + 6] as usize * n_images;
    let choices = here + program[at_stage + 7] as usize * n_images;
    let width = 2 * size + 2;
    let mut window = slot;
    while window < comptime!(plan.hidden) * size * size {
        let gradient = arena[input + window * n_images];
        let choice = arena[choices + window * n_images];
        let channel = window / (size * size);
        let y = window / size % size;
        let x = window % size;
        let corner = to + ((channel * width + 2 * y + 1) * width + 2 * x + 1) * n_images;
        #[unroll]
        for place in 0..4usize {
            let is_chosen = choice == f32::cast_from(place as u32);
            arena[corner + (place / 2 * width + place % 2) * n_images] =
                select(is_chosen, gradient, 0.0f32);
        }
        window += comptime!(plan.layout.units_per_image());
    }
}
