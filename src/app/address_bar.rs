//! Keeps the page's address and the open tab and settings the same, both ways.

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::session::address;
use crate::session::{SettingsForm, Tab};

/// Tab and settings as the address has them.
pub fn read() -> (Tab, SettingsForm) {
    let hash = window().location().hash().unwrap_or_default();
    address::read(&hash)
}

/// From now on a change of either shows in the other.
pub fn follow(tab: RwSignal<Tab>, form: RwSignal<SettingsForm>) {
    let listener = EventListener::new(&window(), "hashchange", move |_| {
        let (new_tab, new_form) = read();
        if new_tab != tab.get_untracked() {
            tab.set(new_tab);
        }
        if form.with_untracked(|form| *form != new_form) {
            form.set(new_form);
        }
    });
    // It listens as long as the page stands.
    listener.forget();
    Effect::new(move |_| {
        document().set_title(&format!("{} · Fitting Room", tab.get().title()));
        let address = form.with(|form| address::write(tab.get(), form));
        if let Ok(history) = window().history() {
            // A browser may refuse when letters come too fast; the next one brings the address up to date.
            drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
        }
    });
}
