//! Moves the focus to an element.

use leptos::html::Section;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::erased::effect;

/// Focuses the element of this id, if there is one, and scrolls to it; the next Tab goes on from there.
pub fn focus_on(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        let top = element.get_bounding_client_rect().top();
        let height = window().inner_height().ok().and_then(|it| it.as_f64());
        // Below the middle there is little of what it heads, or nothing on a phone.
        if height.is_some_and(|height| top > height / 2.0) {
            element.scroll_into_view();
        }
        // It fails only for an element that is not in the document.
        drop(element.focus());
    }
}

/// Focuses a section and scrolls to its beginning as soon as it is drawn, where that is wanted.
pub fn come_to(section: NodeRef<Section>, is_wanted: RwSignal<bool>) {
    effect(move || {
        if let Some(section) = section.get()
            && is_wanted.get_untracked()
        {
            is_wanted.set(false);
            section.scroll_into_view();
            // It fails only for an element that is not in the document.
            drop(section.focus());
        }
    });
}
