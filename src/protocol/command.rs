//! Commands, the messages from the page to an engine.

use serde::{Deserialize, Serialize};

use super::{Request, RequestId, RunId, TrainingConfig};

/// What the page has an engine do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Load what is missing of the four files (Cache Storage first) and keep them. Followed by `LoadStarted`,
    /// `DataProgress` and `SplitLoaded`.
    LoadData,
    /// Answer a question. Followed by `Answered` with the same number.
    Ask {
        id: RequestId,
        request: Request,
    },
    /// Train. Followed by `RunStarted`, `StepsCompleted`, `EpochCompleted` and `RunFinished`.
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
    /// Panic, to show how a crashed engine is reported and restarted.
    Crash,
}
