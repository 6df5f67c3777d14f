//! A model's row in the comparison.

use crate::protocol::{ModelKind, RecordedScore};
use crate::session::{ModelEntry, Origin, format, lesson};
use crate::texts::text;

/// A trained or loaded model with its metrics.
#[derive(Clone, PartialEq)]
pub struct Row {
    /// The model's kind.
    pub model: ModelKind,
    /// Loss, and accuracy by the lesson's definition.
    pub score: Option<RecordedScore>,
    /// The true share of right answers; none until it is evaluated here.
    pub share_correct: Option<f64>,
    /// Whether an evaluation is on its way.
    pub is_being_evaluated: bool,
    /// The step at which its run was stopped.
    pub stopped_at: Option<usize>,
    /// Whether it was served with the page rather than trained by the learner.
    pub is_pretrained: bool,
    /// None for a model that was not trained in this tab.
    pub training_secs: Option<f64>,
    /// Weights and biases.
    pub n_parameters: usize,
    /// The device that trained it, or its origin.
    pub device: String,
    /// Settings that differ from the lesson's.
    pub changed_settings: Vec<&'static str>,
}

impl Row {
    /// Its title, marked if it is pretrained.
    pub fn title(&self) -> String {
        let title = self.model.title();
        match self.stopped_at {
            Some(step) => text!(
                "compare-row-stopped",
                title = title,
                step = format::count(step)
            ),
            None if self.is_pretrained => text!("compare-row-pretrained", title = title),
            None => title.to_owned(),
        }
    }
}

impl Row {
    /// The row of this model.
    pub fn new(model: ModelKind, entry: &ModelEntry) -> Self {
        let device = match &entry.origin {
            Origin::Run { device, .. } => device.title().to_owned(),
            Origin::File { name } => text!("compare-from-file", name = name),
            Origin::Storage { .. } => text!("compare-from-storage").to_owned(),
            Origin::Pretrained => text!("compare-from-page").to_owned(),
        };
        Self {
            model,
            score: entry.score(),
            share_correct: entry
                .evaluation
                .as_ref()
                .map(|evaluation| evaluation.confusion.share_correct()),
            is_being_evaluated: entry.is_being_evaluated(),
            stopped_at: entry.stopped_at(),
            is_pretrained: entry.is_pretrained(),
            training_secs: entry.training_secs(),
            n_parameters: entry.trained.n_parameters,
            device,
            changed_settings: lesson::changed_settings(&entry.trained.config),
        }
    }
}
