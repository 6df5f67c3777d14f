//! What the page may know of a trained model.

use serde::{Deserialize, Serialize};

use super::{Evaluation, TrainingConfig};

/// A trained model as the page keeps it: facts, and the file that brings it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainedModel {
    /// How it was trained; for a file that does not say, the lesson's settings with the file's model and hidden units.
    pub config: TrainingConfig,
    pub n_parameters: usize,
    /// Steps made, if known.
    pub n_steps: Option<usize>,
    /// What the file says of its quality, or what the run measured; saved models have it by its older name.
    #[serde(rename = "evaluation")]
    pub score: Option<RecordedScore>,
    /// The checkpoint as safetensors.
    #[serde(with = "serde_bytes")]
    pub file: Vec<u8>,
}

/// Loss and accuracy as a checkpoint records them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordedScore {
    /// Mean of the per-batch test losses.
    pub loss: f64,
    /// Mean of the per-batch test accuracies, a fraction.
    pub accuracy: f64,
}

impl From<&Evaluation> for RecordedScore {
    fn from(evaluation: &Evaluation) -> Self {
        Self {
            loss: evaluation.loss,
            accuracy: evaluation.accuracy,
        }
    }
}
