//! What is computed only once the learner asks for it: a button, and what it leads to.

use leptos::prelude::*;

/// A button, and in its place the content once it is pressed.
#[component]
pub fn Begin(
    /// Whether it has been pressed.
    has_begun: RwSignal<bool>,
    /// The label of the button.
    label: &'static str,
    /// What it costs, beside the button. Default is nothing.
    #[prop(optional)]
    hint: &'static str,
    /// Whether there is nothing to begin with. Default is false.
    #[prop(into, optional)]
    is_disabled: Signal<bool>,
    /// `data-testid` of the button.
    testid: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    move || {
        if has_begun.get() {
            return children().into_any();
        }
        view! {
            <div class="row">
                <button
                    class="button"
                    type="button"
                    data-testid=testid
                    disabled=move || is_disabled.get()
                    on:click=move |_| has_begun.set(true)
                >
                    {label}
                </button>
                <span class="soft small">{hint}</span>
            </div>
        }
        .into_any()
    }
}
