//! The chosen model's answer: its input, its probabilities, and what can be made of it.

use leptos::prelude::*;

use crate::app::components::{ErrorNotice, ImageCanvas, ProbabilityBars};
use crate::app::erased::{Show, memo};
use crate::app::look_inside::LookInside;
use crate::app::view_state::ClassifyInput;
use crate::logits::likeliest_class;
use crate::protocol::{CLASS_NAMES, ModelKind};
use crate::session::format;

use super::opinion::OpinionState;
use super::reading::Reading;
use super::side_by_side::SideBySide;
use crate::texts::text;

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
            class=("awaits-answer", move || state.is_waiting.get())
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
