//! What the comparison knows of a model.

use crate::protocol::{ModelKind, RecordedScore};
use crate::session::{ModelEntry, Origin, lesson};

/// A model that is trained or loaded, and evaluated or about to be.
#[derive(Clone, PartialEq)]
pub struct Row {
    pub model: ModelKind,
    /// Loss, and accuracy by the lesson's definition.
    pub score: Option<RecordedScore>,
    /// The true share of right answers; none until it is evaluated here.
    pub share_correct: Option<f64>,
    pub is_being_evaluated: bool,
    /// It came with the page: no merit of the learner's.
    pub is_pretrained: bool,
    pub training_secs: Option<f64>,
    pub n_parameters: usize,
    /// Where it was trained, or where it came from.
    pub device: String,
    pub changed_settings: Vec<&'static str>,
}

impl Row {
    /// What to call it beside other models.
    pub fn title(&self) -> String {
        let title = self.model.title;
        if self.is_pretrained {
            format!("{title} (pretrained)")
        } else {
            title.to_owned()
        }
    }
}

impl Row {
    pub fn new(model: ModelKind, entry: &ModelEntry) -> Self {
        let device = match &entry.origin {
            Origin::Run { device, .. } => device.title().to_owned(),
            Origin::File { name } => format!("from the file {name}"),
            Origin::Storage { .. } => "from this browser's storage".to_owned(),
            Origin::Pretrained => "came with the page".to_owned(),
        };
        Self {
            model,
            score: entry.score(),
            share_correct: entry
                .evaluation
                .as_ref()
                .map(|evaluation| evaluation.confusion.share_correct()),
            is_being_evaluated: entry.is_being_evaluated(),
            is_pretrained: entry.is_pretrained(),
            training_secs: entry.training_secs(),
            n_parameters: entry.trained.n_parameters,
            device,
            changed_settings: lesson::changed_settings(&entry.trained.config),
        }
    }
}
