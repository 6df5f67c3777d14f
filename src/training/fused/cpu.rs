//! The fused steps on one CPU thread: forward, loss, backward and update of a batch in plain Rust, without Burn.

mod block;
mod conv_net;
mod lanes;
mod loss;
mod mlp;
mod pixels;

use std::future::ready;
use std::ops::Range;

use super::super::{Pending, StepMetrics, StepPath, Stepper, metrics};
use super::{ConvNetShape, MlpShape};
use crate::data::Split;
use crate::models::{Architecture, NamedTensor, StateDict, StateError};

/// Trains the lists of layers that [`MlpShape`] and [`ConvNetShape`] describe.
pub struct CpuTrainer {
    architecture: Architecture,
    network: Box<dyn FusedNetwork>,
}

/// A network of any width with a step of its own.
trait FusedNetwork {
    fn train_step(&mut self, split: &Split, indices: &[u32]) -> StepMetrics;
    /// `[n_images, 10]`, row by row.
    fn logits(&mut self, split: &Split, indices: &[u32]) -> Vec<f32>;
    /// In PyTorch's order and layouts.
    fn parameters(&self) -> Vec<Vec<f32>>;
}

impl CpuTrainer {
    /// A trainer that starts from these parameters; none for a list of layers that has no fused step.
    ///
    /// # Errors
    /// When a tensor is missing or has another shape.
    pub fn new(
        architecture: &Architecture,
        state: &StateDict,
        learning_rate: f64,
    ) -> Result<Option<Self>, StateError> {
        let specs = architecture.parameters();
        let parameters = specs.iter().map(|spec| {
            let tensor = state.tensor(spec)?;
            Ok(tensor.values.as_slice())
        });
        let parameters: Vec<&[f32]> = parameters.collect::<Result<_, _>>()?;
        let network = if let Some(shape) = MlpShape::of(architecture) {
            mlp::of_width(&parameters, shape, learning_rate)
        } else if let Some(shape) = ConvNetShape::of(architecture) {
            match conv_net::of_width(&parameters, shape, learning_rate) {
                Some(network) => network,
                None => return Ok(None),
            }
        } else {
            return Ok(None);
        };
        Ok(Some(Self {
            architecture: *architecture,
            network,
        }))
    }
}

impl Stepper for CpuTrainer {
    fn path(&self) -> StepPath {
        StepPath::Fused
    }

    fn train_steps<'a>(
        &'a mut self,
        split: &'a Split,
        batches: &'a [&'a [u32]],
    ) -> Pending<'a, Vec<StepMetrics>> {
        let steps = batches
            .iter()
            .map(|indices| self.network.train_step(split, indices));
        Box::pin(ready(Ok(steps.collect())))
    }

    fn logits<'a>(&'a mut self, split: &'a Split, images: Range<usize>) -> Pending<'a, Vec<f32>> {
        let indices: Vec<u32> = images.map(|index| index as u32).collect();
        Box::pin(ready(Ok(self.network.logits(split, &indices))))
    }

    fn state(&self) -> Pending<'_, StateDict> {
        let specs = self.architecture.parameters();
        let tensors = specs.into_iter().zip(self.network.parameters());
        let tensors = tensors.map(|(spec, values)| NamedTensor {
            name: spec.name,
            shape: spec.shape,
            values,
        });
        let tensors = tensors.collect();
        Box::pin(ready(Ok(StateDict { tensors })))
    }
}
