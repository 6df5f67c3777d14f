//! All of a step but the update, in one launch: from the bytes of the images to the gradients of all weights.

use cubecl::prelude::*;

use super::super::records::RECORD;
use super::convolve::convolve;
use super::gradients::gather_gradients;
use super::head::{feature_gradients, logits_of, loss_of, partial_logits, unpack};
use super::plan::Plan;
use super::program::{STAGE_LEN, StageKind};
use super::unpool::unpool;

/// A workgroup takes its images through the stages, one after another; its units meet at a barrier behind each.
///
/// Workgroups never wait for each other: an image needs no other. Where there are more images than workgroups have
/// room for, they take several turns.
///
/// # Shapes
/// - params: all parameters, in PyTorch's order, and the turned weights behind them
/// - arena: `[n_workgroups, plan.len, n_images]`: see [`Plan`]
/// - records: `[n, 197]`: 196 words of four pixels, and the label
/// - indices: the batch's, from `first_index` on
/// - program: see [`super::program::Program`]
/// - logits: `[batch_size, 10]`
#[cube(launch_unchecked)]
#[allow(clippy::too_many_arguments)]
pub fn pass(
    params: &[f32],
    arena: &mut [f32],
    records: &[u32],
    indices: &[u32],
    program: &[u32],
    logits: &mut [f32],
    n_stages: u32,
    n_tiles: u32,
    n_turns: u32,
    batch_size: u32,
    first_index: u32,
    #[comptime] plan: Plan,
) {
    let n_images = comptime!(plan.layout.n_images);
    let unit = UNIT_POS as usize;
    let slot = unit / n_images;
    let batch = batch_size as usize;
    // Of this unit's image: what lies at a place of the plan lies at `here + place * n_images`.
    let here = CUBE_POS * comptime!(plan.len * plan.layout.n_images) + unit % n_images;
    for turn in 0..n_turns as usize {
        let image = (turn * CUBE_COUNT + CUBE_POS) * n_images + unit % n_images;
        // An image beyond the batch repeats its last.
        let record = indices[first_index as usize + min(image, batch - 1)] as usize * RECORD;
        for stage in 0..n_stages as usize {
            let at = stage * STAGE_LEN;
            let kind = program[at];
            if kind < comptime!(StageKind::Unpack as u32) {
                convolve(params, arena, program, at, here, slot, plan);
            } else if kind == comptime!(StageKind::Unpack as u32) {
                unpack(arena, records, record, here, slot, plan);
            } else if kind == comptime!(StageKind::Unpool as u32) {
                unpool(arena, program, at, here, slot, plan);
            } else if kind == comptime!(StageKind::PartialLogits as u32) {
                partial_logits(params, arena, here, slot, plan);
            } else if kind == comptime!(StageKind::Logits as u32) {
                logits_of(params, arena, logits, image, batch, here, slot, plan);
            } else if kind == comptime!(StageKind::Loss as u32) {
                loss_of(
                    arena, logits, records, record, image, batch, here, slot, plan,
                );
            } else {
                feature_gradients(params, arena, here, slot, plan);
            }
            sync_storage();
        }
        if n_tiles > 0 {
            gather_gradients(arena, program, n_tiles as usize, here, plan);
        }
    }
}
