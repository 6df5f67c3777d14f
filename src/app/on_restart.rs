//! Runs a callback when the primary engine restarts, to clear messages of the crash.

use leptos::prelude::*;

use super::context::SessionContext;
use crate::app::erased::memo;

/// Calls `act` whenever the primary engine restarts after a crash.
pub fn on_restart(act: impl Fn() + Send + Sync + 'static) {
    let session = SessionContext::expect().session;
    let has_crashed = memo(move |_| session.read().devices.has_primary_crashed());
    Effect::new(move |had_crashed: Option<bool>| {
        let has_crashed = has_crashed.get();
        if had_crashed == Some(true) && !has_crashed {
            act();
        }
        has_crashed
    });
}
