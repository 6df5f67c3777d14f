//! What a prediction says: whether it is right, and how sure the model is.

use leptos::prelude::*;

use crate::logits::likeliest_class;
use crate::protocol::Prediction;
use crate::session::format;
use crate::texts::text;

/// What another model says to an image, as a line of its caption.
pub type Note = Callback<u32, String>;

/// How sure the model is of its answer, and of the truth where it is wrong.
pub fn sureness(prediction: &Prediction) -> String {
    let share = |class: usize| prediction.probabilities.get(class).copied().unwrap_or(0.0);
    let sure = likeliest_class(&prediction.probabilities).map_or(0.0, share);
    if is_right(prediction) {
        text!("evaluate-sure", sure = format::share(sure.into(), 0))
    } else {
        let truth = share(usize::from(prediction.image.label));
        text!(
            "evaluate-sure-wrong",
            sure = format::share(sure.into(), 0),
            truth = format::share(truth.into(), 0)
        )
    }
}

/// Whether the likeliest class is the true one.
pub fn is_right(prediction: &Prediction) -> bool {
    likeliest_class(&prediction.probabilities) == Some(usize::from(prediction.image.label))
}
