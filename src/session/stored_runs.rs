//! The runs that this browser keeps: what they take up, and what differs between them.

use serde::{Deserialize, Serialize};

use crate::models::Architecture;
use crate::protocol::{ModelKind, Outcome, TrainingConfig};
use crate::session::small;
use crate::texts::text;

use super::{Run, RunPhase, format, lesson};

mod names;

pub use names::{change_text, epochs_text, name, setting_name, setting_names};

/// Runs that a browser keeps at most: more make a list too long to read.
pub const MAX_RUNS: usize = 200;
/// Bytes of stored runs at most, checkpoints included.
pub const MAX_BYTES: usize = 100_000_000;
/// Bytes of a run without its curves, matrices and checkpoint, about.
const RECORD_BYTES: usize = 3000;
/// Bytes of a confusion matrix, about.
const MATRIX_BYTES: usize = 600;

/// The name of a stored run, which orders runs by the time of their end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StoredRunId(pub u64);

impl StoredRunId {
    /// For a run that has ended at this time, in milliseconds since 1970; `chance`, from 0 to 1, keeps runs of two tabs apart.
    pub fn at(ended_at_ms: f64, chance: f64) -> Self {
        Self(ended_at_ms as u64 * 1000 + (chance * 999.0) as u64)
    }

    /// The time of the run's end, in milliseconds since 1970.
    pub fn ended_at_ms(self) -> f64 {
        (self.0 / 1000) as f64
    }
}

/// A stored run, without its checkpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredRun {
    pub id: StoredRunId,
    pub run: Run,
    /// Bytes of its checkpoint; none if it left none.
    pub file_bytes: Option<usize>,
}

impl StoredRun {
    /// The run's model.
    pub fn model(&self) -> ModelKind {
        self.run.config.model
    }

    /// Its model, and the settings that differ from the notebook's.
    pub fn name(&self) -> String {
        name(&self.run.config)
    }

    /// Bytes that it takes up, about.
    pub fn n_bytes(&self) -> usize {
        let n_points = self.run.losses.points().len() + self.run.accuracies.points().len();
        let n_matrices = self.run.confusions.len() + self.run.tests_within.len();
        RECORD_BYTES + 16 * n_points + MATRIX_BYTES * n_matrices + self.file_bytes.unwrap_or(0)
    }

    /// The accuracy on the test images after its last whole epoch, a fraction; none after divergence.
    pub fn accuracy(&self) -> Option<f64> {
        let epoch = self.run.epochs.last()?;
        (self.outcome() != Some(Outcome::Diverged)).then_some(epoch.test_accuracy)
    }

    /// The loss on the test images after its last whole epoch; none after divergence.
    pub fn loss(&self) -> Option<f64> {
        let epoch = self.run.epochs.last()?;
        (self.outcome() != Some(Outcome::Diverged)).then_some(epoch.test_loss)
    }

    /// How it ended.
    pub fn outcome(&self) -> Option<Outcome> {
        match self.run.phase {
            RunPhase::Finished(outcome) => Some(outcome),
            RunPhase::Starting | RunPhase::Running | RunPhase::Paused | RunPhase::Failed(_) => None,
        }
    }

    /// The step at which the learner stopped it.
    pub fn stopped_at(&self) -> Option<usize> {
        (self.outcome() == Some(Outcome::Stopped)).then_some(self.run.step)
    }

    /// How it ended, in words: the epochs that it made, and where it was stopped or lost.
    pub fn outcome_text(&self) -> String {
        let run = &self.run;
        let n_done = run.epochs.len();
        let mut parts = vec![if n_done == run.config.n_epochs as usize {
            epochs_text(n_done)
        } else {
            text!("runs-epochs-of", n = n_done, total = run.config.n_epochs)
        }];
        let step = format::count(run.step);
        match self.outcome() {
            Some(Outcome::Completed) | None => {}
            Some(Outcome::Stopped) => {
                let total = format::count(run.n_steps);
                parts.push(text!("runs-stopped", step = step, total = total));
            }
            Some(Outcome::Diverged) => parts.push(text!("runs-diverged", step = step)),
        }
        if let Some(step) = run.continued_from {
            parts.push(text!("runs-continued-from", step = format::count(step)));
        }
        parts.join(", ")
    }

    /// The settings of a run that makes `n_more` epochs more; a stopped run first ends the epoch that it is in.
    pub fn settings_to_continue(&self, n_more: u32) -> TrainingConfig {
        let n_steps_per_epoch = self.run.n_steps_per_epoch.max(1);
        let n_begun = self.run.step.div_ceil(n_steps_per_epoch) as u32;
        TrainingConfig {
            n_epochs: n_begun + n_more,
            ..self.run.config.clone()
        }
    }
}

/// All stored runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoredRuns {
    /// Newest first.
    runs: Vec<StoredRun>,
    /// Those that cannot be read; they take up room all the same.
    unreadable: Vec<StoredRunId>,
    /// Whether the storage has been read.
    is_read: bool,
    /// Why the storage cannot be used.
    pub refusal: Option<String>,
    /// Ended runs of this tab for which there was no room.
    pub n_without_room: usize,
}

impl StoredRuns {
    /// Newest first.
    pub fn all(&self) -> &[StoredRun] {
        &self.runs
    }

    /// Those that cannot be read, newest first.
    pub fn unreadable(&self) -> &[StoredRunId] {
        &self.unreadable
    }

    /// Whether the storage has been read.
    pub fn is_read(&self) -> bool {
        self.is_read
    }

    /// The run of this name.
    pub fn get(&self, id: StoredRunId) -> Option<&StoredRun> {
        self.runs.iter().find(|run| run.id == id)
    }

    /// The runs of this sweep, oldest first.
    pub fn group<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a StoredRun> {
        let is_of_group = move |run: &&StoredRun| run.run.group.as_deref() == Some(name);
        self.runs.iter().rev().filter(is_of_group)
    }

    /// The names of all sweeps, newest first.
    pub fn groups(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in self.runs.iter().filter_map(|run| run.run.group.as_ref()) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// The newest run of this model that left a checkpoint.
    pub fn newest_model(&self, model: ModelKind) -> Option<&StoredRun> {
        let has_model = |run: &&StoredRun| run.model() == model && run.file_bytes.is_some();
        self.runs.iter().find(has_model)
    }

    /// Seconds that runs with these settings will take, by the newest whole run of the model, in proportion to epochs and
    /// operations; none before there is one.
    pub fn estimate_secs(&self, configs: &[TrainingConfig]) -> Option<f64> {
        let secs_of = |config: &TrainingConfig| {
            let is_like = |run: &&StoredRun| {
                run.model() == config.model && run.outcome() == Some(Outcome::Completed)
            };
            let run = &self.runs.iter().find(is_like)?.run;
            let n_epochs = f64::from(config.n_epochs) / f64::from(run.config.n_epochs);
            let flop = |config| Architecture::of(config).training_flop_per_image() as f64;
            Some(run.training_secs() * n_epochs * (flop(config) / flop(&run.config)))
        };
        configs.iter().map(secs_of).sum()
    }

    /// Runs, and the bytes that they take up, about.
    pub fn used(&self) -> (usize, usize) {
        let n_bytes = self.runs.iter().map(StoredRun::n_bytes).sum::<usize>();
        let n_runs = self.runs.len() + self.unreadable.len();
        (n_runs, n_bytes + self.unreadable.len() * RECORD_BYTES)
    }

    /// Whether this run fits in as well.
    pub fn has_room_for(&self, run: &StoredRun) -> bool {
        let (n_runs, n_bytes) = self.used();
        n_runs < MAX_RUNS && n_bytes + run.n_bytes() <= MAX_BYTES
    }

    /// The oldest run, which is offered first to be dropped.
    pub fn oldest(&self) -> Option<&StoredRun> {
        self.runs.last()
    }

    /// Takes what the storage holds. Runs that ended after `read_at_ms` stay: the reading may have missed them.
    pub fn take(
        &mut self,
        read_at_ms: f64,
        runs: Vec<StoredRun>,
        mut unreadable: Vec<StoredRunId>,
    ) {
        self.runs.retain(|run| {
            run.id.ended_at_ms() >= read_at_ms && runs.iter().all(|read| read.id != run.id)
        });
        self.runs.extend(runs);
        small::sort_by_key(&mut self.runs, |run| std::cmp::Reverse(run.id));
        small::sort_by_key(&mut unreadable, |&id| std::cmp::Reverse(id));
        self.unreadable = unreadable;
        self.is_read = true;
    }

    /// Adds a run that is stored now.
    pub fn add(&mut self, run: StoredRun) {
        self.runs.retain(|known| known.id != run.id);
        let position = self.runs.partition_point(|known| known.id > run.id);
        self.runs.insert(position, run);
    }

    /// Removes a run that is stored no more.
    pub fn remove(&mut self, id: StoredRunId) {
        self.runs.retain(|run| run.id != id);
        self.unreadable.retain(|&unreadable| unreadable != id);
    }
}

/// A setting, or something else about runs, in which the compared ones differ: its name, and a text for each run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub name: &'static str,
    pub values: Vec<String>,
}

/// Everything in which these runs differ, in order: settings first, then how they went.
pub fn differences(runs: &[&StoredRun]) -> Vec<Difference> {
    let rows: Vec<Vec<(&'static str, String)>> = runs.iter().map(|run| facts(run)).collect();
    let mut names: Vec<&'static str> = Vec::new();
    for (name, _) in rows.iter().flatten() {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let row_of = |name| {
        let value = |row: &Vec<(&'static str, String)>| {
            let found = row.iter().find(|(other, _)| *other == name);
            found.map_or_else(|| format::NOTHING.to_owned(), |(_, value)| value.clone())
        };
        Difference {
            name,
            values: rows.iter().map(value).collect(),
        }
    };
    let all = names.into_iter().map(row_of);
    all.filter(|row| row.values.iter().any(|value| *value != row.values[0]))
        .collect()
}

fn facts(stored: &StoredRun) -> Vec<(&'static str, String)> {
    let run = &stored.run;
    let mut facts = vec![(text!("runs-fact-model"), stored.model().title().to_owned())];
    let settings = lesson::settings(&run.config);
    facts.extend(settings.into_iter().map(|(setting, value)| {
        let value = match value.as_str() {
            "yes" => text!("common-yes").to_owned(),
            "no" => text!("common-no").to_owned(),
            _ => value,
        };
        (setting_name(setting), value)
    }));
    let written = |value: Option<f64>, write: fn(f64) -> String| {
        value.map_or_else(|| format::NOTHING.to_owned(), write)
    };
    facts.extend([
        (text!("runs-fact-device"), run.place()),
        (
            text!("runs-fact-parameters"),
            format::count(run.n_parameters),
        ),
        (text!("runs-fact-outcome"), stored.outcome_text()),
        (
            text!("runs-fact-accuracy"),
            written(stored.accuracy(), format::percent),
        ),
        (
            text!("runs-fact-loss"),
            written(stored.loss(), format::loss),
        ),
        (
            text!("runs-fact-time"),
            format::duration(run.training_secs()),
        ),
    ]);
    facts
}

#[cfg(test)]
mod tests;
