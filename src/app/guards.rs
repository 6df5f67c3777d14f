//! Keeps small accidents from ending the page: a file dropped beside its place, and a panic that nobody would see.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::DragEvent;

/// A file dropped anywhere but on its place would replace the page, and all that it has learnt, by the file.
pub fn ignore_stray_drops() {
    for event_type in ["dragover", "drop"] {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&window(), event_type, options, |event| {
            // Dragged text still goes into the fields.
            let transfer = event.unchecked_ref::<DragEvent>().data_transfer();
            let has_files = transfer
                .is_some_and(|transfer| transfer.types().iter().any(|name| name == "Files"));
            if has_files {
                event.prevent_default();
            }
        });
        // It listens as long as the page stands.
        listener.forget();
    }
}

/// Without it a broken page looks like a slow one.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let (Some(body), Ok(notice)) = (document().body(), document().create_element("p")) else {
            return;
        };
        notice.set_class_name("notice notice--error");
        notice.set_text_content(Some(&format!(
            "This page has broken down: {info}. Reload it; the models that you have saved are safe."
        )));
        // There is nobody left to tell if even this fails.
        drop(notice.set_attribute("role", "alert"));
        drop(body.prepend_with_node_1(&notice));
    }));
}
