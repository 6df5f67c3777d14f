//! Models 0 and 1 on one CPU thread: forward, loss, backward and update of a batch in one pass, without Burn.
//!
//! # Rounding
//! As in PyTorch every stored number (weight, activation, gradient of an activation) is an f32; unlike there every sum
//! between two of them is taken in f64 and rounded once. The sum of a weight's gradient is never stored: the update
//! `w − lr·Σ` is rounded once too. Model 1 rests on the sign of hidden values near 1e-7, so how sums are rounded decides
//! which ReLU opens; of three ways to do it, this one followed PyTorch longest (24 seeds, three epochs each). The
//! operations are plain IEEE ones in a fixed order, without fused multiply-add or a platform's `exp`: native code and wasm give the same bits.
//!
//! # Work
//! Per image, with 10 hidden units: 784·10 products forward and as many for the gradient, of which black pixels, half
//! of the data set, need none: some 8 800 multiplications and as many additions, 8 800 vector operations of two f64.
//! The second layer and the softmax add a twentieth. Per step every weight is read twice and written once: 63 KB of f64 (they hold f32 values; it saves
//! a conversion at every use), which the second level of a CPU's cache holds. Images come as bytes straight from the
//! split, 784 an image.

mod loss;
mod mlp;
mod pixels;

use mlp::Mlp;

use super::super::StepFigures;
use crate::data::Split;
use crate::models::{Architecture, NamedTensor, StateDict, StateError};
use crate::protocol::ModelKind;

/// Trains Model 0 or 1.
pub struct CpuTrainer {
    architecture: Architecture,
    mlp: Box<dyn Steps>,
}

/// An [`Mlp`] of any width.
trait Steps {
    fn train_step(&mut self, split: &Split, indices: &[u32]) -> StepFigures;
    /// Weight and bias of the first layer, weight and bias of the second, in PyTorch's layout.
    fn parameters(&self) -> [Vec<f32>; 4];
}

impl CpuTrainer {
    /// A trainer that starts from these parameters; none for a model that it does not know.
    ///
    /// # Errors
    /// When a tensor is missing or has another shape.
    pub fn new(
        architecture: &Architecture,
        state: &StateDict,
        learning_rate: f64,
    ) -> Result<Option<Self>, StateError> {
        let relus = match architecture.kind {
            ModelKind::Baseline => [false, false],
            ModelKind::NonLinear => [true, architecture.final_relu],
            ModelKind::TinyVgg => return Ok(None),
        };
        let specs = architecture.parameters();
        let mut parameters = Vec::new();
        for spec in &specs {
            parameters.push(state.tensor(spec)?.values.as_slice());
        }
        Ok(Some(Self {
            architecture: *architecture,
            mlp: mlp(&parameters, architecture.hidden_units, relus, learning_rate),
        }))
    }

    /// One optimiser update a batch.
    ///
    /// # Panics
    /// When a batch is empty or an index lies outside the split.
    pub fn train_steps(&mut self, split: &Split, batches: &[&[u32]]) -> Vec<StepFigures> {
        batches
            .iter()
            .map(|indices| self.mlp.train_step(split, indices))
            .collect()
    }

    /// The parameters as they are now, by PyTorch's names and in its layouts.
    pub fn state(&self) -> StateDict {
        let specs = self.architecture.parameters();
        let tensors = specs.into_iter().zip(self.mlp.parameters());
        StateDict {
            tensors: tensors
                .map(|(spec, values)| NamedTensor {
                    name: spec.name,
                    shape: spec.shape,
                    values,
                })
                .collect(),
        }
    }
}

/// Widths of the tiles into which hidden units are cut: the lesson's 10, and others for the rest.
const TILE_WIDTHS: [usize; 4] = [4, 8, 10, 12];

fn mlp(
    parameters: &[&[f32]],
    hidden_units: usize,
    relus: [bool; 2],
    learning_rate: f64,
) -> Box<dyn Steps> {
    match tile_width(hidden_units) {
        4 => Box::new(Mlp::<4>::new(
            parameters,
            hidden_units,
            relus,
            learning_rate,
        )),
        8 => Box::new(Mlp::<8>::new(
            parameters,
            hidden_units,
            relus,
            learning_rate,
        )),
        10 => Box::new(Mlp::<10>::new(
            parameters,
            hidden_units,
            relus,
            learning_rate,
        )),
        _ => Box::new(Mlp::<12>::new(
            parameters,
            hidden_units,
            relus,
            learning_rate,
        )),
    }
}

/// The width that computes fewest hidden units for nothing, the widest of several.
fn tile_width(hidden_units: usize) -> usize {
    TILE_WIDTHS
        .into_iter()
        .rev()
        .min_by_key(|width| hidden_units.next_multiple_of(*width))
        .unwrap_or(12)
}
