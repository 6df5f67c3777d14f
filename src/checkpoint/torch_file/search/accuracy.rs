//! Finds the accuracies that training scripts keep beside the weights, and passes over numbers of like names.

use crate::checkpoint::error::shortened;
use crate::checkpoint::torch_file::pickle::{Id, Pickle, Value};
use crate::checkpoint::torch_file::scalar;
use crate::checkpoint::torch_file::tensors::{TorchTensor, tensor};
use crate::checkpoint::words::{has_word, words};

/// An accuracy with its key in the file.
pub struct Recorded {
    /// Its key, such as `test_acc`.
    pub key: String,
    /// Where its number is.
    pub place: Place,
}

/// Where its number is.
#[derive(Clone)]
pub enum Place {
    /// In the pickle; a fraction.
    Fraction(f64),
    /// In a storage, as a tensor of one value.
    Tensor(TorchTensor),
}

/// Words of keys under which an accuracy stands, or a list of one for each epoch.
const ACCURACY: [&str; 4] = ["acc", "accuracy", "accs", "accuracies"];

/// Words of keys whose numbers are set rather than found, such as `acc_steps` (gradients that are accumulated) or
/// `target_acc`, or are not of the whole model, such as `acc_per_class`.
const NOT_RESULTS: [&str; 34] = [
    "arg",
    "args",
    "arguments",
    "cfg",
    "class",
    "classes",
    "conf",
    "config",
    "err",
    "error",
    "errors",
    "grad",
    "gradient",
    "hparams",
    "hyper",
    "hyperparameters",
    "hyperparams",
    "iter",
    "iters",
    "loss",
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

/// Whether an accuracy stands under a key: by a word of [`ACCURACY`], or as `top1` or `prec1`.
fn is_of_accuracy(key: &str) -> bool {
    let words = words(key);
    let is_top_1 = |pair: &[String]| ["top", "prec"].contains(&pair[0].as_str()) && pair[1] == "1";
    words.iter().any(|word| ACCURACY.contains(&word.as_str())) || words.windows(2).any(is_top_1)
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

/// Whether a value is the `state_dict` of an optimiser, whose tensors have the shapes of the parameters.
pub fn is_of_optimizer(pickle: &Pickle, id: Id) -> bool {
    let has = |name| pickle.entry(id, name).is_some();
    has("param_groups") && has("state")
}

/// The last item of a list, or of a dict with numbers for keys: that of the last epoch. None of other values.
pub fn last_of_epochs(pickle: &Pickle, id: Id) -> Option<Id> {
    match pickle.get(id) {
        Value::List(items) => items.last().copied(),
        // The first and the last key stand for all: a pickle may refer to the same long dict very often.
        Value::Dict(entries) => {
            let is_number = |key: Id| matches!(pickle.get(key), Value::Int(_));
            let (&(first, _), &(last, value)) = (entries.first()?, entries.last()?);
            (is_number(first) && is_number(last)).then_some(value)
        }
        _ => None,
    }
}

/// The accuracy under a key, of several epochs the last one.
pub fn of_entry(pickle: &Pickle, key: &str, value: Id) -> Option<Recorded> {
    if !is_of_accuracy(key) {
        return None;
    }
    let value = last_of_epochs(pickle, value).unwrap_or(value);
    let place = match (pickle.get(value), scalar::number(pickle, value)) {
        (Value::Text(text), _) => Place::Fraction(of_text(text)?),
        (_, Some(number)) => Place::Fraction(fraction(number)?),
        // A name with a dot is that of a module's counter, such as `train_acc.total`.
        (_, None) if key.contains('.') => return None,
        (_, None) => {
            let tensor = tensor(pickle, pickle.get(value)).ok()??;
            let has_one_value = tensor.shape.iter().all(|&length| length == 1);
            has_one_value.then_some(Place::Tensor(tensor))?
        }
    };
    let key = shortened(key);
    Some(Recorded { key, place })
}

/// An accuracy as a fraction, if it is one: numbers above 1 are percent.
pub fn fraction(number: f64) -> Option<f64> {
    let fraction = if number > 1.0 { number / 100.0 } else { number };
    (0.0..=1.0).contains(&fraction).then_some(fraction)
}

/// An accuracy that is written, as `0.991`, `99.1` or `99.1 %`, as a fraction.
fn of_text(text: &str) -> Option<f64> {
    let text = text.trim();
    match text.strip_suffix('%') {
        Some(percent) => fraction(percent.trim_end().parse::<f64>().ok()? / 100.0),
        None => fraction(text.parse().ok()?),
    }
}

/// The accuracy among names and texts, with its name, chosen as in a pickle.
pub fn of_texts<'a>(
    texts: impl Iterator<Item = (&'a String, &'a String)>,
) -> Option<(String, f64)> {
    let mut best = None;
    for (key, text) in texts.filter(|(key, _)| is_of_accuracy(key) && !is_of_settings(key)) {
        if let Some(fraction) = of_text(text) {
            let (key, place) = (shortened(key), Place::Fraction(fraction));
            keep_best(&mut best, Recorded { key, place });
        }
    }
    match best? {
        Recorded {
            key,
            place: Place::Fraction(fraction),
        } => Some((key, fraction)),
        _ => None,
    }
}

/// Keeps the first accuracy of the test images, or else the first of all.
pub fn keep_best(best: &mut Option<Recorded>, found: Recorded) {
    let is_of_test = |it: &Recorded| has_word(&it.key, &["test"]);
    let is_better = |best: &Recorded| is_of_test(&found) && !is_of_test(best);
    if best.as_ref().is_none_or(is_better) {
        *best = Some(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_of_a_key_are_compared() {
        let is_meant = |key: &str| is_of_accuracy(key) && !is_of_settings(key);
        for key in [
            "acc",
            "Accuracy",
            "best_acc",
            "val/acc",
            "test-accuracy",
            "acc1",
            "bestAcc",
            "best_prec1",
            "prec@1",
            "top1",
        ] {
            assert!(is_meant(key), "{key}");
        }
        for key in [
            "accum_iter",
            "initial_accumulator_value",
            "accelerator",
            "vacc",
            "top10",
            "stop1",
            "top1_error",
            "precision",
            "",
        ] {
            assert!(!is_meant(key), "{key}");
        }
    }

    #[test]
    fn an_accuracy_may_be_written_in_words() {
        for text in ["0.991", "99.1", "99.1%", " 99.1 % "] {
            let fraction = of_text(text).expect(text);
            assert!((fraction - 0.991).abs() < 1e-9, "{text}: {fraction}");
        }
        assert_eq!(of_text("0.5%"), Some(0.005));
        for text in ["", "%", "nan", "unknown", "991", "-1"] {
            assert_eq!(of_text(text), None, "{text}");
        }
    }

    #[test]
    fn that_of_the_test_images_is_the_best() {
        let recorded = |keys: &[&str]| {
            let mut best = None;
            for &key in keys {
                let key = key.to_owned();
                let place = Place::Fraction(0.5);
                keep_best(&mut best, Recorded { key, place });
            }
            best.map(|it| it.key)
        };
        let chosen = recorded(&["latest_acc", "train_acc", "test_acc", "test_acc1"]);
        assert_eq!(chosen.as_deref(), Some("test_acc"));
        let chosen = recorded(&["latest_acc", "train_acc"]);
        assert_eq!(chosen.as_deref(), Some("latest_acc"));
        assert_eq!(recorded(&[]), None);
    }
}
