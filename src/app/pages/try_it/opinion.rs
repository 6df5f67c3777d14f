//! A model's opinion of a picture or of a test image.

use leptos::prelude::*;

use super::picture_answer::use_picture_answer;
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::app::pages::test_split::evaluation_mark;
use crate::app::view_state::ClassifyInput;
use crate::logits::likeliest_class;
use crate::protocol::{
    CLASS_NAMES, Classification, Classify, Crop, ModelKind, Predict, Prediction,
};
use crate::session::{doubts, format};
use crate::texts::text;

/// The classification of a picture or of a test image.
#[derive(Clone, PartialEq)]
pub struct Opinion {
    /// The model's input, 28×28 grey values.
    pub pixels: Vec<u8>,
    /// Probabilities after softmax, by class.
    pub probabilities: Vec<f32>,
    /// How the picture was prepared, or which test image it is.
    pub remark: String,
    /// How sure the answer is, where it is not sure.
    pub doubt: Option<String>,
    /// Why it is not surer, a sentence each.
    pub reasons: Vec<String>,
}

/// The model's opinion of the input, and why there is none.
#[derive(Clone, Copy)]
pub struct OpinionState {
    /// The answer; none while there is none, or none any more.
    pub opinion: Memo<Option<Opinion>>,
    /// The whole answer to a drawing or a photo.
    pub own: Memo<Option<Classification>>,
    /// Why there is none, as a sentence.
    pub error: Memo<Option<String>>,
    /// Whether the answer to the newest input is on its way.
    pub is_waiting: Memo<bool>,
}

impl OpinionState {
    /// The rectangle around the item that was found in the picture.
    pub fn crop_found(self) -> Option<Crop> {
        self.own.read().as_ref().map(|answer| answer.crop)
    }
}

/// Asks for an opinion whenever the model or the input changes.
pub fn use_opinion(
    model: Memo<Option<ModelKind>>,
    input: Memo<Option<ClassifyInput>>,
) -> OpinionState {
    let evaluation_mark = evaluation_mark(model);
    let state = SessionContext::expect().view_state.try_it;
    let classified = use_picture_answer(move || {
        // Before the mark, which depends on it: in the other order a change of the model alone is missed.
        let model = model.get()?;
        evaluation_mark.track();
        match input.get()? {
            ClassifyInput::Own(picture) => Some(Classify {
                model,
                picture,
                corrections: state.corrections(),
            }),
            ClassifyInput::TestImage(_) => None,
        }
    });
    let predicted = use_picture_answer(move || {
        // Before the mark, which depends on it: in the other order a change of the model alone is missed.
        let model = model.get()?;
        evaluation_mark.track();
        match input.get()? {
            ClassifyInput::Own(_) => None,
            ClassifyInput::TestImage(index) => {
                let indices = vec![index];
                Some(Predict { model, indices })
            }
        }
    });
    let error = memo(move |_| match input.read().as_ref()? {
        ClassifyInput::Own(_) => classified.error.get(),
        ClassifyInput::TestImage(_) => predicted.error.get(),
    });
    let opinion = memo(move |_| {
        model.get()?;
        if error.read().is_some() {
            return None;
        }
        match input.read().as_ref()? {
            ClassifyInput::Own(_) => classified
                .value
                .with(|answer| answer.as_ref().map(of_picture)),
            ClassifyInput::TestImage(_) => predicted
                .value
                .with(|answer| answer.as_ref().and_then(|answer| of_test_image(answer))),
        }
    });
    let own = memo(move |_| {
        opinion.read().as_ref()?;
        match input.read().as_ref()? {
            ClassifyInput::Own(_) => classified.value.get(),
            ClassifyInput::TestImage(_) => None,
        }
    });
    let is_waiting = memo(move |_| match input.read().as_ref() {
        Some(ClassifyInput::Own(_)) => classified.is_waiting.get(),
        Some(ClassifyInput::TestImage(_)) => predicted.is_waiting.get(),
        None => false,
    });
    OpinionState {
        opinion,
        own,
        error,
        is_waiting,
    }
}

fn of_picture(answer: &Classification) -> Opinion {
    Opinion {
        pixels: answer.pixels.clone(),
        probabilities: answer.probabilities.clone(),
        remark: doubts::remark(answer),
        doubt: doubts::doubt(answer),
        reasons: answer
            .doubts
            .iter()
            .map(|&doubt| doubts::sentence(doubt))
            .collect(),
    }
}

fn of_test_image(answer: &[Prediction]) -> Option<Opinion> {
    let prediction = answer.first()?;
    let truth = usize::from(prediction.image.label);
    let is_right = likeliest_class(&prediction.probabilities) == Some(truth);
    let index = prediction.image.index;
    let truth = CLASS_NAMES.get(truth).copied().unwrap_or(format::NOTHING);
    Some(Opinion {
        pixels: prediction.image.pixels.clone(),
        probabilities: prediction.probabilities.clone(),
        remark: if is_right {
            text!("tryit-right", index = index, class = truth)
        } else {
            text!("tryit-wrong", index = index, class = truth)
        },
        doubt: None,
        reasons: Vec::new(),
    })
}
