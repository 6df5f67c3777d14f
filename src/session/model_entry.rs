//! A trained model as the page has it: its file, where it came from, and how good it is.

use crate::protocol::{
    DeviceKind, Evaluation, ModelKind, RecordedScore, RequestId, RunId, TrainedModel,
};

use super::run::TestProgress;

/// Where a model came from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// Trained in this tab.
    Run {
        run: RunId,
        device: DeviceKind,
        training_secs: f64,
    },
    /// Loaded from a file of the learner.
    File { name: String },
    /// Loaded from the browser's storage, with the score it was saved with.
    Storage { score: Option<RecordedScore> },
    /// It came with the page, trained with the lesson's settings, so that there is a model before anyone has trained.
    Pretrained,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ModelEntry {
    pub trained: TrainedModel,
    pub origin: Origin,
    /// On the test images; none until it is evaluated.
    pub evaluation: Option<Evaluation>,
    /// While it is being evaluated.
    pub test_progress: Option<TestProgress>,
    /// The question whose answer is the evaluation of this very model.
    pub(super) pending_evaluation: Option<RequestId>,
    /// The primary engine has it too.
    pub(super) is_in_engine: bool,
    /// The page loaded it at its start: it is evaluated when a view shows its figures, and costs nothing before.
    pub(super) evaluate_on_view: bool,
}

impl ModelEntry {
    pub(super) fn new(trained: TrainedModel, origin: Origin, is_in_engine: bool) -> Self {
        Self {
            trained,
            origin,
            evaluation: None,
            test_progress: None,
            pending_evaluation: None,
            is_in_engine,
            evaluate_on_view: false,
        }
    }

    pub fn kind(&self) -> ModelKind {
        self.trained.config.model
    }

    /// It is being evaluated, or is about to be.
    pub fn is_being_evaluated(&self) -> bool {
        self.pending_evaluation.is_some()
    }

    /// It is not evaluated yet, because no view has shown its figures.
    pub fn is_evaluated_on_view(&self) -> bool {
        self.evaluate_on_view
    }

    /// Its evaluation is there, or will not come.
    pub(super) fn end_evaluation(&mut self) {
        self.pending_evaluation = None;
        self.test_progress = None;
    }

    /// The engine has another model of its kind.
    pub(super) fn leave_engine(&mut self) {
        self.is_in_engine = false;
        self.end_evaluation();
    }

    /// It came with the page: it was not trained, saved or loaded here.
    pub fn is_pretrained(&self) -> bool {
        self.origin == Origin::Pretrained
    }

    /// Its quality: as evaluated here, or else as recorded when it was made for the page or saved by it.
    pub fn score(&self) -> Option<RecordedScore> {
        let recorded = match &self.origin {
            Origin::Run { .. } | Origin::File { .. } => None,
            Origin::Storage { score } => score.or(self.trained.score),
            Origin::Pretrained => self.trained.score,
        };
        self.evaluation.as_ref().map(Into::into).or(recorded)
    }

    /// Where it was trained, if in this tab.
    pub fn device(&self) -> Option<DeviceKind> {
        match &self.origin {
            Origin::Run { device, .. } => Some(*device),
            Origin::File { .. } | Origin::Storage { .. } | Origin::Pretrained => None,
        }
    }

    /// How long its training took, if in this tab.
    pub fn training_secs(&self) -> Option<f64> {
        match &self.origin {
            Origin::Run { training_secs, .. } => Some(*training_secs),
            Origin::File { .. } | Origin::Storage { .. } | Origin::Pretrained => None,
        }
    }

    /// The score with which it was saved, to compare with the evaluation after loading.
    pub fn saved_score(&self) -> Option<RecordedScore> {
        match &self.origin {
            Origin::Run { .. } | Origin::Pretrained => None,
            Origin::File { .. } => self.trained.score,
            Origin::Storage { score } => score.or(self.trained.score),
        }
    }
}
