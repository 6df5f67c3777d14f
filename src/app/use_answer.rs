//! A request as a Leptos hook: the newest answer stays until the next one is there.

use leptos::prelude::*;

use super::context::SessionContext;
use crate::protocol::{Ask, DeviceKind};
use crate::session::PRIMARY_ENGINE;
use crate::texts::text;

/// The state of a request that is repeated when its inputs change.
pub struct AnswerState<T: Send + Sync + 'static> {
    /// The newest answer; while a request is on its way, the one before.
    pub value: Memo<Option<T>>,
    /// Why the newest request failed.
    pub error: Memo<Option<String>>,
    /// Whether the newest request is on its way.
    pub is_waiting: Memo<bool>,
}

impl<T: Send + Sync + 'static> Copy for AnswerState<T> {}

impl<T: Send + Sync + 'static> Clone for AnswerState<T> {
    fn clone(&self) -> Self {
        *self
    }
}

/// The newest request.
struct Newest<T> {
    /// Requests so far, this one included.
    n_asked: u32,
    /// None while it is on its way.
    answer: Option<Result<T, String>>,
}

/// Sends a request whenever a signal that `question` reads changes, unless it returns none.
pub fn use_answer<Q>(
    question: impl Fn() -> Option<Q> + Send + Sync + 'static,
) -> AnswerState<Q::Answer>
where
    Q: Ask + 'static,
    Q::Answer: Clone + PartialEq + Send + Sync + 'static,
{
    use_answer_on(move || Some((PRIMARY_ENGINE, question()?)))
}

/// The same with the engine that is asked.
pub fn use_answer_on<Q>(
    question: impl Fn() -> Option<(DeviceKind, Q)> + Send + Sync + 'static,
) -> AnswerState<Q::Answer>
where
    Q: Ask + 'static,
    Q::Answer: Clone + PartialEq + Send + Sync + 'static,
{
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    let newest = RwSignal::new(Newest {
        n_asked: 0,
        answer: None,
    });
    let has_crashed = Memo::new(move |_| session.read().devices.has_primary_crashed());
    Effect::new(move || {
        // A request that a crash cut short is repeated after the restart.
        if has_crashed.get() {
            return;
        }
        let Some((device, question)) = question() else {
            return;
        };
        let number = newest.with_untracked(|newest| newest.n_asked) + 1;
        newest.set(Newest {
            n_asked: number,
            answer: None,
        });
        client.spawn(async move {
            let answer = client.ask_on(device, question).await;
            // Answers to older requests are dropped, and those for a view that is closed.
            newest.try_maybe_update(|newest| {
                let is_newest = newest.n_asked == number;
                if is_newest {
                    newest.answer = Some(answer);
                }
                (is_newest, ())
            });
            Ok(())
        });
    });
    let value = Memo::new(move |before: Option<&Option<Q::Answer>>| {
        newest.with(|newest| match &newest.answer {
            Some(Ok(answer)) => Some(answer.clone()),
            Some(Err(_)) | None => before.cloned().flatten(),
        })
    });
    let error = Memo::new(move |_| {
        let failure = newest.with(|newest| match &newest.answer {
            Some(Err(message)) => Some(message.clone()),
            Some(Ok(_)) | None => None,
        });
        // After a crash no request is sent, so without this `is_waiting` would stay true.
        let is_lost = has_crashed.get() && value.read().is_none();
        failure.or_else(|| is_lost.then(|| text!("engine-has-crashed").to_owned()))
    });
    let is_waiting = Memo::new(move |_| {
        let is_asked = newest.with(|newest| newest.n_asked > 0 && newest.answer.is_none());
        is_asked && error.read().is_none()
    });
    AnswerState {
        value,
        error,
        is_waiting,
    }
}
