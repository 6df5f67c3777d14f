//! Commands, the words that go down, and what they carry.

use serde::{Deserialize, Serialize};

use super::{ModelKind, RequestId, RunId, SplitName, TrainingConfig};

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
