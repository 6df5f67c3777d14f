//! Events, the messages from an engine to the page, and what they carry.

use serde::{Deserialize, Serialize};

use super::{
    Answer, ConfusionMatrix, DataFile, DeviceKind, DeviceReport, EpochSummary, Evaluation,
    ModelKind, RequestId, RunId, Snapshot, SplitName, StepPath, TestWithin, TrainedModel,
    TrainingConfig, WebGpuProblem,
};

/// An event and the worker's clock, in seconds since that worker started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stamped {
    pub elapsed_secs: f64,
    pub event: Event,
}

/// A message from an engine to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The first event of a worker whose device works.
    Ready {
        /// The worker's [`super::BUILD`].
        build: String,
        device: DeviceReport,
    },
    /// The only event of a worker whose device does not work.
    DeviceUnavailable {
        device: DeviceKind,
        problem: WebGpuProblem,
    },
    /// A new attempt to load the data begins; the error of the last one is obsolete.
    LoadStarted,
    DataProgress {
        file: DataFile,
        n_received_bytes: f64,
        n_total_bytes: Option<f64>,
        from_cache: bool,
    },
    /// The browser took no copy of a file that was downloaded: the next visit downloads it again.
    DataNotStored,
    /// This split is parsed and checked.
    SplitLoaded {
        split: SplitName,
        n_images: usize,
        class_counts: Vec<u32>,
    },
    /// The answer to the request of this number, or the sentence why there is none.
    Answered {
        id: RequestId,
        answer: Result<Answer, String>,
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
    /// Other workers have begun to share the run's batches, or have ceased to.
    WorkersChanged {
        run: RunId,
        n_workers: usize,
        /// Left out, because they answered late or not at all.
        n_lost: usize,
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
    /// Progress of a run's test pass after an epoch, or of an evaluation.
    EvaluationProgress {
        model: ModelKind,
        n_done: usize,
        n_images: usize,
    },
    /// Training images whose features have been read, for `FindNearest`.
    IndexProgress {
        model: ModelKind,
        n_done: usize,
        n_images: usize,
    },
    EpochCompleted {
        run: RunId,
        summary: EpochSummary,
        /// Of the test pass after the epoch.
        confusion: ConfusionMatrix,
    },
    /// A test pass between two steps of an epoch, of a run whose settings ask for it.
    TestedWithinEpoch {
        run: RunId,
        test: TestWithin,
    },
    RunPaused {
        run: RunId,
        step: usize,
    },
    RunResumed {
        run: RunId,
        step: usize,
    },
    /// What the run can be continued from, as of all the steps that were reported before.
    SnapshotTaken {
        run: RunId,
        step: usize,
        snapshot: Snapshot,
    },
    /// A run is over. `model` is what it trained (none when it diverged or made no step), `evaluation` the test pass
    /// made of that very model.
    RunFinished {
        run: RunId,
        outcome: Outcome,
        step: usize,
        model: Option<TrainedModel>,
        evaluation: Option<Evaluation>,
    },
    /// A benchmark has made its warm-up steps; its timed steps begin.
    BenchmarkStarted {
        id: RequestId,
    },
    /// A failure of anything but a request. A run that failed is over, and nothing of it is left.
    Failed {
        scope: FailureScope,
        /// A sentence for the learner: lower case, no full stop, cause last.
        message: String,
    },
    /// The graphics device is gone: nothing that this worker has begun will end, and it must be restarted.
    DeviceLost {
        /// The browser's reason; it may be empty.
        message: String,
    },
    /// The engine has crashed and must be restarted.
    Panicked {
        message: String,
    },
}

/// What failed, which decides where the page shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailureScope {
    /// Loading the data set.
    Data,
    Run(RunId),
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

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    Completed,
    Stopped,
    /// The loss became NaN or infinite; the run's model is dropped.
    Diverged,
}
