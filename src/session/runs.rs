//! The training runs of this tab, and the queue of "Run the whole lesson".

use std::collections::VecDeque;

use crate::protocol::{DeviceKind, Event, ModelKind, Outcome, RunId, TrainingConfig};

use super::snapshots::{Queue, StoredSnapshot};
use super::{ChosenDevice, Run, RunPhase};

/// All runs of this tab.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Runs {
    runs: Vec<Run>,
    queue: VecDeque<TrainingConfig>,
    is_in_lesson: bool,
    sweep: Option<RunningSweep>,
    preparation: Option<String>,
}

/// Runs with several values of one setting, one after another; it uses the lesson's queue.
#[derive(Clone, Debug, PartialEq)]
struct RunningSweep {
    name: String,
    n_runs: usize,
}

/// Reading.
impl Runs {
    /// Oldest first.
    pub fn all(&self) -> &[Run] {
        &self.runs
    }

    /// The run of this number.
    pub fn get(&self, run: RunId) -> Option<&Run> {
        self.runs.iter().find(|known| known.id == run)
    }

    /// The run that has not ended yet.
    pub fn active(&self) -> Option<&Run> {
        self.runs.iter().rev().find(|run| run.is_active())
    }

    /// The run that goes on or is paused: its engine has a model of it.
    pub fn begun(&self) -> Option<&Run> {
        self.active().filter(|run| run.phase != RunPhase::Starting)
    }

    /// The newest run of this model, active or ended.
    pub fn latest(&self, model: ModelKind) -> Option<&Run> {
        self.runs.iter().rev().find(|run| run.config.model == model)
    }

    /// What is being done before a run can start, as a sentence.
    pub fn preparation(&self) -> Option<&str> {
        self.preparation.as_deref()
    }

    /// Whether a run is active or in preparation.
    pub fn is_busy(&self) -> bool {
        self.preparation.is_some() || self.active().is_some()
    }

    /// Queued runs of the lesson, without the active one.
    pub fn lesson_queue(&self) -> impl ExactSizeIterator<Item = &TrainingConfig> {
        self.queue.iter()
    }

    /// The name of the sweep under way, the number of its present run counting from 1, and of all its runs.
    pub fn sweep(&self) -> Option<(&str, usize, usize)> {
        let sweep = self.sweep.as_ref()?;
        Some((&sweep.name, sweep.n_runs - self.queue.len(), sweep.n_runs))
    }

    /// Whether "Run the whole lesson" or a sweep is under way.
    pub fn is_in_lesson(&self) -> bool {
        self.is_in_lesson
    }
}

/// Commands of the learner.
impl Runs {
    /// Sets what is being done before a run can start; none when that is over.
    pub fn set_preparation(&mut self, text: Option<&str>) {
        self.preparation = text.map(str::to_owned);
    }

    /// Adds a run that is sent to an engine; `RunStarted` makes it `Running`.
    pub fn begin(&mut self, config: TrainingConfig, chosen: ChosenDevice) -> RunId {
        let id = self.next_id();
        let mut run = Run::new(id, config, chosen.device, chosen.reason);
        run.group = self.sweep.as_ref().map(|sweep| sweep.name.clone());
        self.runs.push(run);
        id
    }

    /// Adds a run that goes on where this earlier one ended.
    pub fn begin_continued(
        &mut self,
        earlier: &Run,
        config: TrainingConfig,
        chosen: ChosenDevice,
    ) -> RunId {
        let id = self.next_id();
        let run = earlier.continued(id, config, chosen.device, chosen.reason);
        self.runs.push(run);
        id
    }

    /// Adds a run that was cut off, as its snapshot has it, with the runs that waited after it.
    pub fn begin_resumed(&mut self, stored: &StoredSnapshot, chosen: ChosenDevice) -> RunId {
        let id = self.next_id();
        let run = stored.run.resumed(id, chosen.device, chosen.reason);
        self.runs.push(run);
        let Queue { configs, sweep } = stored.queue.clone();
        self.is_in_lesson = !configs.is_empty() || sweep.is_some();
        self.queue = configs.into();
        self.sweep = sweep.map(|(name, n_runs)| RunningSweep { name, n_runs });
        id
    }

    /// Takes a lost run back to its snapshot, or to its beginning without one. None if it is not to go on any more.
    pub fn take_back(
        &mut self,
        run: RunId,
        snapshot: Option<&StoredSnapshot>,
        chosen: ChosenDevice,
    ) -> Option<&Run> {
        let lost = self.get_mut(run).filter(|run| run.is_recovering)?;
        let ChosenDevice { device, reason } = chosen;
        let mut revived = match snapshot {
            Some(stored) => stored.run.resumed(run, device, reason),
            None => Run::new(run, lost.config.clone(), device, reason),
        };
        revived.group = lost.group.take();
        revived.n_recoveries = lost.n_recoveries;
        *lost = revived;
        Some(lost)
    }

    /// The runs that wait after the present one.
    pub fn waiting(&self) -> Queue {
        Queue {
            configs: self.queue.iter().cloned().collect(),
            sweep: self
                .sweep
                .as_ref()
                .map(|sweep| (sweep.name.clone(), sweep.n_runs)),
        }
    }

    fn next_id(&self) -> RunId {
        RunId(self.runs.len() as u32 + 1)
    }

    /// Queues these runs; returns the first, to be started now.
    pub fn begin_lesson(&mut self, configs: Vec<TrainingConfig>) -> Option<TrainingConfig> {
        self.queue = configs.into();
        self.is_in_lesson = !self.queue.is_empty();
        self.sweep = None;
        self.queue.pop_front()
    }

    /// Queues the runs of a sweep of this name; returns the first, to be started now.
    pub fn begin_sweep(
        &mut self,
        name: String,
        configs: Vec<TrainingConfig>,
    ) -> Option<TrainingConfig> {
        let n_runs = configs.len();
        let first = self.begin_lesson(configs);
        self.sweep = first.is_some().then_some(RunningSweep { name, n_runs });
        first
    }

    /// Empties the queue.
    pub fn stop_lesson(&mut self) {
        self.queue.clear();
        self.is_in_lesson = false;
        self.sweep = None;
    }
}

/// Events.
impl Runs {
    /// Applies the events about runs; others are ignored.
    pub(super) fn apply(&mut self, at_secs: f64, event: &Event) {
        match event {
            Event::RunStarted {
                run,
                config,
                device,
                path,
                n_steps_per_epoch,
                n_steps,
                n_parameters,
            } => {
                if let Some(run) = self.get_mut(*run) {
                    run.config = config.clone();
                    run.device = *device;
                    run.path = Some(*path);
                    run.n_steps_per_epoch = *n_steps_per_epoch;
                    run.n_steps = *n_steps;
                    run.n_parameters = *n_parameters;
                    run.start(at_secs);
                }
            }
            Event::WorkersChanged { run, n_workers, .. } => {
                if let Some(run) = self.get_mut(*run) {
                    run.n_workers = *n_workers;
                }
            }
            Event::StepsCompleted {
                run,
                epoch,
                step,
                losses,
                accuracies,
            } => {
                if let Some(run) = self.get_mut(*run) {
                    run.take_steps(at_secs, *epoch, *step, losses, accuracies);
                }
            }
            Event::EpochCompleted {
                run,
                summary,
                confusion,
            } => {
                if let Some(run) = self.get_mut(*run) {
                    run.complete_epoch(at_secs, *summary, confusion.clone());
                }
            }
            Event::SnapshotTaken { run, step, .. } => {
                if let Some(run) = self.get_mut(*run) {
                    run.snapshot_step = Some(*step);
                }
            }
            Event::TestedWithinEpoch { run, test } => {
                if let Some(run) = self.get_mut(*run) {
                    run.note_test(at_secs, test.clone());
                }
            }
            Event::RunPaused { run, step: _ } => {
                if let Some(run) = self.get_mut(*run) {
                    run.pause(at_secs);
                }
            }
            Event::RunResumed { run, step: _ } => {
                if let Some(run) = self.get_mut(*run) {
                    run.resume(at_secs);
                }
            }
            _ => {}
        }
    }

    /// Ends the run and returns it; none if it is unknown.
    pub(super) fn finish(
        &mut self,
        run: RunId,
        at_secs: f64,
        outcome: Outcome,
        step: usize,
        has_model: bool,
    ) -> Option<&Run> {
        let run = self.get_mut(run)?;
        run.finish(at_secs, outcome, step);
        run.has_model = has_model;
        Some(run)
    }

    /// The run to start after one with this outcome.
    pub(super) fn next_of_lesson(&mut self, outcome: Outcome) -> Option<TrainingConfig> {
        match outcome {
            Outcome::Stopped => {
                self.stop_lesson();
                None
            }
            Outcome::Completed | Outcome::Diverged => {
                let next = self.queue.pop_front();
                if next.is_none() {
                    self.stop_lesson();
                }
                next
            }
        }
    }

    /// A run could not start or go on; the lesson ends with it.
    pub fn fail(&mut self, run: RunId, message: &str) {
        if let Some(run) = self.get_mut(run).filter(|run| run.is_active()) {
            run.fail(message.to_owned());
        }
        self.stop_lesson();
    }

    /// The active run on this device, which is lost with its engine.
    pub(super) fn lost_with(&mut self, device: DeviceKind) -> Option<&mut Run> {
        let is_lost = |run: &&mut Run| run.is_active() && run.device == device;
        self.runs.iter_mut().rev().find(is_lost)
    }

    /// The active run of this model on this device.
    pub(super) fn active_of(&mut self, device: DeviceKind, model: ModelKind) -> Option<&mut Run> {
        self.runs
            .iter_mut()
            .rev()
            .find(|run| run.is_active() && run.device == device && run.config.model == model)
    }

    pub(super) fn get_mut(&mut self, run: RunId) -> Option<&mut Run> {
        self.runs.iter_mut().find(|known| known.id == run)
    }
}
