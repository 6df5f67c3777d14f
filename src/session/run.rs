//! One training run on the page: progress, speed, metrics.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::protocol::{
    ConfusionMatrix, DeviceKind, EpochSummary, Outcome, RunId, StepPath, TestWithin, TrainingConfig,
};

use super::curves::Curve;
use crate::models::N_FIRST_LOSSES;
use crate::texts::text;

mod clock;
mod moments;

use clock::Clock;
pub use moments::{Frame, Moment, TestPoint};

/// Losses stored at both ends of a run: their means compare start and end, which single batches are too noisy for.
pub const N_EDGE_LOSSES: usize = N_FIRST_LOSSES;

/// Steps, and seconds, that an estimate of the time left rests on at least.
const MIN_ESTIMATE: (usize, f64) = (5, 2.0);

/// The phase of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RunPhase {
    /// Sent to the engine, which has not reported its start yet.
    Starting,
    Running,
    Paused,
    Finished(Outcome),
    /// It could not start or go on, for this reason.
    Failed(String),
}

/// Test images evaluated so far, and in total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestProgress {
    pub n_done: usize,
    pub n_images: usize,
}

impl TestProgress {
    /// So many of so many.
    pub fn new(n_done: usize, n_images: usize) -> Self {
        Self { n_done, n_images }
    }
}

/// A run's settings, progress and metrics.
///
/// Browsers keep it by the names of its fields: a new one needs a default for the runs that were kept before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    pub id: RunId,
    pub config: TrainingConfig,
    pub device: DeviceKind,
    /// Why this device, as a sentence.
    pub device_reason: String,
    /// Fused or stock steps; none until the engine has started it.
    pub path: Option<StepPath>,
    pub phase: RunPhase,
    /// Workers that share each batch.
    pub n_workers: usize,
    /// Steps made.
    pub step: usize,
    /// Steps to make; 0 until the engine has started it.
    pub n_steps: usize,
    pub n_steps_per_epoch: usize,
    pub n_parameters: usize,
    /// The epoch it is in, counting from 0.
    pub epoch: u32,
    /// The test pass, while there is one. It stands before what grows: its reports change little else, and two runs are compared
    /// field by field.
    #[serde(skip)]
    pub test_progress: Option<TestProgress>,
    pub losses: Curve,
    /// Batch accuracies, fractions.
    pub accuracies: Curve,
    /// One for each finished epoch.
    pub epochs: Vec<EpochSummary>,
    /// The test pass of each of [`Self::epochs`].
    #[serde(default)]
    pub confusions: Vec<ConfusionMatrix>,
    /// The test passes within epochs, where the settings ask for some; of many every second one, or every fourth.
    #[serde(default)]
    pub tests_within: Vec<TestWithin>,
    /// The first losses, one a step, at most [`N_EDGE_LOSSES`].
    pub first_losses: Vec<f32>,
    /// The newest losses, one a step, at most [`N_EDGE_LOSSES`].
    pub last_losses: VecDeque<f32>,
    /// The sweep that it belongs to.
    #[serde(default)]
    pub group: Option<String>,
    /// The step from which it was continued; none of a run from the beginning.
    #[serde(default)]
    pub continued_from: Option<usize>,
    /// Whether it has left a model.
    #[serde(default)]
    pub has_model: bool,
    /// Times that it was lost with its engine and went on.
    #[serde(default)]
    pub n_recoveries: u32,
    /// The step of its newest snapshot.
    #[serde(skip)]
    pub snapshot_step: Option<usize>,
    /// Whether it was lost and no engine has it yet.
    #[serde(skip)]
    pub is_recovering: bool,
    clock: Clock,
}

impl Run {
    /// A run that is not started yet.
    pub fn new(
        id: RunId,
        config: TrainingConfig,
        device: DeviceKind,
        device_reason: String,
    ) -> Self {
        Self {
            id,
            config,
            device,
            device_reason,
            path: None,
            phase: RunPhase::Starting,
            n_workers: 1,
            step: 0,
            n_steps: 0,
            n_steps_per_epoch: 0,
            n_parameters: 0,
            epoch: 0,
            losses: Curve::default(),
            accuracies: Curve::default(),
            epochs: Vec::new(),
            confusions: Vec::new(),
            tests_within: Vec::new(),
            test_progress: None,
            first_losses: Vec::new(),
            last_losses: VecDeque::new(),
            group: None,
            continued_from: None,
            has_model: false,
            n_recoveries: 0,
            snapshot_step: None,
            is_recovering: false,
            clock: Clock::default(),
        }
    }

    /// A run that goes on where this one ended, with its curves, epochs and time.
    pub fn continued(
        &self,
        id: RunId,
        config: TrainingConfig,
        device: DeviceKind,
        device_reason: String,
    ) -> Self {
        Self {
            step: self.step,
            n_steps: self.n_steps,
            n_steps_per_epoch: self.n_steps_per_epoch,
            n_parameters: self.n_parameters,
            epoch: self.epoch,
            losses: self.losses.clone(),
            accuracies: self.accuracies.clone(),
            epochs: self.epochs.clone(),
            confusions: self.confusions.clone(),
            tests_within: self.tests_within.clone(),
            first_losses: self.first_losses.clone(),
            last_losses: self.last_losses.clone(),
            continued_from: Some(self.step),
            clock: self.clock.stopped(),
            ..Self::new(id, config, device, device_reason)
        }
    }

    /// The same run taken up again as this snapshot of it was: it differs from a run that was never cut off in its
    /// device only and, of that, the speed.
    pub fn resumed(&self, id: RunId, device: DeviceKind, device_reason: String) -> Self {
        Self {
            id,
            device,
            device_reason,
            path: None,
            phase: RunPhase::Starting,
            n_workers: 1,
            test_progress: None,
            snapshot_step: Some(self.step),
            is_recovering: false,
            clock: self.clock.stopped(),
            ..self.clone()
        }
    }

    /// Whether it has not ended yet.
    pub fn is_active(&self) -> bool {
        match self.phase {
            RunPhase::Starting | RunPhase::Running | RunPhase::Paused => true,
            RunPhase::Finished(_) | RunPhase::Failed(_) => false,
        }
    }

    /// The device, and the workers where several share the batches.
    pub fn place(&self) -> String {
        let device = self.device.title();
        match self.n_workers {
            1 => device.to_owned(),
            n_workers => text!("run-workers", device = device, n = n_workers),
        }
    }

    /// The share of the steps that are made, 0 to 1.
    pub fn progress(&self) -> f64 {
        self.step as f64 / self.n_steps.max(1) as f64
    }

    /// Time spent training and testing, without pauses, by the worker's clock.
    pub fn training_secs(&self) -> f64 {
        self.clock.running_secs
    }

    /// Speed over the last few seconds; none until it can be measured.
    pub fn steps_per_sec(&self) -> Option<f64> {
        self.clock.steps_per_sec()
    }

    /// Seconds that the remaining steps will take, test passes included; none before enough steps are made. The first report is
    /// no part of it: on WebGPU it waits for kernels to be compiled.
    pub fn eta_secs(&self) -> Option<f64> {
        let (from_secs, from_step) = self.clock.first_report.filter(|_| self.is_active())?;
        let n_made = self.step.saturating_sub(from_step);
        let secs = self.clock.running_secs - from_secs;
        let (min_steps, min_secs) = MIN_ESTIMATE;
        let n_left = self.n_steps.saturating_sub(self.step);
        (n_made >= min_steps && secs >= min_secs).then(|| secs / n_made as f64 * n_left as f64)
    }

    /// Mean loss of the first steps, at most [`N_EDGE_LOSSES`].
    pub fn mean_first_loss(&self) -> Option<f64> {
        mean(self.first_losses.iter())
    }

    /// Mean loss of the newest steps, at most [`N_EDGE_LOSSES`].
    pub fn mean_last_loss(&self) -> Option<f64> {
        mean(self.last_losses.iter())
    }

    pub(super) fn start(&mut self, at_secs: f64) {
        self.phase = RunPhase::Running;
        self.clock.resume(at_secs);
    }

    pub(super) fn take_steps(
        &mut self,
        at_secs: f64,
        epoch: u32,
        step: usize,
        losses: &[f32],
        accuracies: &[f32],
    ) {
        let n_new = step.saturating_sub(self.step).min(losses.len());
        for &loss in &losses[losses.len() - n_new..] {
            if self.first_losses.len() < N_EDGE_LOSSES {
                self.first_losses.push(loss);
            }
            if self.last_losses.len() == N_EDGE_LOSSES {
                self.last_losses.pop_front();
            }
            self.last_losses.push_back(loss);
        }
        self.losses.extend(step, losses);
        self.accuracies.extend(step, accuracies);
        self.epoch = epoch;
        self.step = self.step.max(step);
        self.test_progress = None;
        self.clock.tick(at_secs, self.step);
    }

    pub(super) fn note_test_progress(&mut self, at_secs: f64, progress: TestProgress) {
        self.test_progress = Some(progress);
        self.clock.count_to(at_secs);
    }

    pub(super) fn complete_epoch(
        &mut self,
        at_secs: f64,
        summary: EpochSummary,
        confusion: ConfusionMatrix,
    ) {
        let is_same = |known: &EpochSummary| known.epoch == summary.epoch;
        if let Some(position) = self.epochs.iter().position(is_same) {
            self.epochs.remove(position);
            // A run that was kept before these were has none for its first epochs.
            if position < self.confusions.len() {
                self.confusions.remove(position);
            }
        }
        self.epochs.push(summary);
        self.confusions.push(confusion);
        self.test_progress = None;
        self.clock.tick(at_secs, self.step);
    }

    pub(super) fn pause(&mut self, at_secs: f64) {
        self.phase = RunPhase::Paused;
        self.clock.pause(at_secs);
    }

    pub(super) fn resume(&mut self, at_secs: f64) {
        self.phase = RunPhase::Running;
        self.clock.resume(at_secs);
    }

    pub(super) fn finish(&mut self, at_secs: f64, outcome: Outcome, step: usize) {
        self.step = self.step.max(step);
        self.phase = RunPhase::Finished(outcome);
        self.test_progress = None;
        self.clock.pause(at_secs);
    }

    pub(super) fn fail(&mut self, message: String) {
        self.phase = RunPhase::Failed(message);
        self.is_recovering = false;
        self.test_progress = None;
    }
}

fn mean<'a>(values: impl ExactSizeIterator<Item = &'a f32>) -> Option<f64> {
    let n_values = values.len();
    (n_values > 0).then(|| values.map(|&value| f64::from(value)).sum::<f64>() / n_values as f64)
}

#[cfg(test)]
mod tests;
