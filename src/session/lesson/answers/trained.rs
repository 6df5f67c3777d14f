//! How well the trained models do, and what they cost.

use super::{Answer, Reached, bent_model, convolutional_model, linear_model, name, published};
use crate::models::Architecture;
use crate::protocol::{ModelKind, TrainingConfig};
use crate::session::{Session, findings, format};

/// Accuracies that are called the same.
const SAME_ACCURACY: f64 = 0.01;

pub fn baseline(session: &Session) -> Answer {
    let model = linear_model();
    let Reached { accuracy, whose } = Reached::by(model, session);
    Answer::number(
        accuracy * 100.0,
        2.0,
        format!(
            "{} {} gets {} right, where guessing gets 10 %. This is what the other models have to beat.",
            format::sentence(whose),
            name(model),
            format::percent(accuracy)
        ),
    )
}

pub fn non_linearity(session: &Session) -> Answer {
    let (linear, bent) = (linear_model(), bent_model());
    let before = Reached::by(linear, session);
    let after = Reached::by(bent, session);
    let gap = after.accuracy - before.accuracy;
    let right = if gap.abs() < SAME_ACCURACY {
        1
    } else if gap > 0.0 {
        0
    } else {
        2
    };
    let why = match best_reason(bent, session) {
        Some(found) => format!(" {found}"),
        None if right == 2 => {
            " The ReLU on its results is to blame: where it cuts a class to zero for every image, that class learns nothing more. \
             Train it without that ReLU, and see."
                .to_owned()
        }
        None => String::new(),
    };
    Answer::option(
        right,
        format!(
            "{} {} gets {} right, and {} {} {}.{why}",
            format::sentence(after.whose),
            name(bent),
            format::percent(after.accuracy),
            before.whose,
            name(linear),
            format::percent(before.accuracy)
        ),
    )
}

/// What the model's own confusion matrix says about the ReLU on its results.
fn best_reason(model: ModelKind, session: &Session) -> Option<String> {
    let entry = session.models.get(model)?;
    let matrix = &entry.evaluation.as_ref()?.confusion;
    findings::never_answered(matrix, entry.trained.config.final_relu)
}

pub fn convolutions(session: &Session) -> Answer {
    let (bent, convolutional) = (bent_model(), convolutional_model());
    let count = |model| Architecture::of(&TrainingConfig::lesson(model)).n_parameters();
    let right = match count(convolutional).cmp(&count(bent)) {
        std::cmp::Ordering::Greater => 0,
        std::cmp::Ordering::Equal => 1,
        std::cmp::Ordering::Less => 2,
    };
    let Reached { accuracy, whose } = Reached::by(convolutional, session);
    Answer::option(
        right,
        format!(
            "{} has {} parameters and {} has {}: each small window is shared by all places of the image. With them, {whose} {} gets {} \
             right. The price is time, since every window is applied at every place.",
            name(convolutional),
            format::count(count(convolutional)),
            name(bent),
            format::count(count(bent)),
            name(convolutional),
            format::percent(accuracy)
        ),
    )
}

pub fn comparison(session: &Session) -> Answer {
    let own: Vec<(ModelKind, f64, f64)> = session
        .models
        .iter()
        .filter(|(_, entry)| entry.stopped_at().is_none())
        .filter_map(|(model, entry)| Some((model, entry.score()?.accuracy, entry.training_secs()?)))
        .collect();
    let (compared, whose, invitation) = if own.len() > 1 {
        (own, "here", "")
    } else {
        let all = ModelKind::ALL.into_iter();
        let published = all.filter_map(|model| {
            let (accuracy, secs) = published(model)?;
            Some((model, accuracy, secs))
        });
        (
            published.collect(),
            "in the notebook",
            " Train two models or the whole lesson, and this becomes the answer for your computer.",
        )
    };
    let best = compared.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let quickest = compared.iter().min_by(|a, b| a.2.total_cmp(&b.2));
    let Some((best, quickest)) = best.zip(quickest) else {
        return Answer::option(0, "There is nothing to compare yet.");
    };
    let ratio = best.2 / quickest.2.max(f64::MIN_POSITIVE);
    let right = match ratio {
        ..2.0 => 0,
        ..=10.0 => 1,
        _ => 2,
    };
    Answer::option(
        right,
        format!(
            "{} is the most accurate {whose}, with {} after {}. The quickest, {}, took {} and reached {}: {ratio:.1} times the time, \
             for {} percentage points more.{invitation}",
            name(best.0),
            format::percent(best.1),
            format::duration(best.2),
            name(quickest.0),
            format::duration(quickest.2),
            format::percent(quickest.1),
            format::point_gap(best.1 - quickest.1).trim_start_matches('+')
        ),
    )
}
