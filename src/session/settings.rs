//! The settings form: typed text, parsed into a [`TrainingConfig`] or into one error a control.

use crate::models::Architecture;
use crate::protocol::{ConfigError, ConfigField, ModelKind, StepPath, TrainingConfig};
use crate::protocol::{
    MAX_BATCH_SIZE, MAX_EPOCHS, MAX_HIDDEN_UNITS, MAX_LEARNING_RATE, MAX_TESTS_PER_EPOCH,
    MAX_WORKERS,
};

use super::device_choice::DeviceChoice;
use crate::texts::text;

/// The settings as typed text, which is preserved while it is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsForm {
    pub model: ModelKind,
    pub device: DeviceChoice,
    /// The ReLU on the logits, of models that end in one.
    pub final_relu: bool,
    pub epochs: String,
    pub batch_size: String,
    pub learning_rate: String,
    pub hidden_units: String,
    pub seed: String,
    pub workers: String,
    pub tests: String,
}

/// A text control of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormField {
    Epochs,
    BatchSize,
    LearningRate,
    HiddenUnits,
    Seed,
    Workers,
    Tests,
}

impl FormField {
    /// In the order of the form.
    pub const ALL: [Self; 7] = [
        Self::Epochs,
        Self::BatchSize,
        Self::LearningRate,
        Self::HiddenUnits,
        Self::Seed,
        Self::Workers,
        Self::Tests,
    ];

    /// The label of the control.
    pub fn title(self) -> &'static str {
        match self {
            Self::Epochs => text!("settings-epochs"),
            Self::BatchSize => text!("settings-batch-size"),
            Self::LearningRate => text!("settings-learning-rate"),
            Self::HiddenUnits => text!("settings-hidden-units"),
            Self::Seed => text!("settings-seed"),
            Self::Workers => text!("settings-workers"),
            Self::Tests => text!("settings-tests"),
        }
    }

    /// The subject of an error's sentence.
    fn subject(self) -> &'static str {
        match self {
            Self::Epochs => text!("settings-epochs-subject"),
            Self::BatchSize => text!("settings-batch-size-subject"),
            Self::LearningRate => text!("settings-learning-rate-subject"),
            Self::HiddenUnits => text!("settings-hidden-units-subject"),
            Self::Seed => text!("settings-seed-subject"),
            Self::Workers => text!("settings-workers-subject"),
            Self::Tests => text!("settings-tests-subject"),
        }
    }
}

impl From<ConfigField> for FormField {
    fn from(field: ConfigField) -> Self {
        match field {
            ConfigField::Epochs => Self::Epochs,
            ConfigField::BatchSize => Self::BatchSize,
            ConfigField::LearningRate => Self::LearningRate,
            ConfigField::HiddenUnits => Self::HiddenUnits,
            ConfigField::Workers => Self::Workers,
            ConfigField::Tests => Self::Tests,
        }
    }
}

/// A control's error, as a sentence beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: FormField,
    pub message: String,
}

impl Default for SettingsForm {
    fn default() -> Self {
        Self::lesson(ModelKind::default())
    }
}

impl SettingsForm {
    /// The lesson's settings.
    pub fn lesson(model: ModelKind) -> Self {
        Self::of(&TrainingConfig::lesson(model), DeviceChoice::Auto)
    }

    /// These settings, on the device of this choice.
    pub fn of(config: &TrainingConfig, device: DeviceChoice) -> Self {
        Self {
            model: config.model,
            device,
            final_relu: config.final_relu,
            epochs: config.n_epochs.to_string(),
            batch_size: config.batch_size.to_string(),
            learning_rate: config.learning_rate.to_string(),
            hidden_units: config.hidden_units.to_string(),
            seed: config.seed.to_string(),
            workers: config.max_workers.to_string(),
            tests: config.tests_per_epoch.to_string(),
        }
    }

    /// The text of a control.
    pub fn text(&self, field: FormField) -> &str {
        match field {
            FormField::Epochs => &self.epochs,
            FormField::BatchSize => &self.batch_size,
            FormField::LearningRate => &self.learning_rate,
            FormField::HiddenUnits => &self.hidden_units,
            FormField::Seed => &self.seed,
            FormField::Workers => &self.workers,
            FormField::Tests => &self.tests,
        }
    }

    /// Replaces the text of a control.
    pub fn set_text(&mut self, field: FormField, text: String) {
        match field {
            FormField::Epochs => self.epochs = text,
            FormField::BatchSize => self.batch_size = text,
            FormField::LearningRate => self.learning_rate = text,
            FormField::HiddenUnits => self.hidden_units = text,
            FormField::Seed => self.seed = text,
            FormField::Workers => self.workers = text,
            FormField::Tests => self.tests = text,
        }
    }

    /// These settings with the lesson's numbers for the chosen model; what no number depends on stays: the device, how many
    /// workers share its work, and what concerns other models only.
    pub fn as_in_lesson(&self) -> Self {
        let lesson = Self::lesson(self.model);
        Self {
            device: self.device,
            workers: self.workers.clone(),
            final_relu: if self.model.has_final_relu() {
                lesson.final_relu
            } else {
                self.final_relu
            },
            ..lesson
        }
    }

    /// The configuration that the controls describe.
    ///
    /// # Errors
    /// One [`FieldError`] for each control that is not valid.
    pub fn parse(&self) -> Result<TrainingConfig, Vec<FieldError>> {
        let mut errors = Vec::new();
        let n_epochs = self.number(FormField::Epochs, 1, MAX_EPOCHS.into(), &mut errors);
        let batch_size = self.number(FormField::BatchSize, 1, MAX_BATCH_SIZE as u64, &mut errors);
        let learning_rate = self.rate(&mut errors);
        let hidden_units = self.number(
            FormField::HiddenUnits,
            1,
            MAX_HIDDEN_UNITS as u64,
            &mut errors,
        );
        let seed = self.number(FormField::Seed, 0, u32::MAX.into(), &mut errors);
        let max_workers = self.number(FormField::Workers, 1, MAX_WORKERS as u64, &mut errors);
        let tests = self.number(FormField::Tests, 1, MAX_TESTS_PER_EPOCH.into(), &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let config = TrainingConfig {
            model: self.model,
            hidden_units: hidden_units as usize,
            final_relu: self.final_relu,
            n_epochs: n_epochs as u32,
            batch_size: batch_size as usize,
            learning_rate,
            seed: seed as u32,
            path: StepPath::Fused,
            max_workers: max_workers as usize,
            tests_per_epoch: tests as u32,
        };
        config.validate().map_err(|error| vec![error.into()])?;
        Ok(config)
    }

    /// The architecture that the form describes; none while the number of hidden units is not valid.
    pub fn architecture(&self, model: ModelKind) -> Option<Architecture> {
        // The other fields may be invalid: the architecture does not depend on them.
        let only_units = Self {
            final_relu: self.final_relu,
            hidden_units: self.hidden_units.clone(),
            ..Self::lesson(model)
        };
        only_units
            .parse()
            .ok()
            .map(|config| Architecture::of(&config))
    }

    /// This control's error.
    pub fn error(&self, field: FormField) -> Option<String> {
        let errors = self.parse().err()?;
        errors
            .into_iter()
            .find(|error| error.field == field)
            .map(|error| error.message)
    }

    /// A whole number in these bounds, or 0 after adding an error.
    fn number(&self, field: FormField, min: u64, max: u64, errors: &mut Vec<FieldError>) -> u64 {
        let text = self.text(field).trim();
        match text.parse::<u64>() {
            Ok(number) if (min..=max).contains(&number) => number,
            _ => {
                errors.push(FieldError {
                    field,
                    message: text!(
                        "settings-not-whole",
                        subject = field.subject(),
                        min = min,
                        max = max,
                        typed = not(text)
                    ),
                });
                0
            }
        }
    }

    fn rate(&self, errors: &mut Vec<FieldError>) -> f64 {
        let text = self.learning_rate.trim();
        match text.parse::<f64>() {
            Ok(rate) if rate > 0.0 && rate <= MAX_LEARNING_RATE => rate,
            _ => {
                errors.push(FieldError {
                    field: FormField::LearningRate,
                    message: text!(
                        "settings-not-a-rate",
                        most = MAX_LEARNING_RATE,
                        typed = not(text)
                    ),
                });
                0.0
            }
        }
    }
}

impl From<ConfigError> for FieldError {
    fn from(error: ConfigError) -> Self {
        Self {
            field: error.field().into(),
            message: error.to_string(),
        }
    }
}

fn not(text: &str) -> String {
    if text.is_empty() {
        text!("settings-nothing-typed").to_owned()
    } else {
        text!("settings-not-typed", text = text)
    }
}

#[cfg(test)]
mod tests;
