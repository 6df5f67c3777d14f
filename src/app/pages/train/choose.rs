//! Cards to choose a model.

use leptos::prelude::*;

use super::is_busy;
use crate::app::components::model_color;
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::models::{Architecture, ModelKind};
use crate::session::{Origin, SettingsForm, format};
use crate::texts::text;

/// One card a model.
#[component]
pub fn ChooseModel() -> impl IntoView {
    view! {
        <fieldset>
            <legend class="visually-hidden">{text!("train-which-model")}</legend>
            <div class="choices" data-testid="train-models">
                {ModelKind::ALL.map(|model| view! { <ModelCard model=model /> }).collect_view()}
            </div>
        </fieldset>
    }
}

#[component]
fn ModelCard(model: ModelKind) -> impl IntoView {
    let context = SessionContext::expect();
    let architecture = architecture(model);
    let facts = move || match architecture.get() {
        Some(architecture) => {
            text!(
                "train-n-parameters",
                n = format::count(architecture.n_parameters())
            )
        }
        None => "…".to_owned(),
    };
    let takes = memo(move |_| {
        let form = context.form.read();
        let choice = form.device;
        let config = SettingsForm {
            model,
            ..form.clone()
        };
        let config = config.parse().ok()?;
        let estimate = context.client.estimate(&[config], choice)?;
        Some(format!(" · {}", estimate.words()))
    });
    let result = memo(move |_| {
        context.session.with(|session| {
            let entry = session.models.get(model)?;
            let accuracy = format::percent(entry.score()?.accuracy);
            let own = Architecture::of(&entry.trained.config);
            if architecture.get() != Some(own) {
                // Not the network of the settings, which is not trained yet.
                return Some(text!(
                    "train-with-units",
                    n = own.hidden_units,
                    accuracy = accuracy
                ));
            }
            if let Some(step) = entry.stopped_at() {
                return Some(text!(
                    "train-stopped-at",
                    step = format::count(step),
                    accuracy = accuracy
                ));
            }
            Some(match entry.origin {
                Origin::Run { .. }
                | Origin::Storage {
                    training: Some(_), ..
                } => text!("train-trained", accuracy = accuracy),
                Origin::File { .. } | Origin::Storage { .. } => {
                    text!("train-loaded", accuracy = accuracy)
                }
                Origin::Pretrained => text!("train-pretrained", accuracy = accuracy),
            })
        })
    });
    let is_busy = is_busy();
    view! {
        <label class="choice" prop:style=model_color(model)>
            <input
                class="unseen"
                type="radio"
                name="train-model"
                data-testid=format!("train-model-{}", model.number)
                disabled=move || is_busy.get()
                prop:checked=move || context.form.read().model == model
                on:change=move |_| context.form.update(|form| form.model = model)
            />
            <span class="choice__title">
                {model.title()}
                <span class="choice__mark" aria-hidden="true">"✓"</span>
            </span>
            <span class="choice__text">{model.description()}</span>
            <span class="choice__facts row row--apart">
                <span>
                    <span data-testid=format!("train-parameters-{}", model.number)>{facts}</span>
                    <span data-testid=format!("train-takes-{}", model.number)>{move || takes.get()}</span>
                </span>
                <span>{move || result.get()}</span>
            </span>
        </label>
    }
}

/// The architecture by the form; none while the number of hidden units is not valid.
pub(super) fn architecture(model: ModelKind) -> Memo<Option<Architecture>> {
    let form = SessionContext::expect().form;
    memo(move |_| form.with(|form| form.architecture(model)))
}
