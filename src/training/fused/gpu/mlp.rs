//! Two linear layers, with or without ReLU behind them: the parameters on the device, and the launches that use them.

mod first_layer;
mod logits;
mod scratch;
mod second_layer;
mod step;

use std::ops::Range;

use cubecl::client::Client;
use cubecl::prelude::*;

use super::buffer::Buffer;
use super::launch_groups::LaunchGroup;
use super::packed_split::{PIXELS_PER_WORD, PackedSplit};
use super::{AdapterKind, MlpShape, StepKernels, StepSlice, offsets};
use crate::models::ParameterSpec;
use crate::protocol::N_CLASSES;
use scratch::Scratch;
use step::StepsLaunch;

/// Batches are padded to a multiple of it: a multiple of every tile and group.
const PADDING: usize = 8;
/// Hidden units of a tile at most: the sums of a tile must fit into registers.
const MAX_TILE_HIDDEN: usize = 16;
/// Units of a workgroup that computes logits.
const N_LOGITS_UNITS: u32 = 64;

/// Four neighbouring weights.
type Weights4 = Vector<f32, Const<PIXELS_PER_WORD>>;

/// The constants that the kernels are compiled with: the model, and how its steps are spread over one workgroup.
///
/// Every sum of the first layer is taken in `n_parts` parts, each in the order of the pixels, so the tiles decide the
/// speed and never the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MlpConfig {
    hidden: usize,
    hidden_relu: bool,
    final_relu: bool,
    /// Where the second layer's parameters begin behind the first one's biases.
    weights_2: usize,
    biases_2: usize,
    /// Parameters besides the first layer's weights.
    n_rest: usize,
    /// Units of the workgroup.
    n_units: usize,
    /// Images of a forward tile: 1, 2, 4 or 8.
    tile_images: usize,
    /// Hidden units of a forward tile, and of one pass over the batch that sums their gradients.
    tile_hidden: usize,
    /// Parts that the 784 products of a sum are split into.
    n_parts: usize,
    /// Words of pixels for whose weights one unit sums the gradients: 1, 2 or 4.
    tile_words: usize,
    /// Images whose logits one unit computes: as many as the registers hold.
    logits_images: usize,
}

impl MlpConfig {
    /// Graphics hardware is fast with many units that each wait for few loads, 16 tiles of a batch of 32 times 16 parts;
    /// a software adapter with few units to switch between at a barrier, and few loads in all.
    fn new(adapter: AdapterKind, shape: MlpShape, specs: &[ParameterSpec]) -> Self {
        let hidden = shape.hidden_units;
        let [_, weights_2, biases_2] = offsets(&specs[1..])[..] else {
            unreachable!("two linear layers have two weights and two biases");
        };
        let (n_units, tile_images, n_parts, tile_words) = match adapter {
            AdapterKind::Hardware => (256, 2, 16, 1),
            AdapterKind::Software => (32, 4, 4, 2),
        };
        Self {
            hidden,
            hidden_relu: shape.has_hidden_relu,
            final_relu: shape.has_final_relu,
            weights_2,
            biases_2,
            n_rest: biases_2 + N_CLASSES,
            n_units,
            tile_images,
            tile_hidden: hidden.div_ceil(hidden.div_ceil(MAX_TILE_HIDDEN)),
            n_parts,
            tile_words,
            logits_images: if hidden <= MAX_TILE_HIDDEN { 4 } else { 2 },
        }
    }

    /// Tiles that the hidden units are split into.
    fn n_hidden_tiles(&self) -> usize {
        self.hidden.div_ceil(self.tile_hidden)
    }

    /// Floats of scratch that a batch needs.
    fn scratch_len(&self, batch_size: usize) -> usize {
        let n_images = batch_size.next_multiple_of(PADDING);
        Scratch::new(n_images, self.hidden, self.n_parts).len
    }
}

/// An MLP's parameters, the first layer's weights apart from the rest.
#[derive(CubeType, CubeLaunch)]
struct Parameters {
    /// `[hidden, 196]` words of four weights.
    first: Box<[Weights4]>,
    /// The first layer's biases `[hidden]`, the second's weights `[10, hidden]` and biases `[10]`.
    rest: Box<[f32]>,
}

/// An MLP's parameters on the device and the kernels that train them.
pub struct MlpKernels {
    config: MlpConfig,
    learning_rate: f32,
    first: Buffer,
    rest: Buffer,
    /// As large as the largest batch so far needs.
    scratch: Buffer,
}

impl MlpKernels {
    /// `parameters` are those of `specs`, one after another.
    pub fn new(
        client: &Client,
        adapter: AdapterKind,
        shape: MlpShape,
        specs: &[ParameterSpec],
        parameters: &[f32],
        learning_rate: f32,
    ) -> Self {
        let config = MlpConfig::new(adapter, shape, specs);
        let (first, rest) = parameters.split_at(parameters.len() - config.n_rest);
        Self {
            config,
            learning_rate,
            first: Buffer::upload(client, first),
            rest: Buffer::upload(client, rest),
            scratch: Buffer::empty(client, 1),
        }
    }

    /// The parameters as a kernel's argument.
    fn args(&self) -> ParametersLaunch {
        ParametersLaunch::new(self.first.arg_in_vectors(PIXELS_PER_WORD), self.rest.arg())
    }
}

impl StepKernels for MlpKernels {
    fn launch_steps(&mut self, client: &Client, slice: &StepSlice, group: &LaunchGroup) {
        let scratch_len = self.config.scratch_len(group.batch_size);
        if scratch_len > self.scratch.len {
            self.scratch = Buffer::empty(client, scratch_len);
        }
        // SAFETY: the indices lie inside the split (`train_steps` checks), the group inside the slice, and `scratch` is
        // as long as the batch needs.
        unsafe {
            step::mlp_steps::launch_unchecked(
                client,
                CubeCount::Static(1, 1, 1),
                CubeDim::new_1d(self.config.n_units as u32),
                self.args(),
                slice.split.images(slice.indices),
                self.scratch.arg(),
                slice.metrics.arg(),
                StepsLaunch::new(
                    group.first_step,
                    group.first_index,
                    group.n_steps,
                    group.batch_size,
                    self.learning_rate,
                ),
                self.config,
            );
        }
    }

    fn launch_logits(
        &mut self,
        client: &Client,
        split: &PackedSplit,
        images: Range<usize>,
        logits: &Buffer,
    ) {
        let images_per_workgroup = self.config.logits_images * N_LOGITS_UNITS as usize;
        let n_workgroups = images.len().div_ceil(images_per_workgroup);
        // SAFETY: `logits` holds as many images as there are, all of them in the split.
        unsafe {
            logits::mlp_logits::launch_unchecked(
                client,
                CubeCount::Static(n_workgroups as u32, 1, 1),
                CubeDim::new_1d(N_LOGITS_UNITS),
                self.args(),
                split.buffer.arg(),
                logits.arg(),
                images.start,
                images.len(),
                self.config,
            );
        }
    }

    fn parameters(&self) -> Vec<Buffer> {
        vec![self.first.clone(), self.rest.clone()]
    }
}
