//! A trained model as the page holds it: its file, where it came from, and how good it is.

use crate::protocol::{DeviceKind, Evaluation, RecordedScore, RequestId, RunId, TrainedModel};

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
pub struct HeldModel {
    pub trained: TrainedModel,
    pub origin: Origin,
    /// The judgement on the test images; none until it is made.
    pub evaluation: Option<Evaluation>,
    /// While it is being judged.
    pub test_progress: Option<TestProgress>,
    /// The question whose answer is the judgement of this very model.
    pub(super) pending_evaluation: Option<RequestId>,
    /// The home engine holds it too.
    pub(super) is_at_home: bool,
    /// The page brought it at its start: it is judged when somebody looks, and costs nothing before.
    pub(super) waits_for_a_look: bool,
}

impl HeldModel {
    pub(super) fn new(trained: TrainedModel, origin: Origin, is_at_home: bool) -> Self {
        Self {
            trained,
            origin,
            evaluation: None,
            test_progress: None,
            pending_evaluation: None,
            is_at_home,
            waits_for_a_look: false,
        }
    }

    /// It is being judged, or is about to be.
    pub fn is_being_judged(&self) -> bool {
        self.pending_evaluation.is_some()
    }

    /// Nobody has looked at its figures, so nobody has judged it.
    pub fn waits_for_a_look(&self) -> bool {
        self.waits_for_a_look
    }

    /// This question for its judgement will not be answered.
    pub(super) fn forget_judgement(&mut self, request: RequestId) {
        if self.pending_evaluation == Some(request) {
            self.pending_evaluation = None;
            self.test_progress = None;
        }
    }

    /// It came with the page: nobody has trained, saved or loaded it here.
    pub fn is_pretrained(&self) -> bool {
        self.origin == Origin::Pretrained
    }

    /// Its quality: as judged, or else as recorded by those who are to be believed, the page's makers and the page.
    pub fn score(&self) -> Option<RecordedScore> {
        let recorded = match &self.origin {
            Origin::Run { .. } | Origin::File { .. } => None,
            Origin::Storage { score } => score.or(self.trained.evaluation),
            Origin::Pretrained => self.trained.evaluation,
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

    /// The score with which it was saved, to compare with the judgement made after loading.
    pub fn saved_score(&self) -> Option<RecordedScore> {
        match &self.origin {
            Origin::Run { .. } | Origin::Pretrained => None,
            Origin::File { .. } => self.trained.evaluation,
            Origin::Storage { score } => score.or(self.trained.evaluation),
        }
    }
}
