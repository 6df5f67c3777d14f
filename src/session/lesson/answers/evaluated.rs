//! The answers that follow from the evaluation of a model.

use super::{Reached, SectionAnswer, convolutional_model, name, owned, whole};
use crate::protocol::{CLASS_NAMES, Evaluation, is_close};
use crate::session::findings::worst_class;
use crate::session::{Session, format};
use crate::texts::text;

/// Images that a section predicts.
const N_PREDICTED: f64 = 9.0;
/// Shirts, the class that the notebook's best model recognises worst.
const WORST_OF_NOTEBOOK: usize = 6;
/// A difference of accuracies that is called small.
const SMALL_GAP: f64 = 0.001;

pub fn results(session: &Session) -> SectionAnswer {
    let evaluated = session.models.iter().find_map(|(model, _)| {
        let entry = whole(model, session)?;
        Some((entry, entry.evaluation.as_ref()?))
    });
    let Some((entry, evaluation)) = evaluated else {
        return SectionAnswer::option(1, text!("answer-results-notebook"));
    };
    let share = evaluation.confusion.share_correct();
    let right = match (evaluation.accuracy - share).abs() {
        0.0 => 0,
        gap if gap < SMALL_GAP => 1,
        _ => 2,
    };
    SectionAnswer::option(
        right,
        text!(
            "answer-results",
            model = owned(entry),
            mean = format::share(evaluation.accuracy, 4),
            share = format::share(share, 4)
        ),
    )
}

pub fn predictions(session: &Session) -> SectionAnswer {
    let best = session.models.best();
    let model = best
        .filter(|&model| whole(model, session).is_some())
        .unwrap_or_else(convolutional_model);
    let Reached { accuracy, who } = Reached::by(model, session);
    let expected = accuracy * N_PREDICTED;
    SectionAnswer::number(
        expected,
        // One image more or less is chance.
        1.0,
        text!(
            "answer-predictions",
            model = format::sentence(&who),
            accuracy = format::percent(accuracy),
            expected = format!("{expected:.1}")
        ),
    )
}

pub fn confusion(session: &Session) -> SectionAnswer {
    let best = session.models.best();
    let entry = best.and_then(|model| whole(model, session));
    let evaluated = entry.and_then(|entry| {
        let evaluation: &Evaluation = entry.evaluation.as_ref()?;
        let (class, recall) = worst_class(&evaluation.confusion)?;
        Some((entry, class, recall))
    });
    match evaluated {
        Some((entry, class, recall)) => SectionAnswer::option(
            class,
            text!(
                "answer-confusion",
                class = CLASS_NAMES[class],
                model = owned(entry),
                recall = format::percent(recall)
            ),
        ),
        None => SectionAnswer::option(
            WORST_OF_NOTEBOOK,
            text!(
                "answer-confusion-notebook",
                class = CLASS_NAMES[WORST_OF_NOTEBOOK]
            ),
        ),
    }
}

pub fn saved_model(session: &Session) -> SectionAnswer {
    let checked = session.models.iter().find_map(|(model, entry)| {
        Some((
            model,
            entry.saved_score()?.loss,
            entry.evaluation.as_ref()?.loss,
        ))
    });
    let Some((model, saved, loaded)) = checked else {
        return SectionAnswer::option(0, text!("answer-saved-model"));
    };
    let (model, before, now) = (name(model), format::loss(saved), format::loss(loaded));
    if is_close(saved, loaded) {
        let words = text!(
            "answer-saved-same",
            model = model,
            before = before,
            now = now
        );
        SectionAnswer::option(0, words)
    } else {
        let words = text!(
            "answer-saved-differs",
            model = model,
            before = before,
            now = now
        );
        SectionAnswer::option(1, words)
    }
}
