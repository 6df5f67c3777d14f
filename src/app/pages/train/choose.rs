//! The three models as cards of which one is chosen.

use leptos::prelude::*;

use super::is_busy;
use crate::app::components::use_answer;
use crate::app::context::SessionContext;
use crate::protocol::ModelKind;
use crate::session::{FormField, Origin, Session, SettingsForm, format};

/// What a learner should know of a model before choosing it.
fn description(model: ModelKind) -> &'static str {
    match model {
        ModelKind::Baseline => {
            "Two linear layers with nothing between them: straight lines only. The baseline that the others must beat."
        }
        ModelKind::NonLinear => {
            "The same two layers with a ReLU after each, so that it can bend its lines. Will that help?"
        }
        ModelKind::TinyVgg => {
            "A small convolutional network: it looks at neighbourhoods of pixels, as CNN Explainer's TinyVGG does."
        }
    }
}

#[component]
pub fn ChooseModel() -> impl IntoView {
    view! {
        <fieldset>
            <legend class="visually-hidden">"Model to train"</legend>
            <div class="choices" data-testid="train-models">
                {ModelKind::ALL.map(|model| view! { <ModelCard model=model /> }).collect_view()}
            </div>
        </fieldset>
    }
}

#[component]
fn ModelCard(model: ModelKind) -> impl IntoView {
    let context = SessionContext::expect();
    let client = context.client;
    let is_home_ready = Memo::new(move |_| context.session.with(Session::is_home_ready));
    let layers = use_answer(
        {
            let architecture = architecture(model);
            move || {
                let (hidden_units, final_relu) = architecture.get()?;
                is_home_ready
                    .get()
                    .then(|| client.summarize(model, hidden_units, final_relu))
            }
        },
        Session::summary,
    );
    let facts = move || {
        let n_parameters = layers
            .value
            .with(|layers| layers.as_ref().map(|layers| layers.n_parameters));
        match n_parameters {
            Some(n_parameters) => format!("{} parameters", format::count(n_parameters)),
            None => "…".to_owned(),
        }
    };
    let result = Memo::new(move |_| {
        context.session.with(|session| {
            let held = session.model(model)?;
            let accuracy = format::percent(held.score()?.accuracy);
            Some(match held.origin {
                Origin::Run { .. } => format!("trained: {accuracy}"),
                Origin::File { .. } | Origin::Storage { .. } => format!("loaded: {accuracy}"),
                Origin::Pretrained => format!("pretrained, {accuracy}"),
            })
        })
    });
    let is_busy = is_busy();
    view! {
        <label class=format!("choice choice--model-{}", model.number())>
            <input
                type="radio"
                name="train-model"
                data-testid=format!("train-model-{}", model.number())
                disabled=move || is_busy.get()
                prop:checked=move || context.form.read().model == model
                on:change=move |_| context.form.update(|form| form.model = model)
            />
            <span class="choice__title">
                {model.title()}
                <span class="choice__mark" aria-hidden="true">"✓"</span>
            </span>
            <span class="choice__text">{description(model)}</span>
            <span class="choice__facts row row--apart">
                <span data-testid=format!("train-parameters-{}", model.number())>{facts}</span>
                <span>{move || result.get()}</span>
            </span>
        </label>
    }
}

/// Hidden units and final ReLU as the form has them; none while the typed number makes no sense.
pub(super) fn architecture(model: ModelKind) -> Memo<Option<(usize, bool)>> {
    let form = SessionContext::expect().form;
    Memo::new(move |_| {
        form.with(|form| {
            if form.error(FormField::HiddenUnits).is_some() {
                return None;
            }
            // The other fields may be wrong; they do not shape the model.
            let only_units = SettingsForm {
                final_relu: form.final_relu,
                hidden_units: form.hidden_units.clone(),
                ..SettingsForm::lesson(model)
            };
            let config = only_units.parse().ok()?;
            Some((config.hidden_units, config.final_relu))
        })
    })
}
