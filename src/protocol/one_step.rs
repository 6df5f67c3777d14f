//! The question about one training step with all that happens in it.

use serde::{Deserialize, Serialize};

use super::request::requests;
use super::{LabelledImage, RunId, TrainingConfig};

requests! {
    OneStep(OneStepRequest => OneStepAnswer):
    StepOnce => SingleStep,
}

/// One training step, with all that happens in it, made on a copy of the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepOnce {
    /// Batch size, learning rate and seed; the layers too, unless the weights are those of a trained model. Of a run, its
    /// own settings count.
    pub config: TrainingConfig,
    pub weights: StartWeights,
    /// Counting from 0; the steps before it are made first. Of a run, its next step is the first that can be asked for,
    /// and stands for all before it.
    pub step: u32,
}

/// The weights before the first step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StartWeights {
    /// Those that a run with the configuration's seed starts from.
    Initial,
    /// Those of the engine's model of the configuration's kind.
    Trained,
    /// Those of the run that goes on or is paused; its next batches follow. The run itself stays where it is.
    Run(RunId),
}

/// What happened in one training step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SingleStep {
    /// Counting from 0.
    pub step: u32,
    pub n_steps_per_epoch: usize,
    pub learning_rate: f64,
    pub batch_size: usize,
    /// The first images of the batch.
    pub images: Vec<LabelledImage>,
    /// `[n_images, 10]` of these images before the update, row by row.
    pub logits: Vec<f32>,
    /// The same after the update.
    pub logits_after: Vec<f32>,
    /// Mean cross-entropy of the whole batch before the update.
    pub loss: f32,
    /// Of the same batch after it.
    pub loss_after: f32,
    /// Images of the batch that were right before the update, and after it.
    pub n_correct: usize,
    pub n_correct_after: usize,
    pub parameters: Vec<ParameterStep>,
}

/// What a step did to one parameter tensor: lengths of vectors (the root of the sum of squares).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParameterStep {
    /// Such as `block_1.0.weight`.
    pub name: String,
    pub shape: Vec<usize>,
    /// Of the tensor before the update.
    pub norm: f32,
    /// Of the loss's gradient by it.
    pub gradient_norm: f32,
    /// Of its change.
    pub update_norm: f32,
}
