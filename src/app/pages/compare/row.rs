//! What the comparison knows of a model.

use crate::protocol::ModelKind;
use crate::session::{HeldModel, Origin, lesson};

/// A model that is trained or loaded, and judged or about to be.
#[derive(Clone, PartialEq)]
pub struct Row {
    pub model: ModelKind,
    /// Loss, accuracy by the lesson's definition, true share of right answers.
    pub score: Option<(f64, f64, f64)>,
    pub training_secs: Option<f64>,
    pub n_parameters: usize,
    /// Where it was trained, or where it came from.
    pub device: String,
    pub changed_settings: Vec<&'static str>,
}

impl Row {
    pub fn new(model: ModelKind, held: &HeldModel) -> Self {
        let score = held.evaluation.as_ref().map(|evaluation| {
            let share_correct = evaluation.confusion.share_correct();
            (evaluation.loss, evaluation.accuracy, share_correct)
        });
        let device = match &held.origin {
            Origin::Run { device, .. } => device.title().to_owned(),
            Origin::File { name } => format!("from the file {name}"),
            Origin::Storage { .. } => "from this browser's storage".to_owned(),
        };
        Self {
            model,
            score,
            training_secs: held.training_secs(),
            n_parameters: held.trained.n_parameters,
            device,
            changed_settings: lesson::changed_settings(&held.trained.config),
        }
    }
}
