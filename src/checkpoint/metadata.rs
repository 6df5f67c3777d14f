//! A checkpoint's settings and score, as the map of strings that safetensors stores beside the tensors.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::Checkpoint;
use crate::protocol::{ModelKind, RecordedScore, TrainingConfig};

/// Names and values, all text.
pub type Metadata = BTreeMap<String, String>;

const MODEL: &str = "model";
const HIDDEN_UNITS: &str = "hidden_units";
const FINAL_RELU: &str = "final_relu";
const EPOCHS: &str = "epochs";
const BATCH_SIZE: &str = "batch_size";
const LEARNING_RATE: &str = "learning_rate";
const SEED: &str = "seed";
const STEPS: &str = "steps";
/// Mean of the per-batch losses.
const TEST_LOSS: &str = "test_loss";
/// Mean of the per-batch accuracies, a fraction.
const ACCURACY: &str = "accuracy";

/// The metadata of a checkpoint.
pub fn of(checkpoint: &Checkpoint) -> Metadata {
    let config = &checkpoint.config;
    let mut entries = vec![
        // Other readers of safetensors, such as `transformers`, require this entry.
        ("format", "pt".to_owned()),
        (
            "made_by",
            concat!("Fitting Room ", env!("CARGO_PKG_VERSION")).to_owned(),
        ),
        (MODEL, config.model.class_name.to_owned()),
        (HIDDEN_UNITS, config.hidden_units.to_string()),
        (EPOCHS, config.n_epochs.to_string()),
        (BATCH_SIZE, config.batch_size.to_string()),
        (LEARNING_RATE, config.learning_rate.to_string()),
        (SEED, config.seed.to_string()),
    ];
    if config.model.has_final_relu() {
        entries.push((FINAL_RELU, config.final_relu.to_string()));
    }
    if let Some(n_steps) = checkpoint.n_steps {
        entries.push((STEPS, n_steps.to_string()));
    }
    if let Some(score) = checkpoint.score {
        entries.push((TEST_LOSS, score.loss.to_string()));
        entries.push((ACCURACY, score.accuracy.to_string()));
    }
    entries
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The recorded settings. A missing or unreadable one has the lesson's value; if the recorded ones together are not
/// valid, only the final ReLU is taken from them. The model and its hidden units are those of the tensors.
pub fn config(metadata: &Metadata, model: ModelKind, hidden_units: usize) -> TrainingConfig {
    let lesson = TrainingConfig {
        hidden_units,
        ..TrainingConfig::lesson(model)
    };
    let recorded = TrainingConfig {
        model,
        hidden_units,
        final_relu: get(metadata, FINAL_RELU).unwrap_or(lesson.final_relu),
        n_epochs: get(metadata, EPOCHS).unwrap_or(lesson.n_epochs),
        batch_size: get(metadata, BATCH_SIZE).unwrap_or(lesson.batch_size),
        learning_rate: get(metadata, LEARNING_RATE).unwrap_or(lesson.learning_rate),
        seed: get(metadata, SEED).unwrap_or(lesson.seed),
        path: lesson.path,
        max_workers: lesson.max_workers,
        tests_per_epoch: lesson.tests_per_epoch,
    };
    if recorded.validate().is_ok() {
        recorded
    } else {
        TrainingConfig {
            final_relu: recorded.final_relu,
            ..lesson
        }
    }
}

/// Whether a ReLU at the end of the model, or its lack, is recorded.
pub fn has_final_relu(metadata: &Metadata) -> bool {
    get::<bool>(metadata, FINAL_RELU).is_some()
}

/// Optimiser updates made, if recorded.
pub fn n_steps(metadata: &Metadata) -> Option<usize> {
    get(metadata, STEPS)
}

/// Test loss and accuracy, if both are recorded, the loss is finite and the accuracy a fraction.
pub fn score(metadata: &Metadata) -> Option<RecordedScore> {
    let score = RecordedScore {
        loss: get(metadata, TEST_LOSS)?,
        accuracy: get(metadata, ACCURACY)?,
    };
    let is_sound = score.loss.is_finite() && (0.0..=1.0).contains(&score.accuracy);
    is_sound.then_some(score)
}

fn get<T: FromStr>(metadata: &Metadata, name: &str) -> Option<T> {
    metadata.get(name)?.parse().ok()
}

/// One line `name: value` for each entry, for formats without metadata of their own.
pub fn to_lines(metadata: &Metadata) -> String {
    metadata
        .iter()
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect()
}

/// The reverse of [`to_lines`]; lines of another form are ignored.
pub fn from_lines(text: &str) -> Metadata {
    text.lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_pairs(pairs: &[(&str, &str)]) -> Metadata {
        let owned = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn a_missing_or_unreadable_setting_is_the_lessons() {
        let recorded = of_pairs(&[("seed", "7"), ("learning_rate", "0.05"), ("epochs", "many")]);
        let expected = TrainingConfig {
            hidden_units: 12,
            seed: 7,
            learning_rate: 0.05,
            ..TrainingConfig::lesson(ModelKind::TINY_VGG)
        };
        assert_eq!(config(&recorded, ModelKind::TINY_VGG, 12), expected);
    }

    #[test]
    fn settings_and_scores_out_of_range_are_ignored() {
        let recorded = of_pairs(&[("batch_size", "0"), ("final_relu", "false")]);
        let expected = TrainingConfig {
            final_relu: false,
            ..TrainingConfig::lesson(ModelKind::NON_LINEAR)
        };
        assert_eq!(config(&recorded, ModelKind::NON_LINEAR, 10), expected);
        assert_eq!(
            score(&of_pairs(&[("test_loss", "NaN"), ("accuracy", "0.8")])),
            None
        );
        assert_eq!(
            score(&of_pairs(&[("test_loss", "0.5"), ("accuracy", "83")])),
            None
        );
        assert_eq!(score(&of_pairs(&[("accuracy", "0.8")])), None);
    }

    #[test]
    fn metadata_survive_a_round_trip_through_lines() {
        let metadata = of_pairs(&[("a", "1: 2"), ("b", "")]);
        assert_eq!(from_lines(&to_lines(&metadata)), metadata);
    }
}
