//! How well the trained models do, and what they cost.

use std::fmt::Display;

use super::{
    Reached, SectionAnswer, and, convolutional_model, linear_model, name, non_linear_model,
    published, whole,
};
use crate::models::Architecture;
use crate::protocol::{ModelKind, TrainingConfig};
use crate::session::{Session, findings, format};
use crate::texts::{self, text};

/// Accuracies that are called the same.
const SAME_ACCURACY: f64 = 0.01;

pub fn baseline(session: &Session) -> SectionAnswer {
    let Reached { accuracy, who } = Reached::by(linear_model(), session);
    SectionAnswer::number(
        accuracy * 100.0,
        2.0,
        text!(
            "answer-baseline",
            model = format::sentence(&who),
            accuracy = format::percent(accuracy)
        ),
    )
}

pub fn non_linearity(session: &Session) -> SectionAnswer {
    let (linear, non_linear) = (linear_model(), non_linear_model());
    let before = Reached::by(linear, session);
    let after = Reached::by(non_linear, session);
    let gap = after.accuracy - before.accuracy;
    let right = if gap.abs() < SAME_ACCURACY {
        1
    } else if gap > 0.0 {
        0
    } else {
        2
    };
    let why = match best_reason(non_linear, session) {
        Some(found) => found,
        None if right == 2 => text!("answer-non-linearity-why").to_owned(),
        None => String::new(),
    };
    let words = text!(
        "answer-non-linearity",
        non_linear = format::sentence(&after.who),
        non_linear_accuracy = format::percent(after.accuracy),
        linear = before.who,
        linear_accuracy = format::percent(before.accuracy)
    );
    SectionAnswer::option(right, and(words, &why))
}

/// What the model's own confusion matrix says about the ReLU on its results.
fn best_reason(model: ModelKind, session: &Session) -> Option<String> {
    let entry = whole(model, session)?;
    let matrix = &entry.evaluation.as_ref()?.confusion;
    findings::never_answered(matrix, entry.trained.config.final_relu)
}

pub fn convolutions(session: &Session) -> SectionAnswer {
    let (non_linear, convolutional) = (non_linear_model(), convolutional_model());
    let count = |model| Architecture::of(&TrainingConfig::lesson(model)).n_parameters();
    let right = match count(convolutional).cmp(&count(non_linear)) {
        std::cmp::Ordering::Greater => 0,
        std::cmp::Ordering::Equal => 1,
        std::cmp::Ordering::Less => 2,
    };
    let Reached { accuracy, who } = Reached::by(convolutional, session);
    SectionAnswer::option(
        right,
        text!(
            "answer-convolutions",
            convolutional = name(convolutional),
            convolutional_count = format::count(count(convolutional)),
            non_linear = name(non_linear),
            non_linear_count = format::count(count(non_linear)),
            model = who,
            accuracy = format::percent(accuracy)
        ),
    )
}

pub fn comparison(session: &Session) -> SectionAnswer {
    let own: Vec<(ModelKind, f64, f64)> = session
        .models
        .iter()
        .filter_map(|(model, _)| {
            let entry = whole(model, session)?;
            Some((model, entry.score()?.accuracy, entry.training_secs()?))
        })
        .collect();
    let is_own = own.len() > 1;
    let compared = if is_own {
        own
    } else {
        let all = ModelKind::ALL.into_iter();
        let published = all.filter_map(|model| {
            let (accuracy, secs) = published(model)?;
            Some((model, accuracy, secs))
        });
        published.collect()
    };
    let best = compared.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let quickest = compared.iter().min_by(|a, b| a.2.total_cmp(&b.2));
    let Some((best, quickest)) = best.zip(quickest) else {
        return SectionAnswer::option(0, text!("answer-comparison-nothing"));
    };
    let ratio = best.2 / quickest.2.max(f64::MIN_POSITIVE);
    let right = match ratio {
        ..2.0 => 0,
        ..=10.0 => 1,
        _ => 2,
    };
    let gap = format::point_gap(best.1 - quickest.1);
    let arguments: [(&str, &dyn Display); 8] = [
        ("best", &name(best.0)),
        ("best_accuracy", &format::percent(best.1)),
        ("best_time", &format::duration(best.2)),
        ("quickest", &name(quickest.0)),
        ("quickest_time", &format::duration(quickest.2)),
        ("quickest_accuracy", &format::percent(quickest.1)),
        ("ratio", &format!("{ratio:.1}")),
        ("points", &gap.trim_start_matches('+')),
    ];
    let words = if is_own {
        texts::format("answer-comparison-own", &arguments)
    } else {
        texts::format("answer-comparison-notebook", &arguments)
    };
    SectionAnswer::option(right, words)
}
