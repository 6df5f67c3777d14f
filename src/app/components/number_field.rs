//! A field for a number: label, control, and one line that is either help or an error.

use leptos::prelude::*;

use crate::session::format::sentence;

/// A text field for a number. It accepts any text; its owner parses it.
#[component]
pub fn NumberField(
    /// Unique on the page; also the `data-testid`.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// A short line below, without an error. Default is none.
    #[prop(into, optional)]
    help: Signal<String>,
    /// The text in the field.
    #[prop(into)]
    value: Signal<String>,
    /// The error, shown in place of the help. Default is none.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// Whether it is disabled. Default is false.
    #[prop(into, optional)]
    is_disabled: Signal<bool>,
    /// Called with the new text, after each key.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let message_id = format!("{id}-message");
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            // A `type="number"` returns an empty value for text that is no number, which an error could not quote.
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
    /// The id for the control's `aria-describedby`.
    #[prop(into)]
    id: String,
    /// Shown without an error. Default is none.
    #[prop(into, optional)]
    help: Signal<String>,
    /// The error, shown in place of the help. Default is none.
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
