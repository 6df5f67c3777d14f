//! Selects one of several models.

use leptos::prelude::*;

use crate::app::erased::Show;
use crate::protocol::ModelKind;
use crate::texts::text;

/// A drop-down list of models.
#[component]
pub fn ModelSelect(
    /// Unique on the page; also the `data-testid`. An option's value is the model's number.
    #[prop(into)]
    id: String,
    /// The label. Default is "Model".
    #[prop(into, default = text!("word-model").to_owned())]
    label: String,
    /// The models, each with its label.
    #[prop(into)]
    models: Signal<Vec<(ModelKind, String)>>,
    /// The selected model; none for an empty selection.
    #[prop(into)]
    chosen: Signal<Option<ModelKind>>,
    /// Called with the model that the learner selects.
    #[prop(into)]
    on_choose: Callback<ModelKind>,
) -> impl IntoView {
    let choose = move |event| {
        let model = event_target_value(&event)
            .parse()
            .ok()
            .and_then(ModelKind::from_number);
        if let Some(model) = model {
            on_choose.run(model);
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <select
                class="select"
                id=id.clone()
                data-testid=id.clone()
                disabled=move || models.read().is_empty()
                on:change=choose
            >
                <Show when=move || models.read().is_empty()>
                    <option>{text!("models-none-yet")}</option>
                </Show>
                {move || {
                    models
                        .get()
                        .into_iter()
                        .map(|(model, title)| {
                            view! {
                                <option
                                    value=model.number.to_string()
                                    prop:selected=move || chosen.get() == Some(model)
                                >
                                    {title}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}
