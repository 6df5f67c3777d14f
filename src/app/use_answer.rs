//! A request as a Leptos hook: the newest answer stays until the next one is there.

use leptos::prelude::*;

use super::context::SessionContext;
use crate::app::erased::{effect, memo};
use crate::protocol::{Answer, Ask, DeviceKind, Request};
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
struct Newest {
    /// Requests so far, this one included.
    n_asked: u32,
    /// None while it is on its way.
    answer: Option<Result<Answer, String>>,
    /// Whether this request or one before it was answered.
    has_value: bool,
}

/// Sends a request whenever a signal that `question` reads changes, unless it returns none.
pub fn use_answer<Q>(
    question: impl Fn() -> Option<Q> + Send + Sync + 'static,
) -> AnswerState<Q::Answer>
where
    Q: Ask + 'static,
    Q::Answer: Clone + PartialEq + Send + Sync + 'static,
{
    let question = move || Some((PRIMARY_ENGINE, question()?.into()));
    read_newest(ask_again(Box::new(question)), Q::read)
}

/// The same with the engine that is asked.
pub fn use_answer_on<Q>(
    question: impl Fn() -> Option<(DeviceKind, Q)> + Send + Sync + 'static,
) -> AnswerState<Q::Answer>
where
    Q: Ask + 'static,
    Q::Answer: Clone + PartialEq + Send + Sync + 'static,
{
    let question = move || question().map(|(device, question)| (device, question.into()));
    read_newest(ask_again(Box::new(question)), Q::read)
}

/// What a view asks now; a box, so that the page carries what follows once and not once a view.
type Question = Box<dyn Fn() -> Option<(DeviceKind, Request)> + Send + Sync>;

/// The requests of a view, whatever they are.
#[derive(Clone, Copy)]
struct Asking {
    newest: RwSignal<Newest>,
    error: Memo<Option<String>>,
    is_waiting: Memo<bool>,
}

fn ask_again(question: Question) -> Asking {
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    let newest = RwSignal::new(Newest {
        n_asked: 0,
        answer: None,
        has_value: false,
    });
    let has_crashed = memo(move |_| session.read().devices.has_primary_crashed());
    effect(move || {
        // A request that a crash cut short is repeated after the restart.
        if has_crashed.get() {
            return;
        }
        let Some((device, request)) = question() else {
            return;
        };
        let (number, has_value) =
            newest.with_untracked(|newest| (newest.n_asked + 1, newest.has_value));
        newest.set(Newest {
            n_asked: number,
            answer: None,
            has_value,
        });
        client.spawn(async move {
            let answer = client.ask_any(device, request).await;
            // Answers to older requests are dropped, and those for a view that is closed.
            newest.try_maybe_update(|newest| {
                let is_newest = newest.n_asked == number;
                if is_newest {
                    newest.has_value |= answer.is_ok();
                    newest.answer = Some(answer);
                }
                (is_newest, ())
            });
            Ok(())
        });
    });
    let error = memo(move |_| {
        let (failure, has_value) = newest.with(|newest| match &newest.answer {
            Some(Err(message)) => (Some(message.clone()), newest.has_value),
            Some(Ok(_)) | None => (None, newest.has_value),
        });
        // After a crash no request is sent, so without this `is_waiting` would stay true.
        let is_lost = has_crashed.get() && !has_value;
        failure.or_else(|| is_lost.then(|| text!("engine-has-crashed").to_owned()))
    });
    let is_waiting = memo(move |_| {
        let is_asked = newest.with(|newest| newest.n_asked > 0 && newest.answer.is_none());
        is_asked && error.read().is_none()
    });
    Asking {
        newest,
        error,
        is_waiting,
    }
}

/// The answers of one type.
fn read_newest<T: Clone + PartialEq + Send + Sync>(
    asking: Asking,
    read: fn(Answer) -> Option<T>,
) -> AnswerState<T> {
    let Asking {
        newest,
        error,
        is_waiting,
    } = asking;
    let value = memo(move |before: Option<&Option<T>>| {
        newest.with(|newest| match &newest.answer {
            Some(Ok(answer)) => read(answer.clone()),
            Some(Err(_)) | None => before.cloned().flatten(),
        })
    });
    AnswerState {
        value,
        error,
        is_waiting,
    }
}
