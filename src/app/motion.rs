//! Whether things may move, by the setting of the learner’s system.

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsCast;

/// Whether the system asks for less motion; false where it cannot be known.
pub fn is_reduced() -> bool {
    let window = window();
    let query = "(prefers-reduced-motion: reduce)".into();
    let list = Reflect::get(&window, &"matchMedia".into())
        .ok()
        .and_then(|function| function.dyn_into::<Function>().ok())
        .and_then(|function| function.call1(&window, &query).ok());
    let matches = list.and_then(|list| Reflect::get(&list, &"matches".into()).ok());
    matches.is_some_and(|matches| matches.is_truthy())
}
