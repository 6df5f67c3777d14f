//! Chooses a file by button or drop.

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::{DragEvent, File};

/// A file input in a frame on which a file can be dropped.
#[component]
pub fn DropZone(
    /// Unique on the page; the input's id is this with `-file`, the frame's with `-drop`.
    name: &'static str,
    /// The label.
    title: &'static str,
    /// File types that the browser offers, such as `image/*`.
    accept: &'static str,
    /// Ids of the texts below that report the outcome.
    described_by: &'static str,
    /// Whether it is disabled. Default is false.
    #[prop(into, optional)]
    is_disabled: Signal<bool>,
    /// Called with the chosen or dropped file.
    #[prop(into)]
    on_file: Callback<File>,
    /// Called when something else is dropped: text, or a picture from a page.
    #[prop(into)]
    on_no_file: Callback<()>,
    /// Text and controls below the button.
    children: Children,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let is_over = RwSignal::new(false);
    let choose = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            on_file.run(file);
        }
        // Choosing the same file again is then a change again.
        input.set_value("");
    };
    let drop_file = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        match files.and_then(|files| files.get(0)) {
            Some(file) => on_file.run(file),
            None => on_no_file.run(()),
        }
    };
    let id = format!("{name}-file");
    view! {
        <div
            class="drop"
            class=("drop--over", move || is_over.get())
            data-testid=format!("{name}-drop")
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop_file
        >
            <label for=id.clone()><strong>{title}</strong></label>
            <input
                node_ref=input
                id=id.clone()
                data-testid=id.clone()
                type="file"
                accept=accept
                aria-describedby=described_by
                disabled=move || is_disabled.get()
                on:change=choose
            />
            <p class="soft small">{children()}</p>
        </div>
    }
}
