//! The figures that the lesson prints, and whether a run may be held against them.

use crate::protocol::{EpochSummary, ModelKind, TrainingConfig};

/// What the lesson prints after an epoch; accuracies are fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LessonEpoch {
    pub train_loss: f64,
    /// Model 0's run does not print one.
    pub train_accuracy: Option<f64>,
    pub test_loss: f64,
    pub test_accuracy: f64,
}

/// The lesson's three epochs of a model; of TinyVGG's three published runs, the one with PyTorch 2.0.1.
pub fn epochs(model: ModelKind) -> [LessonEpoch; 3] {
    let epoch = |train_loss, train_accuracy, test_loss, test_accuracy| LessonEpoch {
        train_loss,
        train_accuracy,
        test_loss,
        test_accuracy,
    };
    match model {
        ModelKind::Baseline => [
            epoch(0.59039, None, 0.50954, 0.8204),
            epoch(0.47633, None, 0.47989, 0.8320),
            epoch(0.45503, None, 0.47664, 0.8343),
        ],
        ModelKind::NonLinear => [
            epoch(1.09199, Some(0.6134), 0.95636, 0.6500),
            epoch(0.78101, Some(0.7193), 0.72227, 0.7391),
            epoch(0.67027, Some(0.7594), 0.68500, 0.7502),
        ],
        ModelKind::TinyVgg => [
            epoch(0.59302, Some(0.7841), 0.39771, 0.8601),
            epoch(0.36149, Some(0.8700), 0.35713, 0.8700),
            epoch(0.32354, Some(0.8828), 0.32857, 0.8838),
        ],
    }
}

/// Seconds that the lesson's training took, and on what.
pub fn training_time(model: ModelKind) -> (f64, &'static str) {
    match model {
        ModelKind::Baseline => (32.349, "CPU"),
        ModelKind::NonLinear => (36.878, "CUDA"),
        ModelKind::TinyVgg => (44.250, "CUDA"),
    }
}

/// The settings in which a run differs from the lesson's, in words; empty where it may be held against the lesson.
pub fn changed_settings(config: &TrainingConfig) -> Vec<&'static str> {
    let lesson = TrainingConfig::lesson(config.model);
    let has_final_relu = config.model == ModelKind::NonLinear;
    [
        (config.seed != lesson.seed, "seed"),
        (
            config.learning_rate != lesson.learning_rate,
            "learning rate",
        ),
        (config.batch_size != lesson.batch_size, "batch size"),
        (config.n_epochs != lesson.n_epochs, "epochs"),
        (config.hidden_units != lesson.hidden_units, "hidden units"),
        (
            has_final_relu && config.final_relu != lesson.final_relu,
            "final ReLU",
        ),
    ]
    .into_iter()
    .filter_map(|(is_changed, name)| is_changed.then_some(name))
    .collect()
}

/// Rounding in another order moves a loss by this much at most.
const LOSS_TOLERANCE: f64 = 2e-5;
/// A hundredth of a percentage point.
const ACCURACY_TOLERANCE: f64 = 1e-4;
/// Training TinyVGG is chaotic: rounding alone moves its accuracy by a point or so.
const TINY_VGG_TOLERANCE: f64 = 0.015;
/// Printed figures are rounded themselves.
const LOSS_ROUNDING: f64 = 0.5e-5;
const ACCURACY_ROUNDING: f64 = 0.5e-4;

/// Whether an epoch, trained with the lesson's settings, agrees with the lesson's: Models 0 and 1 in every printed digit
/// (give or take rounding), TinyVGG in its accuracy within 1.5 points. None for an epoch that the lesson does not have.
pub fn agrees(model: ModelKind, summary: &EpochSummary) -> Option<bool> {
    let lesson = epochs(model).get(summary.epoch as usize).copied()?;
    let accuracy_gap = (summary.test_accuracy - lesson.test_accuracy).abs();
    Some(match model {
        ModelKind::Baseline | ModelKind::NonLinear => {
            let is_near =
                |ours: f64, printed: f64| (ours - printed).abs() <= LOSS_TOLERANCE + LOSS_ROUNDING;
            is_near(summary.train_loss, lesson.train_loss)
                && is_near(summary.test_loss, lesson.test_loss)
                && accuracy_gap <= ACCURACY_TOLERANCE + ACCURACY_ROUNDING
        }
        ModelKind::TinyVgg => accuracy_gap <= TINY_VGG_TOLERANCE,
    })
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

    #[test]
    fn the_lessons_own_figures_agree_with_it() {
        for model in ModelKind::ALL {
            for (index, lesson) in epochs(model).into_iter().enumerate() {
                let own = summary(
                    index as u32,
                    lesson.train_loss,
                    lesson.test_loss,
                    lesson.test_accuracy,
                );
                assert_eq!(agrees(model, &own), Some(true));
            }
        }
    }

    #[test]
    fn the_baseline_must_agree_in_every_digit_and_tiny_vgg_within_a_point_and_a_half() {
        let near = summary(2, 0.455_031, 0.476_639, 0.834_265);
        assert_eq!(agrees(ModelKind::Baseline, &near), Some(true));
        let off = summary(2, 0.455_10, 0.476_639, 0.834_265);
        assert_eq!(agrees(ModelKind::Baseline, &off), Some(false));
        let other = summary(2, 0.33, 0.33, 0.874);
        assert_eq!(agrees(ModelKind::TinyVgg, &other), Some(true));
        let poor = summary(2, 0.33, 0.33, 0.86);
        assert_eq!(agrees(ModelKind::TinyVgg, &poor), Some(false));
    }

    #[test]
    fn the_lesson_has_no_fourth_epoch() {
        let fourth = summary(3, 0.4, 0.4, 0.85);
        assert_eq!(agrees(ModelKind::Baseline, &fourth), None);
    }

    #[test]
    fn changed_settings_are_named() {
        let lesson = TrainingConfig::lesson(ModelKind::TinyVgg);
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
            ..TrainingConfig::lesson(ModelKind::NonLinear)
        };
        assert_eq!(changed_settings(&without_relu), ["final ReLU"]);
    }
}
