//! Synchronises the page's address with the open tab and the settings, both ways.

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::session::address;
use crate::session::lesson::sections::Section;
use crate::session::{SettingsForm, Tab};

/// Tab and settings in the address.
pub fn read() -> (Tab, SettingsForm) {
    let hash = window().location().hash().unwrap_or_default();
    address::read(&hash)
}

/// The section of the lesson in the address.
pub fn section() -> Option<Section> {
    address::read_section(&window().location().hash().unwrap_or_default())
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

/// From now on, a change of the address changes tab, section and settings, and vice versa.
pub fn follow(
    tab: RwSignal<Tab>,
    open_section: RwSignal<Option<Section>>,
    form: RwSignal<SettingsForm>,
) {
    let listener = EventListener::new(&window(), "hashchange", move |_| {
        let (new_tab, new_form) = read();
        // Of another view, the lesson stays where it is.
        if new_tab == Tab::Lesson && section() != open_section.get_untracked() {
            open_section.set(section());
        }
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
        let tab = tab.get();
        let section = open_section.get().filter(|_| tab == Tab::Lesson);
        let title = section.map_or(tab.title(), Section::title);
        document().set_title(&format!("{title} · Fitting Room"));
        let address = form.with(|form| match tab {
            Tab::Lesson => address::write_section(section, form),
            _ => address::write(tab, form),
        });
        if let Ok(history) = window().history() {
            // Browsers limit the rate of changes; the next change brings the address up to date.
            drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
        }
    });
}
