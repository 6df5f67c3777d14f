//! The titles of models in the selectors, with accuracy and the mark of the best.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::protocol::ModelKind;
use crate::session::{Session, format};
use crate::texts::text;

/// A model's title; a dash for none.
pub(super) fn title_of(model: Option<ModelKind>) -> &'static str {
    model.map_or(format::NOTHING, |model| model.title())
}

/// All models with a label: title, accuracy, and which is best.
pub(in crate::app::pages) fn model_titles() -> Memo<Vec<(ModelKind, String)>> {
    let session = SessionContext::expect().session;
    memo(move |_| session.with(titles))
}

fn titles(session: &Session) -> Vec<(ModelKind, String)> {
    session
        .models
        .iter()
        .map(|(model, entry)| {
            let accuracy = entry.score().map_or_else(String::new, |score| {
                format!(" – {}", format::percent(score.accuracy))
            });
            let mut parts = vec![format!("{}{accuracy}", model.title())];
            if entry.is_pretrained() {
                parts.push(text!("common-pretrained").to_owned());
            }
            if let Some(step) = entry.stopped_at() {
                parts.push(text!("compare-stopped", step = format::count(step)));
            }
            parts.extend(praise(session, model).map(str::to_owned));
            (model, parts.join(", "))
        })
        .collect()
}

/// The mark of the best model; a learner's best may be less accurate than a pretrained one. None while an evaluation on its
/// way may decide otherwise, and none of a run that was stopped.
pub(super) fn praise(session: &Session, model: ModelKind) -> Option<&'static str> {
    let entry = session.models.get(model)?;
    let is_best = session.models.best() == Some(model) && entry.stopped_at().is_none();
    if !is_best || session.models.is_best_open() {
        return None;
    }
    let is_own = !entry.is_pretrained();
    let has_rivals = session
        .models
        .iter()
        .any(|(_, entry)| entry.is_pretrained());
    Some(if is_own && has_rivals {
        text!("evaluate-best-of-yours")
    } else {
        text!("evaluate-best")
    })
}
