//! Questions about a model, each answered by a run.

use leptos::prelude::*;

use super::RunsState;
use crate::app::components::ModelSelect;
use crate::app::erased::memo;
use crate::protocol::{ModelKind, TrainingConfig};
use crate::session::presets::{Preset, presets};
use crate::texts::text;

/// A card with questions that fill the settings and start a run.
#[component]
pub fn Questions() -> impl IntoView {
    let state = RunsState::expect();
    let form = state.context.form;
    let is_busy = state.is_busy();
    let model = memo(move |_| form.read().model);
    let took = memo(move |_| {
        let lesson = TrainingConfig::lesson(model.get());
        let n_epochs = lesson.n_epochs;
        let duration = state.duration(&[lesson])?;
        let took = text!("runs-took", n = n_epochs, duration = duration);
        Some(format!("{took} "))
    });
    let models = ModelKind::ALL.map(|model| (model, model.title().to_owned()));
    let question = move |Preset { question, config }: Preset| {
        let start = move |_| state.start(config.clone());
        view! {
            <li>
                <button
                    class="question"
                    type="button"
                    data-testid="runs-question"
                    disabled=move || is_busy.get()
                    on:click=start
                >
                    {question}
                </button>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="questions-title">
            <h2 class="card__title" id="questions-title">{text!("runs-what-if")}</h2>
            <ModelSelect
                id="runs-model"
                models=models.to_vec()
                chosen=Signal::derive(move || Some(model.get()))
                on_choose=move |model| form.update(|form| form.model = model)
            />
            <ul class="questions" data-testid="runs-questions">
                {move || presets(model.get()).into_iter().map(question).collect_view()}
            </ul>
            <p class="card__hint">
                {move || took.get()}
                {text!("runs-what-if-hint")}
            </p>
        </section>
    }
}
