//! A request about what is looked at: its answer leaves together with the picture.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::app::use_answer::{AnswerState, use_answer};
use crate::app::view_state::{InputMode, TryItView};
use crate::protocol::Ask;

/// As [`use_answer`], but the answer to another picture is none; while a picture is drawn on, its last answer stays.
pub fn use_picture_answer<Q>(
    question: impl Fn() -> Option<Q> + Send + Sync + 'static,
) -> AnswerState<Q::Answer>
where
    Q: Ask + 'static,
    Q::Answer: Clone + PartialEq + Send + Sync + 'static,
{
    let picture = picture_number(SessionContext::expect().view_state.try_it);
    let asked_about = RwSignal::new(None);
    let newest = use_answer(move || {
        let picture = picture.get();
        let question = question()?;
        asked_about.set(Some(picture));
        Some(question)
    });
    // The answer, and which picture it is about.
    let answer = memo(move |before: Option<&(u32, Option<Q::Answer>)>| {
        let picture = picture.get();
        let answer = if newest.error.read().is_some() {
            None
        } else if newest.is_waiting.get() || asked_about.get() != Some(picture) {
            let before = before.filter(|(about, _)| *about == picture);
            before.and_then(|(_, answer)| answer.clone())
        } else {
            newest.value.get()
        };
        (picture, answer)
    });
    AnswerState {
        value: memo(move |_| answer.read().1.clone()),
        ..newest
    }
}

/// A number for what is looked at. A drawing is one picture from its first stroke on, whatever is added to it.
fn picture_number(state: TryItView) -> Memo<u32> {
    let test_image = memo(move |_| state.test_image.get());
    let is_blank =
        memo(move |_| state.mode.get() == InputMode::Draw && state.drawn.read().is_none());
    memo(move |before: Option<&u32>| {
        state.mode.track();
        state.photo.track();
        test_image.track();
        is_blank.track();
        before.map_or(0, |number| number.wrapping_add(1))
    })
}
