//! The training step in plain Burn operations, the reference for the fused ones.

use std::ops::Range;

use burn::module::Module;
use burn::nn::loss::{CrossEntropyLoss, CrossEntropyLossConfig};
use burn::optim::{GradientsParams, ModuleOptimizer, SgdConfig};
use burn::tensor::{Device, ExecutionError, Tensor};

use super::{Network, Pending, StepMetrics, StepPath, Stepper, metrics};
use crate::data::Split;
use crate::data::batcher::Batch;
use crate::models::{Architecture, StateDict, StateError};
use crate::protocol::N_CLASSES;

/// Trains a model by stochastic gradient descent without momentum or decay, as the lesson does.
pub struct StockTrainer {
    /// None only during a step.
    model: Option<Network>,
    optimizer: ModuleOptimizer,
    loss_fn: CrossEntropyLoss,
    learning_rate: f64,
    architecture: Architecture,
    device: Device,
}

impl StockTrainer {
    /// A trainer that starts from these parameters.
    ///
    /// # Errors
    /// When the parameters do not fit the architecture.
    pub fn new(
        architecture: &Architecture,
        state: &StateDict,
        learning_rate: f64,
        device: &Device,
    ) -> Result<Self, StateError> {
        let device = device.clone().autodiff();
        Ok(Self {
            model: Some(Network::from_state(architecture, state, &device)?),
            optimizer: SgdConfig::new().init(),
            loss_fn: CrossEntropyLossConfig::new().init(&device),
            learning_rate,
            architecture: *architecture,
            device,
        })
    }

    /// The current model without autodiff, for evaluation.
    pub fn model(&self) -> Network {
        self.model
            .as_ref()
            .expect("a step gives the model back")
            .valid()
    }

    /// One optimiser update for each batch; the metrics are read from the device once, at the end.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn train_steps(
        &mut self,
        split: &Split,
        batches: &[&[u32]],
    ) -> Result<Vec<StepMetrics>, ExecutionError> {
        let (losses, logits): (Vec<_>, Vec<_>) = batches
            .iter()
            .map(|indices| self.train_step(split, indices))
            .unzip();
        if losses.is_empty() {
            return Ok(Vec::new());
        }
        let losses = Tensor::cat(losses, 0).into_data_async().await?;
        let logits = Tensor::cat(logits, 0).into_data_async().await?;
        let logits: Vec<f32> = logits.iter().collect();
        let mut rest = logits.as_slice();
        let steps = losses.iter::<f32>().zip(batches).map(|(loss, indices)| {
            let (of_batch, later) = rest.split_at(indices.len() * N_CLASSES);
            rest = later;
            let labels: Vec<u8> = indices
                .iter()
                .map(|&index| split.labels()[index as usize])
                .collect();
            let n_correct = metrics::n_correct(of_batch, &labels);
            StepMetrics {
                loss,
                accuracy: n_correct as f32 / indices.len() as f32,
            }
        });
        Ok(steps.collect())
    }

    /// The loss `[1]` and the logits `[batch_size, 10]` of one step, still on the device.
    fn train_step(&mut self, split: &Split, indices: &[u32]) -> (Tensor<1>, Tensor<2>) {
        let batch = Batch::new(split, indices, &self.device);
        let model = self.model.take().expect("a step gives the model back");
        let logits = model.forward(batch.images);
        let loss = self.loss_fn.forward(logits.clone(), batch.targets);
        let gradients = GradientsParams::from_grads(loss.backward(), &model);
        self.model = Some(self.optimizer.step(self.learning_rate, model, gradients));
        (loss.inner(), logits.inner())
    }
}

impl Stepper for StockTrainer {
    fn path(&self) -> StepPath {
        StepPath::Stock
    }

    fn train_steps<'a>(
        &'a mut self,
        split: &'a Split,
        batches: &'a [&'a [u32]],
    ) -> Pending<'a, Vec<StepMetrics>> {
        Box::pin(self.train_steps(split, batches))
    }

    fn logits<'a>(&'a mut self, split: &'a Split, images: Range<usize>) -> Pending<'a, Vec<f32>> {
        let device = self.device.clone().inner();
        Box::pin(async move { self.model().logits(split, images, &device).await })
    }

    fn state(&self) -> Pending<'_, StateDict> {
        Box::pin(async { self.model().state(&self.architecture).await })
    }
}
