//! Trains and evaluates a model: steps, test passes and their metrics. Commands and pauses are the engine's.

pub mod evaluate;
pub mod features;
pub mod fused;
pub mod gradients;
pub mod metrics;
mod network;
pub mod stock;

pub use crate::protocol::StepPath;
pub use cpu_kernels::StepMetrics;
pub use evaluate::EvaluationPass;
pub use network::Network;
pub use stock::StockTrainer;

use std::ops::Range;
use std::pin::Pin;
#[cfg(feature = "cpu")]
use std::rc::Rc;

use burn::tensor::{Device, ExecutionError};

use crate::data::Split;
use crate::models::{Architecture, StateDict, StateError};
use crate::protocol::{DeviceKind, TrainingConfig};
#[cfg(feature = "cpu")]
use fused::cpu::CpuTrainer;
#[cfg(feature = "cpu")]
use fused::cpu::team::Crew;

/// Workers on the CPU that share each batch of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workers {
    /// Those that take part.
    pub n_workers: usize,
    /// Those that were left out, because they answered late or not at all.
    pub n_lost: usize,
}

impl Workers {
    /// A run without helpers.
    pub const ONE: Self = Self {
        n_workers: 1,
        n_lost: 0,
    };
}

/// What a stepper's device will have computed.
type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, ExecutionError>> + 'a>>;

/// One way of computing the steps and the logits of a model.
trait Stepper {
    fn path(&self) -> StepPath;

    /// The order in which the coming steps use the images, for devices to which it is uploaded.
    fn begin_epoch(&mut self, _order: &[u32]) {}

    /// One optimiser update a batch; the metrics are read from the device once, at the end.
    ///
    /// # Panics
    /// When a batch is empty or an index lies outside the split.
    fn train_steps<'a>(
        &'a mut self,
        split: &'a Split,
        batches: &'a [&'a [u32]],
    ) -> Pending<'a, Vec<StepMetrics>>;

    /// `[n_images, 10]`, row by row.
    ///
    /// # Panics
    /// When the images lie outside the split.
    fn logits<'a>(&'a mut self, split: &'a Split, images: Range<usize>) -> Pending<'a, Vec<f32>>;

    /// The current parameters, by PyTorch's names and in its layouts.
    fn state(&self) -> Pending<'_, StateDict>;

    /// The workers that make the steps.
    fn workers(&self) -> Workers {
        Workers::ONE
    }
}

/// Trains a model by stochastic gradient descent without momentum or decay, as the lesson does: by the fused steps where
/// there are some for the list of layers and the device, by Burn's operations elsewhere.
pub struct Trainer {
    stepper: Box<dyn Stepper>,
}

impl Trainer {
    /// A trainer that starts from these parameters; batches have the config's size at most.
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
        let fused = match config.path {
            StepPath::Fused => fused::stepper(&architecture, state, config, device_kind)?,
            StepPath::Stock => None,
        };
        let stepper = match fused {
            Some(fused) => fused,
            None => {
                let rate = config.learning_rate;
                Box::new(StockTrainer::new(&architecture, state, rate, device)?)
            }
        };
        Ok(Self { stepper })
    }

    /// A trainer on the CPU whose steps are shared with a crew where that is possible.
    ///
    /// # Errors
    /// When the parameters do not fit the config's model.
    #[cfg(feature = "cpu")]
    pub fn with_crew(
        config: &TrainingConfig,
        state: &StateDict,
        device: &Device,
        crew: Rc<dyn Crew>,
    ) -> Result<Self, StateError> {
        let rate = config.learning_rate;
        let cpu = match config.path {
            StepPath::Fused => CpuTrainer::new(&Architecture::of(config), state, rate)?,
            StepPath::Stock => None,
        };
        let Some(mut trainer) = cpu else {
            return Self::new(config, state, device, DeviceKind::Cpu);
        };
        trainer.share(config, crew);
        let stepper = Box::new(trainer);
        Ok(Self { stepper })
    }

    /// The workers that make the steps.
    pub fn workers(&self) -> Workers {
        self.stepper.workers()
    }

    /// The order in which the coming steps use the images.
    pub fn begin_epoch(&mut self, order: &[u32]) {
        self.stepper.begin_epoch(order);
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
        self.stepper.train_steps(split, batches).await
    }

    /// The logits of these images of a split, `[n_images, 10]`, row by row.
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
        self.stepper.logits(split, images).await
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
        let forward = async |images| self.stepper.logits(split, images).await;
        pass.advance(forward, split, max_batches).await
    }

    /// The current parameters, by PyTorch's names and in its layouts.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn state(&self) -> Result<StateDict, ExecutionError> {
        self.stepper.state().await
    }

    /// How its steps are computed.
    pub fn path(&self) -> StepPath {
        self.stepper.path()
    }
}
