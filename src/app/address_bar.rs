//! Synchronises the page's address with the open tab and the settings, both ways; Back undoes a change of either.

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::session::address;
use crate::session::history::{Change, entry_of};
use crate::session::lesson::sections::Section;
use crate::session::{Entry, Hidden, HistoryPlace, SettingsForm, Tab};
use crate::texts::text;

/// Tab and settings in the address.
pub fn read() -> (Tab, SettingsForm) {
    address::read(&hash())
}

/// The views that the address hides.
pub fn hidden() -> Hidden {
    Hidden::read(&search())
}

/// The section of the lesson in the address.
pub fn section() -> Option<Section> {
    address::read_section(&hash())
}

/// Sentences on what the address says in vain; none where all of it is understood.
pub fn complaints() -> impl Iterator<Item = String> {
    let (hash, search) = (hash(), search());
    let mut unknown = address::unknown(&hash);
    unknown.extend(Hidden::unknown(&search));
    let stays = Hidden::names_what_stays(&search).then(|| text!("address-about-stays").to_owned());
    address::complaint(&unknown).into_iter().chain(stays)
}

/// From now on, a change of the address changes tab, section and settings, and vice versa.
///
/// - `is_busy`: whether the page itself changes the settings now, such as from run to run of the lesson.
/// - `complain`: is given the sentence on what a changed address says in vain.
pub fn follow(
    tab: RwSignal<Tab>,
    open_section: RwSignal<Option<Section>>,
    form: RwSignal<SettingsForm>,
    is_busy: Signal<bool>,
    complain: impl Fn(String) + 'static,
) {
    let is_from_address = StoredValue::new(false);
    let listener = EventListener::new(&window(), "hashchange", move |_| {
        // Before the hash is rewritten. The part after `?` cannot change without a reload.
        if let Some(complaint) = address::complaint(&address::unknown(&hash())) {
            complain(complaint);
        }
        let (new_tab, new_form) = read();
        // Of another view, the lesson stays where it is.
        if new_tab == Tab::Lesson && section() != open_section.get_untracked() {
            is_from_address.set_value(true);
            open_section.set(section());
        }
        if new_tab != tab.get_untracked() {
            is_from_address.set_value(true);
            tab.set(new_tab);
        }
        if form.with_untracked(|form| *form != new_form) {
            is_from_address.set_value(true);
            form.set(new_form);
        }
    });
    // The listener lives as long as the page.
    listener.forget();
    Effect::new(move |before: Option<(HistoryPlace, Option<Change>)>| {
        let tab = tab.get();
        let now = HistoryPlace {
            tab,
            section: open_section.get().filter(|_| tab == Tab::Lesson),
            form: form.get(),
        };
        let title = now.section.map_or(tab.title(), Section::title);
        document().set_title(&format!("{title} · Fitting Room"));
        let is_learners = !is_from_address.get_value() && !is_busy.get_untracked();
        is_from_address.set_value(false);
        let (entry, change) = match before {
            Some((before, last)) if is_learners => {
                entry_of(&before, &now, last, js_sys::Date::now() / 1000.0)
            }
            // The first address, or one that the browser has just gone to.
            Some(_) | None => (Entry::Same, None),
        };
        write(&now.address(), entry);
        (now, change)
    });
}

fn write(address: &str, entry: Entry) {
    // A link to a tab has made its entry already.
    if hash() == address {
        return;
    }
    let Ok(history) = window().history() else {
        return;
    };
    // Browsers limit the rate of changes; the next change brings the address up to date.
    drop(match entry {
        Entry::New => history.push_state_with_url(&JsValue::NULL, "", Some(address)),
        Entry::Same => history.replace_state_with_url(&JsValue::NULL, "", Some(address)),
    });
}

fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

fn search() -> String {
    window().location().search().unwrap_or_default()
}
