//! Messages of JavaScript exceptions.

use wasm_bindgen::{JsCast, JsValue};

/// The message of a thrown value.
pub fn describe(thrown: &JsValue) -> String {
    thrown.dyn_ref::<js_sys::Error>().map_or_else(
        || format!("{thrown:?}"),
        |error| String::from(error.message()),
    )
}
