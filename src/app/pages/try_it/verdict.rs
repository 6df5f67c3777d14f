//! The model's input and its probabilities.

use leptos::prelude::*;

use crate::app::components::{ErrorNotice, ImageCanvas, ProbabilityBars};
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::app::look_inside::LookInside;
use crate::app::pages::test_split::evaluation_mark;
use crate::app::view_state::ClassifyInput;
use crate::logits::likeliest_class;
use crate::protocol::{
    CLASS_NAMES, Classification, Classify, Crop, ModelKind, Predict, Prediction,
};
use crate::session::{doubts, format};

use super::picture_answer::use_picture_answer;
use super::reading::Reading;
use super::side_by_side::SideBySide;
use crate::texts::text;

/// The classification of a picture or of a test image.
#[derive(Clone, PartialEq)]
pub struct Opinion {
    /// The model's input, 28×28 grey values.
    pixels: Vec<u8>,
    /// Probabilities after softmax, by class.
    probabilities: Vec<f32>,
    /// How the picture was prepared, or which test image it is.
    remark: String,
    /// How sure the answer is, and why not surer.
    doubt: Option<String>,
    reasons: Vec<String>,
}

/// The model's opinion of the input, and why there is none.
#[derive(Clone, Copy)]
pub struct OpinionState {
    opinion: Memo<Option<Opinion>>,
    /// The whole answer to a drawing or a photo.
    own: Memo<Option<Classification>>,
    error: Memo<Option<String>>,
    /// Whether the answer to the newest input is on its way.
    is_waiting: Memo<bool>,
}

impl OpinionState {
    /// The rectangle around the item that was found in the picture.
    pub fn crop_found(self) -> Option<Crop> {
        self.own.read().as_ref().map(|answer| answer.crop)
    }

    /// Whether the answer to the newest input is on its way.
    pub fn is_waiting(self) -> bool {
        self.is_waiting.get()
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

/// The answer in one line, directly below the picture on a phone; screen readers have it from the [`Verdict`].
#[component]
pub fn ShortVerdict(state: OpinionState) -> impl IntoView {
    let opinion = state.opinion;
    let words = move || {
        opinion.with(|opinion| {
            let opinion = opinion.as_ref()?;
            let probabilities = &opinion.probabilities;
            let class = likeliest_class(probabilities)?;
            let mut percent = format::percent((*probabilities.get(class)?).into());
            if opinion.doubt.is_some() {
                percent = text!("tryit-not-sure", answer = percent);
            }
            Some(view! { <strong>{CLASS_NAMES[class]}</strong> " " {percent} })
        })
    };
    view! {
        <p
            class="short-verdict"
            class=("awaits-answer", move || state.is_waiting())
            aria-hidden="true"
            data-testid="try-short-answer"
        >
            {words}
        </p>
    }
}

/// The chosen model's answer: class, doubt, probabilities, and what can be made of it.
#[component]
pub fn Verdict(
    /// The chosen model.
    model: Memo<Option<ModelKind>>,
    /// The picture or test image.
    input: Memo<Option<ClassifyInput>>,
    /// The model's opinion.
    state: OpinionState,
) -> impl IntoView {
    let OpinionState {
        opinion,
        own,
        error,
        is_waiting,
    } = state;
    let pixels = Signal::derive(move || {
        opinion.with(|opinion| opinion.as_ref().map(|opinion| opinion.pixels.clone()))
    });
    let probabilities = Signal::derive(move || {
        opinion.with(|opinion| {
            opinion
                .as_ref()
                .map(|opinion| opinion.probabilities.clone())
        })
    });
    let answer = move || {
        opinion.with(|opinion| {
            let Some(opinion) = opinion else {
                let waits_for = match (model.get().is_some(), is_waiting.get()) {
                    (true, true) => text!("tryit-wait-answer"),
                    (true, false) => text!("tryit-wait-picture"),
                    (false, _) => text!("tryit-wait-model"),
                };
                return waits_for.to_owned();
            };
            likeliest_class(&opinion.probabilities)
                .map_or_else(String::new, |class| CLASS_NAMES[class].to_owned())
        })
    };
    let remark =
        move || opinion.with(|opinion| opinion.as_ref().map(|opinion| opinion.remark.clone()));
    let doubt = memo(move |_| opinion.read().as_ref()?.doubt.clone());
    let reasons =
        move || opinion.with(|opinion| opinion.as_ref().map(|opinion| opinion.reasons.join(" ")));
    let stays = move || {
        let is_own = matches!(*input.read(), Some(ClassifyInput::Own(_)));
        is_own && (is_waiting.get() || error.read().is_some())
    };
    view! {
        <div
            class="stack"
            class=("awaits-answer", move || is_waiting.get())
            aria-busy=move || is_waiting.get().to_string()
            data-testid="try-verdict"
        >
            <div class="verdict">
                <figure class="figure">
                    <ImageCanvas pixels=pixels alt=text!("tryit-seen").to_owned() testid="try-seen" />
                    <figcaption class="figure__caption soft">{text!("tryit-seen-size")}</figcaption>
                </figure>
                <div class="stack stack--tight">
                    <p
                        class="verdict__answer"
                        class=("verdict__answer--waiting", move || opinion.read().is_none())
                        class=("verdict__answer--doubtful", move || doubt.read().is_some())
                        data-testid="try-answer"
                    >
                        {answer}
                    </p>
                    <Show when=move || doubt.read().is_some()>
                        <p class="verdict__doubt" data-testid="try-doubt">{move || doubt.get()}</p>
                        <p class="soft small" data-testid="try-doubt-reasons">{reasons}</p>
                    </Show>
                    <p class="soft small verdict__remark" data-testid="try-remark">{remark}</p>
                </div>
            </div>
            <ProbabilityBars probabilities=probabilities testid="try-probabilities" />
        </div>
        <div class="row">
            <LookInside model=model input=input testid="try-look-inside" />
        </div>
        <ErrorNotice error=error testid="try-error" />
        <SideBySide input=input />
        <Reading classification=own stays=Signal::derive(stays) />
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
