//! The names of runs and of their settings, as a learner reads them.

use crate::protocol::TrainingConfig;
use crate::session::lesson;
use crate::texts::text;

/// A run's model, and the settings that differ from the notebook's.
pub fn name(config: &TrainingConfig) -> String {
    let mut name = config.model.title().to_owned();
    let changes = lesson::changes(config);
    if changes.is_empty() {
        name += ", ";
        name += text!("runs-as-in-notebook");
    }
    for change in changes {
        name += ", ";
        name += &change_text(change);
    }
    name
}

/// A setting that differs from the notebook's, in a few words.
pub fn change_text((setting, value): (&'static str, String)) -> String {
    match (setting, value.as_str()) {
        ("final ReLU", "no") => text!("runs-without-relu").to_owned(),
        ("epochs", "1") => text!("runs-one-epoch").to_owned(),
        ("epochs", _) => text!("runs-epochs", n = value),
        ("hidden units", _) => text!("runs-hidden-units", n = value),
        _ => format!("{} {value}", setting_name(setting)),
    }
}

/// Epochs, in words.
pub fn epochs_text(n_epochs: usize) -> String {
    match n_epochs {
        1 => text!("runs-one-epoch").to_owned(),
        _ => text!("runs-epochs", n = n_epochs),
    }
}

/// The name of a setting in the learner's language, by its name in files.
pub fn setting_name(setting: &str) -> &str {
    match setting {
        "seed" => text!("runs-setting-seed"),
        "learning rate" => text!("runs-setting-rate"),
        "batch size" => text!("runs-setting-batch"),
        "epochs" => text!("runs-setting-epochs"),
        "hidden units" => text!("runs-setting-units"),
        "final ReLU" => text!("runs-setting-relu"),
        other => other,
    }
}

/// Names of settings, for a sentence, in the language that is spoken.
pub fn setting_names(settings: &[&str]) -> String {
    let names: Vec<&str> = settings.iter().map(|name| setting_name(name)).collect();
    names.join(", ")
}
