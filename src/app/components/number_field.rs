//! A field for a number: label, control, and one line that is either help or what is wrong.

use leptos::prelude::*;

use crate::session::format::sentence;

/// Text of the learner's, read by whoever owns the form: it may be anything.
#[component]
pub fn NumberField(
    /// Unique on the page; also the `data-testid`.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    /// A short line below, while nothing is wrong. Default is none.
    #[prop(into, optional)]
    help: Signal<String>,
    /// What stands in the field.
    #[prop(into)]
    value: Signal<String>,
    /// What is wrong with it; shown in place of the help. Default is nothing.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// Whether it cannot be changed now. Default is no.
    #[prop(into, optional)]
    is_disabled: Signal<bool>,
    /// The new text, after each key.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let message_id = format!("{id}-message");
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            // A `type="number"` hides what it cannot read, and then nobody can say what is wrong with it.
            <input
                class="field__control"
                id=id.clone()
                data-testid=id.clone()
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || value.get()
                disabled=move || is_disabled.get()
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=message_id.clone()
                on:input=move |event| on_change.run(event_target_value(&event))
            />
            <FieldMessage id=message_id help=help error=error />
        </div>
    }
}

/// The line below a control: help, or an error in its place, so that nothing moves.
#[component]
pub fn FieldMessage(
    /// What the control's `aria-describedby` names.
    #[prop(into)]
    id: String,
    /// Shown while nothing is wrong. Default is none.
    #[prop(into, optional)]
    help: Signal<String>,
    /// Default is none.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let testid = id.clone();
    view! {
        <div id=id data-testid=testid aria-live="polite">
            {move || match error.get() {
                Some(error) => view! { <p class="field__error">{sentence(&error)}</p> }.into_any(),
                None => view! { <p class="field__help">{help.get()}</p> }.into_any(),
            }}
        </div>
    }
}
