//! Compares a run's metrics with those that the lesson prints.

use crate::models::{ModelKind, PublishedEpoch, Reproducibility};
use crate::protocol::{EpochSummary, TrainingConfig};

use super::format;
use crate::texts::text;

pub mod answers;
pub mod first_steps;
pub mod guesses;
pub mod passages;
pub mod sections;

/// The runs of the whole lesson: each of its models with these settings.
pub fn runs(settings: &TrainingConfig) -> Vec<TrainingConfig> {
    let models = ModelKind::ALL.into_iter();
    models
        .filter(|model| model.published.is_some())
        .map(|model| TrainingConfig {
            model,
            ..settings.clone()
        })
        .collect()
}

/// Every setting that decides a run of this model, with its value as text, in the order of the form.
pub fn settings(config: &TrainingConfig) -> Vec<(&'static str, String)> {
    let TrainingConfig {
        model,
        hidden_units,
        final_relu,
        n_epochs,
        batch_size,
        learning_rate,
        seed,
        // How steps are computed, and how often the model is tested, decides no parameter.
        path: _,
        max_workers: _,
        tests_per_epoch: _,
    } = config;
    let mut settings = vec![
        ("seed", seed.to_string()),
        ("learning rate", learning_rate.to_string()),
        ("batch size", batch_size.to_string()),
        ("epochs", n_epochs.to_string()),
        ("hidden units", hidden_units.to_string()),
    ];
    if model.has_final_relu() {
        let final_relu = if *final_relu { "yes" } else { "no" };
        settings.push(("final ReLU", final_relu.to_owned()));
    }
    settings
}

/// The settings that differ from the lesson's, with their values; empty where a run is comparable with the lesson's.
pub fn changes(config: &TrainingConfig) -> Vec<(&'static str, String)> {
    let lesson = settings(&TrainingConfig::lesson(config.model));
    let pairs = settings(config).into_iter().zip(lesson);
    pairs
        .filter_map(|(own, lesson)| (own != lesson).then_some(own))
        .collect()
}

/// Names of the settings that differ from the lesson's; empty where a run is comparable with the lesson's.
pub fn changed_settings(config: &TrainingConfig) -> Vec<&'static str> {
    changes(config).into_iter().map(|(name, _)| name).collect()
}

/// Largest difference of losses that another order of rounding explains.
const LOSS_TOLERANCE: f64 = 2e-5;
/// The same for accuracies: a hundredth of a percentage point.
const ACCURACY_TOLERANCE: f64 = 1e-4;
/// The same for the accuracy of a model that is reproducible to percentage points only.
const POINTS_TOLERANCE: f64 = 0.015;
/// Half of the last printed digit of a loss.
const LOSS_ROUNDING: f64 = 0.5e-5;
const ACCURACY_ROUNDING: f64 = 0.5e-4;

/// How closely an epoch with the lesson's settings agrees with the lesson's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// All printed metrics have the same digits.
    SameDigits,
    /// All metrics are within what another order of rounding explains.
    WithinRounding,
    /// The test accuracy is within 1.5 percentage points: rounding differences grow in a chaotic training.
    WithinPoints,
    Differs,
}

impl Agreement {
    /// Whether rounding explains all differences.
    pub fn is_good(self) -> bool {
        match self {
            Self::SameDigits | Self::WithinRounding | Self::WithinPoints => true,
            Self::Differs => false,
        }
    }

    /// A short mark for the table.
    pub fn title(self) -> &'static str {
        match self {
            Self::SameDigits => text!("agreement-digits"),
            Self::WithinRounding => text!("agreement-rounding"),
            Self::WithinPoints => text!("agreement-points"),
            Self::Differs => text!("agreement-differs"),
        }
    }
}

/// An epoch's metrics minus those that the lesson prints; accuracies are fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    pub train_loss: f64,
    /// None where the lesson prints none.
    pub train_accuracy: Option<f64>,
    pub test_loss: f64,
    pub test_accuracy: f64,
    pub agreement: Agreement,
}

/// An epoch compared with the published one; none where no metrics are published. The agreement is meaningful only
/// where [`changed_settings`] is empty.
pub fn compare(model: ModelKind, summary: &EpochSummary) -> Option<Comparison> {
    let published = model.published.as_ref()?;
    let lesson = published.epochs.get(summary.epoch as usize)?;
    let mut comparison = Comparison {
        train_loss: summary.train_loss - lesson.train_loss,
        train_accuracy: lesson
            .train_accuracy
            .map(|printed| summary.train_accuracy - printed),
        test_loss: summary.test_loss - lesson.test_loss,
        test_accuracy: summary.test_accuracy - lesson.test_accuracy,
        agreement: Agreement::Differs,
    };
    comparison.agreement = match published.reproducibility {
        Reproducibility::Digits if has_same_digits(summary, lesson) => Agreement::SameDigits,
        Reproducibility::Digits if comparison.is_rounding() => Agreement::WithinRounding,
        Reproducibility::Points if comparison.test_accuracy.abs() <= POINTS_TOLERANCE => {
            Agreement::WithinPoints
        }
        Reproducibility::Digits | Reproducibility::Points => Agreement::Differs,
    };
    Some(comparison)
}

impl Comparison {
    fn is_rounding(&self) -> bool {
        let losses = [self.train_loss, self.test_loss];
        let accuracies = [self.train_accuracy.unwrap_or(0.0), self.test_accuracy];
        losses
            .iter()
            .all(|gap| gap.abs() <= LOSS_TOLERANCE + LOSS_ROUNDING)
            && accuracies
                .iter()
                .all(|gap| gap.abs() <= ACCURACY_TOLERANCE + ACCURACY_ROUNDING)
    }
}

fn has_same_digits(own: &EpochSummary, lesson: &PublishedEpoch) -> bool {
    let same_loss = |own, printed| format::loss(own) == format::loss(printed);
    let same_percent = |own, printed| format::percent(own) == format::percent(printed);
    same_loss(own.train_loss, lesson.train_loss)
        && same_loss(own.test_loss, lesson.test_loss)
        && same_percent(own.test_accuracy, lesson.test_accuracy)
        && lesson
            .train_accuracy
            .is_none_or(|printed| same_percent(own.train_accuracy, printed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(epoch: u32, train_loss: f64, test_loss: f64, test_accuracy: f64) -> EpochSummary {
        EpochSummary {
            epoch,
            train_loss,
            train_accuracy: 0.0,
            test_loss,
            test_accuracy,
            test_share_correct: test_accuracy,
        }
    }

    fn agreement(model: ModelKind, summary: &EpochSummary) -> Option<Agreement> {
        compare(model, summary).map(|comparison| comparison.agreement)
    }

    #[test]
    fn the_lessons_own_figures_agree_with_it() {
        for model in ModelKind::ALL {
            let Some(published) = &model.published else {
                continue;
            };
            for (index, lesson) in published.epochs.iter().enumerate() {
                let own = EpochSummary {
                    train_accuracy: lesson.train_accuracy.unwrap_or(0.0),
                    ..summary(
                        index as u32,
                        lesson.train_loss,
                        lesson.test_loss,
                        lesson.test_accuracy,
                    )
                };
                let expected = match published.reproducibility {
                    Reproducibility::Digits => Agreement::SameDigits,
                    Reproducibility::Points => Agreement::WithinPoints,
                };
                let comparison = compare(model, &own).expect("the lesson has three epochs");
                assert_eq!(comparison.agreement, expected);
                assert_eq!(comparison.test_loss, 0.0);
            }
        }
    }

    #[test]
    fn the_baseline_must_agree_in_every_digit_give_or_take_rounding() {
        let model = ModelKind::BASELINE;
        // PyTorch 2.15's metrics, with more digits than are printed.
        let same = summary(2, 0.455_033_27, 0.476_638_94, 0.834_265_175_7);
        assert_eq!(agreement(model, &same), Some(Agreement::SameDigits));
        let near = summary(2, 0.455_038, 0.476_639, 0.834_265);
        assert_eq!(agreement(model, &near), Some(Agreement::WithinRounding));
        let off = summary(2, 0.455_10, 0.476_639, 0.834_265);
        assert_eq!(agreement(model, &off), Some(Agreement::Differs));
        let less_accurate = summary(2, 0.455_033, 0.476_639, 0.8330);
        assert_eq!(agreement(model, &less_accurate), Some(Agreement::Differs));
        let broken = summary(2, f64::NAN, 0.476_639, 0.834_265);
        assert_eq!(agreement(model, &broken), Some(Agreement::Differs));
    }

    #[test]
    fn the_second_model_must_agree_in_its_training_accuracy_too() {
        let model = ModelKind::NON_LINEAR;
        let same = EpochSummary {
            train_accuracy: 0.613_4,
            ..summary(0, 1.091_99, 0.956_36, 0.649_96)
        };
        assert_eq!(agreement(model, &same), Some(Agreement::SameDigits));
        let other = EpochSummary {
            train_accuracy: 0.62,
            ..same
        };
        assert_eq!(agreement(model, &other), Some(Agreement::Differs));
    }

    #[test]
    fn tiny_vgg_must_agree_within_a_point_and_a_half() {
        let near = summary(2, 0.33, 0.33, 0.874);
        assert_eq!(
            agreement(ModelKind::TINY_VGG, &near),
            Some(Agreement::WithinPoints)
        );
        for accuracy in [0.86, 0.91] {
            let far = summary(2, 0.33, 0.33, accuracy);
            assert_eq!(
                agreement(ModelKind::TINY_VGG, &far),
                Some(Agreement::Differs)
            );
        }
    }

    #[test]
    fn differences_are_ours_less_the_lessons() {
        let own = summary(1, 0.47733, 0.46989, 0.8420);
        let comparison = compare(ModelKind::BASELINE, &own).expect("the lesson has three epochs");
        assert!((comparison.train_loss - 0.001).abs() < 1e-12);
        assert!((comparison.test_loss + 0.01).abs() < 1e-12);
        assert!((comparison.test_accuracy - 0.01).abs() < 1e-12);
        assert_eq!(comparison.train_accuracy, None);
    }

    #[test]
    fn the_lesson_has_no_fourth_epoch() {
        let fourth = summary(3, 0.4, 0.4, 0.85);
        assert_eq!(compare(ModelKind::BASELINE, &fourth), None);
    }

    #[test]
    fn every_setting_that_changes_a_run_is_named() {
        let lesson = TrainingConfig::lesson(ModelKind::NON_LINEAR);
        let changed = TrainingConfig {
            model: ModelKind::NON_LINEAR,
            hidden_units: 11,
            final_relu: false,
            n_epochs: 4,
            batch_size: 64,
            learning_rate: 0.01,
            seed: 43,
            ..TrainingConfig::lesson(ModelKind::NON_LINEAR)
        };
        assert_eq!(
            changed_settings(&changed),
            [
                "seed",
                "learning rate",
                "batch size",
                "epochs",
                "hidden units",
                "final ReLU"
            ]
        );
        assert!(changed_settings(&lesson).is_empty());
    }

    #[test]
    fn changed_settings_are_named() {
        let lesson = TrainingConfig::lesson(ModelKind::TINY_VGG);
        assert!(changed_settings(&lesson).is_empty());
        let changed = TrainingConfig {
            seed: 1,
            hidden_units: 20,
            // TinyVGG has no such ReLU.
            final_relu: false,
            ..lesson
        };
        assert_eq!(changed_settings(&changed), ["seed", "hidden units"]);
        let without_relu = TrainingConfig {
            final_relu: false,
            ..TrainingConfig::lesson(ModelKind::NON_LINEAR)
        };
        assert_eq!(changed_settings(&without_relu), ["final ReLU"]);
    }
}
