//! One sentence on accuracy against training time, as at the lesson's end: what better predictions cost in seconds.

use crate::texts::text;

use super::{Models, format};

/// A model's accuracy and training time, the two sides of the comparison.
#[derive(Clone, Debug, PartialEq)]
struct ComparedModel {
    /// The model's title.
    title: String,
    /// By the lesson's definition, a fraction.
    accuracy: f64,
    /// None for a model that was not trained in this tab.
    training_secs: Option<f64>,
}

/// Below this ratio two training times are called about the same.
const SAME_TIME: f64 = 1.1;

/// The sentence on the models that were trained here to their ends; none while there are not two of them.
pub fn of_models(models: &Models) -> Option<String> {
    let whole = || models.iter().filter(|(_, entry)| entry.is_own_and_whole());
    if let Some((model, _)) = whole().find(|(_, entry)| entry.is_being_evaluated()) {
        return Some(text!("compare-waits", model = model.title()));
    }
    let compared: Vec<ComparedModel> = whole()
        .filter_map(|(model, entry)| {
            Some(ComparedModel {
                title: model.title().to_owned(),
                accuracy: entry.score()?.accuracy,
                training_secs: entry.training_secs(),
            })
        })
        .collect();
    let has_others = models.iter().any(|(_, entry)| {
        let is_shown = entry.score().is_some();
        is_shown && !entry.is_own_and_whole()
    });
    sentence(&compared, has_others)
}

/// One or two sentences on accuracy and time; none while there is nothing to compare. `has_others`: whether further models, which
/// came with the page or were stopped, are shown beside these.
fn sentence(models: &[ComparedModel], has_others: bool) -> Option<String> {
    if models.len() < 2 {
        return None;
    }
    // lesson: begin compare
    let best = models
        .iter()
        .max_by(|a, b| a.accuracy.total_cmp(&b.accuracy))?;
    let runner_up = models
        .iter()
        .filter(|other| *other != best)
        .max_by(|a, b| a.accuracy.total_cmp(&b.accuracy))?;
    let fastest = models
        .iter()
        .filter_map(|model| Some((model, model.training_secs?)))
        .min_by(|a, b| a.1.total_cmp(&b.1));
    // lesson: end

    let accuracy = format::percent(best.accuracy);
    let opening = if has_others {
        text!(
            "compare-best-of-own",
            model = best.title,
            accuracy = accuracy
        )
    } else {
        text!("compare-best", model = best.title, accuracy = accuracy)
    };
    let Some(((fastest, fastest_secs), best_secs)) = fastest.zip(best.training_secs) else {
        return Some(format!("{opening} {}", text!("compare-no-time")));
    };
    let price = if fastest == best {
        text!("compare-both", duration = format::duration(best_secs))
    } else {
        let points = format!("{:.2}", (best.accuracy - fastest.accuracy) * 100.0);
        let ratio = best_secs / fastest_secs.max(f64::MIN_POSITIVE);
        if ratio < SAME_TIME {
            text!("compare-price-same", model = fastest.title, points = points)
        } else {
            text!(
                "compare-price",
                model = fastest.title,
                points = points,
                ratio = format!("{ratio:.1}"),
                duration = format::duration(best_secs),
                fastest = format::duration(fastest_secs)
            )
        }
    };
    let lead = (best.accuracy - runner_up.accuracy) * 100.0;
    Some(if fastest != best && lead > 0.0 {
        format!("{opening} {price} {}", text!("compare-worth"))
    } else {
        format!("{opening} {price}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(title: &str, accuracy: f64, training_secs: Option<f64>) -> ComparedModel {
        ComparedModel {
            title: title.to_owned(),
            accuracy,
            training_secs,
        }
    }

    #[test]
    fn one_model_alone_compares_to_nothing() {
        assert_eq!(sentence(&[], false), None);
        assert_eq!(
            sentence(&[compared("Model 0", 0.83, Some(2.0))], false),
            None
        );
    }

    #[test]
    fn a_better_and_slower_model_names_its_price() {
        let text = sentence(
            &[
                compared("Model 0", 0.8343, Some(2.0)),
                compared("Model 2", 0.8838, Some(50.0)),
            ],
            false,
        );
        let text = text.expect("two models compare");
        assert!(
            text.starts_with("Model 2 predicts best: 88.38 %."),
            "{text}"
        );
        assert!(text.contains("gains 4.95 percentage points"), "{text}");
        assert!(
            text.contains("25.0 times the training time (50.0 s against 2.0 s)"),
            "{text}"
        );
    }

    #[test]
    fn a_model_that_wins_both_ways_trades_nothing() {
        let text = sentence(
            &[
                compared("Model 0", 0.8343, Some(2.0)),
                compared("Model 1", 0.7502, Some(2.5)),
            ],
            false,
        );
        assert!(
            text.expect("two models compare")
                .contains("nothing to trade")
        );
    }

    #[test]
    fn an_unknown_training_time_is_not_invented() {
        let text = sentence(
            &[
                compared("Model 0", 0.8343, Some(2.0)),
                compared("Model 2", 0.8838, None),
            ],
            false,
        );
        assert!(text.expect("two models compare").contains("not known"));
    }
}
