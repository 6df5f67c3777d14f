//! Asks an engine and keeps the answer in view until the next one is there.

use leptos::prelude::*;

use super::context::SessionContext;
use crate::protocol::Ask;

/// The state of one question that may be asked again and again.
pub struct AnswerState<T: Send + Sync + 'static> {
    /// The newest answer; the one before stays until it comes, so that nothing flickers.
    pub value: Memo<Option<T>>,
    /// Why the newest question failed.
    pub error: Memo<Option<String>>,
    /// Asked, and neither answered nor failed.
    pub is_waiting: Memo<bool>,
}

impl<T: Send + Sync + 'static> Copy for AnswerState<T> {}

impl<T: Send + Sync + 'static> Clone for AnswerState<T> {
    fn clone(&self) -> Self {
        *self
    }
}

/// The newest question.
struct Newest<T> {
    /// Questions asked so far, this one included.
    n_asked: u32,
    /// None before it is there.
    answer: Option<Result<T, String>>,
}

/// Asks whenever a signal that `question` reads changes, unless it gives none.
pub fn use_answer<Q>(
    question: impl Fn() -> Option<Q> + Send + Sync + 'static,
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
        // What a crash cut short is asked again of the engine that comes after it.
        if has_crashed.get() {
            return;
        }
        let Some(question) = question() else {
            return;
        };
        let number = newest.with_untracked(|newest| newest.n_asked) + 1;
        newest.set(Newest {
            n_asked: number,
            answer: None,
        });
        client.spawn(async move {
            let answer = client.ask(question).await;
            // An answer to an older question, or one for a view that is closed, comes too late.
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
        // What was not even asked would seem to be waited for.
        let is_lost = has_crashed.get() && value.read().is_none();
        failure.or_else(|| is_lost.then(|| "the engine has crashed: restart it".to_owned()))
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
