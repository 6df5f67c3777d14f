//! The card that chooses a model and an image.

use leptos::prelude::*;

use super::look::{SharedTrace, WatchedRun, live};
use crate::app::components::{ImageCanvas, ModelSelect, class_name};
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::app::pages::evaluate::model_titles;
use crate::logits::likeliest_class;
use crate::protocol::{InputImage, ModelKind};
use crate::session::format;
use crate::session::inside::Trace;
use crate::texts::text;

mod subject;

use subject::ChooseImage;

/// The id of the card, for those who come from an image further down.
pub const CHOICE_ID: &str = "inside-choice";

/// The controls that choose the model and the image to look at.
#[component]
pub fn Choose(
    model: Memo<Option<ModelKind>>,
    run: Memo<Option<WatchedRun>>,
    input: Memo<Option<InputImage>>,
    trace: SharedTrace,
) -> impl IntoView {
    let context = SessionContext::expect();
    let inside = context.view_state.inside;
    let has_run = memo(move |_| {
        context
            .session
            .with(|session| session.runs.active().is_some())
    });
    let pixels =
        Signal::derive(move || trace.with(|trace| Some(trace.as_ref()?.inspected.pixels.clone())));
    let words = move || trace.with(|trace| Some(answer(trace.as_ref()?)));
    let where_it_is = move || {
        let n_steps = trace.with(|trace| trace.as_ref()?.inspected.n_steps);
        let model = run.get().map(|run| run.model.title());
        match (model, n_steps.map(format::count)) {
            (Some(model), Some(step)) => {
                text!("inside-run-after-step", model = model, step = step)
            }
            (Some(model), None) => text!("inside-run", model = model),
            (None, Some(step)) => text!("inside-after-step", step = step),
            (None, None) => String::new(),
        }
    };
    view! {
        <section class="card" id=CHOICE_ID tabindex="-1" aria-label=text!("inside-choice")>
            <div class="inside-choose">
                <div class="inside-choose__image">
                    <ImageCanvas pixels=pixels alt=text!("inside-image-alt").to_owned() testid="inside-image" />
                    <p data-testid="inside-answer" aria-live=live()>{words}</p>
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
                            {text!("inside-watch")}
                        </label>
                    </Show>
                    <p class="soft small" data-testid="inside-step">
                        {where_it_is}
                    </p>
                </div>
                <ChooseImage input=input trace=trace />
            </div>
        </section>
    }
}

/// The model's answer, and whether it is right.
fn answer(trace: &Trace) -> AnyView {
    let class = likeliest_class(&trace.inspected.probabilities);
    let share = class.map_or(0.0, |class| trace.inspected.probabilities[class]);
    let verdict = match trace.inspected.label.map(usize::from) {
        Some(label) if class == Some(label) => text!("inside-right").to_owned(),
        Some(label) => text!("inside-wrong", class = class_name(label)),
        None => match (trace.inspected.inverted, trace.inspected.is_mirrored) {
            (true, true) => text!("inside-inverted-mirrored").to_owned(),
            (true, false) => text!("inside-inverted").to_owned(),
            (false, true) => text!("inside-mirrored").to_owned(),
            (false, false) => String::new(),
        },
    };
    let percent = format::share(share.into(), 0);
    view! {
        <strong>{class.map_or(format::NOTHING, class_name)}</strong>
        ", "
        {text!("inside-sure", percent = percent)}
        " "
        <span class="soft">{verdict}</span>
    }
    .into_any()
}
