//! The three models by name, and what the page may know of a trained one.

use serde::{Deserialize, Serialize};

use super::{Evaluation, TrainingConfig};

pub const N_CLASSES: usize = 10;

/// The classes in the order of their labels.
pub const CLASS_NAMES: [&str; N_CLASSES] = [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
];

/// The lesson's three models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ModelKind {
    /// Model 0: two linear layers, nothing between them.
    Baseline,
    /// Model 1: the same with ReLU after each layer.
    NonLinear,
    /// Model 2: a small convolutional network, the TinyVGG of CNN Explainer.
    TinyVgg,
}

impl ModelKind {
    pub const ALL: [Self; 3] = [Self::Baseline, Self::NonLinear, Self::TinyVgg];

    /// The lesson's number: 0, 1 or 2.
    pub fn number(self) -> usize {
        match self {
            Self::Baseline => 0,
            Self::NonLinear => 1,
            Self::TinyVgg => 2,
        }
    }

    pub fn from_number(number: usize) -> Option<Self> {
        Self::ALL.get(number).copied()
    }

    /// The lesson's class name.
    pub fn class_name(self) -> &'static str {
        match self {
            Self::Baseline => "FashionMNISTModelV0",
            Self::NonLinear => "FashionMNISTModelV1",
            Self::TinyVgg => "FashionMNISTModelV2",
        }
    }

    /// For people: `Model 2 · TinyVGG`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Baseline => "Model 0 · linear baseline",
            Self::NonLinear => "Model 1 · with ReLU",
            Self::TinyVgg => "Model 2 · TinyVGG",
        }
    }
}

/// One row of a model's summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerSummary {
    /// PyTorch's path of the layer, such as `block_1.0`.
    pub name: String,
    /// Such as `Conv2d(1 → 10, 3×3, stride 1, padding 1)`.
    pub layer: String,
    /// For one image, without the batch: `[10, 28, 28]`.
    pub output_shape: Vec<usize>,
    pub n_parameters: usize,
}

/// A trained model as the page keeps it: facts, and the file that brings it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainedModel {
    /// How it was trained; for a file that does not say, the lesson's settings with the file's model and hidden units.
    pub config: TrainingConfig,
    pub n_parameters: usize,
    /// Steps made, if known.
    pub n_steps: Option<usize>,
    /// What the file says of its quality, or what the run measured.
    pub evaluation: Option<RecordedScore>,
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
