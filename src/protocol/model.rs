//! A trained model as the page holds it.

use serde::{Deserialize, Serialize};

use super::{Evaluation, FileReading, TrainingConfig};

/// A trained model: settings, score, and its checkpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainedModel {
    /// Its settings; what its file does not record is the lesson's, except model and hidden units.
    pub config: TrainingConfig,
    pub n_parameters: usize,
    /// Steps made, if known.
    pub n_steps: Option<usize>,
    /// The score in its file, or of its run; models in the browser's storage have it by an older name.
    #[serde(rename = "evaluation")]
    pub score: Option<RecordedScore>,
    /// How its file was read; models that the browser keeps from before have nothing here.
    #[serde(default)]
    pub reading: FileReading,
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
