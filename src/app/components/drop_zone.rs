//! A place to choose a file by button, or to drop one.

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::{DragEvent, File};

/// A file input in a frame on which a file can be dropped.
#[component]
pub fn DropZone(
    /// Unique on the page: the input is called this with `-file`, the frame with `-drop`.
    name: &'static str,
    /// What can be chosen, in words.
    title: &'static str,
    /// What the browser offers first, such as `image/*`.
    accept: &'static str,
    /// The ids of the texts below that say how it went.
    described_by: &'static str,
    /// Whether nothing can be chosen now. Default is no.
    #[prop(into, optional)]
    is_disabled: Signal<bool>,
    /// The file, chosen or dropped.
    #[prop(into)]
    on_file: Callback<File>,
    /// Something else was dropped: text, or a picture out of a page.
    #[prop(into)]
    on_no_file: Callback<()>,
    /// The other ways to bring a file.
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
        // So that choosing the same file again is a change again.
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
