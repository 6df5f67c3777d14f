//! Many SGD steps of Model 0 or 1 in one launch of one workgroup: nothing but the parameters is kept between steps.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;

use super::records::{N_WORDS, RECORD};
use super::{SliceBuffers, Stretch};
use crate::models::{Architecture, StateDict};
use crate::protocol::{ModelKind, N_CLASSES};

/// Four neighbouring weights.
type Four = Vector<f32, Const<4>>;

/// Batches are rounded up to it: a multiple of every tile and group.
const PADDING: usize = 8;
/// Images whose words are fetched together, so that one does not wait for another.
const GROUP: usize = 4;
/// Hidden units of a tile at most: the sums of a tile must fit into registers.
const MAX_TILE_HIDDEN: usize = 16;
/// Invocations of the one workgroup.
const N_UNITS: u32 = 256;

/// How the first layer's sums are laid out over the workgroup.
///
/// Every sum is taken in `n_parts` parts, each in the order of the pixels: the tiles decide how fast, never what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct MlpPlan {
    hidden: usize,
    hidden_relu: bool,
    final_relu: bool,
    /// Images of a forward tile: 1, 2, 4 or 8.
    tile_images: usize,
    /// Hidden units of a forward tile, and of one pass over the batch that gathers their gradients.
    tile_hidden: usize,
    /// Parts that the 784 products of a sum are split into.
    n_parts: usize,
}

impl MlpPlan {
    fn new(architecture: &Architecture) -> Self {
        let hidden = architecture.hidden_units;
        Self {
            hidden,
            hidden_relu: architecture.kind == ModelKind::NonLinear,
            final_relu: architecture.final_relu,
            // 16 tiles of a batch of 32, times 16 parts: the whole workgroup is busy.
            tile_images: 2,
            n_parts: 16,
            tile_hidden: hidden.div_ceil(hidden.div_ceil(MAX_TILE_HIDDEN)),
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
    /// `state` fits the architecture.
    pub fn new(
        client: &Client,
        architecture: &Architecture,
        state: &StateDict,
        learning_rate: f32,
    ) -> Self {
        let (first, rest) = state.tensors.split_at(1);
        let values = |tensors: &[crate::models::NamedTensor]| -> Vec<f32> {
            tensors
                .iter()
                .flat_map(|tensor| tensor.values.iter().copied())
                .collect()
        };
        let (first, rest) = (values(first), values(rest));
        Self {
            plan: MlpPlan::new(architecture),
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
            mlp_steps::launch_unchecked(
                client,
                CubeCount::Static(1, 1, 1),
                CubeDim::new_1d(N_UNITS),
                BufferArg::from_raw_parts(self.first.clone(), self.plan.hidden * N_WORDS),
                BufferArg::from_raw_parts(self.rest.clone(), self.n_rest),
                BufferArg::from_raw_parts(buffers.records.handle.clone(), buffers.records.len()),
                BufferArg::from_raw_parts(buffers.indices.clone(), buffers.n_indices),
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
}

/// One workgroup makes the steps; its units meet at four barriers a step.
///
/// # Shapes
/// - first: `[hidden, 196]` words of four weights, layer 1
/// - rest: layer 1's biases `[hidden]`, layer 2's weights `[10, hidden]` and biases `[10]`
/// - records: `[n_images, 197]`: 196 words of four pixels, and the label
/// - indices: `[n_steps, batch_size]`
/// - figures: `[n_steps, 2]`: mean loss, images that were right
#[cube(launch_unchecked)]
#[allow(clippy::too_many_arguments)]
fn mlp_steps(
    first: &mut [Four],
    rest: &mut [f32],
    records: &[u32],
    indices: &[u32],
    scratch: &mut [f32],
    figures: &mut [f32],
    first_step: u32,
    first_index: u32,
    n_steps: u32,
    batch_size: u32,
    learning_rate: f32,
    #[comptime] plan: MlpPlan,
) {
    let unit = UNIT_POS as usize;
    let batch = batch_size as usize;
    let h_units = comptime!(plan.hidden);
    let n_units = comptime!(N_UNITS as usize);

    let padded = batch.div_ceil(PADDING) * PADDING;
    let n_image_tiles = padded / comptime!(plan.tile_images);
    // Where things lie in scratch.
    let part_len = padded * h_units;
    let at_hidden = comptime!(plan.n_parts) * part_len;
    let at_dhidden = at_hidden + part_len;
    let at_dlogits = at_dhidden + part_len;
    let at_loss = at_dlogits + padded * N_CLASSES;
    let at_right = at_loss + padded;
    // Where things lie in rest.
    let at_weights = comptime!(plan.hidden);
    let at_biases = comptime!(plan.hidden * (N_CLASSES + 1));

    for step in 0..n_steps as usize {
        let at_indices = first_index as usize + step * batch;

        // Layer 1, partial sums.
        let n_items = n_image_tiles
            * comptime!(plan.hidden.div_ceil(plan.tile_hidden))
            * comptime!(plan.n_parts);
        let mut item = unit;
        while item < n_items {
            partial_sums(
                first, records, indices, scratch, item, at_indices, batch, part_len, plan,
            );
            item += n_units;
        }
        sync_storage();

        // Layer 1, whole sums: batch × hidden.
        let mut at = unit;
        while at < part_len {
            let mut sum = 0.0f32;
            #[unroll]
            for part in 0..comptime!(plan.n_parts) {
                sum += scratch[part * part_len + at];
            }
            let mut value = sum / 255.0f32 + rest[at % h_units];
            if comptime!(plan.hidden_relu) {
                value = max(value, 0.0f32);
            }
            scratch[at_hidden + at] = value;
            at += n_units;
        }
        sync_storage();

        // Layer 2, softmax, the loss and its gradients: an image a unit.
        let mut image = unit;
        while image < padded {
            if image < batch {
                judge(
                    rest, records, indices, scratch, image, at_indices, batch, padded, plan,
                );
            } else {
                // No gradient flows from beyond the batch.
                for hidden in 0..h_units {
                    scratch[at_dhidden + image * h_units + hidden] = 0.0f32;
                }
                for class in 0..N_CLASSES {
                    scratch[at_dlogits + image * N_CLASSES + class] = 0.0f32;
                }
            }
            image += n_units;
        }
        sync_storage();

        // Layer 1's weights: a word of every row a unit.
        let mut word = unit;
        while word < N_WORDS {
            #[unroll]
            for pass in 0..comptime!(plan.hidden.div_ceil(plan.tile_hidden)) {
                update_first(
                    first,
                    records,
                    indices,
                    scratch,
                    word,
                    at_indices,
                    batch,
                    at_dhidden,
                    learning_rate,
                    pass,
                    plan,
                );
            }
            word += n_units;
        }
        // The small parameters, by the units that have no word first.
        let mut at = n_units - 1 - unit;
        while at < comptime!(plan.hidden * (N_CLASSES + 1) + N_CLASSES) {
            let mut gradient = 0.0f32;
            if at < at_weights {
                for group in 0..padded / GROUP {
                    #[unroll]
                    for i in 0..GROUP {
                        gradient += scratch[at_dhidden + (group * GROUP + i) * h_units + at];
                    }
                }
            } else if at < at_biases {
                let from = at_dlogits + (at - at_weights) / h_units;
                let to = at_hidden + (at - at_weights) % h_units;
                for group in 0..padded / GROUP {
                    #[unroll]
                    for i in 0..GROUP {
                        let image = group * GROUP + i;
                        gradient +=
                            scratch[from + image * N_CLASSES] * scratch[to + image * h_units];
                    }
                }
            } else {
                let from = at_dlogits + at - at_biases;
                for group in 0..padded / GROUP {
                    #[unroll]
                    for i in 0..GROUP {
                        gradient += scratch[from + (group * GROUP + i) * N_CLASSES];
                    }
                }
            }
            rest[at] -= learning_rate * gradient;
            at += n_units;
        }
        if unit == n_units - 1 {
            let mut loss = 0.0f32;
            let mut right = 0.0f32;
            for image in 0..batch {
                loss += scratch[at_loss + image];
                right += scratch[at_right + image];
            }
            figures[(first_step as usize + step) * 2] = loss / f32::cast_from(batch_size);
            figures[(first_step as usize + step) * 2 + 1] = right;
        }
        sync_storage();
    }
}

/// The sums of one tile of images and hidden units over one part of the pixels.
#[cube]
#[allow(clippy::too_many_arguments)]
fn partial_sums(
    first: &mut [Four],
    records: &[u32],
    indices: &[u32],
    scratch: &mut [f32],
    item: usize,
    at_indices: usize,
    batch: usize,
    part_len: usize,
    #[comptime] plan: MlpPlan,
) {
    let h_units = comptime!(plan.hidden);
    let n_parts = comptime!(plan.n_parts);
    let n_hidden_tiles = comptime!(plan.hidden.div_ceil(plan.tile_hidden));
    let tile_images = comptime!(plan.tile_images);
    let tile_hidden = comptime!(plan.tile_hidden);
    let part = item % n_parts;
    let tile = item / n_parts;
    let image_0 = tile / n_hidden_tiles * tile_images;
    let hidden_0 = tile % n_hidden_tiles * tile_hidden;

    let mut sums = Array::<f32>::new(comptime!(plan.tile_images * plan.tile_hidden));
    let mut rows = Array::<usize>::new(tile_images);
    #[unroll]
    for i in 0..tile_images {
        // An image beyond the batch repeats its last: never read.
        let image = min(image_0 + i, batch - 1);
        rows[i] = indices[at_indices + image] as usize * RECORD;
    }
    #[unroll]
    for i in 0..comptime!(plan.tile_images * plan.tile_hidden) {
        sums[i] = 0.0f32;
    }
    let mut word = part;
    while word < N_WORDS {
        let mut weights = Array::<Four>::new(tile_hidden);
        #[unroll]
        for j in 0..tile_hidden {
            let hidden = min(hidden_0 + j, h_units - 1);
            weights[j] = first[hidden * N_WORDS + word];
        }
        #[unroll]
        for i in 0..tile_images {
            let pixels = records[rows[i] + word];
            let p0 = f32::cast_from(pixels & 255u32);
            let p1 = f32::cast_from((pixels >> 8u32) & 255u32);
            let p2 = f32::cast_from((pixels >> 16u32) & 255u32);
            let p3 = f32::cast_from(pixels >> 24u32);
            #[unroll]
            for j in 0..tile_hidden {
                let w = weights[j];
                sums[i * tile_hidden + j] += p0 * w.extract(0usize)
                    + p1 * w.extract(1usize)
                    + p2 * w.extract(2usize)
                    + p3 * w.extract(3usize);
            }
        }
        word += n_parts;
    }
    #[unroll]
    for i in 0..tile_images {
        #[unroll]
        for j in 0..tile_hidden {
            if hidden_0 + j < h_units {
                scratch[part * part_len + (image_0 + i) * h_units + hidden_0 + j] =
                    sums[i * tile_hidden + j];
            }
        }
    }
}

/// One image's logits, loss, verdict, and the gradients at logits and hidden units, both divided by the batch size.
#[cube]
#[allow(clippy::too_many_arguments)]
fn judge(
    rest: &mut [f32],
    records: &[u32],
    indices: &[u32],
    scratch: &mut [f32],
    image: usize,
    at_indices: usize,
    batch: usize,
    padded: usize,
    #[comptime] plan: MlpPlan,
) {
    let h_units = comptime!(plan.hidden);
    let at_hidden = comptime!(plan.n_parts * plan.hidden) * padded;
    let at_dhidden = at_hidden + padded * h_units;
    let at_dlogits = at_dhidden + padded * h_units;
    let at_loss = at_dlogits + padded * N_CLASSES;
    let label = records[indices[at_indices + image] as usize * RECORD + N_WORDS] as usize;
    let at_weights = comptime!(plan.hidden);
    let at_biases = comptime!(plan.hidden * (N_CLASSES + 1));
    let at_image = at_hidden + image * h_units;
    let mut logits = Array::<f32>::new(N_CLASSES);
    #[unroll]
    for class in 0..N_CLASSES {
        logits[class] = rest[at_biases + class];
    }
    for hidden in 0..h_units {
        let value = scratch[at_image + hidden];
        #[unroll]
        for class in 0..N_CLASSES {
            logits[class] += value * rest[at_weights + class * h_units + hidden];
        }
    }
    if comptime!(plan.final_relu) {
        #[unroll]
        for class in 0..N_CLASSES {
            logits[class] = max(logits[class], 0.0f32);
        }
    }
    let mut highest = logits[0];
    let mut of_label = logits[0];
    let mut best = 0usize;
    #[unroll]
    for class in 1..N_CLASSES {
        if logits[class] > highest {
            highest = logits[class];
            best = class;
        }
        if label == class {
            of_label = logits[class];
        }
    }
    let mut sum = 0.0f32;
    let mut shares = Array::<f32>::new(N_CLASSES);
    #[unroll]
    for class in 0..N_CLASSES {
        let share = (logits[class] - highest).exp();
        shares[class] = share;
        sum += share;
    }
    let n_images = f32::cast_from(batch as u32);
    #[unroll]
    for class in 0..N_CLASSES {
        let mut gradient = shares[class] / sum;
        if label == class {
            gradient -= 1.0f32;
        }
        if comptime!(plan.final_relu) {
            if logits[class] <= 0.0f32 {
                gradient = 0.0f32;
            }
        }
        shares[class] = gradient / n_images;
        scratch[at_dlogits + image * N_CLASSES + class] = gradient / n_images;
    }
    for hidden in 0..h_units {
        let mut gradient = 0.0f32;
        #[unroll]
        for class in 0..N_CLASSES {
            gradient += shares[class] * rest[at_weights + class * h_units + hidden];
        }
        if comptime!(plan.hidden_relu) {
            if scratch[at_image + hidden] <= 0.0f32 {
                gradient = 0.0f32;
            }
        }
        scratch[at_dhidden + image * h_units + hidden] = gradient;
    }
    scratch[at_loss + image] = sum.ln() + highest - of_label;
    let mut right = 0.0f32;
    if best == label {
        right = 1.0f32;
    }
    scratch[at_loss + padded + image] = right;
}

/// Gathers the gradients of one word in some rows of layer 1 over the batch, and makes the step.
#[cube]
#[allow(clippy::too_many_arguments)]
fn update_first(
    first: &mut [Four],
    records: &[u32],
    indices: &[u32],
    scratch: &mut [f32],
    word: usize,
    at_indices: usize,
    batch: usize,
    at_dhidden: usize,
    learning_rate: f32,
    #[comptime] pass: usize,
    #[comptime] plan: MlpPlan,
) {
    let h_units = comptime!(plan.hidden);
    let hidden_0 = comptime!(pass * plan.tile_hidden);
    let n_hidden = comptime!(plan.tile_hidden.min(plan.hidden - pass * plan.tile_hidden));
    let mut sums = Array::<f32>::new(comptime!(n_hidden * 4));
    #[unroll]
    for i in 0..comptime!(n_hidden * 4) {
        sums[i] = 0.0f32;
    }
    for group in 0..batch.div_ceil(GROUP) {
        let mut words = Array::<u32>::new(GROUP);
        #[unroll]
        for i in 0..GROUP {
            // An image beyond the batch repeats its last, with a gradient of zero.
            let image = min(group * GROUP + i, batch - 1);
            words[i] = records[indices[at_indices + image] as usize * RECORD + word];
        }
        #[unroll]
        for i in 0..GROUP {
            let pixels = words[i];
            let p0 = f32::cast_from(pixels & 255u32);
            let p1 = f32::cast_from((pixels >> 8u32) & 255u32);
            let p2 = f32::cast_from((pixels >> 16u32) & 255u32);
            let p3 = f32::cast_from(pixels >> 24u32);
            let at = at_dhidden + (group * GROUP + i) * h_units + hidden_0;
            #[unroll]
            for j in 0..n_hidden {
                let gradient = scratch[at + j];
                sums[j * 4] += gradient * p0;
                sums[j * 4 + 1] += gradient * p1;
                sums[j * 4 + 2] += gradient * p2;
                sums[j * 4 + 3] += gradient * p3;
            }
        }
    }
    let factor = learning_rate / 255.0f32;
    #[unroll]
    for j in 0..n_hidden {
        let at = (hidden_0 + j) * N_WORDS + word;
        let mut weights = first[at];
        #[unroll]
        for k in 0..4usize {
            weights.insert(k, weights.extract(k) - factor * sums[j * 4 + k]);
        }
        first[at] = weights;
    }
}
