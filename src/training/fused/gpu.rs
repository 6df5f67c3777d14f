//! Training steps by hand on WebGPU: as few launches as the work allows, and nothing uploaded but the order of images.
//!
//! The images lie on the device as bytes, four to a word, each with its label behind it; an epoch uploads the order of
//! its images once, a slice of steps reads back its losses once, and the parameters wait until somebody asks for them.
//! What is launched follows the model: many steps of an MLP go into one launch, a step of TinyVGG into two.

mod adapter;
mod mlp;
mod order;
mod records;
mod stretch;
mod tiny_vgg;

use std::ops::Range;

use burn::tensor::ExecutionError;
use burn_wgpu::WgpuDevice;
use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;

use super::super::StepFigures;
use super::{ConvNetShape, MlpShape};
use crate::data::Split;
use crate::models::{Architecture, NamedTensor, StateDict, StateError};
use crate::protocol::N_CLASSES;
pub use adapter::AdapterKind;
use mlp::MlpSteps;
use order::Order;
use records::Records;
use stretch::{Stretch, stretches};
use tiny_vgg::TinyVggSteps;

/// Hidden units that the kernels are made for; wider models run on Burn's operations.
const MAX_HIDDEN_UNITS: usize = 32;
/// Images of a batch that TinyVGG's activations fit into one binding for, whatever the adapter.
const MAX_BATCH_SIZE: usize = 128;
/// Loss and number of right answers of a step.
const FIGURES_PER_STEP: usize = 2;

/// Trains a model with hand-written kernels on the device that the worker has started.
pub struct GpuTrainer {
    client: Client,
    architecture: Architecture,
    steps: Steps,
    /// This epoch's, as far as it is known.
    order: Option<Order>,
    /// Whether the kernel that judges has been compiled.
    can_judge: bool,
}

#[expect(clippy::large_enum_variant, reason = "one exists at a time, in a box")]
enum Steps {
    Mlp(MlpSteps),
    TinyVgg(TinyVggSteps),
}

impl Steps {
    fn launch(&mut self, client: &Client, buffers: &SliceBuffers, stretch: &Stretch) {
        match self {
            Self::Mlp(steps) => steps.launch(client, buffers, stretch),
            Self::TinyVgg(steps) => steps.launch(client, buffers, stretch),
        }
    }

    fn launch_logits(
        &mut self,
        client: &Client,
        records: &Records,
        logits: &Handle,
        first_image: usize,
        n_images: usize,
    ) {
        match self {
            Self::Mlp(steps) => {
                steps.launch_logits(client, records, logits, first_image, n_images);
            }
            Self::TinyVgg(steps) => {
                steps.launch_logits(client, records, logits, first_image, n_images);
            }
        }
    }

    /// Everything that is learnt, in PyTorch's order of construction.
    fn parameters(&self) -> Vec<Handle> {
        match self {
            Self::Mlp(steps) => steps.parameters().to_vec(),
            Self::TinyVgg(steps) => vec![steps.parameters()],
        }
    }
}

/// What every step reads and writes, on the device.
struct SliceBuffers<'a> {
    records: &'a Records,
    order: &'a Order,
    /// `[n_steps, 2]`: mean loss of the batch, images that were right.
    figures: Handle,
    n_figures: usize,
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
        Self::laid_out_for(adapter, architecture, state, learning_rate, batch_size)
    }

    /// The same, with its work laid out for adapters of this kind, whatever the device is.
    ///
    /// # Errors
    /// When a tensor is missing or has another shape.
    pub fn laid_out_for(
        adapter: AdapterKind,
        architecture: &Architecture,
        state: &StateDict,
        learning_rate: f64,
        batch_size: usize,
    ) -> Result<Option<Self>, StateError> {
        if architecture.hidden_units > MAX_HIDDEN_UNITS || batch_size > MAX_BATCH_SIZE {
            return Ok(None);
        }
        let mut parameters = Vec::new();
        for spec in &architecture.parameters() {
            parameters.push(state.tensor(spec)?.clone());
        }
        let state = StateDict {
            tensors: parameters,
        };
        let client = client();
        let learning_rate = learning_rate as f32;
        let steps = if let Some(shape) = MlpShape::of(architecture) {
            let steps = MlpSteps::new(&client, adapter, shape, &state, learning_rate);
            Steps::Mlp(steps)
        } else if let Some(ConvNetShape { channels }) = ConvNetShape::of(architecture) {
            let steps = TinyVggSteps::new(&client, adapter, channels, &state, learning_rate);
            Steps::TinyVgg(steps)
        } else {
            return Ok(None);
        };
        Ok(Some(Self {
            client,
            architecture: *architecture,
            steps,
            order: None,
            can_judge: false,
        }))
    }

    /// Uploads the order in which the coming steps use images; steps that follow it upload nothing.
    pub fn begin_epoch(&mut self, order: &[u32]) {
        self.order = Some(Order::upload(&self.client, order.to_vec()));
    }

    /// One optimiser update a batch; the figures are read from the device once, at the end.
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
    ) -> Result<Vec<StepFigures>, ExecutionError> {
        if batches.is_empty() {
            return Ok(Vec::new());
        }
        let indices = batches.concat();
        // The kernels read without looking.
        assert!(
            indices
                .iter()
                .all(|&index| (index as usize) < split.n_images())
                && batches.iter().all(|batch| !batch.is_empty()),
            "batches hold images of the split"
        );
        let records = Records::of(split, &self.client);
        let (order, first_index) = Order::next(&mut self.order, &self.client, indices);
        let n_figures = batches.len() * FIGURES_PER_STEP;
        let buffers = SliceBuffers {
            records: &records,
            order,
            figures: self.client.empty(n_figures * size_of::<f32>()),
            n_figures,
        };
        for stretch in stretches(batches, first_index) {
            self.steps.launch(&self.client, &buffers, &stretch);
        }
        let figures = buffers.figures;
        if !self.can_judge {
            // Kernels compile when a run begins, where everybody waits, and not in its midst, where a pause would.
            self.launch_logits(&records, 0..1);
        }
        let figures = read(&self.client, vec![figures]).await?;
        Ok(figures
            .as_chunks::<FIGURES_PER_STEP>()
            .0
            .iter()
            .zip(batches)
            .map(|(&[loss, n_right], batch)| StepFigures {
                loss,
                accuracy: n_right / batch.len() as f32,
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
        let records = Records::of(split, &self.client);
        let logits = self.launch_logits(&records, images);
        read(&self.client, vec![logits]).await
    }

    /// `[n_images, 10]`, once the device is done.
    fn launch_logits(&mut self, records: &Records, images: Range<usize>) -> Handle {
        let size = images.len() * N_CLASSES * size_of::<f32>();
        let logits = self.client.empty(size);
        self.steps
            .launch_logits(&self.client, records, &logits, images.start, images.len());
        self.can_judge = true;
        logits
    }

    /// The parameters as they are now, by PyTorch's names and in its layouts.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn state(&self) -> Result<StateDict, ExecutionError> {
        let values = read(&self.client, self.steps.parameters()).await?;
        let mut rest = values.as_slice();
        let tensors = self.architecture.parameters().into_iter().map(|spec| {
            let (of_tensor, later) = rest.split_at(spec.n_elements());
            rest = later;
            NamedTensor {
                name: spec.name,
                shape: spec.shape,
                values: of_tensor.to_vec(),
            }
        });
        Ok(StateDict {
            tensors: tensors.collect(),
        })
    }
}

fn client() -> Client {
    cubecl::Device::Wgpu(WgpuDevice::default()).client()
}

/// The numbers in some buffers, one after another.
async fn read(client: &Client, handles: Vec<Handle>) -> Result<Vec<f32>, ExecutionError> {
    let answers = client
        .read_async(handles)
        .await
        .map_err(|error| ExecutionError::with_context(error.to_string()))?;
    Ok(answers
        .iter()
        .flat_map(|bytes| f32::from_bytes(bytes).iter().copied())
        .collect())
}
