//! Synchronises the page's address with the open tab and the settings, both ways.

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::session::address;
use crate::session::{SettingsForm, Tab};

/// Tab and settings in the address.
pub fn read() -> (Tab, SettingsForm) {
    let hash = window().location().hash().unwrap_or_default();
    address::read(&hash)
}

/// A sentence on what the address says in vain; none where all of it is understood.
pub fn complaint() -> Option<String> {
    let hash = window().location().hash().unwrap_or_default();
    let unknown = address::unknown(&hash);
    (!unknown.is_empty()).then(|| {
        format!(
            "the address says “{}”, which this page does not know: everything else in it applies",
            unknown.join("”, “")
        )
    })
}

/// From now on, a change of the address changes tab and settings, and vice versa.
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
    // The listener lives as long as the page.
    listener.forget();
    Effect::new(move |_| {
        document().set_title(&format!("{} · Fitting Room", tab.get().title()));
        let address = form.with(|form| address::write(tab.get(), form));
        if let Ok(history) = window().history() {
            // Browsers limit the rate of changes; the next change brings the address up to date.
            drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
        }
    });
}
