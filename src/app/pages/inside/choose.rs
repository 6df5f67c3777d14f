//! The card that chooses a model and an image.

use leptos::prelude::*;

use super::look::{SharedTrace, WatchedRun};
use crate::app::components::{ImageCanvas, ModelSelect, likeliest_class};
use crate::app::context::SessionContext;
use crate::app::pages::evaluate::model_titles;
use crate::protocol::{CLASS_NAMES, InputImage, ModelKind};
use crate::session::format;
use crate::session::inside::Trace;

mod image;

use image::ChooseImage;

/// The id of the card, for those who come from an image further down.
pub const CHOICE_ID: &str = "inside-choice";

#[component]
pub fn Choose(
    model: Memo<Option<ModelKind>>,
    run: Memo<Option<WatchedRun>>,
    input: Memo<Option<InputImage>>,
    trace: SharedTrace,
) -> impl IntoView {
    let context = SessionContext::expect();
    let inside = context.view_state.inside;
    let has_run = Memo::new(move |_| {
        context
            .session
            .with(|session| session.runs.active().is_some())
    });
    let pixels = Signal::derive(move || trace.with(|trace| Some(trace.as_ref()?.pixels.clone())));
    let words = move || trace.with(|trace| Some(answer(trace.as_ref()?)));
    let n_steps = move || {
        trace.with(|trace| {
            let n_steps = trace.as_ref()?.n_steps?;
            Some(format!("after step {}", format::count(n_steps)))
        })
    };
    view! {
        <section class="card" id=CHOICE_ID tabindex="-1" aria-label="Model and image">
            <div class="inside-choose">
                <div class="inside-choose__image">
                    <ImageCanvas pixels=pixels alt="The image that the model gets".to_owned() testid="inside-image" />
                    <p data-testid="inside-answer" aria-live=move || if run.get().is_some() { "off" } else { "polite" }>{words}</p>
                </div>
                <div class="stack">
                    <ModelSelect
                        id="inside-model"
                        models=model_titles()
                        chosen=model
                        on_choose=move |model| {
                            inside.watches_run.set(false);
                            inside.picked.set(Some(model));
                        }
                    />
                    <Show when=move || has_run.get()>
                        <label class="check">
                            <input
                                type="checkbox"
                                data-testid="inside-watch"
                                prop:checked=move || inside.watches_run.get()
                                on:change=move |event| inside.watches_run.set(event_target_checked(&event))
                            />
                            "Watch the model in training"
                        </label>
                    </Show>
                    <p class="soft small" data-testid="inside-step">
                        {move || run.get().map(|run| format!("{} in training, ", run.model.title))}
                        {n_steps}
                    </p>
                </div>
                <ChooseImage input=input trace=trace />
            </div>
        </section>
    }
}

/// The model's answer, and whether it is right.
fn answer(trace: &Trace) -> AnyView {
    let class = likeliest_class(&trace.probabilities);
    let name = |class: usize| CLASS_NAMES.get(class).copied().unwrap_or(format::NOTHING);
    let share = class.map_or(0.0, |class| trace.probabilities[class]);
    let (mark, truth) = match trace.label.map(usize::from) {
        Some(label) if class == Some(label) => ("✓ right", None),
        Some(label) => ("✗ wrong", Some(name(label))),
        None => ("", None),
    };
    view! {
        <strong>{class.map_or(format::NOTHING, name)}</strong>
        {format!(", {:.0} % sure ", f64::from(share) * 100.0)}
        <span class="soft">
            {mark} {truth.map(|truth| format!(": it is labelled {truth}"))}
            {trace.inverted.then_some("turned light on dark")}
            {(trace.inverted && trace.is_mirrored).then_some(", ")}
            {trace.is_mirrored.then_some("mirrored")}
        </span>
    }
    .into_any()
}
