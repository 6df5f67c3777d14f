//! Trains and evaluates a model: steps, test passes and their metrics. Knows nothing of commands or pauses.

pub mod evaluate;
pub mod fused;
pub mod metrics;
mod network;
pub mod stock;

pub use crate::protocol::StepPath;
pub use evaluate::EvaluationPass;
pub use network::Network;
pub use stock::StockTrainer;

use burn::tensor::{Device, ExecutionError};

use crate::data::Split;
use crate::models::{Architecture, StateDict, StateError};
use crate::protocol::{DeviceKind, TrainingConfig};
use fused::CpuTrainer;
#[cfg(feature = "gpu")]
use fused::GpuTrainer;

/// What one optimiser update tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepMetrics {
    /// Mean cross-entropy of the batch, before the update.
    pub loss: f32,
    /// Share of the batch that was right before the update, a fraction.
    pub accuracy: f32,
}

/// Trains a model by stochastic gradient descent without momentum or decay, as the lesson does: by the fast steps where
/// there are some for the model and the device, by Burn's operations elsewhere.
pub struct Trainer {
    architecture: Architecture,
    device: Device,
    steps: Steps,
}

enum Steps {
    FusedCpu(CpuTrainer),
    #[cfg(feature = "gpu")]
    FusedGpu(Box<GpuTrainer>),
    Stock(Box<StockTrainer>),
}

impl Trainer {
    /// A trainer that starts from these parameters and will be given batches of the config's size at most.
    ///
    /// # Errors
    /// When the parameters do not fit the config's model.
    pub fn new(
        config: &TrainingConfig,
        state: &StateDict,
        device: &Device,
        device_kind: DeviceKind,
    ) -> Result<Self, StateError> {
        let architecture = Architecture::of(config);
        let learning_rate = config.learning_rate;
        let fused = match (config.path, device_kind) {
            (StepPath::Stock, _) => None,
            (StepPath::Fused, DeviceKind::Cpu) => {
                CpuTrainer::new(&architecture, state, learning_rate)?.map(Steps::FusedCpu)
            }
            #[cfg(feature = "gpu")]
            (StepPath::Fused, DeviceKind::WebGpu) => {
                GpuTrainer::new(&architecture, state, learning_rate, config.batch_size)?
                    .map(Box::new)
                    .map(Steps::FusedGpu)
            }
            #[cfg(not(feature = "gpu"))]
            (StepPath::Fused, DeviceKind::WebGpu) => None,
        };
        let steps = match fused {
            Some(fused) => fused,
            None => {
                let stock = StockTrainer::new(&architecture, state, learning_rate, device)?;
                Steps::Stock(Box::new(stock))
            }
        };
        Ok(Self {
            architecture,
            device: device.clone(),
            steps,
        })
    }

    /// Tells in which order the coming steps use the images, for devices that must be sent it.
    pub fn begin_epoch(
        &mut self,
        #[cfg_attr(
            not(feature = "gpu"),
            expect(unused_variables, reason = "the CPU has it at hand")
        )]
        order: &[u32],
    ) {
        match &mut self.steps {
            #[cfg(feature = "gpu")]
            Steps::FusedGpu(trainer) => trainer.begin_epoch(order),
            Steps::FusedCpu(_) | Steps::Stock(_) => {}
        }
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
        match &mut self.steps {
            Steps::FusedCpu(trainer) => Ok(trainer.train_steps(split, batches)),
            #[cfg(feature = "gpu")]
            Steps::FusedGpu(trainer) => trainer.train_steps(split, batches).await,
            Steps::Stock(trainer) => trainer.train_steps(split, batches).await,
        }
    }

    /// Takes a test pass up to `max_batches` further.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn advance_test(
        &mut self,
        pass: &mut EvaluationPass,
        split: &Split,
        max_batches: usize,
    ) -> Result<(), ExecutionError> {
        match &mut self.steps {
            #[cfg(feature = "gpu")]
            Steps::FusedGpu(trainer) => {
                let forward = async |range| trainer.logits(split, range).await;
                pass.advance_by(forward, split, max_batches).await
            }
            Steps::FusedCpu(trainer) => {
                let forward = async |range| Ok(trainer.logits(split, range));
                pass.advance_by(forward, split, max_batches).await
            }
            Steps::Stock(trainer) => {
                pass.advance(&trainer.model(), split, &self.device, max_batches)
                    .await
            }
        }
    }

    /// The parameters as they are now, by PyTorch's names and in its layouts.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn state(&self) -> Result<StateDict, ExecutionError> {
        match &self.steps {
            Steps::FusedCpu(trainer) => Ok(trainer.state()),
            #[cfg(feature = "gpu")]
            Steps::FusedGpu(trainer) => trainer.state().await,
            Steps::Stock(trainer) => trainer.model().state(&self.architecture).await,
        }
    }

    pub fn path(&self) -> StepPath {
        match self.steps {
            Steps::FusedCpu(_) => StepPath::Fused,
            #[cfg(feature = "gpu")]
            Steps::FusedGpu(_) => StepPath::Fused,
            Steps::Stock(_) => StepPath::Stock,
        }
    }
}
