//! A trained model as the page holds it, and the questions to trained models: score, predictions, files.

use serde::{Deserialize, Serialize};

use super::request::requests;
use super::{Evaluation, FileReading, LabelledImage, ModelKind, TrainingConfig};

requests! {
    Models(ModelsRequest => ModelsAnswer):
    Evaluate => Evaluation,
    Predict => Vec<Prediction>,
    SaveModel => ModelFile,
    LoadModel => TrainedModel,
}

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

/// Evaluates the engine's model of this kind on the test images; `EvaluationProgress` comes before the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluate {
    pub model: ModelKind,
}

/// Class probabilities of single test images.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Predict {
    pub model: ModelKind,
    /// Positions among the test images.
    pub indices: Vec<u32>,
}

/// A model's prediction for one image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    pub image: LabelledImage,
    /// After softmax, by class.
    pub probabilities: Vec<f32>,
}

/// The engine's model of this kind as a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SaveModel {
    pub model: ModelKind,
    pub format: CheckpointFormat,
}

/// File formats of a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CheckpointFormat {
    Safetensors,
    /// What `torch.save(model.state_dict(), …)` writes.
    PyTorch,
}

/// A checkpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelFile {
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// Replaces the engine's model by that of this file; its kind is recognised from the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoadModel {
    #[serde(with = "serde_bytes")]
    pub file: Vec<u8>,
}
