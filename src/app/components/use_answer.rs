//! Asks an engine and keeps the answer in view until the next one is there.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::protocol::RequestId;
use crate::session::{EngineStatus, HOME, Session};

/// The state of one question that may be asked again and again.
pub struct Answer<T: Send + Sync + 'static> {
    /// The newest answer; the one before stays until it comes, so that nothing flickers.
    pub value: Memo<Option<T>>,
    /// Why the newest question failed.
    pub error: Memo<Option<String>>,
    /// Asked, and neither answered nor failed.
    pub is_waiting: Memo<bool>,
}

impl<T: Send + Sync + 'static> Copy for Answer<T> {}

impl<T: Send + Sync + 'static> Clone for Answer<T> {
    fn clone(&self) -> Self {
        *self
    }
}

/// Asks whenever a signal that `ask` reads changes; `ask` gives the number of its question, or none to wait.
pub fn use_answer<T>(
    ask: impl Fn() -> Option<RequestId> + Send + Sync + 'static,
    pick: fn(&Session, RequestId) -> Option<&T>,
) -> Answer<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let session = SessionContext::expect().session;
    let request = RwSignal::new(None::<RequestId>);
    let has_crashed = Memo::new(move |_| {
        session.with(|session| matches!(session.engine(HOME), EngineStatus::Crashed(_)))
    });
    Effect::new(move || {
        // What a crash cut short is asked again of the engine that comes after it.
        if has_crashed.get() {
            return;
        }
        if let Some(asked) = ask() {
            request.set(Some(asked));
        }
    });
    let current = Memo::new(move |_| {
        let request = request.get()?;
        session.with(|session| pick(session, request).cloned())
    });
    let value = Memo::new(move |before: Option<&Option<T>>| {
        current.get().or_else(|| before.cloned().flatten())
    });
    let error = Memo::new(move |_| {
        let failure = request.get().and_then(|request| {
            session.with(|session| session.failure(request).map(str::to_owned))
        });
        // What was not even asked would seem to be waited for.
        let is_lost = has_crashed.get() && value.read().is_none();
        failure.or_else(|| is_lost.then(|| "the engine has crashed: restart it".to_owned()))
    });
    let is_waiting = Memo::new(move |_| {
        request.get().is_some() && current.read().is_none() && error.read().is_none()
    });
    Answer {
        value,
        error,
        is_waiting,
    }
}
