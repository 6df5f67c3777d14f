//! Training steps in hand-written kernels on WebGPU: few launches, and no upload but the order of the images.
//!
//! The images lie on the device as bytes, four to a word, each followed by its label. An epoch uploads the order of its
//! images once, a slice of steps reads its metrics back once, and the parameters are read when a model is asked for.
//! Launches follow the model: many steps of an MLP share one, a step of a convolutional network takes two.

mod adapter;
mod buffer;
mod conv_net;
mod cross_entropy;
pub mod device;
mod index_buffer;
mod launch_groups;
mod metrics;
mod mlp;
mod packed_split;
mod registers;
mod table;

use std::ops::Range;

use burn::tensor::ExecutionError;
use burn_wgpu::WgpuDevice;
use cubecl::client::Client;
use cubecl::prelude::*;

use super::super::{Pending, StepMetrics, StepPath, Stepper};
use super::{FusedShape, MlpShape};
use crate::data::Split;
use crate::models::{Architecture, NamedTensor, ParameterSpec, StateDict, StateError};
use crate::protocol::N_CLASSES;
pub use adapter::AdapterKind;
use buffer::Buffer;
use conv_net::ConvNetKernels;
use index_buffer::IndexBuffer;
use launch_groups::{LaunchGroup, launch_groups};
use metrics::METRICS_PER_STEP;
use mlp::MlpKernels;
use packed_split::PackedSplit;

/// Hidden units that the kernels are made for; wider models run on Burn's operations.
const MAX_HIDDEN_UNITS: usize = 32;
/// Images of a batch whose activations in a convolutional network fit into one binding, whatever the adapter.
const MAX_BATCH_SIZE: usize = 128;

/// Trains a model with hand-written kernels on the worker's device.
pub struct GpuTrainer {
    client: Client,
    architecture: Architecture,
    kernels: Box<dyn StepKernels>,
    /// The order in which this epoch uses the images, as far as it is known.
    indices: Option<IndexBuffer>,
    /// Whether the kernel that computes logits has been compiled.
    has_logits_kernel: bool,
}

/// The kernels of one family of models, with the parameters that they train.
trait StepKernels {
    /// Launches a group's optimiser updates.
    fn launch_steps(&mut self, client: &Client, slice: &StepSlice, group: &LaunchGroup);

    /// Launches what fills `logits`, `[n_images, 10]`, with those of the images in this range.
    fn launch_logits(
        &mut self,
        client: &Client,
        split: &PackedSplit,
        images: Range<usize>,
        logits: &Buffer,
    );

    /// Buffers that together begin with all parameters, in PyTorch's order of construction.
    fn parameters(&self) -> Vec<Buffer>;
}

/// What the steps of a slice read and write on the device.
struct StepSlice<'a> {
    split: &'a PackedSplit,
    indices: &'a IndexBuffer,
    /// `[n_steps, 2]`: mean loss of the batch, correct predictions.
    metrics: Buffer,
}

impl GpuTrainer {
    /// A trainer that starts from these parameters; none for models or batches that its kernels are not made for.
    ///
    /// # Errors
    /// When a tensor is missing or has another shape.
    pub fn new(
        architecture: &Architecture,
        state: &StateDict,
        learning_rate: f64,
        batch_size: usize,
    ) -> Result<Option<Self>, StateError> {
        let adapter = AdapterKind::of(&client());
        Self::for_adapter(adapter, architecture, state, learning_rate, batch_size)
    }

    /// The same, with the work laid out for adapters of this kind, whatever the device is.
    ///
    /// # Errors
    /// When a tensor is missing or has another shape.
    pub fn for_adapter(
        adapter: AdapterKind,
        architecture: &Architecture,
        state: &StateDict,
        learning_rate: f64,
        batch_size: usize,
    ) -> Result<Option<Self>, StateError> {
        if architecture.hidden_units > MAX_HIDDEN_UNITS || batch_size > MAX_BATCH_SIZE {
            return Ok(None);
        }
        let mut values = Vec::new();
        for spec in &architecture.parameters() {
            values.extend_from_slice(&state.tensor(spec)?.values);
        }
        let client = client();
        let rate = learning_rate as f32;
        let kernels: Box<dyn StepKernels> = match FusedShape::of(architecture) {
            Some(FusedShape::Mlp(shape)) => {
                let specs = architecture.parameters();
                Box::new(MlpKernels::new(
                    &client, adapter, shape, &specs, &values, rate,
                ))
            }
            Some(FusedShape::ConvNet(_)) => Box::new(ConvNetKernels::new(
                &client,
                adapter,
                architecture,
                &values,
                rate,
            )),
            None => return Ok(None),
        };
        Ok(Some(Self {
            client,
            architecture: *architecture,
            kernels,
            indices: None,
            has_logits_kernel: false,
        }))
    }

    /// Uploads the order in which the coming steps use images; steps that follow it upload nothing.
    pub fn begin_epoch(&mut self, order: &[u32]) {
        self.indices = Some(IndexBuffer::upload(&self.client, order.to_vec()));
    }

    /// One optimiser update a batch; the metrics are read from the device once, at the end.
    ///
    /// # Errors
    /// When the device fails.
    ///
    /// # Panics
    /// When a batch is empty or an index lies outside the split.
    pub async fn train_steps(
        &mut self,
        split: &Split,
        batches: &[&[u32]],
    ) -> Result<Vec<StepMetrics>, ExecutionError> {
        if batches.is_empty() {
            return Ok(Vec::new());
        }
        let indices = batches.concat();
        // The kernels check no bounds.
        assert!(
            indices
                .iter()
                .all(|&index| (index as usize) < split.n_images())
                && batches.iter().all(|batch| !batch.is_empty()),
            "batches hold images of the split"
        );
        let split = PackedSplit::of(split, &self.client);
        let (indices, first_index) = IndexBuffer::advance(&mut self.indices, &self.client, indices);
        let slice = StepSlice {
            split: &split,
            indices,
            metrics: Buffer::empty(&self.client, batches.len() * METRICS_PER_STEP),
        };
        for group in launch_groups(batches, first_index) {
            self.kernels.launch_steps(&self.client, &slice, &group);
        }
        let metrics = slice.metrics;
        if !self.has_logits_kernel {
            // Compiled with a run's first steps, which wait for a compilation anyway, and not later, within a pause.
            self.launch_logits(&split, 0..1);
        }
        let metrics = read(&self.client, vec![metrics]).await?;
        Ok(metrics
            .as_chunks::<METRICS_PER_STEP>()
            .0
            .iter()
            .zip(batches)
            .map(|(&[loss, n_correct], batch)| StepMetrics {
                loss,
                accuracy: n_correct / batch.len() as f32,
            })
            .collect())
    }

    /// The logits of these images of a split, image by image.
    ///
    /// # Errors
    /// When the device fails.
    ///
    /// # Panics
    /// When the images lie outside the split.
    pub async fn logits(
        &mut self,
        split: &Split,
        images: Range<usize>,
    ) -> Result<Vec<f32>, ExecutionError> {
        assert!(
            images.end <= split.n_images(),
            "the images are of the split"
        );
        if images.is_empty() {
            return Ok(Vec::new());
        }
        let split = PackedSplit::of(split, &self.client);
        let logits = self.launch_logits(&split, images);
        read(&self.client, vec![logits]).await
    }

    /// `[n_images, 10]`, valid once the device has finished.
    fn launch_logits(&mut self, split: &PackedSplit, images: Range<usize>) -> Buffer {
        let logits = Buffer::empty(&self.client, images.len() * N_CLASSES);
        self.kernels
            .launch_logits(&self.client, split, images, &logits);
        self.has_logits_kernel = true;
        logits
    }

    /// The parameters as they are now, by PyTorch's names and in its layouts.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn state(&self) -> Result<StateDict, ExecutionError> {
        let values = read(&self.client, self.kernels.parameters()).await?;
        let specs = self.architecture.parameters();
        let tensors = offsets(&specs)
            .into_iter()
            .zip(specs)
            .map(|(offset, spec)| NamedTensor {
                values: values[offset..][..spec.n_elements()].to_vec(),
                name: spec.name,
                shape: spec.shape,
            });
        Ok(StateDict {
            tensors: tensors.collect(),
        })
    }
}

impl Stepper for GpuTrainer {
    fn path(&self) -> StepPath {
        StepPath::Fused
    }

    fn begin_epoch(&mut self, order: &[u32]) {
        self.begin_epoch(order);
    }

    fn train_steps<'a>(
        &'a mut self,
        split: &'a Split,
        batches: &'a [&'a [u32]],
    ) -> Pending<'a, Vec<StepMetrics>> {
        Box::pin(self.train_steps(split, batches))
    }

    fn logits<'a>(&'a mut self, split: &'a Split, images: Range<usize>) -> Pending<'a, Vec<f32>> {
        Box::pin(self.logits(split, images))
    }

    fn state(&self) -> Pending<'_, StateDict> {
        Box::pin(self.state())
    }
}

/// Where each tensor begins in a buffer that holds them one after another.
fn offsets(specs: &[ParameterSpec]) -> Vec<usize> {
    specs
        .iter()
        .scan(0, |end, spec| {
            let offset = *end;
            *end += spec.n_elements();
            Some(offset)
        })
        .collect()
}

fn client() -> Client {
    cubecl::Device::Wgpu(WgpuDevice::default()).client()
}

/// The numbers in some buffers, one after another.
async fn read(client: &Client, buffers: Vec<Buffer>) -> Result<Vec<f32>, ExecutionError> {
    let handles = buffers.into_iter().map(|buffer| buffer.handle).collect();
    let answers = client
        .read_async(handles)
        .await
        .map_err(|error| ExecutionError::with_context(error.to_string()))?;
    Ok(answers
        .iter()
        .flat_map(|bytes| f32::from_bytes(bytes).iter().copied())
        .collect())
}
