//! A trained model on the page: its file, its origin, its evaluation.

use crate::protocol::{
    DeviceKind, Evaluation, ModelKind, RecordedScore, RequestId, RunId, TrainedModel,
};

use super::Run;
use super::models::Untried;
use super::run::TestProgress;
use super::runs::Runs;
use super::stored_runs::{StoredRunId, StoredRuns};

/// The origin of a model.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// Trained in this tab.
    Run {
        run: RunId,
        device: DeviceKind,
        training_secs: f64,
        /// The step at which the learner stopped it; none of a run that made all its steps.
        stopped_at: Option<usize>,
    },
    /// Loaded from a file that the learner chose.
    File { name: String },
    /// Loaded from the browser's storage; the score is that of the saving.
    Storage {
        /// The stored run that trained it; none of a saved model.
        run: Option<StoredRunId>,
        score: Option<RecordedScore>,
        /// None if it was not trained in this browser.
        training: Option<Training>,
    },
    /// Served with the page, trained with the lesson's settings.
    Pretrained,
}

/// How a model of the browser's storage was trained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Training {
    pub device: DeviceKind,
    pub secs: f64,
    /// The step at which the learner stopped it; none of a run that made all its steps.
    pub stopped_at: Option<usize>,
}

/// A model with its state on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelEntry {
    pub trained: TrainedModel,
    pub origin: Origin,
    /// Its evaluation; none until it is evaluated here.
    pub evaluation: Option<Evaluation>,
    /// Test images done and in total, while it is being evaluated.
    pub test_progress: Option<TestProgress>,
    /// Training images done and in total, while the engine reads their features.
    pub index_progress: Option<TestProgress>,
    /// The request for the evaluation of this model, or for the trial before it.
    pub(super) pending_evaluation: Option<RequestId>,
    /// Whether the primary engine has loaded it.
    pub(super) is_in_engine: bool,
    /// Its evaluation is deferred until a view shows its score, as for models that the page loads at its start.
    pub(super) evaluate_on_view: bool,
    /// Its file, as long as that has not been tried as each of the models that it may be.
    pub(super) untried: Option<Untried>,
}

impl ModelEntry {
    pub(super) fn new(trained: TrainedModel, origin: Origin, is_in_engine: bool) -> Self {
        Self {
            trained,
            origin,
            evaluation: None,
            test_progress: None,
            index_progress: None,
            pending_evaluation: None,
            is_in_engine,
            evaluate_on_view: false,
            untried: None,
        }
    }

    /// The kind of the model.
    pub fn kind(&self) -> ModelKind {
        self.trained.config.model
    }

    /// Whether a request for its evaluation is on its way.
    pub fn is_being_evaluated(&self) -> bool {
        self.pending_evaluation.is_some()
    }

    /// Whether its evaluation is deferred until a view shows its score.
    pub fn is_evaluated_on_view(&self) -> bool {
        self.evaluate_on_view
    }

    /// The request for its evaluation is answered or has failed.
    pub(super) fn end_evaluation(&mut self) {
        self.pending_evaluation = None;
        self.test_progress = None;
    }

    /// The engine's model of this kind is another one.
    pub(super) fn leave_engine(&mut self) {
        self.is_in_engine = false;
        self.end_evaluation();
    }

    /// Whether it was served with the page, rather than trained or loaded by the learner.
    pub fn is_pretrained(&self) -> bool {
        self.origin == Origin::Pretrained
    }

    /// Its score: as evaluated here, before that the recorded one of a saved or pretrained model.
    pub fn score(&self) -> Option<RecordedScore> {
        let recorded = match &self.origin {
            Origin::Run { .. } | Origin::File { .. } => None,
            Origin::Storage { score, .. } => score.or(self.trained.score),
            Origin::Pretrained => self.trained.score,
        };
        self.evaluation.as_ref().map(Into::into).or(recorded)
    }

    /// Whether it was not served with the page, and its run was not stopped: verdicts are on such models.
    pub fn is_own_and_whole(&self) -> bool {
        !self.is_pretrained() && self.stopped_at().is_none()
    }

    /// The step at which its run was stopped; none if it is whole, or was not trained in this browser.
    pub fn stopped_at(&self) -> Option<usize> {
        match &self.origin {
            Origin::Run { stopped_at, .. } => *stopped_at,
            Origin::Storage { training, .. } => training.and_then(|training| training.stopped_at),
            Origin::File { .. } | Origin::Pretrained => None,
        }
    }

    /// The device that trained it; none if it was not trained in this browser.
    pub fn device(&self) -> Option<DeviceKind> {
        match &self.origin {
            Origin::Run { device, .. } => Some(*device),
            Origin::Storage { training, .. } => training.map(|training| training.device),
            Origin::File { .. } | Origin::Pretrained => None,
        }
    }

    /// The time of its training; none if it was not trained in this browser.
    pub fn training_secs(&self) -> Option<f64> {
        match &self.origin {
            Origin::Run { training_secs, .. } => Some(*training_secs),
            Origin::Storage { training, .. } => training.map(|training| training.secs),
            Origin::File { .. } | Origin::Pretrained => None,
        }
    }

    /// The run that trained it, with its curves and matrices: one of this tab or a stored one. None for a model from
    /// elsewhere, or where the run has been deleted.
    pub fn run<'a>(&self, runs: &'a Runs, stored_runs: &'a StoredRuns) -> Option<&'a Run> {
        match &self.origin {
            Origin::Run { run, .. } => runs.get(*run),
            Origin::Storage { run, .. } => Some(&stored_runs.get((*run)?)?.run),
            Origin::File { .. } | Origin::Pretrained => None,
        }
    }

    /// The score recorded when it was saved, to be compared with its evaluation.
    pub fn saved_score(&self) -> Option<RecordedScore> {
        match &self.origin {
            Origin::Run { .. } | Origin::Pretrained => None,
            Origin::File { .. } => self.trained.score,
            Origin::Storage { score, .. } => score.or(self.trained.score),
        }
    }
}
