//! Models 0 and 1: the parameters on the device, and what is launched to step and to judge them.

mod first_layer;
mod logits;
mod step;

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;

use super::records::{N_WORDS, Records};
use super::stretch::Stretch;
use super::{AdapterKind, SliceBuffers};
use crate::models::{NamedTensor, StateDict};
use crate::protocol::N_CLASSES;
use crate::training::fused::MlpShape;

/// Batches are rounded up to it: a multiple of every tile and group.
const PADDING: usize = 8;
/// Hidden units of a tile at most: the sums of a tile must fit into registers.
const MAX_TILE_HIDDEN: usize = 16;
/// Invocations of a workgroup that judges.
const N_JUDGING_UNITS: u32 = 64;

/// How a step is laid out over the one workgroup that makes it.
///
/// Every sum of the first layer is taken in `n_parts` parts, each in the order of the pixels: the tiles decide how fast,
/// never what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MlpPlan {
    hidden: usize,
    hidden_relu: bool,
    final_relu: bool,
    /// Invocations.
    n_units: usize,
    /// Images of a forward tile: 1, 2, 4 or 8.
    tile_images: usize,
    /// Hidden units of a forward tile, and of one pass over the batch that gathers their gradients.
    tile_hidden: usize,
    /// Parts that the 784 products of a sum are split into.
    n_parts: usize,
    /// Words of pixels whose weights one unit gathers the gradients of: 1, 2 or 4.
    tile_words: usize,
}

impl MlpPlan {
    /// Graphics hardware wants many units with few loads each to wait for, 16 tiles of a batch of 32 times 16 parts; a
    /// software adapter wants few units to switch between at a barrier, and few loads in all.
    fn new(kind: AdapterKind, shape: MlpShape) -> Self {
        let hidden = shape.hidden_units;
        let (n_units, tile_images, n_parts, tile_words) = match kind {
            AdapterKind::Hardware => (256, 2, 16, 1),
            AdapterKind::Software => (32, 4, 4, 2),
        };
        Self {
            hidden,
            hidden_relu: shape.has_hidden_relu,
            final_relu: shape.has_final_relu,
            n_units,
            tile_images,
            tile_hidden: hidden.div_ceil(hidden.div_ceil(MAX_TILE_HIDDEN)),
            n_parts,
            tile_words,
        }
    }

    /// Floats of scratch that a batch needs.
    fn scratch_len(&self, batch_size: usize) -> usize {
        let padded = batch_size.next_multiple_of(PADDING);
        padded * ((self.n_parts + 2) * self.hidden + N_CLASSES + 2)
    }
}

/// The parameters of Model 0 or 1 on the device, and how to step them.
pub struct MlpSteps {
    plan: MlpPlan,
    learning_rate: f32,
    first: Handle,
    rest: Handle,
    n_rest: usize,
    /// As large as the largest batch so far needs.
    scratch: Handle,
    n_scratch: usize,
}

impl MlpSteps {
    /// `state` fits the shape.
    pub fn new(
        client: &Client,
        kind: AdapterKind,
        shape: MlpShape,
        state: &StateDict,
        learning_rate: f32,
    ) -> Self {
        let (first, rest) = state.tensors.split_at(1);
        let values = |tensors: &[NamedTensor]| -> Vec<f32> {
            tensors
                .iter()
                .flat_map(|tensor| tensor.values.iter().copied())
                .collect()
        };
        let (first, rest) = (values(first), values(rest));
        Self {
            plan: MlpPlan::new(kind, shape),
            learning_rate,
            first: client.create_from_slice(f32::as_bytes(&first)),
            n_rest: rest.len(),
            rest: client.create_from_slice(f32::as_bytes(&rest)),
            scratch: client.empty(size_of::<f32>()),
            n_scratch: 1,
        }
    }

    /// Everything that is learnt, in PyTorch's order of construction.
    pub fn parameters(&self) -> [Handle; 2] {
        [self.first.clone(), self.rest.clone()]
    }

    pub fn launch(&mut self, client: &Client, buffers: &SliceBuffers, stretch: &Stretch) {
        let n_scratch = self.plan.scratch_len(stretch.batch_size);
        if n_scratch > self.n_scratch {
            self.scratch = client.empty(n_scratch * size_of::<f32>());
            self.n_scratch = n_scratch;
        }
        // SAFETY: every length is the buffer's own, the indices lie inside the records (`train_steps` checks), and
        // `scratch` is as long as the batch needs.
        unsafe {
            step::mlp_steps::launch_unchecked(
                client,
                CubeCount::Static(1, 1, 1),
                CubeDim::new_1d(self.plan.n_units as u32),
                BufferArg::from_raw_parts(self.first.clone(), self.plan.hidden * N_WORDS),
                BufferArg::from_raw_parts(self.rest.clone(), self.n_rest),
                BufferArg::from_raw_parts(buffers.records.handle.clone(), buffers.records.len()),
                BufferArg::from_raw_parts(buffers.order.handle.clone(), buffers.order.len()),
                BufferArg::from_raw_parts(self.scratch.clone(), self.n_scratch),
                BufferArg::from_raw_parts(buffers.figures.clone(), buffers.n_figures),
                stretch.first_step as u32,
                stretch.first_index as u32,
                stretch.n_steps as u32,
                stretch.batch_size as u32,
                self.learning_rate,
                self.plan,
            );
        }
    }

    /// Fills `logits` with those of `n_images` images from `first_image` on, `[n_images, 10]`.
    pub fn launch_logits(
        &self,
        client: &Client,
        records: &Records,
        logits: &Handle,
        first_image: usize,
        n_images: usize,
    ) {
        // Images of a unit: as many as the registers hold.
        let n_rows = if self.plan.hidden <= MAX_TILE_HIDDEN {
            4
        } else {
            2
        };
        let n_cubes = n_images.div_ceil(n_rows * N_JUDGING_UNITS as usize);
        // SAFETY: every length is the buffer's own, and `logits` holds as many images as are asked for, all of them in
        // the records.
        unsafe {
            logits::mlp_logits::launch_unchecked(
                client,
                CubeCount::Static(n_cubes as u32, 1, 1),
                CubeDim::new_1d(N_JUDGING_UNITS),
                BufferArg::from_raw_parts(self.first.clone(), self.plan.hidden * N_WORDS),
                BufferArg::from_raw_parts(self.rest.clone(), self.n_rest),
                BufferArg::from_raw_parts(records.handle.clone(), records.len()),
                BufferArg::from_raw_parts(logits.clone(), n_images * N_CLASSES),
                first_image as u32,
                n_images as u32,
                self.plan,
                n_rows,
            );
        }
    }
}
