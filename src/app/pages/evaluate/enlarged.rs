//! One test image enlarged: its ten probabilities, a vote on whose mistake it is, and the way to look inside.

use leptos::ev::KeyboardEvent;
use leptos::html::Dialog;
use leptos::prelude::*;

use super::prediction::{Note, is_right, sureness};
use crate::app::components::{ImageCanvas, ProbabilityBars, Savable, class_name};
use crate::app::dialog::open_while;
use crate::app::erased::{Show, memo};
use crate::app::look_inside::LookInside;
use crate::app::view_state::ClassifyInput;
use crate::logits::likeliest_class;
use crate::protocol::{ModelKind, Prediction};
use crate::session::format;
use crate::session::votes::{Vote, Votes};
use crate::texts::text;

/// A dialog with the prediction at `position`, while there is one.
#[component]
pub fn Enlarged(
    model: Memo<Option<ModelKind>>,
    predictions: Memo<Vec<Prediction>>,
    position: RwSignal<Option<usize>>,
    note: Option<Note>,
    votes: RwSignal<Votes>,
    /// The start of the parts' `data-testid`.
    testid: &'static str,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let shown = memo(move |_| {
        let position = position.get()?;
        predictions.read().get(position).cloned()
    });
    open_while(dialog, move || shown.with(Option::is_some));
    let can_go = move |by: isize| {
        let to = position.get()?.checked_add_signed(by)?;
        (to < predictions.read().len()).then_some(to)
    };
    let go = move |by: isize| {
        if let Some(to) = untrack(|| can_go(by)) {
            position.set(Some(to));
        }
    };
    let turn = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowLeft" => go(-1),
        "ArrowRight" => go(1),
        _ => {}
    };
    let read = move |write: fn(&Prediction) -> String| {
        shown.with(|shown| shown.as_ref().map(write).unwrap_or_default())
    };
    let image = move || shown.with(|shown| shown.as_ref().map(|it| it.image.index));
    let pixels = Signal::derive(move || {
        shown.with(|shown| shown.as_ref().map(|it| it.image.pixels.clone()))
    });
    let probabilities = Signal::derive(move || {
        shown.with(|shown| shown.as_ref().map(|it| it.probabilities.clone()))
    });
    let is_wrong = move || shown.with(|shown| shown.as_ref().is_some_and(|it| !is_right(it)));
    let input = Signal::derive(move || image().map(ClassifyInput::TestImage));
    let vote_button = move |vote: Vote, word: &'static str, label: &'static str| {
        let is_cast = move || image().and_then(|image| votes.read().get(image)) == Some(vote);
        view! {
            <button
                class="button button--small"
                class=("button--primary", is_cast)
                type="button"
                aria-pressed=move || is_cast().to_string()
                data-testid=format!("{testid}-vote-{word}")
                on:click=move |_| {
                    if let Some(image) = untrack(image) {
                        votes.update(|votes| votes.toggle(image, vote));
                    }
                }
            >
                {label}
            </button>
        }
    };
    view! {
        // The browser closes it on Escape.
        <dialog
            class="dialog enlarged"
            node_ref=dialog
            aria-label=text!("evaluate-enlarged")
            data-testid=format!("{testid}-enlarged")
            on:close=move |_| position.set(None)
            on:keydown=turn
        >
            <div class="enlarged__head">
                <h3 class="enlarged__title" aria-live="polite" data-testid=format!("{testid}-enlarged-title")>
                    {move || read(title)}
                </h3>
                <button
                    class="button button--quiet button--small"
                    type="button"
                    aria-label=text!("common-close")
                    data-testid=format!("{testid}-close")
                    on:click=move |_| position.set(None)
                >
                    "×"
                </button>
            </div>
            <div class="enlarged__body">
                <div>
                    <Savable
                        title=Signal::derive(move || read(name))
                        note=Signal::derive(move || [title, remark].map(read).join(". "))
                        testid=format!("{testid}-enlarged")
                    >
                        <ImageCanvas pixels=pixels alt=Signal::derive(move || read(truth)) testid=format!("{testid}-enlarged-image") />
                    </Savable>
                </div>
                <div class="stack stack--tight">
                    <p class="soft small">{move || read(remark)}</p>
                    {note.map(|note| view! { <p class="small">{move || image().map(|image| note.run(image))}</p> })}
                    <ProbabilityBars probabilities=probabilities testid=format!("{testid}-probabilities") />
                </div>
            </div>
            <Show when=is_wrong>
                <div class="row" role="group" aria-label=text!("evaluate-whose")>
                    <span class="small">{text!("evaluate-whose")}</span>
                    {vote_button(Vote::Model, "model", text!("evaluate-vote-model"))}
                    {vote_button(Vote::Data, "data", text!("evaluate-vote-data"))}
                </div>
            </Show>
            <div class="row row--apart">
                <div class="row">
                    <button
                        class="button button--small"
                        type="button"
                        data-testid=format!("{testid}-previous")
                        disabled=move || can_go(-1).is_none()
                        on:click=move |_| go(-1)
                    >
                        {text!("evaluate-previous")}
                    </button>
                    <button
                        class="button button--small"
                        type="button"
                        data-testid=format!("{testid}-next")
                        disabled=move || can_go(1).is_none()
                        on:click=move |_| go(1)
                    >
                        {text!("evaluate-next")}
                    </button>
                </div>
                <div class="row">
                    <LookInside model=model input=input testid=format!("{testid}-neighbours") at_neighbours=true />
                    <LookInside model=model input=input testid=format!("{testid}-inside") />
                </div>
            </div>
        </dialog>
    }
}

fn title(prediction: &Prediction) -> String {
    let truth = class_name(prediction.image.label.into());
    if is_right(prediction) {
        return text!("evaluate-enlarged-right", truth = truth);
    }
    let predicted = likeliest_class(&prediction.probabilities);
    let predicted = predicted.map_or(format::NOTHING, class_name);
    text!(
        "evaluate-enlarged-wrong",
        truth = truth,
        predicted = predicted
    )
}

/// What its picture is called.
fn name(prediction: &Prediction) -> String {
    text!(
        "data-image-name",
        class = truth(prediction),
        index = format::count(prediction.image.index as usize)
    )
}

fn truth(prediction: &Prediction) -> String {
    class_name(prediction.image.label.into()).to_owned()
}

fn remark(prediction: &Prediction) -> String {
    text!(
        "evaluate-enlarged-remark",
        n = format::count(prediction.image.index as usize),
        sureness = sureness(prediction)
    )
}
