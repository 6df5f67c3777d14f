//! Posts to the other tabs of this page what this one has changed in the storage, and receives the same from them.
//!
//! By a `BroadcastChannel`; a browser without one reads the storage when a view opens, as before.

use crate::js;
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, MessageEvent};

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Saved models.
    Models,
    /// Stored runs.
    Runs,
}

impl Change {
    const ALL: [Self; 2] = [Self::Models, Self::Runs];

    fn word(self) -> &'static str {
        match self {
            Self::Models => "models",
            Self::Runs => "runs",
        }
    }
}

thread_local! {
    static CHANNEL: Option<EventTarget> = js::construct("BroadcastChannel", &"fitting-room".into());
}

/// Posts to all other tabs.
pub fn announce(change: Change) {
    CHANNEL.with(|channel| {
        let Some(channel) = channel else { return };
        // A text can always be posted to an open channel.
        drop(js::call(channel, "postMessage", &[&change.word().into()]));
    });
}

/// Does this for each change of another tab, as long as the page lives.
pub fn listen(act: impl Fn(Change) + 'static) {
    CHANNEL.with(|channel| {
        let Some(channel) = channel else { return };
        let listener = EventListener::new(channel, "message", move |event| {
            let word = event.unchecked_ref::<MessageEvent>().data().as_string();
            let change = Change::ALL
                .into_iter()
                .find(|change| word.as_deref() == Some(change.word()));
            if let Some(change) = change {
                act(change);
            }
        });
        listener.forget();
    });
}
