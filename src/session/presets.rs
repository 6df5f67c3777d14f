//! Questions about a model that one run answers: the notebook's settings with one of them changed.

use crate::protocol::{MAX_HIDDEN_UNITS, MAX_LEARNING_RATE, ModelKind, TrainingConfig};
use crate::texts::text;

/// A question, and the settings of the run that answers it.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    pub question: String,
    pub config: TrainingConfig,
}

/// The questions that apply to this model.
pub fn presets(model: ModelKind) -> Vec<Preset> {
    let lesson = TrainingConfig::lesson(model);
    let mut presets = Vec::new();
    let mut ask = |question: &str, change: &dyn Fn(&mut TrainingConfig)| {
        let mut config = lesson.clone();
        change(&mut config);
        presets.push(Preset {
            question: question.to_owned(),
            config,
        });
    };
    ask(text!("runs-ask-notebook"), &|_| {});
    if model.has_final_relu() {
        ask(text!("runs-ask-relu"), &|config| {
            config.final_relu = false;
        });
    }
    ask(text!("runs-ask-luck"), &|config| {
        config.seed += 1;
    });
    ask(text!("runs-ask-slower"), &|config| {
        config.learning_rate /= 10.0
    });
    if lesson.learning_rate * 10.0 <= MAX_LEARNING_RATE {
        ask(text!("runs-ask-faster"), &|config| {
            config.learning_rate *= 10.0;
        });
    }
    if lesson.hidden_units >= 2 {
        ask(text!("runs-ask-half"), &|config| {
            config.hidden_units /= 2;
        });
    }
    if lesson.hidden_units * 4 <= MAX_HIDDEN_UNITS {
        ask(text!("runs-ask-four"), &|config| {
            config.hidden_units *= 4;
        });
    }
    ask(text!("runs-ask-epochs"), &|config| {
        config.n_epochs *= 2;
    });
    ask(text!("runs-ask-batches"), &|config| {
        config.batch_size = 256;
    });
    presets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::lesson::changed_settings;

    #[test]
    fn each_question_is_one_valid_change_and_no_two_are_the_same() {
        for model in ModelKind::ALL {
            let presets = presets(model);
            for (index, preset) in presets.iter().enumerate() {
                assert_eq!(preset.config.validate(), Ok(()), "{}", preset.question);
                let n_changes = changed_settings(&preset.config).len();
                assert_eq!(n_changes, usize::from(index > 0), "{}", preset.question);
                let others = presets.iter().filter(|other| *other != preset);
                assert!(others.clone().all(|other| other.config != preset.config));
            }
        }
    }

    #[test]
    fn the_last_relu_is_asked_about_where_there_is_one() {
        for model in ModelKind::ALL {
            let asks = presets(model)
                .iter()
                .any(|preset| !preset.config.final_relu);
            assert_eq!(asks, model.has_final_relu(), "{}", model.title());
        }
    }
}
