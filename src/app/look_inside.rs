//! Opens the view "Look inside" with a model and an image.

use leptos::prelude::*;

use super::context::SessionContext;
use super::view_state::ClassifyInput;
use crate::protocol::ModelKind;
use crate::session::Tab;
use crate::session::inside::Place;
use crate::texts::text;

/// Opens the view at its overview.
pub fn look_inside(context: SessionContext, model: ModelKind, input: ClassifyInput) {
    let inside = context.view_state.inside;
    inside.picked.set(Some(model));
    inside.watches_run.set(false);
    let corrections = untrack(|| context.view_state.try_it.corrections());
    inside.image.set(Some(input.with(corrections)));
    inside.place.set(Place::Overview);
    context.tab.set(Tab::Inside);
}

/// A button that opens the view at the next step of the run, which must be paused.
#[component]
pub fn StepSlowly() -> impl IntoView {
    let context = SessionContext::expect();
    let open = move |_| {
        context.view_state.inside.opens_steps.set(true);
        context.tab.set(Tab::Inside);
    };
    context.shows(Tab::Inside).then(|| {
        view! {
            <button class="button" type="button" data-testid="train-step-slowly" on:click=open>
                {text!("step-title")}
            </button>
        }
    })
}

/// A button that opens the view; disabled without a model or an image, and left out where the address hides the view.
#[component]
pub fn LookInside(
    /// The model to look into.
    #[prop(into)]
    model: Signal<Option<ModelKind>>,
    /// The image that it looks at.
    #[prop(into)]
    input: Signal<Option<ClassifyInput>>,
    /// `data-testid` of the button.
    #[prop(into)]
    testid: String,
    /// Whether it leads to the training images that the model takes for most like this one. Default is false.
    #[prop(optional)]
    at_neighbours: bool,
) -> impl IntoView {
    let context = SessionContext::expect();
    let label = if at_neighbours {
        text!("nearest-title")
    } else {
        text!("look-inside")
    };
    let open = move |_| {
        if let (Some(model), Some(input)) = (model.get_untracked(), input.get_untracked()) {
            let wants = context.view_state.inside.opens_neighbours;
            wants.set(at_neighbours);
            look_inside(context, model, input);
        }
    };
    context.shows(Tab::Inside).then(|| {
        view! {
            <button
                class="button button--small"
                type="button"
                data-testid=testid
                disabled=move || model.get().is_none() || input.with(Option::is_none)
                on:click=open
            >
                {label}
            </button>
        }
    })
}
