//! Two linear layers on one CPU thread: forward, loss, backward and update of a batch in one pass, without Burn.
//!
//! # Rounding
//! Numbers are f32, as in PyTorch. Model 1 rests on the sign of hidden values near 1e-7, so how sums are rounded decides
//! which ReLU opens, and once one differs a run leaves PyTorch's path. The long sums, over the pixels, are therefore
//! taken in blocks whose totals are added in f64; so are the exponentials of the softmax. Over three epochs of 24 seeds
//! (0 to 20, 42, 123 and 1234) Model 0 never left PyTorch's path, and Model 1 twice (seeds 12 and 13), no more often
//! than with all sums in f64 at half the speed; with weights in f64 it left six times, with Burn's operations it leaves
//! in step 261 of seed 42.
//!
//! The operations are plain IEEE ones in a fixed order, without fused multiply-add or a platform's `exp`: native code and wasm
//! give the same bits.
//!
//! # Work
//! Per image and hidden unit: 784 products and additions forward and as many for the gradient. Half of the data set's
//! pixels are black and need none; skipping them by fours leaves 62 %, some 480 pixels. With the lesson's 10 hidden
//! units, kept as 12, that is 2 × 480 × 3 multiplications of four f32 and as many additions, 5 800 vector operations.
//! The second layer and the softmax add a tenth. Per step every weight is fetched twice and written once (38 KB), while
//! four pixels' weights serve all images of the batch; images come as bytes straight from the split, 784 an image.

mod block;
mod lanes;
mod loss;
mod mlp;
mod pixels;

use std::future::ready;
use std::ops::Range;

use mlp::Mlp;

use super::super::{Pending, StepMetrics, StepPath, Stepper, metrics};
use super::MlpShape;
use crate::data::Split;
use crate::models::{Architecture, NamedTensor, StateDict, StateError};

/// Trains a network of two linear layers.
pub struct CpuTrainer {
    architecture: Architecture,
    mlp: Box<dyn AnyMlp>,
}

/// An [`Mlp`] of any width.
trait AnyMlp {
    fn train_step(&mut self, split: &Split, indices: &[u32]) -> StepMetrics;
    /// `[n_images, 10]`, row by row.
    fn logits(&mut self, split: &Split, indices: &[u32]) -> Vec<f32>;
    /// Weight and bias of the first layer, weight and bias of the second, in PyTorch's layout.
    fn parameters(&self) -> [Vec<f32>; 4];
}

impl CpuTrainer {
    /// A trainer that starts from these parameters; none for another list of layers than [`MlpShape`]'s.
    ///
    /// # Errors
    /// When a tensor is missing or has another shape.
    pub fn new(
        architecture: &Architecture,
        state: &StateDict,
        learning_rate: f64,
    ) -> Result<Option<Self>, StateError> {
        let Some(shape) = MlpShape::of(architecture) else {
            return Ok(None);
        };
        let mut parameters: [&[f32]; 4] = [&[]; 4];
        for (values, spec) in parameters.iter_mut().zip(&architecture.parameters()) {
            *values = &state.tensor(spec)?.values;
        }
        let mlp: Box<dyn AnyMlp> = match block_width(shape.hidden_units) {
            4 => Box::new(Mlp::<4>::new(parameters, shape, learning_rate)),
            8 => Box::new(Mlp::<8>::new(parameters, shape, learning_rate)),
            _ => Box::new(Mlp::<12>::new(parameters, shape, learning_rate)),
        };
        Ok(Some(Self {
            architecture: *architecture,
            mlp,
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
            .map(|indices| self.mlp.train_step(split, indices));
        Box::pin(ready(Ok(steps.collect())))
    }

    fn logits<'a>(&'a mut self, split: &'a Split, images: Range<usize>) -> Pending<'a, Vec<f32>> {
        let indices: Vec<u32> = images.map(|index| index as u32).collect();
        Box::pin(ready(Ok(self.mlp.logits(split, &indices))))
    }

    fn state(&self) -> Pending<'_, StateDict> {
        let specs = self.architecture.parameters();
        let tensors = specs.into_iter().zip(self.mlp.parameters());
        let tensors = tensors.map(|(spec, values)| NamedTensor {
            name: spec.name,
            shape: spec.shape,
            values,
        });
        let tensors = tensors.collect();
        Box::pin(ready(Ok(StateDict { tensors })))
    }
}

/// Widths of the blocks into which hidden units are cut: whole vectors of four, and no more than the registers hold.
const BLOCK_WIDTHS: [usize; 3] = [4, 8, 12];

/// The width that computes fewest hidden units for nothing, the widest of several.
fn block_width(hidden_units: usize) -> usize {
    BLOCK_WIDTHS
        .into_iter()
        .rev()
        .min_by_key(|width| hidden_units.next_multiple_of(*width))
        .unwrap_or(12)
}
