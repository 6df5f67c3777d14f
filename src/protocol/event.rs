//! Events, the words that come up, and what they carry.

use serde::{Deserialize, Serialize};

use super::{
    CheckpointFormat, DataFile, DeviceKind, DeviceReport, EpochSummary, Evaluation, ModelKind,
    RequestId, RunId, SplitName, StepPath, TrainedModel, TrainingConfig, WebGpuProblem,
};

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
