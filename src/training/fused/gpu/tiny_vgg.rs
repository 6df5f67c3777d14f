//! A training step of TinyVGG in eleven launches.
//!
//! Activations lie channel by channel, row by row, with the images of the batch side by side: neighbouring units take
//! neighbouring images, so that every load is one of neighbours, every weight the same for all, and the edges of an
//! image divide nobody. Whatever is convolved has a border of zeros. A unit keeps a tile of sums in registers.
//!
//! # Work
//! 107 million multiplications and additions a step of 32 images, at seven a load.

mod convolve;
mod gradients;
mod head;
mod plan;

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;

use super::order::Order;
use super::records::{N_WORDS, Records};
use super::{SliceBuffers, Stretch, is_software};
use crate::models::{Architecture, StateDict};
use crate::protocol::N_CLASSES;
use plan::{Arena, Convolution, STRIP, tile};

/// Units of a workgroup.
const N_UNITS: u32 = 64;
/// Batches are rounded up to it.
const PADDING: usize = 8;
/// Images judged at a time when nobody has trained yet.
const JUDGED_IMAGES: usize = 64;
/// Output channels that one unit convolves at most; sums are taken in the same order whatever the tiles. Graphics
/// hardware wants many units, with sums that fit into their registers …
const MAX_CHANNELS_OF_HARDWARE: usize = 2;
/// … a software adapter wants few loads.
const MAX_CHANNELS_OF_SOFTWARE: usize = 5;
/// Output channels whose gradients one unit gathers at most: more would take seconds to compile.
const MAX_GRADIENT_CHANNELS: usize = 5;

/// The parameters of TinyVGG on the device, and how to step them.
pub struct TinyVggSteps {
    places: Arena,
    max_channels: usize,
    learning_rate: f32,
    params: Handle,
    n_params: usize,
    arena: Handle,
    /// Images that the arena has been laid out for.
    n_images: usize,
}

impl TinyVggSteps {
    /// `state` fits the architecture.
    pub fn new(
        client: &Client,
        architecture: &Architecture,
        state: &StateDict,
        learning_rate: f32,
    ) -> Self {
        let values: Vec<f32> = state
            .tensors
            .iter()
            .flat_map(|tensor| tensor.values.iter().copied())
            .collect();
        Self {
            places: Arena::new(architecture.hidden_units, head::PARTS),
            max_channels: if is_software(client) {
                MAX_CHANNELS_OF_SOFTWARE
            } else {
                MAX_CHANNELS_OF_HARDWARE
            },
            learning_rate,
            params: client.create_from_slice(f32::as_bytes(&values)),
            n_params: values.len(),
            arena: client.empty(size_of::<f32>()),
            n_images: 0,
        }
    }

    /// Everything that is learnt, in PyTorch's order of construction.
    pub fn parameters(&self) -> Handle {
        self.params.clone()
    }

    pub fn launch(&mut self, client: &Client, buffers: &SliceBuffers, stretch: &Stretch) {
        self.make_room(client, stretch.batch_size);
        for step in 0..stretch.n_steps {
            let launches = Launches {
                steps: self,
                client,
                records: buffers.records,
                order: buffers.order,
                batch_size: stretch.batch_size as u32,
                first_index: (stretch.first_index + step * stretch.batch_size) as u32,
            };
            launches.forward();
            launches.backward();
            launches.update(buffers, (stretch.first_step + step) as u32);
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
        // As many at a time as a batch of training has: the arena is laid out for them.
        if self.n_images == 0 {
            self.make_room(client, JUDGED_IMAGES.min(n_images));
        }
        let indices: Vec<u32> = (first_image as u32..(first_image + n_images) as u32).collect();
        let order = Order::upload(client, indices);
        for first_index in (0..n_images).step_by(self.n_images) {
            let launches = Launches {
                steps: self,
                client,
                records,
                order: &order,
                batch_size: (n_images - first_index).min(self.n_images) as u32,
                first_index: first_index as u32,
            };
            launches.forward();
            launches.collect_logits(logits, n_images);
        }
    }

    /// Lays the arena out for batches of this size; a shorter one, an epoch's last, leaves images at the end unused.
    fn make_room(&mut self, client: &Client, batch_size: usize) {
        let n_images = batch_size.next_multiple_of(PADDING);
        if n_images > self.n_images {
            // Nobody writes the borders: they are zero from here on.
            let zeros = vec![0; self.places.len * n_images * size_of::<f32>()];
            self.arena = client.create_from_slice(&zeros);
            self.n_images = n_images;
        }
    }
}

/// What the launches of one batch share.
struct Launches<'a> {
    steps: &'a TinyVggSteps,
    client: &'a Client,
    records: &'a Records,
    order: &'a Order,
    batch_size: u32,
    first_index: u32,
}

// SAFETY of the launches: every length is the buffer's own, the indices lie inside the records (`train_steps` checks),
// and the arena has been laid out for this many images.
impl Launches<'_> {
    fn params(&self) -> BufferArg {
        unsafe { BufferArg::from_raw_parts(self.steps.params.clone(), self.steps.n_params) }
    }

    fn arena(&self) -> BufferArg {
        let len = self.steps.places.len * self.steps.n_images;
        unsafe { BufferArg::from_raw_parts(self.steps.arena.clone(), len) }
    }

    fn records(&self) -> BufferArg {
        unsafe { BufferArg::from_raw_parts(self.records.handle.clone(), self.records.len()) }
    }

    fn indices(&self) -> BufferArg {
        unsafe { BufferArg::from_raw_parts(self.order.handle.clone(), self.order.len()) }
    }

    fn n_images(&self) -> u32 {
        self.steps.n_images as u32
    }

    /// Workgroups with a unit for every image and item.
    fn cubes(&self, n_items: usize) -> CubeCount {
        CubeCount::Static((n_items as u32 * self.n_images()).div_ceil(N_UNITS), 1, 1)
    }

    /// From the bytes to the logits, the loss and the gradients before the last pool.
    fn forward(&self) {
        let places = self.steps.places;
        unsafe {
            head::unpack::launch_unchecked(
                self.client,
                self.cubes(N_WORDS),
                CubeDim::new_1d(N_UNITS),
                self.arena(),
                self.records(),
                self.indices(),
                self.n_images(),
                self.batch_size,
                self.first_index,
                places,
            );
        }
        for conv in places.forwards() {
            self.convolve(conv);
        }
        unsafe {
            head::head::launch_unchecked(
                self.client,
                CubeCount::Static(self.n_images() / head::IMAGES as u32, 1, 1),
                CubeDim::new_1d((head::IMAGES * head::PARTS) as u32),
                self.params(),
                self.arena(),
                self.records(),
                self.indices(),
                self.n_images(),
                self.batch_size,
                self.first_index,
                places,
            );
        }
    }

    fn convolve(&self, conv: Convolution) {
        let n_channels = tile(conv.n_out, self.steps.max_channels);
        let n_tiles = conv.size / 2 * (conv.size / STRIP);
        unsafe {
            convolve::convolve::launch_unchecked(
                self.client,
                self.cubes(conv.n_out.div_ceil(n_channels) * n_tiles),
                CubeDim::new_1d(N_UNITS),
                self.params(),
                self.arena(),
                self.n_images(),
                conv.n_in as u32,
                conv.n_out as u32,
                conv.size as u32,
                conv.weights as u32,
                conv.input as u32,
                conv.output as u32,
                conv.other as u32,
                conv.border as u32,
                conv.then,
                n_channels,
            );
        }
    }

    /// From the gradients before the last pool to those of all convolutions' weights.
    fn backward(&self) {
        let places = self.steps.places;
        for conv in places.backwards() {
            self.convolve(conv);
        }
        let n_channels = tile(places.hidden, MAX_GRADIENT_CHANNELS);
        let n_tiles = places.hidden.div_ceil(n_channels) * places.n_row_groups;
        // Every input channel and the bias: of three layers with all channels, and of the first with one.
        let n_items = (3 * (places.hidden + 1) + 2) * n_tiles;
        unsafe {
            gradients::gather_gradients::launch_unchecked(
                self.client,
                self.cubes(n_items),
                CubeDim::new_1d(N_UNITS),
                self.arena(),
                self.n_images(),
                places,
                n_channels,
            );
        }
    }

    fn update(&self, buffers: &SliceBuffers, step: u32) {
        let n_units = self.steps.n_params as u32 + 1;
        unsafe {
            gradients::update::launch_unchecked(
                self.client,
                CubeCount::Static(n_units.div_ceil(N_UNITS), 1, 1),
                CubeDim::new_1d(N_UNITS),
                self.params(),
                self.arena(),
                BufferArg::from_raw_parts(buffers.figures.clone(), buffers.n_figures),
                self.n_images(),
                self.batch_size,
                step,
                self.steps.learning_rate,
                self.steps.places,
            );
        }
    }

    fn collect_logits(&self, logits: &Handle, n_logits: usize) {
        unsafe {
            head::collect_logits::launch_unchecked(
                self.client,
                self.cubes(N_CLASSES),
                CubeDim::new_1d(N_UNITS),
                self.arena(),
                BufferArg::from_raw_parts(logits.clone(), n_logits * N_CLASSES),
                self.n_images(),
                self.batch_size,
                self.first_index,
                self.steps.places,
            );
        }
    }
}
