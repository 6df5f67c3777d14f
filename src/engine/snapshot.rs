//! Snapshots of the run: all that it is continued from if the page or the engine is lost.

use super::run::Run;
use super::{Engine, failed};
use crate::checkpoint::{self, Checkpoint};
use crate::protocol::{CheckpointFormat, Event, FailureScope, RunId, Snapshot};

impl Run {
    /// Whether a snapshot was asked for; one that is about to end leaves its model instead.
    pub fn is_snapshot_due(&self) -> bool {
        self.is_snapshot_due && !self.is_stopping()
    }
}

impl Engine {
    /// Has a snapshot taken before the run's next slice.
    pub(super) fn request_snapshot(&mut self, id: RunId) {
        if let Some(run) = self.run.as_mut().filter(|run| run.id() == id) {
            run.is_snapshot_due = true;
        }
    }

    /// Reads the run's parameters. One whose numbers are not finite any more has nothing to go on from.
    pub(super) async fn take_snapshot(&mut self) -> Vec<Event> {
        let Some(run) = &mut self.run else {
            return Vec::new();
        };
        run.is_snapshot_due = false;
        let id = run.id();
        let state = match run.state().await {
            Ok(state) => state,
            // The device has failed, and the run with it.
            Err(error) => {
                self.run = None;
                return vec![failed(FailureScope::Run(id), &error)];
            }
        };
        if !state.is_finite() {
            return Vec::new();
        }
        let checkpoint = Checkpoint {
            config: run.config().clone(),
            state,
            n_steps: Some(run.n_steps()),
            score: None,
        };
        vec![Event::SnapshotTaken {
            run: id,
            step: run.n_steps(),
            snapshot: Snapshot {
                file: checkpoint::write(&checkpoint, CheckpointFormat::Safetensors),
                position: run.position(),
            },
        }]
    }
}
