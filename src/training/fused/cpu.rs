//! The fused steps on one CPU thread: forward, loss, backward and update of a batch in plain Rust, without Burn.

mod block;
mod conv_net;
mod lanes;
mod loss;
mod mlp;
mod pixels;
pub mod team;

use std::future::ready;
use std::ops::Range;
use std::rc::Rc;

use super::super::{Pending, StepMetrics, StepPath, Stepper, Workers, metrics};
use super::{ConvNetShape, MlpShape};
use crate::data::Split;
use crate::models::{Architecture, NamedTensor, StateDict, StateError};
use crate::protocol::TrainingConfig;
use team::{Crew, Leader};

/// Trains the lists of layers that [`MlpShape`] and [`ConvNetShape`] describe.
pub struct CpuTrainer {
    architecture: Architecture,
    network: Box<dyn FusedNetwork>,
    /// None where one worker makes the steps.
    leader: Option<Leader>,
}

/// A network of any width with a step of its own.
trait FusedNetwork {
    fn train_step(&mut self, split: &Split, indices: &[u32]) -> StepMetrics;
    /// `[n_images, 10]`, row by row.
    fn logits(&mut self, split: &Split, indices: &[u32]) -> Vec<f32>;
    /// What the last layer gets, `[n_images, n_features]`, row by row; none where Burn's operations are as fast.
    fn features(&mut self, _split: &Split, _images: Range<usize>) -> Option<Vec<f32>> {
        None
    }
    /// In PyTorch's order and layouts.
    fn parameters(&self) -> Vec<Vec<f32>>;
    /// The step cut into parts, if several workers can share it.
    fn shared_step(&mut self) -> Option<&mut dyn SharedStep> {
        None
    }
}

/// A step whose sums over parts of a batch can be computed by several workers.
trait SharedStep {
    /// Images of a leaf of the tree in which sums are added.
    fn group_images(&self) -> usize;
    /// Numbers of a partial sum, no fewer than there are parameters.
    fn n_numbers(&self) -> usize;
    /// The sum over a whole subtree's images, `[n, 784]` and `[n]`, each with this weight in the batch's mean.
    fn sum(&mut self, pixels: &[u8], labels: &[u8], weight: f64, numbers: &mut [f32]);
    /// Adds the next subtree, of this height above the groups.
    fn push(&mut self, height: u32, read: &mut dyn FnMut(&mut [f32]));
    /// Updates the parameters when all subtrees of a batch have been added.
    fn finish(&mut self, batch_size: usize) -> StepMetrics;
    /// All parameters, to be read or overwritten.
    fn parameter_numbers(&mut self) -> &mut [f32];
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
            leader: None,
        }))
    }

    /// What the last layer gets of these images, `[n_images, n_features]`, row by row; none where Burn's operations are as
    /// fast.
    ///
    /// # Panics
    /// When the images lie outside the split.
    pub fn features(&mut self, split: &Split, images: Range<usize>) -> Option<Vec<f32>> {
        self.network.features(split, images)
    }

    /// Shares the steps of a run with this configuration among a crew, if that is possible.
    pub fn share(&mut self, config: &TrainingConfig, crew: Rc<dyn Crew>) {
        let network = self.network.shared_step();
        self.leader = network.and_then(|network| Leader::new(crew, network, config));
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
        let Self {
            network, leader, ..
        } = self;
        let mut leader = leader
            .as_mut()
            .and_then(|leader| leader.muster(split).then_some(leader));
        let steps = batches.iter().map(|indices| {
            if let Some(leader) = &mut leader
                && let Some(shared) = network.shared_step()
            {
                leader.train_step(shared, split, indices)
            } else {
                network.train_step(split, indices)
            }
        });
        Box::pin(ready(Ok(steps.collect())))
    }

    fn logits<'a>(&'a mut self, split: &'a Split, images: Range<usize>) -> Pending<'a, Vec<f32>> {
        let indices: Vec<u32> = images.map(|index| index as u32).collect();
        Box::pin(ready(Ok(self.network.logits(split, &indices))))
    }

    fn workers(&self) -> Workers {
        let leader = self.leader.as_ref();
        leader.map_or(Workers::ONE, |leader| Workers {
            n_workers: leader.n_workers(),
            n_lost: leader.n_lost(),
        })
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
