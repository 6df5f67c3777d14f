//! The card that leads from all layers to one layer to one number, with a trail back.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::look::SharedTrace;
use super::number::NumberView;
use super::overview::Overview;
use super::stage::StageView;
use super::words;
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::session::inside::{Place, Step};
use crate::texts::text;

/// From all layers of a model to one, and to one number of it.
#[component]
pub fn Explorer(trace: SharedTrace, is_waiting: Memo<bool>) -> impl IntoView {
    let place = SessionContext::expect().view_state.inside.place;
    let card = NodeRef::<html::Section>::new();
    // The place, where the model at hand has it.
    let shown = memo(move |_| {
        let place = place.get();
        trace.with(|trace| {
            trace
                .as_ref()
                .map_or(Place::Overview, |trace| place.within(trace))
        })
    });
    let go = Callback::new(move |to: Place| {
        place.set(to);
        // What was clicked is gone with its level; keys must go on working.
        if let Some(card) = card.get_untracked() {
            let _ = card.focus();
        }
    });
    // A level is built anew only when it or its stage changes; the numbers in it follow by themselves.
    let level = memo(move |_| match shown.get() {
        Place::Number { stage, .. } => Place::Number {
            stage,
            channel: 0,
            row: 0,
            column: 0,
        },
        place @ (Place::Overview | Place::Stage(_)) => place,
    });
    // The layers with their sizes; a new model is drawn anew.
    let layers = memo(move |_| {
        trace.with(|trace| {
            trace
                .as_ref()
                .map_or_else(Vec::new, |trace| trace.layers.clone())
        })
    });
    let press = move |event: KeyboardEvent| {
        let now = shown.get_untracked();
        let step = match event.key().as_str() {
            "Escape" if now != Place::Overview => {
                event.prevent_default();
                go.run(now.up());
                return;
            }
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            "ArrowLeft" => Step::Left,
            "ArrowRight" => Step::Right,
            "PageDown" => Step::NextChannel,
            "PageUp" => Step::PreviousChannel,
            _ => return,
        };
        let Place::Number { stage, .. } = now else {
            return;
        };
        event.prevent_default();
        trace.with_untracked(|trace| {
            if let Some(trace) = trace {
                place.set(now.moved(step, trace.maps(stage).shape));
            }
        });
    };
    view! {
        <section class="card explorer" node_ref=card tabindex="-1" aria-label=text!("inside-layers") data-testid="inside-explorer" on:keydown=press>
            <div class="card__header">
                <Trail trace=trace shown=shown go=go />
                <span class="card__hint">
                    {move || match shown.get() {
                        Place::Overview => text!("inside-hint-overview"),
                        Place::Stage(_) => text!("inside-hint-layer"),
                        Place::Number { .. } => text!("inside-hint-number"),
                    }}
                </span>
            </div>
            {move || {
                layers.track();
                if trace.with_untracked(Option::is_none) {
                    let words = if is_waiting.get() { text!("inside-computing") } else { text!("inside-waits-for-image") };
                    return view! { <p class="soft">{words}</p> }.into_any();
                }
                match level.get() {
                    Place::Overview => view! { <Overview trace=trace go=go /> }.into_any(),
                    Place::Stage(stage) => view! { <StageView trace=trace stage=stage go=go /> }.into_any(),
                    Place::Number { stage, .. } => {
                        view! { <NumberView trace=trace stage=stage shown=shown go=go /> }.into_any()
                    }
                }
            }}
        </section>
    }
}

/// Where the learner is, with the way back.
#[component]
fn Trail(trace: SharedTrace, shown: Memo<Place>, go: Callback<Place>) -> impl IntoView {
    // Remembered, so that the buttons stay while a run renews the numbers.
    let words = memo(move |_| {
        trace.with(|trace| {
            let trace = trace.as_ref()?;
            let of = |stage| {
                format!(
                    "{} {}",
                    words::place(trace, stage),
                    words::name(trace, stage)
                )
            };
            Some(match shown.get() {
                Place::Overview => (String::new(), text!("inside-all-layers").to_owned()),
                Place::Stage(stage) => (String::new(), of(stage)),
                Place::Number {
                    stage,
                    channel,
                    row,
                    column,
                } => (
                    of(stage),
                    words::number_name(trace, stage, channel, row, column),
                ),
            })
        })
    });
    let crumb = move |to: Place, words: String, testid: &'static str| {
        view! {
            <button class="button button--quiet button--small" type="button" data-testid=testid on:click=move |_| go.run(to)>
                {words}
            </button>
            <span aria-hidden="true">"›"</span>
        }
        .into_any()
    };
    view! {
        <nav class="trail" aria-label=text!("inside-where") data-testid="inside-trail">
            {move || {
                let here = shown.get();
                let above = match here {
                    Place::Overview => None,
                    Place::Stage(_) | Place::Number { .. } => {
                        Some(crumb(Place::Overview, text!("inside-all-layers").to_owned(), "inside-to-overview"))
                    }
                };
                // Before the first answer there is only the overview to name: a heading is never empty.
                let waiting = || (String::new(), text!("inside-all-layers").to_owned());
                let (layer_words, last) = words.get().unwrap_or_else(waiting);
                let layer = match here {
                    Place::Number { stage, .. } => Some(crumb(Place::Stage(stage), layer_words, "inside-to-layer")),
                    Place::Overview | Place::Stage(_) => None,
                };
                view! { {above} {layer} <h2 class="trail__here" aria-current="location">{last}</h2> }.into_any()
            }}
        </nav>
    }
}
