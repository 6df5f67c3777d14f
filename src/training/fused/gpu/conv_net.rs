//! A training step of a small convolutional network in two launches.
//!
//! In the first launch each workgroup takes its images from their bytes to the gradients of all weights, stage by stage,
//! without a barrier among workgroups. The second sums the gradients up and makes the update. A launch costs a browser
//! tens of microseconds, which is as much as a graphics card needs for a stage, and a workgroup's activations stay in
//! its caches.
//!
//! Inputs of convolutions have a border of zeros. A unit keeps a tile of sums in registers. What differs between layers
//! stands in a table, the program, so that the kernel holds one convolution and compiles fast.
//!
//! # Work
//! 107 million multiplications and additions a step of 32 images with 10 channels, at some ten a load.

mod convolve;
mod forward_backward;
mod head;
mod lane;
mod layout;
mod parameter_rows;
mod program;
mod unpool;
mod update;
mod weight_gradients;

#[cfg(test)]
mod tests;

use std::ops::Range;

use cubecl::client::Client;
use cubecl::prelude::*;

use super::buffer::Buffer;
use super::index_buffer::IndexBuffer;
use super::launch_groups::LaunchGroup;
use super::packed_split::{BatchLaunch, PackedSplit};
use super::{AdapterKind, StepKernels, StepSlice, offsets};
use crate::models::Architecture;
use crate::protocol::N_CLASSES;
use layout::{ConvLayer, ConvNet};
use parameter_rows::ParameterRow;
use program::{PassLaunch, Program, Stage};
use update::OneUpdateLaunch;

/// Units of a workgroup that updates.
const N_UPDATE_UNITS: usize = 64;
/// Images whose logits are computed side by side; more take several rounds.
const LOGITS_IMAGES: usize = 128;

/// A convolutional network's parameters on the device and the kernels that train them.
pub struct ConvNetKernels {
    network: ConvNet,
    learning_rate: f32,
    /// The parameters, the flipped weights and the biases of zero.
    params: Buffer,
    /// Of [`ParameterRow`].
    rows: Buffer,
    program: Program,
    /// The program's words.
    words: Buffer,
    arena: Buffer,
    /// Scratch for the logits of a batch in training.
    logits: Buffer,
    /// Workgroups that the arena has room for.
    n_workgroups: usize,
}

/// Images that pass through the network, and what of the program they pass.
struct PassInput<'a> {
    split: &'a PackedSplit,
    indices: &'a IndexBuffer,
    /// Position of the first image among the indices.
    first_index: usize,
    n_images: usize,
    n_stages: usize,
    n_tiles: usize,
}

impl ConvNetKernels {
    /// `parameters` are the architecture's, one after another.
    pub fn new(
        client: &Client,
        adapter: AdapterKind,
        architecture: &Architecture,
        parameters: &[f32],
        learning_rate: f32,
    ) -> Self {
        let specs = architecture.parameters();
        let layers = ConvLayer::list(&architecture.layers());
        let network = ConvNet::new(adapter, &layers, &specs, &offsets(&specs));
        let rows = network.parameter_rows();
        let mut values = vec![0.0; network.params_len()];
        values[..parameters.len()].copy_from_slice(parameters);
        for (row, &value) in rows.iter().zip(parameters) {
            values[row.copy] = value;
        }
        let row_words: Vec<u32> = rows.iter().flat_map(ParameterRow::words).collect();
        let program = network.program();
        Self {
            network,
            learning_rate,
            params: Buffer::upload(client, &values),
            rows: Buffer::upload(client, &row_words),
            words: Buffer::upload(client, &program.words),
            program,
            arena: Buffer::empty(client, 1),
            logits: Buffer::empty(client, 1),
            n_workgroups: 0,
        }
    }

    /// Makes room in the arena for this many images at a time.
    fn reserve(&mut self, client: &Client, n_images: usize) {
        let layout = &self.network.layout;
        let n_workgroups = n_images.div_ceil(layout.launch.n_images);
        if n_workgroups > self.n_workgroups {
            self.n_workgroups = n_workgroups;
            let n_images = n_workgroups * layout.launch.n_images;
            // The borders are never written: they are zero from here on.
            self.arena = Buffer::upload(client, &vec![0.0f32; n_images * layout.image_len]);
            self.logits = Buffer::empty(client, n_images * N_CLASSES);
        }
    }

    fn launch_pass(&self, client: &Client, input: &PassInput, logits: &Buffer) {
        let layout = self.network.layout;
        let n_workgroups = input.n_images.div_ceil(layout.launch.n_images);
        // SAFETY: the indices lie inside the split (`train_steps` checks), the arena has room for these workgroups, and
        // `logits` holds as many images as there are.
        unsafe {
            forward_backward::forward_backward::launch_unchecked(
                client,
                CubeCount::Static(n_workgroups.min(self.n_workgroups) as u32, 1, 1),
                CubeDim::new_1d(layout.launch.n_units as u32),
                self.params.arg(),
                self.arena.arg(),
                input.split.images(input.indices),
                PassLaunch::new(
                    self.words.arg(),
                    input.n_stages,
                    self.program.n_stages * Stage::N_WORDS,
                    input.n_tiles,
                ),
                logits.arg(),
                BatchLaunch::new(input.first_index, input.n_images),
                layout,
            );
        }
    }

    fn launch_update(&self, client: &Client, slice: &StepSlice, step: OneUpdateLaunch) {
        let layout = self.network.layout;
        let n_workgroups = layout.n_update_units().div_ceil(N_UPDATE_UNITS);
        // SAFETY: the arena holds the batch, and the step is one of the slice's.
        unsafe {
            update::update::launch_unchecked(
                client,
                CubeCount::Static(n_workgroups as u32, 1, 1),
                CubeDim::new_1d(N_UPDATE_UNITS as u32),
                self.params.arg(),
                self.arena.arg(),
                self.rows.arg(),
                slice.metrics.arg(),
                step,
                layout,
            );
        }
    }
}

impl StepKernels for ConvNetKernels {
    fn launch_steps(&mut self, client: &Client, slice: &StepSlice, group: &LaunchGroup) {
        self.reserve(client, group.batch_size);
        for step in 0..group.n_steps {
            let input = PassInput {
                split: slice.split,
                indices: slice.indices,
                first_index: group.first_index + step * group.batch_size,
                n_images: group.batch_size,
                n_stages: self.program.n_stages,
                n_tiles: self.program.n_tiles,
            };
            self.launch_pass(client, &input, &self.logits);
            let step = OneUpdateLaunch::new(
                group.first_step + step,
                group.batch_size,
                self.learning_rate,
            );
            self.launch_update(client, slice, step);
        }
    }

    fn launch_logits(
        &mut self,
        client: &Client,
        split: &PackedSplit,
        images: Range<usize>,
        logits: &Buffer,
    ) {
        self.reserve(client, LOGITS_IMAGES.min(images.len()));
        let input = PassInput {
            split,
            n_images: images.len(),
            indices: &IndexBuffer::upload(client, images.map(|image| image as u32).collect()),
            first_index: 0,
            n_stages: self.program.n_logits_stages,
            n_tiles: 0,
        };
        self.launch_pass(client, &input, logits);
    }

    fn parameters(&self) -> Vec<Buffer> {
        vec![self.params.clone()]
    }
}
