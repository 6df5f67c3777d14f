//! The fused steps on the CPU, by one worker or several; the arithmetic is that of [`cpu_kernels`].

pub mod team;

use std::future::ready;
use std::ops::Range;
use std::rc::Rc;

use cpu_kernels::{FusedNetwork, Images, Relus, StepMetrics, conv_net, mlp};

use super::super::{Pending, StepPath, Stepper, Workers};
use super::{ConvNetShape, FusedShape};
use crate::data::Split;
use crate::models::{Architecture, NamedTensor, StateDict, StateError};
use crate::protocol::TrainingConfig;
use team::{Crew, Leader};

/// Trains the lists of layers that [`FusedShape`] describes.
pub struct CpuTrainer {
    architecture: Architecture,
    network: Box<dyn FusedNetwork>,
    /// None where one worker makes the steps.
    leader: Option<Leader>,
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
        let network = match FusedShape::of(architecture) {
            Some(FusedShape::Mlp(shape)) => {
                let relus = Relus {
                    hidden: shape.has_hidden_relu,
                    last: shape.has_final_relu,
                };
                Some(mlp::of_width(&parameters, relus, learning_rate))
            }
            Some(FusedShape::ConvNet(ConvNetShape { channels })) => {
                conv_net::of_width(&parameters, channels, learning_rate)
            }
            None => None,
        };
        let Some(network) = network else {
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
        self.network.features(data_of(split), images)
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
                network.train_step(data_of(split), indices)
            }
        });
        Box::pin(ready(Ok(steps.collect())))
    }

    fn logits<'a>(&'a mut self, split: &'a Split, images: Range<usize>) -> Pending<'a, Vec<f32>> {
        let indices: Vec<u32> = images.map(|index| index as u32).collect();
        Box::pin(ready(Ok(self.network.logits(data_of(split), &indices))))
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

fn data_of(split: &Split) -> Images<'_> {
    Images {
        pixels: split.images(),
        labels: split.labels(),
    }
}
