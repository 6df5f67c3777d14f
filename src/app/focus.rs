//! Moves the focus to an element by its id.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Focuses the element of this id, if there is one, and scrolls to it; the next Tab goes on from there.
pub fn focus_on(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        // It fails only for an element that is not in the document.
        drop(element.focus());
    }
}
