//! Commands, the messages from the page to an engine.

use serde::{Deserialize, Serialize};

use super::{Request, RequestId, RunId, TrainingConfig};

/// A message from the page to an engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Load the missing ones of the four files, from Cache Storage or the server. Followed by `LoadStarted`,
    /// `DataProgress` and `SplitLoaded`.
    LoadData,
    /// Answer a request. Followed by `Answered` with the same number.
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
    /// End a run early; its model remains.
    StopRun {
        run: RunId,
    },
    /// Panic, to show how a crashed engine is reported and restarted.
    Crash,
}
