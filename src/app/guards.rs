//! Handles three accidents: a file dropped outside of a drop zone, a page left during a run, and a panic of the page.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::DragEvent;

use crate::js;
use crate::session::Session;
use crate::texts::text;

/// Ignores files dropped outside of a drop zone: the browser would open them in place of the page.
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
        // The listener lives as long as the page.
        listener.forget();
    }
}

/// Asks before the page is left while a run goes on, which is then cut off. The browser words the question.
pub fn ask_before_leaving(session: RwSignal<Session>) {
    let options = EventListenerOptions::enable_prevent_default();
    let listener =
        EventListener::new_with_options(&window(), "beforeunload", options, move |event| {
            if session.with_untracked(|session| session.runs.is_busy()) {
                event.prevent_default();
                // Older browsers ask for this alone; a failure leaves them without the question.
                js::set(event, "returnValue", &true.into());
            }
        });
    // The listener lives as long as the page.
    listener.forget();
}

/// Installs a panic hook that shows the panic on the page, which otherwise only stops responding.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let (Some(body), Ok(notice)) = (document().body(), document().create_element("p")) else {
            return;
        };
        notice.set_class_name("notice notice--error");
        notice.set_text_content(Some(&text!("page-broken", info = info)));
        // A failure here cannot be shown.
        drop(notice.set_attribute("role", "alert"));
        drop(body.prepend_with_node_1(&notice));
    }));
}
