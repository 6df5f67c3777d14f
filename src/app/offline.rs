//! Follows `public/keep.js`, which stores the page in the browser, and takes a new version when the learner takes it.

use gloo::events::EventListener;
use leptos::prelude::*;

use super::client::Client;
use crate::session::{NewVersion, NoticeAction, OfflineCopy, Session, Tone};
use crate::texts::text;

/// The script's event.
const CHANGED: &str = "offline-copy";
/// Asks the script for the new version.
const TAKE_UPDATE: &str = "take-update";

/// Shows what becomes of storing the page, for as long as the page lives.
pub fn follow(session: RwSignal<Session>) {
    let read = move || {
        let Some(root) = document().document_element() else {
            return;
        };
        let word = |attribute| root.get_attribute(attribute).unwrap_or_default();
        let offline = OfflineCopy::from_word(&word("data-offline"));
        let version = NewVersion::from_word(&word("data-update"));
        // It is said once, so that a dismissed notice does not come back. Removing an attribute cannot fail.
        drop(root.remove_attribute("data-update"));
        session.update(|session| {
            session.offline = offline;
            if let Some(version) = version {
                let action = (version == NewVersion::Ready).then_some(NoticeAction::TakeUpdate);
                session.notices.push(Tone::Info, version.words(), action);
            }
        });
    };
    read();
    // The listener lives as long as the page.
    EventListener::new(&window(), CHANGED, move |_| read()).forget();
}

impl Client {
    /// Reloads the page in its new version, unless a run would be lost.
    pub fn take_update(&self) {
        if self.is_busy() {
            self.notify(Tone::Info, text!("offline-run-first"));
            return;
        }
        // Creating and sending an event of an ordinary name cannot fail.
        if let Ok(event) = web_sys::Event::new(TAKE_UPDATE) {
            drop(window().dispatch_event(&event));
        }
    }
}
