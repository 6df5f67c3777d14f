//! A confirmation dialog inside the page; `window.confirm` would block the page's thread.

use crate::app::erased::effect;
use crate::texts::text;
use leptos::html::Dialog;
use leptos::prelude::*;
use std::sync::Arc;

/// A question about an action that cannot be undone.
#[derive(Clone)]
pub struct Confirmation {
    /// The sentence.
    pub question: String,
    /// The label of the button that confirms.
    pub go_ahead: &'static str,
    /// Called after confirmation. No `Callback`: that would end with the view of the button that asked, such as a row of a list
    /// that is read anew meanwhile.
    pub on_confirm: Arc<dyn Fn() + Send + Sync>,
}

/// Opens a dialog, as a modal one, whenever this becomes true, and closes it whenever it becomes false.
pub fn open_while(dialog: NodeRef<Dialog>, is_wanted: impl Fn() -> bool + 'static) {
    effect(move || {
        let is_wanted = is_wanted();
        let Some(dialog) = dialog.get() else {
            return;
        };
        match (is_wanted, dialog.open()) {
            // A dialog that cannot be modal is shown as an ordinary one.
            (true, false) => {
                if dialog.show_modal().is_err() {
                    dialog.set_open(true);
                }
            }
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
}

/// A modal dialog while there is a question.
#[component]
pub fn ConfirmDialog(
    /// The question; set to none when it is answered or dismissed.
    question: RwSignal<Option<Confirmation>>,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    open_while(dialog, move || question.with(Option::is_some));
    let text = move || question.with(|asked| asked.as_ref().map(|asked| asked.question.clone()));
    let go_ahead = move || question.with(|asked| asked.as_ref().map(|asked| asked.go_ahead));
    let confirm = move |_| {
        if let Some(asked) = question.get_untracked() {
            question.set(None);
            (asked.on_confirm)();
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
                    {text!("word-cancel")}
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
