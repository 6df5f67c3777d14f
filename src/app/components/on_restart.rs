//! What a crash has left on the screen goes when the engine starts anew.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::session::{EngineStatus, HOME};

/// Does this whenever the home engine, once lost, starts again.
pub fn on_restart(act: impl Fn() + Send + Sync + 'static) {
    let session = SessionContext::expect().session;
    let is_lost = Memo::new(move |_| {
        session.with(|session| matches!(session.engine(HOME), EngineStatus::Crashed(_)))
    });
    Effect::new(move |was_lost: Option<bool>| {
        let is_lost = is_lost.get();
        if was_lost == Some(true) && !is_lost {
            act();
        }
        is_lost
    });
}
