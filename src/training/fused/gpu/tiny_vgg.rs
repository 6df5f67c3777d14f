//! A training step of TinyVGG in two launches.
//!
//! In the first one each workgroup takes its images from their bytes to the gradients of all weights, stage by stage: an
//! image needs no other, so nobody waits but for the units of the own workgroup. The second sums the gradients up and
//! makes the update. A launch costs a browser tens of microseconds, which is as much as a graphics card needs for a
//! stage, and a workgroup's activations stay in the caches beside it.
//!
//! Whatever is convolved has a border of zeros. A unit keeps a tile of sums in registers. What one layer does differently
//! from another stands in a table, the program, so that the kernel holds one convolution and compiles soon.
//!
//! # Work
//! 107 million multiplications and additions a step of 32 images, at some ten a load.

mod convolve;
mod gradients;
mod head;
mod pass;
mod plan;
mod program;
mod unpool;
mod update;

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;

use super::order::Order;
use super::records::Records;
use super::stretch::Stretch;
use super::{AdapterKind, SliceBuffers};
use crate::models::StateDict;
use crate::protocol::N_CLASSES;
use plan::Plan;
use program::N_STAGES;

/// Units of a workgroup that updates.
const N_UPDATE_UNITS: usize = 64;
/// Images that are judged side by side; more take turns.
const JUDGED_IMAGES: usize = 128;

/// The parameters of TinyVGG on the device, and how to step them.
pub struct TinyVggSteps {
    plan: Plan,
    learning_rate: f32,
    /// With the turned weights behind them.
    params: Handle,
    links: Handle,
    n_links: usize,
    program: Handle,
    n_program: usize,
    n_to_logits: usize,
    n_tiles: usize,
    arena: Handle,
    /// Logits of a batch in training: nobody reads them there.
    logits: Handle,
    /// Workgroups that the arena has room for.
    n_workgroups: usize,
}

impl TinyVggSteps {
    /// `state` fits this number of channels.
    pub fn new(
        client: &Client,
        kind: AdapterKind,
        channels: usize,
        state: &StateDict,
        learning_rate: f32,
    ) -> Self {
        let plan = Plan::new(kind, channels);
        let links = plan.links();
        let mut values = vec![0.0; plan.n_values()];
        let learnt = state.tensors.iter().flat_map(|tensor| &tensor.values);
        for (place, &value) in learnt.enumerate() {
            values[place] = value;
            if let Some(&[_, copy]) = links.get(place) {
                values[copy as usize] = value;
            }
        }
        let program = plan.program();
        Self {
            plan,
            learning_rate,
            params: client.create_from_slice(f32::as_bytes(&values)),
            n_links: 2 * links.len(),
            links: client.create_from_slice(u32::as_bytes(links.as_flattened())),
            n_program: program.words.len(),
            program: client.create_from_slice(u32::as_bytes(&program.words)),
            n_to_logits: program.n_to_logits,
            n_tiles: program.n_tiles,
            arena: client.empty(size_of::<f32>()),
            logits: client.empty(size_of::<f32>()),
            n_workgroups: 0,
        }
    }

    /// Everything that is learnt, in PyTorch's order of construction; what lies behind it is not for others.
    pub fn parameters(&self) -> Handle {
        self.params.clone()
    }

    pub fn launch(&mut self, client: &Client, buffers: &SliceBuffers, stretch: &Stretch) {
        self.make_room(client, stretch.batch_size);
        for step in 0..stretch.n_steps {
            let batch = Batch {
                records: buffers.records,
                order: buffers.order,
                first_index: stretch.first_index + step * stretch.batch_size,
                n_images: stretch.batch_size,
            };
            self.launch_pass(client, &batch, &self.logits, [N_STAGES, self.n_tiles]);
            self.launch_update(
                client,
                buffers,
                stretch.batch_size,
                stretch.first_step + step,
            );
        }
    }

    /// Fills `logits` with those of `n_images` images from `first_image` on, `[n_images, 10]`.
    pub fn launch_logits(
        &mut self,
        client: &Client,
        records: &Records,
        logits: &Handle,
        first_image: usize,
        n_images: usize,
    ) {
        self.make_room(client, JUDGED_IMAGES.min(n_images));
        let indices: Vec<u32> = (first_image as u32..(first_image + n_images) as u32).collect();
        let batch = Batch {
            records,
            order: &Order::upload(client, indices),
            first_index: 0,
            n_images,
        };
        self.launch_pass(client, &batch, logits, [self.n_to_logits, 0]);
    }

    /// Lays the arena out for this many images at a time.
    fn make_room(&mut self, client: &Client, n_images: usize) {
        let n_workgroups = n_images.div_ceil(self.plan.layout.n_images);
        if n_workgroups > self.n_workgroups {
            self.n_workgroups = n_workgroups;
            // Nobody writes the borders: they are zero from here on.
            self.arena = client.create_from_slice(&vec![0; self.n_arena() * size_of::<f32>()]);
            let n_logits = n_workgroups * self.plan.layout.n_images * N_CLASSES;
            self.logits = client.empty(n_logits * size_of::<f32>());
        }
    }

    /// Floats of the arena.
    fn n_arena(&self) -> usize {
        self.n_workgroups * self.plan.len * self.plan.layout.n_images
    }

    fn launch_pass(
        &self,
        client: &Client,
        batch: &Batch,
        logits: &Handle,
        [n_stages, n_tiles]: [usize; 2],
    ) {
        let layout = &self.plan.layout;
        let n_wanted = batch.n_images.div_ceil(layout.n_images);
        let n_workgroups = n_wanted.min(self.n_workgroups);
        // SAFETY: every length is the buffer's own, the indices lie inside the records (`train_steps` checks), the
        // arena has been laid out for these workgroups, and `logits` holds as many images as the batch.
        unsafe {
            pass::pass::launch_unchecked(
                client,
                CubeCount::Static(n_workgroups as u32, 1, 1),
                CubeDim::new_1d(layout.n_units as u32),
                BufferArg::from_raw_parts(self.params.clone(), self.plan.n_values()),
                BufferArg::from_raw_parts(self.arena.clone(), self.n_arena()),
                BufferArg::from_raw_parts(batch.records.handle.clone(), batch.records.len()),
                BufferArg::from_raw_parts(batch.order.handle.clone(), batch.order.len()),
                BufferArg::from_raw_parts(self.program.clone(), self.n_program),
                BufferArg::from_raw_parts(logits.clone(), batch.n_images * N_CLASSES),
                n_stages as u32,
                n_tiles as u32,
                n_wanted.div_ceil(n_workgroups) as u32,
                batch.n_images as u32,
                batch.first_index as u32,
                self.plan,
            );
        }
    }

    fn launch_update(
        &self,
        client: &Client,
        buffers: &SliceBuffers,
        batch_size: usize,
        step: usize,
    ) {
        let n_workgroups = batch_size.div_ceil(self.plan.layout.n_images);
        let n_units = update::n_update_units(&self.plan);
        // SAFETY: every length is the buffer's own, and the arena holds these workgroups.
        unsafe {
            update::update::launch_unchecked(
                client,
                CubeCount::Static(n_units.div_ceil(N_UPDATE_UNITS) as u32, 1, 1),
                CubeDim::new_1d(N_UPDATE_UNITS as u32),
                BufferArg::from_raw_parts(self.params.clone(), self.plan.n_values()),
                BufferArg::from_raw_parts(self.arena.clone(), self.n_arena()),
                BufferArg::from_raw_parts(self.links.clone(), self.n_links),
                BufferArg::from_raw_parts(buffers.figures.clone(), buffers.n_figures),
                n_workgroups as u32,
                batch_size as u32,
                step as u32,
                self.learning_rate,
                self.plan,
            );
        }
    }
}

/// Images that are passed through the model, in the order of their indices.
struct Batch<'a> {
    records: &'a Records,
    order: &'a Order,
    first_index: usize,
    n_images: usize,
}
