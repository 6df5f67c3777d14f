//! Commands, the messages from the page to an engine.

use serde::{Deserialize, Serialize};

use crate::texts::Language;

use super::{Request, RequestId, RunId, RunPosition, TrainingConfig};

/// A message from the page to an engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// From now on, speak this language in every message.
    Speak {
        language: Language,
        /// Its file of texts.
        texts: String,
    },
    /// Load the missing ones of the four files, from Cache Storage or the server. Followed by `LoadStarted`,
    /// `DataProgress` and `SplitLoaded`.
    LoadData,
    /// Answer a request. Followed by `Answered` with the same number.
    Ask {
        id: RequestId,
        request: Request,
    },
    /// Train. Followed by `RunStarted`, `StepsCompleted`, `EpochCompleted` and `RunFinished`, and by `TestedWithinEpoch` if asked for.
    StartRun {
        run: RunId,
        config: TrainingConfig,
    },
    /// Train a checkpoint further, as if the run that wrote it had gone on: the same batches in the same order, so that on
    /// the CPU the parameters are those of an uninterrupted run, bit for bit. Followed by the same events as `StartRun`;
    /// steps and epochs count from that run's start.
    ContinueRun {
        run: RunId,
        /// The settings, with the number of epochs from that run's start.
        config: TrainingConfig,
        /// The checkpoint, which records its steps.
        #[serde(with = "serde_bytes")]
        file: Vec<u8>,
        /// Where the run was, if its snapshot says so: the epoch's metrics are then those of all its steps. Without it they are
        /// those of the steps to come.
        position: Option<RunPosition>,
    },
    /// Report what the run can be continued from, between two steps. Followed by `SnapshotTaken`, also while the run is
    /// paused; without a run of this number, or while its numbers are not finite, by nothing.
    TakeSnapshot {
        run: RunId,
    },
    PauseRun {
        run: RunId,
    },
    ResumeRun {
        run: RunId,
    },
    /// Make one step of a paused run, which stays paused; after an epoch's last step comes its test pass. Followed by
    /// `StepsCompleted`, and by what else a run reports.
    StepRun {
        run: RunId,
    },
    /// End a run early; its model remains.
    StopRun {
        run: RunId,
    },
    /// Panic, to show how a crashed engine is reported and restarted.
    Crash,
}
