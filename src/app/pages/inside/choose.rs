//! The card that chooses a model and an image.

use leptos::prelude::*;

use super::look::{SharedTrace, WatchedRun};
use crate::app::components::{ImageCanvas, ModelSelect, NumberField, likeliest_class};
use crate::app::context::SessionContext;
use crate::app::pages::evaluate::model_titles;
use crate::app::pages::test_split::n_test_images;
use crate::app::view_state::ClassifyInput;
use crate::protocol::{CLASS_NAMES, ModelKind};
use crate::session::format;
use crate::session::inside::Trace;

#[component]
pub fn Choose(
    model: Memo<Option<ModelKind>>,
    run: Memo<Option<WatchedRun>>,
    input: Memo<Option<ClassifyInput>>,
    trace: SharedTrace,
) -> impl IntoView {
    let context = SessionContext::expect();
    let inside = context.view_state.inside;
    let n_images = n_test_images();
    let show_image = move |index: u32| inside.image.set(Some(ClassifyInput::TestImage(index)));
    let index = Memo::new(move |_| match input.get()? {
        ClassifyInput::TestImage(index) => Some(index),
        ClassifyInput::Own(_) => None,
    });
    // What is typed stays until another image is chosen.
    let typed = RwSignal::new(String::new());
    Effect::new(move || {
        typed.set(
            index
                .get()
                .map_or_else(String::new, |index| index.to_string()),
        );
    });
    let number_error = Signal::derive(move || {
        let n_images = n_images.get()?;
        typed.with(|typed| {
            let is_index = typed
                .trim()
                .parse()
                .is_ok_and(|index: usize| index < n_images);
            (!is_index && !typed.trim().is_empty())
                .then(|| format!("choose a whole number from 0 to {}", n_images - 1))
        })
    });
    let take_number = move |text: String| {
        let number = text.trim().parse::<u32>().ok();
        typed.set(text);
        let n_images = n_images.get_untracked().unwrap_or_default();
        if let Some(index) = number.filter(|&index| (index as usize) < n_images) {
            show_image(index);
        }
    };
    let random = move |_| {
        if let Some(n_images) = n_images.get_untracked() {
            show_image((js_sys::Math::random() * n_images as f64) as u32);
        }
    };
    let next_of_class = Memo::new(move |_| trace.with(|trace| trace.as_ref()?.next_of_class));
    let own = Memo::new(move |_| match context.view_state.try_it.classify_input()? {
        ClassifyInput::Own(picture) => Some(picture),
        ClassifyInput::TestImage(_) => None,
    });
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
        <section class="card">
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
                <div class="row row--end">
                    <div class="field--narrow">
                    <NumberField
                        id="inside-index"
                        label="Test image"
                        help=Signal::derive(move || {
                            match n_images.get() {
                                Some(n_images) => format!("0 to {}", n_images - 1),
                                None => "The test images are not loaded yet".to_owned(),
                            }
                        })
                        value=typed
                        error=number_error
                        is_disabled=Signal::derive(move || n_images.get().is_none())
                        on_change=take_number
                    />
                    </div>
                    <div class="row beside-field">
                        <button
                            class="button button--small"
                            type="button"
                            data-testid="inside-random"
                            disabled=move || n_images.get().is_none()
                            on:click=random
                        >
                            "Random test image"
                        </button>
                        <button
                            class="button button--small"
                            type="button"
                            data-testid="inside-next"
                            disabled=move || next_of_class.get().is_none()
                            on:click=move |_| {
                                if let Some(index) = next_of_class.get_untracked() {
                                    show_image(index);
                                }
                            }
                        >
                            "Next of this class"
                        </button>
                        <button
                            class="button button--small"
                            type="button"
                            data-testid="inside-own"
                            disabled=move || own.with(Option::is_none)
                            title="Draw one or bring a photo under “Try it” first"
                            on:click=move |_| inside.image.set(own.get_untracked().map(ClassifyInput::Own))
                        >
                            "My picture"
                        </button>
                    </div>
                </div>
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
        </span>
    }
    .into_any()
}
