//! The settings of a run: the lesson's defaults, bounds, and errors.

use serde::{Deserialize, Serialize};

use super::{ModelKind, StepPath};
use crate::models::Architecture;
use crate::texts::text;

/// Batches of an epoch, the shorter last one included.
pub fn n_batches(n_images: usize, batch_size: usize) -> usize {
    n_images.div_ceil(batch_size)
}

/// Images in a batch at most: 7 % of an epoch.
pub const MAX_BATCH_SIZE: usize = 4096;
/// Epochs at most: more take days in a tab.
pub const MAX_EPOCHS: u32 = 1000;
/// Hidden units at most: convolutions of wider networks exhaust a tab's memory.
pub const MAX_HIDDEN_UNITS: usize = 512;
/// Workers on the CPU that share a batch at most: more spend their time waiting for each other.
pub const MAX_WORKERS: usize = 8;
/// Test passes in an epoch at most: with more, a run spends most of its time on them.
pub const MAX_TESTS_PER_EPOCH: u32 = 20;
/// Learning rate at most: above, all models of the lesson diverge in the first steps.
pub const MAX_LEARNING_RATE: f64 = 10.0;

/// Everything that decides a run: the same settings on the same device give the same curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainingConfig {
    pub model: ModelKind,
    pub hidden_units: usize,
    /// Whether a model that ends in a ReLU, on its logits, has it; other models ignore this.
    pub final_relu: bool,
    pub n_epochs: u32,
    pub batch_size: usize,
    pub learning_rate: f64,
    /// For `torch.manual_seed`, before the model's first weights are drawn and again before the first epoch.
    pub seed: u32,
    /// Fused steps where the model has some on the device, or stock steps in any case, as a reference. The page always
    /// sets fused.
    #[serde(default)]
    pub path: StepPath,
    /// Workers that share each batch on the CPU at most; the results do not depend on their number.
    #[serde(default = "max_workers")]
    pub max_workers: usize,
    /// Test passes in each epoch, the one at its end included; the results do not depend on their number.
    #[serde(default = "tests_per_epoch")]
    pub tests_per_epoch: u32,
}

fn max_workers() -> usize {
    MAX_WORKERS
}

fn tests_per_epoch() -> u32 {
    1
}

impl TrainingConfig {
    /// The lesson's settings.
    ///
    /// ```
    /// use fitting_room::protocol::{ModelKind, TrainingConfig};
    ///
    /// let config = TrainingConfig::lesson(ModelKind::default());
    /// assert_eq!((config.n_epochs, config.batch_size, config.seed), (3, 32, 42));
    /// ```
    pub fn lesson(model: ModelKind) -> Self {
        Self {
            model,
            hidden_units: 10,
            final_relu: true,
            n_epochs: 3,
            batch_size: 32,
            learning_rate: 0.1,
            seed: 42,
            path: StepPath::Fused,
            max_workers: MAX_WORKERS,
            tests_per_epoch: tests_per_epoch(),
        }
    }

    /// Checks every field; the error is that of the first one out of bounds.
    ///
    /// # Errors
    /// A [`ConfigError`] whose text can stand beside the field's control.
    pub fn validate(&self) -> Result<(), ConfigError> {
        if self.n_epochs == 0 || self.n_epochs > MAX_EPOCHS {
            return Err(ConfigError::Epochs(self.n_epochs));
        }
        if self.batch_size == 0 || self.batch_size > MAX_BATCH_SIZE {
            return Err(ConfigError::BatchSize(self.batch_size));
        }
        if !(self.learning_rate > 0.0 && self.learning_rate <= MAX_LEARNING_RATE) {
            return Err(ConfigError::LearningRate(self.learning_rate));
        }
        if self.hidden_units == 0 || self.hidden_units > MAX_HIDDEN_UNITS {
            return Err(ConfigError::HiddenUnits(self.hidden_units));
        }
        if self.max_workers == 0 || self.max_workers > MAX_WORKERS {
            return Err(ConfigError::Workers(self.max_workers));
        }
        if self.tests_per_epoch == 0 || self.tests_per_epoch > MAX_TESTS_PER_EPOCH {
            return Err(ConfigError::Tests(self.tests_per_epoch));
        }
        Ok(())
    }
}

impl Architecture {
    /// The architecture that a run with these settings trains.
    pub fn of(config: &TrainingConfig) -> Self {
        Self::new(config.model, config.hidden_units, config.final_relu)
    }
}

/// The control that a [`ConfigError`] belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigField {
    Epochs,
    BatchSize,
    LearningRate,
    HiddenUnits,
    Workers,
    Tests,
}

/// A setting out of bounds.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum ConfigError {
    #[error("{}", text!("config-epochs", most = MAX_EPOCHS, found = .0))]
    Epochs(u32),
    #[error("{}", text!("config-batch-size", most = MAX_BATCH_SIZE, found = .0))]
    BatchSize(usize),
    #[error("{}", text!("config-learning-rate", most = MAX_LEARNING_RATE, found = .0))]
    LearningRate(f64),
    #[error("{}", text!("config-hidden-units", most = MAX_HIDDEN_UNITS, found = .0))]
    HiddenUnits(usize),
    #[error("{}", text!("config-workers", most = MAX_WORKERS, found = .0))]
    Workers(usize),
    #[error("{}", text!("config-tests", most = MAX_TESTS_PER_EPOCH, found = .0))]
    Tests(u32),
}

impl ConfigError {
    /// The control of this error.
    pub fn field(self) -> ConfigField {
        match self {
            Self::Epochs(_) => ConfigField::Epochs,
            Self::BatchSize(_) => ConfigField::BatchSize,
            Self::LearningRate(_) => ConfigField::LearningRate,
            Self::HiddenUnits(_) => ConfigField::HiddenUnits,
            Self::Workers(_) => ConfigField::Workers,
            Self::Tests(_) => ConfigField::Tests,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fashion_mnist::{N_TEST_IMAGES, N_TRAINING_IMAGES};

    #[test]
    fn the_lesson_has_1875_and_313_batches() {
        assert_eq!(n_batches(N_TRAINING_IMAGES, 32), 1875);
        assert_eq!(n_batches(N_TEST_IMAGES, 32), 313);
    }

    #[test]
    fn the_lessons_settings_are_valid() {
        for model in ModelKind::ALL {
            assert_eq!(TrainingConfig::lesson(model).validate(), Ok(()));
        }
    }

    #[test]
    fn a_learning_rate_that_makes_no_sense_is_refused() {
        for learning_rate in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e9] {
            let config = TrainingConfig {
                learning_rate,
                ..TrainingConfig::lesson(ModelKind::BASELINE)
            };
            assert_eq!(
                config.validate().map_err(ConfigError::field),
                Err(ConfigField::LearningRate)
            );
        }
    }

    #[test]
    fn counts_of_zero_and_absurd_counts_are_refused() {
        let lesson = TrainingConfig::lesson(ModelKind::TINY_VGG);
        for (config, field) in [
            (
                TrainingConfig {
                    batch_size: 0,
                    ..lesson.clone()
                },
                ConfigField::BatchSize,
            ),
            (
                TrainingConfig {
                    batch_size: 100_000,
                    ..lesson.clone()
                },
                ConfigField::BatchSize,
            ),
            (
                TrainingConfig {
                    n_epochs: 0,
                    ..lesson.clone()
                },
                ConfigField::Epochs,
            ),
            (
                TrainingConfig {
                    hidden_units: 0,
                    ..lesson.clone()
                },
                ConfigField::HiddenUnits,
            ),
            (
                TrainingConfig {
                    hidden_units: 100_000,
                    ..lesson
                },
                ConfigField::HiddenUnits,
            ),
        ] {
            assert_eq!(config.validate().map_err(ConfigError::field), Err(field));
        }
    }
}
