//! Requests to an engine and their answers: one struct a request, beside the struct of its answer.

use serde::{Deserialize, Serialize};

use super::{
    Classification, Classify, Evaluation, FindNearest, Inspect, Inspection, Kernels, LabelledImage,
    ModelKind, NearestImages, Occlude, OcclusionMap, SaliencyMap, ShowKernels, SingleStep,
    SplitName, StepOnce, TraceGradient, TrainedModel, TrainingConfig,
};

/// A request, tied to the type of its answer.
pub trait Ask: Into<Request> {
    /// The answer to this request.
    type Answer;

    /// The answer of this type; none if the answer is to another kind of request.
    fn read(answer: Answer) -> Option<Self::Answer>;
}

/// Generates the enums and the trait's implementations from one list of requests and their answers.
macro_rules! requests {
    ($($question:ident => $answer:ty,)*) => {
        /// A request of any kind.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Request {
            $($question($question),)*
        }

        /// An answer of any kind, under the name of its request.
        #[expect(
            clippy::large_enum_variant,
            reason = "answers are made one by one and posted at once; none is kept in bulk"
        )]
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Answer {
            $($question($answer),)*
        }

        $(
            impl From<$question> for Request {
                fn from(question: $question) -> Self {
                    Self::$question(question)
                }
            }

            impl Ask for $question {
                type Answer = $answer;

                fn read(answer: Answer) -> Option<$answer> {
                    match answer {
                        Answer::$question(answer) => Some(answer),
                        _ => None,
                    }
                }
            }
        )*
    };
}

requests! {
    ShowImages => Vec<LabelledImage>,
    ShowBatch => Batch,
    SurveySplit => Survey,
    Evaluate => Evaluation,
    Predict => Vec<Prediction>,
    Classify => Classification,
    Inspect => Inspection,
    ShowKernels => Kernels,
    SaveModel => ModelFile,
    LoadModel => TrainedModel,
    Benchmark => BenchmarkedSteps,
    WarmUp => usize,
    Occlude => OcclusionMap,
    TraceGradient => SaliencyMap,
    FindNearest => NearestImages,
    StepOnce => SingleStep,
}

/// Images of a split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShowImages {
    pub split: SplitName,
    pub selection: Selection,
}

/// Which images to show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Selection {
    /// These positions in the split.
    Indices(Vec<u32>),
    /// `n_images` positions, at most as many as the split has, drawn as the lesson does: `torch.manual_seed(seed)`, then one `torch.randint` an image.
    Random { seed: u32, n_images: usize },
}

/// One batch of the first epoch, as PyTorch's data loader shuffles it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShowBatch {
    pub split: SplitName,
    pub batch_size: usize,
    pub batch_index: usize,
    pub seed: u32,
}

/// A batch of images, and the number of batches in its epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    pub n_batches: usize,
    /// `[batch, channel, height, width]`
    pub images_shape: [usize; 4],
    pub images: Vec<LabelledImage>,
}

/// Every label of a split, and the mean image of each class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurveySplit {
    pub split: SplitName,
}

/// What a split holds, without its images.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// The label of each image, in the order of the split.
    #[serde(with = "serde_bytes")]
    pub labels: Vec<u8>,
    /// The mean image of each class, 28×28 rounded grey values one after another; black for a class without images.
    #[serde(with = "serde_bytes")]
    pub class_means: Vec<u8>,
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

/// A few training steps on synthetic data, whose model is dropped. The time from `BenchmarkStarted` to the answer
/// compares devices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Benchmark {
    pub config: TrainingConfig,
    pub n_steps: usize,
}

/// A few training steps on synthetic data, whose model is dropped: the kernels that a run with this configuration needs are
/// then compiled. The answer is their number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WarmUp {
    pub config: TrainingConfig,
}

/// Steps between `BenchmarkStarted` and the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BenchmarkedSteps {
    pub n_steps: usize,
}
