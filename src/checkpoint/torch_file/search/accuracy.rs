//! Finds the accuracies that training scripts keep beside the weights, and passes over numbers of like names.

use crate::checkpoint::error::shortened;
use crate::checkpoint::torch_file::pickle::{Id, Pickle, Value};
use crate::checkpoint::torch_file::scalar;

/// An accuracy with its key in the file.
pub struct Recorded {
    key: String,
    fraction: f64,
}

/// Words of keys under which an accuracy stands, or a list of one for each epoch.
const ACCURACY: [&str; 4] = ["acc", "accuracy", "accs", "accuracies"];

/// Words of keys whose numbers are set rather than found, such as `acc_steps` (gradients that are accumulated) or
/// `target_acc`, or are not of the whole model, such as `acc_per_class`.
const NOT_RESULTS: [&str; 30] = [
    "arg",
    "args",
    "arguments",
    "cfg",
    "class",
    "classes",
    "conf",
    "config",
    "grad",
    "gradient",
    "hparams",
    "hyper",
    "hyperparameters",
    "hyperparams",
    "iter",
    "iters",
    "opt",
    "optim",
    "optimizer",
    "optimizers",
    "options",
    "opts",
    "per",
    "scheduler",
    "schedulers",
    "settings",
    "step",
    "steps",
    "target",
    "threshold",
];

/// The words of a key, split at what is no letter, in lower case.
fn words(key: &str) -> impl Iterator<Item = String> {
    key.split(|c: char| !c.is_alphabetic())
        .map(str::to_lowercase)
}

fn has_word(key: &str, meant: &[&str]) -> bool {
    words(key).any(|word| meant.contains(&word.as_str()))
}

/// Whether a key is one of settings or of an optimiser.
pub fn is_of_settings(key: &str) -> bool {
    has_word(key, &NOT_RESULTS)
}

/// Whether a value is a script's arguments, or the state of an optimiser.
pub fn holds_settings(pickle: &Pickle, id: Id) -> bool {
    match pickle.get(id) {
        Value::Object(object) => pickle.class(object) == "argparse.Namespace",
        _ => pickle.entry(id, "param_groups").is_some(),
    }
}

/// The last item of a list, or of a dict with numbers for keys: that of the last epoch. None of other values.
pub fn last_of_epochs(pickle: &Pickle, id: Id) -> Option<Id> {
    match pickle.get(id) {
        Value::List(items) => items.last().copied(),
        // The first and the last key tell of all: a pickle may refer to the same long dict very often.
        Value::Dict(entries) => {
            let is_number = |key: Id| matches!(pickle.get(key), Value::Int(_));
            let (&(first, _), &(last, value)) = (entries.first()?, entries.last()?);
            (is_number(first) && is_number(last)).then_some(value)
        }
        _ => None,
    }
}

/// The accuracy under a key, of several epochs the last one; numbers above 1 are percent.
pub fn of_entry(pickle: &Pickle, key: &str, value: Id) -> Option<Recorded> {
    let number = scalar::number(pickle, last_of_epochs(pickle, value).unwrap_or(value))?;
    let fraction = if number > 1.0 { number / 100.0 } else { number };
    let is_accuracy = has_word(key, &ACCURACY) && (0.0..=1.0).contains(&fraction);
    is_accuracy.then(|| Recorded {
        key: shortened(key),
        fraction,
    })
}

/// Key and fraction of that of the test images, or else of the first.
pub fn best(mut accuracies: Vec<Recorded>) -> Option<(String, f64)> {
    let of_test = accuracies
        .iter()
        .position(|it| has_word(&it.key, &["test"]));
    let best = (!accuracies.is_empty()).then(|| accuracies.swap_remove(of_test.unwrap_or(0)))?;
    Some((best.key, best.fraction))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_of_a_key_are_compared() {
        for key in [
            "acc",
            "Accuracy",
            "best_acc",
            "val/acc",
            "test-accuracy",
            "acc1",
        ] {
            assert!(has_word(key, &ACCURACY), "{key}");
        }
        for key in [
            "accum_iter",
            "initial_accumulator_value",
            "accelerator",
            "vacc",
            "",
        ] {
            assert!(!has_word(key, &ACCURACY), "{key}");
        }
    }

    #[test]
    fn that_of_the_test_images_is_the_best() {
        let recorded = |keys: &[&str]| {
            let of = |key: &&str| Recorded {
                key: (*key).to_owned(),
                fraction: 0.5,
            };
            best(keys.iter().map(of).collect()).map(|(key, _)| key)
        };
        let chosen = recorded(&["latest_acc", "train_acc", "test_acc"]);
        assert_eq!(chosen.as_deref(), Some("test_acc"));
        let chosen = recorded(&["latest_acc", "train_acc"]);
        assert_eq!(chosen.as_deref(), Some("latest_acc"));
        assert_eq!(recorded(&[]), None);
    }
}
