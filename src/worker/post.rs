//! Posts events to the page, stamped with the worker's clock.

use std::cell::OnceCell;

use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;
use web_time::Instant;

use crate::protocol::{Event, Stamped};
use crate::wire;

thread_local! {
    static STARTED: OnceCell<Instant> = const { OnceCell::new() };
}

/// The worker's own global scope.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Seconds since this function was first called.
pub fn elapsed_secs() -> f64 {
    STARTED.with(|started| started.get_or_init(Instant::now).elapsed().as_secs_f64())
}

/// Posts one event; its byte arrays are transferred, not copied.
pub fn post(event: Event) {
    let stamped = Stamped {
        elapsed_secs: elapsed_secs(),
        event,
    };
    let posted = wire::encode(&stamped)
        .map_err(|error| error.to_string())
        .and_then(|(message, transfer)| {
            scope()
                .post_message_with_transfer(&message, &transfer)
                .map_err(|error| format!("{error:?}"))
        });
    // The console is the only place left: the page cannot be reached.
    if let Err(error) = posted {
        gloo::console::error!(format!("an event could not be posted: {error}"));
    }
}

/// Installs a panic hook that posts the panic's message.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        post(Event::Panicked {
            message: info.to_string(),
        });
    }));
}
