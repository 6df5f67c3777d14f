//! Chooses a picture by button, drop or paste.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{ClipboardEvent, DataTransfer, File};

use super::drop_zone::DropZone;
use super::number_field::FieldMessage;
use super::picture_file::read_picture;
use super::rich_text::rich_text;
use crate::protocol::Picture;
use crate::texts::text;

/// Chooses an image file by button, drop or paste, and shows its errors.
#[component]
pub fn PicturePicker(
    /// Called with each picture that is decoded, and with none when that fails.
    #[prop(into)]
    on_picture: Callback<Option<Picture>>,
) -> impl IntoView {
    let error = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    // A photo that decodes slowly must not replace one that was chosen after it.
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
                Ok(picture) => on_picture.run(Some(picture)),
                Err(why) => {
                    error.set(Some(why.to_string()));
                    on_picture.run(None);
                }
            }
        });
    };
    let paste = window_event_listener(ev::paste, move |event: ClipboardEvent| {
        let transfer = event.clipboard_data();
        let has_file = transfer
            .as_ref()
            .and_then(DataTransfer::files)
            .is_some_and(|files| files.length() > 0);
        // Text pasted into a field belongs to the field.
        let is_for_a_field = event.target().is_some_and(|target| {
            wasm_bindgen::JsCast::has_type::<web_sys::HtmlInputElement>(&target)
        });
        if has_file || !is_for_a_field {
            event.prevent_default();
            match transfer.and_then(|transfer| transfer.files()?.get(0)) {
                Some(file) => take(file),
                None => error.set(Some(text!("photo-none-pasted").to_owned())),
            }
        }
    });
    on_cleanup(move || paste.remove());

    view! {
        <div class="stack stack--tight">
            <DropZone
                name="try"
                title=text!("photo-choose")
                accept="image/*"
                described_by="try-file-message"
                on_file=take
                on_no_file=move |()| error.set(Some(text!("photo-none-dropped").to_owned()))
            >
                {rich_text(text!("photo-drop"))}
            </DropZone>
            <FieldMessage
                id="try-file-message"
                help=Signal::derive(move || {
                    if is_busy.get() {
                        text!("photo-reading").to_owned()
                    } else {
                        text!("photo-private").to_owned()
                    }
                })
                error=error
            />
        </div>
    }
}
