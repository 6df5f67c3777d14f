//! One training run on the page: progress, speed, metrics.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::protocol::{
    ConfusionMatrix, DeviceKind, EpochSummary, Outcome, RunId, StepPath, TrainingConfig,
};

use super::curves::Curve;
use crate::models::N_FIRST_LOSSES;

/// Losses stored at both ends of a run: their means compare start and end, which single batches are too noisy for.
pub const N_EDGE_LOSSES: usize = N_FIRST_LOSSES;
/// Seconds over which the shown speed is measured.
const SPEED_WINDOW_SECS: f64 = 4.0;

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
    pub losses: Curve,
    /// Batch accuracies, fractions.
    pub accuracies: Curve,
    /// One for each finished epoch.
    pub epochs: Vec<EpochSummary>,
    /// The test pass of each of [`Self::epochs`].
    #[serde(default)]
    pub confusions: Vec<ConfusionMatrix>,
    /// The test pass, while there is one.
    #[serde(skip)]
    pub test_progress: Option<TestProgress>,
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
            test_progress: None,
            first_losses: Vec::new(),
            last_losses: VecDeque::new(),
            group: None,
            continued_from: None,
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
            id,
            config,
            device,
            device_reason,
            path: None,
            phase: RunPhase::Starting,
            n_workers: 1,
            group: None,
            continued_from: Some(self.step),
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
            n_workers => format!("{device}, {n_workers} workers"),
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

    /// Seconds that the remaining steps will take, test passes included; none before the first step.
    pub fn eta_secs(&self) -> Option<f64> {
        let is_measurable = self.is_active() && self.step > 0 && self.clock.running_secs > 0.0;
        is_measurable.then(|| {
            let n_left = self.n_steps.saturating_sub(self.step);
            self.clock.running_secs / self.step as f64 * n_left as f64
        })
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

    pub(super) fn complete_epoch(
        &mut self,
        at_secs: f64,
        summary: EpochSummary,
        confusion: ConfusionMatrix,
    ) {
        let is_same = |known: &EpochSummary| known.epoch == summary.epoch;
        if let Some(position) = self.epochs.iter().position(is_same) {
            self.epochs.remove(position);
            self.confusions.remove(position);
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
        self.test_progress = None;
    }
}

/// Running time without pauses, by the worker's clock.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Clock {
    running_secs: f64,
    /// The time up to which `running_secs` counts; none while paused.
    #[serde(skip)]
    counted_to_secs: Option<f64>,
    /// Times and steps of the last few seconds.
    #[serde(skip)]
    window: VecDeque<(f64, usize)>,
}

impl Clock {
    fn resume(&mut self, at_secs: f64) {
        self.counted_to_secs = Some(at_secs);
        self.window.clear();
    }

    fn pause(&mut self, at_secs: f64) {
        self.count_to(at_secs);
        self.counted_to_secs = None;
    }

    fn tick(&mut self, at_secs: f64, step: usize) {
        // A single step during a pause has no speed.
        if self.counted_to_secs.is_none() {
            return;
        }
        self.count_to(at_secs);
        self.window.push_back((at_secs, step));
        while self.window.len() > 2
            && self
                .window
                .front()
                .is_some_and(|&(oldest_secs, _)| at_secs - oldest_secs > SPEED_WINDOW_SECS)
        {
            self.window.pop_front();
        }
    }

    fn count_to(&mut self, at_secs: f64) {
        if let Some(counted_to_secs) = &mut self.counted_to_secs {
            self.running_secs += (at_secs - *counted_to_secs).max(0.0);
            *counted_to_secs = counted_to_secs.max(at_secs);
        }
    }

    fn steps_per_sec(&self) -> Option<f64> {
        let &(from_secs, from_step) = self.window.front()?;
        let &(to_secs, to_step) = self.window.back()?;
        (to_secs > from_secs).then(|| (to_step - from_step) as f64 / (to_secs - from_secs))
    }
}

fn mean<'a>(values: impl ExactSizeIterator<Item = &'a f32>) -> Option<f64> {
    let n_values = values.len();
    (n_values > 0).then(|| values.map(|&value| f64::from(value)).sum::<f64>() / n_values as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::ModelKind;

    fn run() -> Run {
        let config = TrainingConfig::lesson(ModelKind::BASELINE);
        let mut run = Run::new(RunId(1), config, DeviceKind::Cpu, String::new());
        run.n_steps = 100;
        run
    }

    #[test]
    fn a_pause_does_not_count_as_training_time() {
        let mut run = run();
        run.start(10.0);
        run.take_steps(12.0, 0, 10, &[2.0; 10], &[0.1; 10]);
        run.pause(13.0);
        run.resume(63.0);
        run.take_steps(64.0, 0, 20, &[1.0; 10], &[0.5; 10]);
        run.finish(65.0, Outcome::Stopped, 20);
        assert_eq!(run.training_secs(), 5.0);
    }

    #[test]
    fn a_single_step_in_a_pause_does_not_count_as_training_time() {
        let mut run = run();
        run.start(0.0);
        run.take_steps(1.0, 0, 10, &[2.0; 10], &[0.1; 10]);
        run.take_steps(2.0, 0, 20, &[2.0; 10], &[0.1; 10]);
        run.pause(2.0);
        run.take_steps(60.0, 0, 21, &[1.0], &[0.5]);
        assert_eq!((run.step, run.training_secs()), (21, 2.0));
        assert_eq!(run.steps_per_sec(), Some(10.0));
        assert_eq!(run.phase, RunPhase::Paused);
    }

    #[test]
    fn speed_and_time_left_come_from_the_stamps() {
        let mut run = run();
        run.start(0.0);
        run.take_steps(1.0, 0, 10, &[2.0; 10], &[0.1; 10]);
        assert_eq!(run.steps_per_sec(), None);
        run.take_steps(2.0, 0, 30, &[2.0; 20], &[0.1; 20]);
        assert_eq!(run.steps_per_sec(), Some(20.0));
        // 30 steps took 2 s, so 70 more take 14/3 s.
        assert!((run.eta_secs().unwrap() - 14.0 / 3.0).abs() < 1e-9);
        run.finish(3.0, Outcome::Stopped, 30);
        assert_eq!(run.eta_secs(), None);
    }

    #[test]
    fn the_first_and_the_last_losses_are_kept_step_by_step() {
        let mut run = run();
        run.start(0.0);
        for step in 1..=50 {
            run.take_steps(step as f64, 0, step, &[step as f32], &[0.0]);
        }
        assert_eq!(run.mean_first_loss(), Some(10.5));
        assert_eq!(run.mean_last_loss(), Some(40.5));
    }
}
