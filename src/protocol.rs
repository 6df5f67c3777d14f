//! The only words that the page and the engines share: commands down, events up.
//!
//! Commands are imperative, events are facts with absolute values, so a late or repeated event does no harm.
//! The enums are plain serde; the two roofs turn them into JavaScript values. Every `Vec<u8>` crosses as a
//! transferred `Uint8Array`.

use serde::{Deserialize, Serialize};

mod config;
mod device;
mod evaluation;
mod model;

pub use config::{
    ConfigError, ConfigField, MAX_BATCH_SIZE, MAX_EPOCHS, MAX_HIDDEN_UNITS, MAX_LEARNING_RATE,
    TrainingConfig,
};
pub use device::{AdapterReport, DeviceKind, DeviceReport, StepPath, WebGpuProblem};
pub use evaluation::{ConfusionMatrix, EpochSummary, Evaluation, is_close};
pub use model::{CLASS_NAMES, LayerSummary, ModelKind, N_CLASSES, RecordedScore, TrainedModel};

/// The name of this build, the same in the page and in both workers: a worker that the browser has kept from another
/// build tells another one in its first word.
pub const BUILD: &str = env!("FITTING_ROOM_BUILD");

/// Width and height of every image, in pixels.
pub const IMAGE_SIZE: usize = 28;
/// Pixels of one image.
pub const N_PIXELS: usize = IMAGE_SIZE * IMAGE_SIZE;

/// One training run, numbered by the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RunId(pub u32);

/// One question, numbered by the page; its answer carries the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RequestId(pub u32);

/// The two parts of the data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SplitName {
    /// 60 000 images to learn from.
    Train,
    /// 10 000 images to judge by.
    Test,
}

/// The four published files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DataFile {
    TestImages,
    TestLabels,
    TrainImages,
    TrainLabels,
}

impl DataFile {
    /// In the order in which they load: the small test set first, so that browsing and classifying can start early.
    pub const ALL: [Self; 4] = [
        Self::TestLabels,
        Self::TestImages,
        Self::TrainLabels,
        Self::TrainImages,
    ];

    /// The name under which the file is published and served.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::TestImages => "t10k-images-idx3-ubyte.gz",
            Self::TestLabels => "t10k-labels-idx1-ubyte.gz",
            Self::TrainImages => "train-images-idx3-ubyte.gz",
            Self::TrainLabels => "train-labels-idx1-ubyte.gz",
        }
    }
}

/// What the page asks of an engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Load what is missing of the four files (Cache Storage first) and keep them. Answered by `LoadStarted`,
    /// `DataProgress` and `SplitLoaded`.
    LoadData,
    /// Send these images. Answered by `Images`.
    ShowImages {
        request: RequestId,
        split: SplitName,
        selection: Selection,
    },
    /// Send one batch as the data loader would deal it. Answered by `Batch`.
    ShowBatch {
        request: RequestId,
        split: SplitName,
        batch_size: usize,
        batch_index: usize,
        seed: u32,
    },
    /// Describe the layers of a model. Answered by `Summarized`.
    Summarize {
        request: RequestId,
        model: ModelKind,
        hidden_units: usize,
        final_relu: bool,
    },
    /// Train. Answered by `RunStarted`, `StepsCompleted`, `EpochCompleted`, `RunFinished`.
    StartRun {
        run: RunId,
        config: TrainingConfig,
    },
    PauseRun {
        run: RunId,
    },
    ResumeRun {
        run: RunId,
    },
    /// End a run early; what it has learnt is kept.
    StopRun {
        run: RunId,
    },
    /// Judge the model held for this kind on the 10 000 test images. Answered by `EvaluationProgress` and `Evaluated`.
    Evaluate {
        request: RequestId,
        model: ModelKind,
    },
    /// Predict single test images. Answered by `Predicted`.
    Predict {
        request: RequestId,
        model: ModelKind,
        indices: Vec<u32>,
    },
    /// Classify a drawing or a photo. Answered by `Classified`.
    Classify {
        request: RequestId,
        model: ModelKind,
        picture: Picture,
    },
    /// Write the model held for this kind as a file. Answered by `ModelSaved`.
    SaveModel {
        request: RequestId,
        model: ModelKind,
        format: CheckpointFormat,
    },
    /// Hold the model of this file; its kind is recognised. Answered by `ModelLoaded`.
    LoadModel {
        request: RequestId,
        #[serde(with = "serde_bytes")]
        file: Vec<u8>,
    },
    /// Make a few training steps on made-up data, keeping nothing, so that the page can compare devices by the stamps
    /// of `BenchmarkStarted` and `BenchmarkFinished`.
    Benchmark {
        request: RequestId,
        config: TrainingConfig,
        n_steps: usize,
    },
    /// Panic, so that anyone can see how the page reports and mends a crashed engine.
    Crash,
}

/// Which images to show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Selection {
    /// These positions in the split.
    Indices(Vec<u32>),
    /// As many as asked, drawn as the lesson does: `torch.manual_seed(seed)`, then one `torch.randint` an image.
    Random { seed: u32, n_images: usize },
}

/// File formats of a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CheckpointFormat {
    Safetensors,
    /// What `torch.save(model.state_dict(), …)` writes.
    PyTorch,
}

/// Pixels of a drawing or a photo, four bytes (RGBA) each, row by row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    #[serde(with = "serde_bytes")]
    pub rgba: Vec<u8>,
}

/// One image of the data set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelledImage {
    /// Position in its split.
    pub index: u32,
    /// True class, 0 to 9.
    pub label: u8,
    /// 28×28 grey values, row by row.
    #[serde(with = "serde_bytes")]
    pub pixels: Vec<u8>,
}

/// A model's opinion of one image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    pub image: LabelledImage,
    /// After softmax, by class.
    pub probabilities: Vec<f32>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    Completed,
    Stopped,
    /// The loss became NaN or infinite; the run's weights are thrown away.
    Diverged,
}

/// An event and the worker's clock, in seconds since that worker started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stamped {
    pub elapsed_secs: f64,
    pub event: Event,
}

/// What an engine tells the page.
#[expect(
    clippy::large_enum_variant,
    reason = "events are made one by one and posted at once; none is kept in bulk"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The first word of every worker that can work.
    Ready {
        /// The worker's [`BUILD`].
        build: String,
        device: DeviceReport,
    },
    /// The first and last word of a worker whose device cannot be had.
    DeviceUnavailable {
        device: DeviceKind,
        problem: WebGpuProblem,
    },
    /// A new attempt to load the data begins: what was said of the last one is over.
    LoadStarted,
    DataProgress {
        file: DataFile,
        n_received_bytes: f64,
        n_total_bytes: Option<f64>,
        from_cache: bool,
    },
    /// This split is parsed and checked.
    SplitLoaded {
        split: SplitName,
        n_images: usize,
        class_counts: Vec<u32>,
    },
    Images {
        request: RequestId,
        split: SplitName,
        images: Vec<LabelledImage>,
    },
    Batch {
        request: RequestId,
        split: SplitName,
        batch_index: usize,
        n_batches: usize,
        /// `[batch, channel, height, width]`
        images_shape: [usize; 4],
        images: Vec<LabelledImage>,
    },
    Summarized {
        request: RequestId,
        model: ModelKind,
        layers: Vec<LayerSummary>,
        n_parameters: usize,
    },
    RunStarted {
        run: RunId,
        config: TrainingConfig,
        device: DeviceKind,
        path: StepPath,
        n_steps_per_epoch: usize,
        n_steps: usize,
        n_parameters: usize,
    },
    /// Steps made since the last report.
    StepsCompleted {
        run: RunId,
        /// Counting from 0.
        epoch: u32,
        /// Steps made so far in the whole run.
        step: usize,
        /// The newest losses, one a step, ending with this step's.
        losses: Vec<f32>,
        /// The newest batch accuracies (fractions), one a step.
        accuracies: Vec<f32>,
    },
    /// A run's own test pass after an epoch, or an asked-for evaluation, moves on.
    EvaluationProgress {
        model: ModelKind,
        n_done: usize,
        n_images: usize,
    },
    EpochCompleted {
        run: RunId,
        summary: EpochSummary,
    },
    RunPaused {
        run: RunId,
        step: usize,
    },
    RunResumed {
        run: RunId,
        step: usize,
    },
    /// The last word of a run. `model` is what it trained (none when it diverged or made no step).
    RunFinished {
        run: RunId,
        outcome: Outcome,
        step: usize,
        model: Option<TrainedModel>,
    },
    /// The judgement of the model now held for its kind; `request` is none for the test pass that ends a run.
    Evaluated {
        request: Option<RequestId>,
        evaluation: Evaluation,
    },
    Predicted {
        request: RequestId,
        model: ModelKind,
        predictions: Vec<Prediction>,
    },
    Classified {
        request: RequestId,
        model: ModelKind,
        /// The 28×28 grey values that the model saw.
        #[serde(with = "serde_bytes")]
        pixels: Vec<u8>,
        /// The picture was dark on light and has been inverted.
        inverted: bool,
        /// After softmax, by class.
        probabilities: Vec<f32>,
    },
    ModelSaved {
        request: RequestId,
        model: ModelKind,
        format: CheckpointFormat,
        #[serde(with = "serde_bytes")]
        file: Vec<u8>,
    },
    ModelLoaded {
        request: RequestId,
        model: TrainedModel,
    },
    /// Warmed up; the timed steps begin.
    BenchmarkStarted {
        request: RequestId,
    },
    BenchmarkFinished {
        request: RequestId,
        n_steps: usize,
    },
    Failed {
        failure: Failure,
    },
    /// The engine is lost; only a restart helps.
    Panicked {
        message: String,
    },
}

/// Something that did not work, in the user's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    pub subject: Subject,
    /// Lower case, no full stop, cause last.
    pub message: String,
}

/// What a failure is about, so that it can be shown beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// Loading the data set.
    Data,
    Run(RunId),
    Request(RequestId),
    Engine,
}
