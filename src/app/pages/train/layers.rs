//! The layers of the chosen model.

use leptos::prelude::*;

use super::choose::architecture;
use crate::app::components::{ErrorNotice, LayerTable, use_answer};
use crate::app::context::SessionContext;
use crate::protocol::ModelKind;
use crate::session::{Session, SummaryAnswer};

#[component]
pub fn Layers() -> impl IntoView {
    let context = SessionContext::expect();
    let client = context.client;
    let model = Memo::new(move |_| context.form.read().model);
    let is_home_ready = Memo::new(move |_| context.session.with(Session::is_home_ready));
    let architectures = ModelKind::ALL.map(architecture);
    let answer = use_answer(
        move || {
            let model = model.get();
            let (hidden_units, final_relu) = architectures[model.number()].get()?;
            is_home_ready
                .get()
                .then(|| client.summarize(model, hidden_units, final_relu))
        },
        Session::summary,
    );
    let layers = Signal::derive(move || {
        answer
            .value
            .with(|answer| answer.as_ref().map(|answer| answer.layers.clone()))
            .unwrap_or_default()
    });
    view! {
        <section class="card">
            <div class="card__header">
                <h2 class="card__title">"Layers of " {move || model.get().title()}</h2>
                <span class="card__hint">
                    <code>{move || model.get().class_name()}</code>
                    " in the lesson"
                </span>
            </div>
            <LayerTable layers=layers testid="train-layers" />
            <p class="soft small">
                "Shapes are those of one image. "
                {move || answer.value.with(|answer| answer.as_ref().map(remark))}
            </p>
            <ErrorNotice error=answer.error testid="train-layers-error" />
        </section>
    }
}

/// What to notice in this table.
fn remark(answer: &SummaryAnswer) -> &'static str {
    match answer.model {
        ModelKind::Baseline => {
            "Flatten lays the 28 rows end to end, so the model no longer knows which pixels are neighbours."
        }
        ModelKind::NonLinear if answer.layers.last().is_none_or(|last| last.layer != "ReLU") => {
            "ReLU keeps what is positive and turns the rest into 0. Without the lesson's last one, a result may be negative, and no class can fall silent."
        }
        ModelKind::NonLinear => {
            "ReLU keeps what is positive and turns the rest into 0; the lesson puts one even on the ten results, which can silence a class for good."
        }
        ModelKind::TinyVgg => {
            "Pooling halves height and width, and the small kernels are shared by all places: hence so few parameters."
        }
    }
}
