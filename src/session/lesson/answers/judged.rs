//! What the evaluation of a model tells.

use super::{Answer, Reached, convolutional_model, name, owner};
use crate::protocol::{CLASS_NAMES, ConfusionMatrix, Evaluation, is_close};
use crate::session::{Session, format};

/// Images that a section predicts.
const N_PREDICTED: f64 = 9.0;
/// Shirts, the class that the notebook's best model recognises worst.
const WORST_OF_NOTEBOOK: usize = 6;
/// A difference of accuracies that is called small.
const SMALL_GAP: f64 = 0.001;

pub fn results(session: &Session) -> Answer {
    let evaluated = session
        .models
        .iter()
        .find_map(|(model, entry)| Some((model, entry, entry.evaluation.as_ref()?)));
    let Some((model, entry, evaluation)) = evaluated else {
        return Answer::option(
            1,
            "Almost. For the notebook's last model the mean over the batches is 88.38 % and the true share 88.36 %: sixteen images weigh \
             twice as much as the others. Evaluate a model below to see both.",
        );
    };
    let share = evaluation.confusion.share_correct();
    let right = match (evaluation.accuracy - share).abs() {
        0.0 => 0,
        gap if gap < SMALL_GAP => 1,
        _ => 2,
    };
    Answer::option(
        right,
        format!(
            "For {} {} the mean over the batches is {:.4} %, and the true share {:.4} %: sixteen images weigh twice as much as the others.",
            owner(entry),
            name(model),
            evaluation.accuracy * 100.0,
            share * 100.0
        ),
    )
}

pub fn predictions(session: &Session) -> Answer {
    let model = session.models.best().unwrap_or_else(convolutional_model);
    let Reached { accuracy, whose } = Reached::by(model, session);
    let expected = accuracy * N_PREDICTED;
    Answer::number(
        expected,
        0.5,
        format!(
            "{} {} gets {} right, so {expected:.1} of nine on average. Press “Another nine” a few times, and see how far the number wanders.",
            format::sentence(whose),
            name(model),
            format::percent(accuracy)
        ),
    )
}

pub fn confusion(session: &Session) -> Answer {
    let best = session.models.best();
    let entry = best.and_then(|model| session.models.get(model));
    let evaluated = entry.and_then(|entry| {
        let evaluation: &Evaluation = entry.evaluation.as_ref()?;
        let (class, recall) = worst_class(&evaluation.confusion)?;
        Some((entry, class, recall))
    });
    match evaluated {
        Some((entry, class, recall)) => Answer::option(
            class,
            format!(
                "{}: {} {} recognises {} of them.",
                CLASS_NAMES[class],
                owner(entry),
                name(entry.kind()),
                format::percent(recall)
            ),
        ),
        None => Answer::option(
            WORST_OF_NOTEBOOK,
            format!(
                "{}, in the notebook: 673 of 1 000 are recognised, and most of the others are taken for a T-shirt/top.",
                CLASS_NAMES[WORST_OF_NOTEBOOK]
            ),
        ),
    }
}

/// The class with the lowest recall.
fn worst_class(matrix: &ConfusionMatrix) -> Option<(usize, f64)> {
    (0..CLASS_NAMES.len())
        .filter_map(|class| Some((class, matrix.recall(class)?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

pub fn saved_model(session: &Session) -> Answer {
    let checked = session.models.iter().find_map(|(model, entry)| {
        Some((
            model,
            entry.saved_score()?.loss,
            entry.evaluation.as_ref()?.loss,
        ))
    });
    match checked {
        Some((model, saved, loaded)) if is_close(saved, loaded) => Answer::option(
            0,
            format!(
                "Yes: {} had a loss of {} when it was saved, and has {} now that it is loaded. A file keeps every bit of the numbers.",
                name(model),
                format::loss(saved),
                format::loss(loaded)
            ),
        ),
        Some((model, saved, loaded)) => Answer::option(
            1,
            format!(
                "It should be, but the file that you loaded says otherwise: {} had a loss of {} when it was saved, and has {} here.",
                name(model),
                format::loss(saved),
                format::loss(loaded)
            ),
        ),
        None => Answer::option(
            0,
            "Yes: a file keeps every bit of the numbers. Save a model below and load it again, and its loss will stand here twice.",
        ),
    }
}
