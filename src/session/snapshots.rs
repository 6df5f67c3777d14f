//! Snapshots of the run: when they are taken, and what a browser stores of one.

use serde::{Deserialize, Serialize};

use crate::protocol::{DeviceKind, Event, RunId, Snapshot, TrainingConfig};
use crate::texts::text;

use super::{Run, format, stored_runs};

/// Seconds from a run's start to its first snapshot.
const FIRST_SECS: f64 = 2.0;
/// Seconds between two snapshots: less than ten with the slice that is under way and the time of storing.
const INTERVAL_SECS: f64 = 8.0;
/// Seconds between two snapshots at least: an epoch may take a fifth of one, and a snapshot holds all epochs before it.
const MIN_INTERVAL_SECS: f64 = 1.0;

/// Without locks a run is taken for cut off if nothing was stored for so long: longer than between two snapshots.
const SILENCE_MS: f64 = 60_000.0;

/// Decides by the reports of the run when its next snapshot is taken: a timer of the page would hardly run in a hidden tab.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct SnapshotSchedule {
    /// When the newest was taken, by the clock of the worker that trains.
    taken_secs: f64,
    /// When the next is due, by that clock.
    due_secs: f64,
}

impl SnapshotSchedule {
    /// Whether a snapshot is due after this event of the run.
    pub fn is_due(&mut self, at_secs: f64, event: &Event) -> bool {
        match event {
            Event::RunStarted { .. } => {
                self.taken_secs = at_secs;
                self.due_secs = at_secs + FIRST_SECS;
                return false;
            }
            Event::StepsCompleted { .. } | Event::EvaluationProgress { .. } => {}
            Event::EpochCompleted { .. } => {
                self.due_secs = self.due_secs.min(self.taken_secs + MIN_INTERVAL_SECS);
            }
            // Nothing more is reported until it goes on.
            Event::RunPaused { .. } => self.due_secs = at_secs,
            _ => return false,
        }
        let is_due = at_secs >= self.due_secs;
        if is_due {
            self.taken_secs = at_secs;
            self.due_secs = at_secs + INTERVAL_SECS;
        }
        is_due
    }
}

/// A snapshot with the run's curves and metrics, as a browser stores it.
///
/// Browsers keep it by the names of its fields: a new one needs a default for those that were stored before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredSnapshot {
    /// The run as of the snapshot's step.
    pub run: Run,
    pub snapshot: Snapshot,
    /// In milliseconds since 1970.
    pub taken_at_ms: f64,
    /// Counts the snapshots of a run: of two the higher is the newer, whatever the clock says.
    pub number: u32,
    /// The runs that wait after it, and the sweep that they belong to.
    #[serde(default)]
    pub queue: Queue,
}

/// Runs that wait after the present one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    pub configs: Vec<TrainingConfig>,
    /// The sweep's name, and the number of its runs.
    pub sweep: Option<(String, usize)>,
}

impl StoredSnapshot {
    /// The place of two in which it is stored; the one before it is in the other.
    pub fn slot(&self) -> u32 {
        self.number % N_SLOTS
    }

    /// The run's model and settings.
    pub fn name(&self) -> String {
        stored_runs::name(&self.run.config)
    }

    /// How far the run was.
    pub fn place(&self) -> String {
        let run = &self.run;
        let position = &self.snapshot.position;
        let is_testing = position.n_epoch_steps == run.n_steps_per_epoch;
        let epoch = position.epoch + 1;
        let epochs = run.config.n_epochs;
        let step = format::count(run.step);
        let steps = format::count(run.n_steps);
        if is_testing {
            text!(
                "resume-place-testing",
                epoch = epoch,
                epochs = epochs,
                step = step,
                steps = steps
            )
        } else {
            text!(
                "resume-place",
                epoch = epoch,
                epochs = epochs,
                step = step,
                steps = steps
            )
        }
    }

    /// What a learner may expect of going on.
    pub fn promise(&self) -> &'static str {
        match self.run.device {
            DeviceKind::Cpu => text!("resume-promise-cpu"),
            DeviceKind::WebGpu => text!("resume-promise-webgpu"),
        }
    }

    /// Milliseconds from now until its run is taken for cut off if nothing newer is stored, in a browser without locks.
    pub fn rest_of_silence_ms(&self, now_ms: f64) -> u32 {
        // A clock that was put back makes the time no longer.
        let silent_ms = (now_ms - self.taken_at_ms).clamp(0.0, SILENCE_MS);
        (SILENCE_MS - silent_ms) as u32
    }

    /// The runs that wait after it, if any.
    pub fn queue_text(&self) -> Option<String> {
        let n_waiting = self.queue.configs.len();
        (n_waiting > 0).then(|| text!("resume-queue", n = n_waiting))
    }
}

/// Places for the snapshots of a run: while one is being written, the other is whole.
pub const N_SLOTS: u32 = 2;

/// The newest of a run's snapshots; those that are damaged are none.
pub fn newest(slots: impl IntoIterator<Item = Option<StoredSnapshot>>) -> Option<StoredSnapshot> {
    slots
        .into_iter()
        .flatten()
        .max_by_key(|stored| stored.number)
}

/// A run that goes on after its engine or its device is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recovery {
    pub run: RunId,
    /// The device to go on with: a new one of the same kind, or the CPU.
    pub device: DeviceKind,
}

/// Times that one run goes on by itself: what fails again and again fails for a reason.
const MAX_RECOVERIES: u32 = 3;

impl Run {
    /// The device with which it goes on after it was lost; none once that has happened too often.
    pub(super) fn next_device(&self) -> Option<DeviceKind> {
        match (self.device, self.n_recoveries) {
            (_, MAX_RECOVERIES..) => None,
            // A second WebGPU device is not given a third chance.
            (DeviceKind::WebGpu, 0) => Some(DeviceKind::WebGpu),
            (DeviceKind::WebGpu | DeviceKind::Cpu, _) => Some(DeviceKind::Cpu),
        }
    }

    /// It was lost with its engine or device, and is about to go on.
    pub(super) fn begin_recovery(&mut self) {
        self.n_recoveries += 1;
        self.is_recovering = true;
        self.phase = super::RunPhase::Starting;
        self.test_progress = None;
    }

    /// How a lost run goes on, as a sentence.
    pub(super) fn recovery_text(&self, device: DeviceKind) -> String {
        let step = self.snapshot_step.map(format::count);
        match (step, device) {
            (Some(step), DeviceKind::Cpu) => text!("resume-from-cpu", step = step),
            (Some(step), DeviceKind::WebGpu) => text!("resume-from-webgpu", step = step),
            (None, DeviceKind::Cpu) => text!("resume-again-cpu").to_owned(),
            (None, DeviceKind::WebGpu) => text!("resume-again-webgpu").to_owned(),
        }
    }

    /// What is left of it if it ends here, as a sentence.
    pub(super) fn loss_text(&self) -> String {
        match self.snapshot_step {
            Some(step) => text!("resume-ended", step = format::count(step)),
            None => text!("resume-ended-empty").to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
