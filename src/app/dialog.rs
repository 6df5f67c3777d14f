//! Asks "are you sure?" inside the page, so that no browser dialog stops everything else.

use leptos::html::Dialog;
use leptos::prelude::*;

/// A question with one dangerous answer.
#[derive(Clone)]
pub struct Confirmation {
    pub question: String,
    /// What the button says that goes ahead.
    pub go_ahead: &'static str,
    pub on_confirm: Callback<()>,
}

/// Shows the question while there is one.
#[component]
pub fn ConfirmDialog(
    /// The question; set to none when it is answered.
    question: RwSignal<Option<Confirmation>>,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let is_asked = question.with(Option::is_some);
        let Some(dialog) = dialog.get() else {
            return;
        };
        match (is_asked, dialog.open()) {
            // A dialog that cannot be modal is shown all the same.
            (true, false) => {
                if dialog.show_modal().is_err() {
                    dialog.set_open(true);
                }
            }
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
    let text = move || question.with(|asked| asked.as_ref().map(|asked| asked.question.clone()));
    let go_ahead = move || question.with(|asked| asked.as_ref().map(|asked| asked.go_ahead));
    let confirm = move |_| {
        if let Some(asked) = question.get_untracked() {
            question.set(None);
            asked.on_confirm.run(());
        }
    };
    view! {
        // The browser closes it on Escape.
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby="confirm-question"
            data-testid="confirm-dialog"
            on:close=move |_| question.set(None)
        >
            <p id="confirm-question">{text}</p>
            <div class="dialog__actions">
                <button
                    class="button"
                    type="button"
                    data-testid="confirm-no"
                    on:click=move |_| question.set(None)
                >
                    "Cancel"
                </button>
                <button
                    class="button button--danger"
                    type="button"
                    data-testid="confirm-yes"
                    on:click=confirm
                >
                    {go_ahead}
                </button>
            </div>
        </dialog>
    }
}
