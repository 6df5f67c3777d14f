//! The questions about a model's layers: their outputs for one image, the first one's kernels.

use serde::{Deserialize, Serialize};

use super::request::requests;
use super::{Corrections, ModelKind, Picture, RunId, SplitName, TrainingConfig};

requests! {
    Layers(LayersRequest => LayersAnswer):
    Inspect => Inspection,
    ShowKernels => Kernels,
}

/// Parameters that an [`Inspection`] carries as a whole at most: two megabytes. Of wider models it carries one unit's.
pub const MAX_SENT_PARAMETERS: usize = 500_000;

/// What every layer of a model makes of one image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspect {
    pub subject: Subject,
    pub image: InputImage,
    /// The unit whose parameters are wanted of a model that is too wide to send them all.
    pub unit: Option<Unit>,
}

/// The model that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// The engine's model of this kind.
    Trained(ModelKind),
    /// The model of the run that goes on or is paused, with the parameters of its present step.
    Run(RunId),
    /// A model that has made no step, with the weights that a run with this seed starts from.
    Initial {
        model: ModelKind,
        hidden_units: usize,
        final_relu: bool,
        seed: u32,
    },
}

/// The image that a model is asked about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum InputImage {
    /// An image of the data set, by its position.
    OfSplit { split: SplitName, index: u32 },
    /// A drawing or a photo, prepared as for [`super::Classify`] to the same model.
    Own {
        picture: Picture,
        corrections: Corrections,
    },
}

/// An output channel of a convolution, or an output of a linear layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Position in the list of layers.
    pub layer: usize,
    pub unit: usize,
}

/// What was looked at: a model after a number of steps, and an image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspected {
    /// The settings of the model's run, which its layers with their shapes follow from.
    pub config: TrainingConfig,
    /// Steps that the model had made, if known.
    pub n_steps: Option<usize>,
    /// The model's input: 28×28 grey values.
    #[serde(with = "serde_bytes")]
    pub pixels: Vec<u8>,
    /// The picture was dark on light and has been inverted.
    pub inverted: bool,
    /// Left and right of the picture are exchanged.
    pub is_mirrored: bool,
    /// The true class of an image of the data set.
    pub label: Option<u8>,
    /// The position of the next image of that class in its split; after the last comes the first.
    pub next_of_class: Option<u32>,
    /// After softmax, by class.
    pub probabilities: Vec<f32>,
}

/// A model's layers at work on one image. Floats are little-endian `f32`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    pub inspected: Inspected,
    /// The outputs of all layers, one layer after the other; the last are the logits.
    #[serde(with = "serde_bytes")]
    pub outputs: Vec<u8>,
    /// The wanted unit, if only its parameters are here.
    pub unit: Option<Unit>,
    /// All parameters in PyTorch's order, or of a model with more than [`MAX_SENT_PARAMETERS`] the wanted unit's weights
    /// and bias; empty if none was wanted.
    #[serde(with = "serde_bytes")]
    pub parameters: Vec<u8>,
}

/// The kernels of a model's first convolution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShowKernels {
    pub subject: Subject,
}

/// The first layer's kernels; none of a model that begins with another layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kernels {
    /// Rows and columns of a kernel.
    pub size: usize,
    /// `[n_kernels, size, size]`, row by row.
    pub weights: Vec<f32>,
    /// One a kernel.
    pub biases: Vec<f32>,
}
