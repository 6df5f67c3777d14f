//! Follows what the browser does with the tab: hides it, keeps it for "Back", brings it back.

use gloo::events::EventListener;
use leptos::prelude::*;

use super::client::Client;
use crate::js;

/// Has a snapshot taken when the tab is hidden, and looks after engines and runs when it comes back.
pub fn follow(client: Client) {
    let on_visibility = EventListener::new(&document(), "visibilitychange", move |_| {
        if document().hidden() {
            // The last that a tab hears before it is discarded.
            client.snapshot_now();
        } else {
            client.look_for_cut_off_runs();
        }
    });
    let on_show = EventListener::new(&window(), "pageshow", move |event| {
        // What was shown before, rather than loaded: its workers may be gone.
        if js::has(event, "persisted") {
            client.check_engines();
            client.look_for_cut_off_runs();
        }
    });
    // The listeners live as long as the page.
    on_visibility.forget();
    on_show.forget();
}
