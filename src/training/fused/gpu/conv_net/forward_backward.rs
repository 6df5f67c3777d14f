//! All of a step but the update, in one launch: from the bytes of the images to the gradients of the weights.

use cubecl::prelude::*;

use super::super::packed_split::{Batch, Images};
use super::convolve::convolve;
use super::head::{feature_gradients, logits_of, loss_gradients, partial_logits, unpack};
use super::lane::Lane;
use super::layout::MemoryLayout;
use super::program::{Pass, Stage, StageKind};
use super::unpool::unpool;
use super::weight_gradients::sum_weight_gradients;

/// A workgroup takes its images through the stages, one after another; its units meet at a barrier behind each.
///
/// Workgroups share no images and need no barrier among each other. Where a batch has more images than the arena, they
/// take several rounds.
///
/// # Shapes
/// - params: all parameters, in PyTorch's order, the flipped weights and the biases of zero
/// - arena: `[n_workgroups, image_len, n_images]`: see [`MemoryLayout`]
/// - logits: `[batch_size, 10]`
#[cube(launch_unchecked)]
pub fn forward_backward(
    params: &[f32],
    arena: &mut [f32],
    images: &Images,
    pass: &Pass,
    logits: &mut [f32],
    batch: &Batch,
    #[comptime] layout: MemoryLayout,
) {
    let lane = Lane::new(layout);
    let n_at_once = CUBE_COUNT * comptime!(layout.launch.n_images);
    for round in 0..batch.size.div_ceil(n_at_once) {
        let image = round * n_at_once + lane.image;
        let packed = images.offset(batch.position(image));
        for index in 0..pass.n_stages {
            let stage = Stage::load(&pass.program, index * Stage::N_WORDS);
            if stage.kind == comptime!(StageKind::Convolve as usize) {
                convolve(params, arena, &stage, &lane);
            } else if stage.kind == comptime!(StageKind::Unpack as usize) {
                unpack(arena, &images.packed, packed, &lane);
            } else if stage.kind == comptime!(StageKind::Unpool as usize) {
                unpool(arena, &stage, &lane);
            } else if stage.kind == comptime!(StageKind::PartialLogits as usize) {
                partial_logits(params, arena, &lane);
            } else if stage.kind == comptime!(StageKind::Logits as usize) {
                logits_of(params, &*arena, logits, image, batch.size, &lane);
            } else if stage.kind == comptime!(StageKind::Loss as usize) {
                let label = images.label(packed);
                loss_gradients(arena, &*logits, label, image, batch.size, &lane);
            } else if stage.kind == comptime!(StageKind::FeatureGradients as usize) {
                feature_gradients(params, arena, &lane);
            }
            sync_storage();
        }
        if pass.n_tiles > 0 {
            sum_weight_gradients(arena, pass, &lane);
        }
    }
}
