//! Takes a picture by button, drop or paste.

use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, File};

use super::number_field::FieldMessage;
use super::picture_file::read_picture;
use crate::protocol::Picture;

/// A place to drop, paste or choose an image file. What is wrong with a file is said below it.
#[component]
pub fn PicturePicker(
    /// Each picture that could be read.
    #[prop(into)]
    on_picture: Callback<Picture>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let error = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let is_over = RwSignal::new(false);
    // A slow photo must not replace the one that was chosen after it.
    let newest = StoredValue::new(0_u32);

    let take = move |file: File| {
        newest.update_value(|number| *number += 1);
        let number = newest.get_value();
        is_busy.set(true);
        error.set(None);
        spawn_local(async move {
            let picture = read_picture(&file).await;
            // None once the view is gone.
            if newest.try_get_value() != Some(number) {
                return;
            }
            is_busy.set(false);
            match picture {
                Ok(picture) => on_picture.run(picture),
                Err(why) => error.set(Some(why.to_string())),
            }
        });
    };
    let take_first = move |transfer: Option<DataTransfer>, nothing: &str| match transfer
        .and_then(|transfer| transfer.files()?.get(0))
    {
        Some(file) => take(file),
        None => error.set(Some(nothing.to_owned())),
    };
    let paste = window_event_listener(ev::paste, move |event: ClipboardEvent| {
        let transfer = event.clipboard_data();
        let has_file = transfer
            .as_ref()
            .and_then(DataTransfer::files)
            .is_some_and(|files| files.length() > 0);
        // Text pasted into a field is not ours.
        let is_for_a_field = event.target().is_some_and(|target| {
            wasm_bindgen::JsCast::has_type::<web_sys::HtmlInputElement>(&target)
        });
        if has_file || !is_for_a_field {
            event.prevent_default();
            take_first(
                transfer,
                "the clipboard holds no image: copy one first, then paste it here",
            );
        }
    });
    on_cleanup(move || paste.remove());

    let drop_file = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        take_first(
            event.data_transfer(),
            "what was dropped is no file: save the image first, then drop its file here",
        );
    };
    let choose = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take(file);
        }
        // So that choosing the same file again is a change again.
        input.set_value("");
    };

    view! {
        <div class="stack stack--tight">
            <div
                class="drop"
                class=("drop--over", move || is_over.get())
                data-testid="try-drop"
                on:dragover=move |event: DragEvent| {
                    event.prevent_default();
                    is_over.set(true);
                }
                on:dragleave=move |_| is_over.set(false)
                on:drop=drop_file
            >
                <label for="try-file"><strong>"Choose an image file"</strong></label>
                <input
                    node_ref=input
                    id="try-file"
                    type="file"
                    accept="image/*"
                    aria-describedby="try-file-message"
                    data-testid="try-file"
                    on:change=choose
                />
                <p class="soft small">"or drop one here, or paste one with " <kbd>"Ctrl"</kbd> "+" <kbd>"V"</kbd></p>
            </div>
            <FieldMessage
                id="try-file-message"
                help=Signal::derive(move || {
                    if is_busy.get() {
                        "Reading the picture…".to_owned()
                    } else {
                        "It stays in this tab: nothing is sent anywhere".to_owned()
                    }
                })
                error=error
            />
        </div>
    }
}
