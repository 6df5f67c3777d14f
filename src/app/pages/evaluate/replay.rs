//! A slider over a run's test passes, which replays how confusion fell.

use std::time::Duration;

use leptos::prelude::*;

use crate::app::erased::{Show, effect, memo};
use crate::session::format;
use crate::session::run::Frame;
use crate::texts::text;

/// How long each moment is shown while the replay plays.
const FRAME_TIME: Duration = Duration::from_millis(900);

/// Slider, step buttons and play; nothing for a run of one moment only.
#[component]
pub fn Replay(
    frames: Memo<Vec<Frame>>,
    /// The shown moment; none for the last, which is the model itself.
    frame: RwSignal<Option<usize>>,
) -> impl IntoView {
    let n_frames = memo(move |_| frames.read().len());
    let last = move || n_frames.get().saturating_sub(1);
    let place = move || frame.get().unwrap_or_else(last).min(last());
    let show = move |place: usize| {
        let last = untrack(last);
        frame.set((place < last).then_some(place));
    };
    let is_playing = RwSignal::new(false);
    // Another model or another run begins at its end.
    effect(move || {
        frames.track();
        frame.set(None);
        is_playing.set(false);
    });
    effect(move || {
        let place = place();
        if !is_playing.get() {
            return;
        }
        let next = move || {
            show(place + 1);
            if place + 1 >= untrack(last) {
                is_playing.set(false);
            }
        };
        if let Ok(timer) = set_timeout_with_handle(next, FRAME_TIME) {
            on_cleanup(move || timer.clear());
        }
    });
    let play = move |_| {
        if !is_playing.get_untracked() && untrack(place) == untrack(last) {
            show(0);
        }
        is_playing.update(|is_playing| *is_playing = !*is_playing);
    };
    let step = move |by: isize| {
        is_playing.set(false);
        if let Some(place) = untrack(place).checked_add_signed(by) {
            show(place);
        }
    };
    let words = move || {
        let frames = frames.read();
        let place = place();
        let Some(Frame { label, matrix }) = frames.get(place) else {
            return String::new();
        };
        let n_right = matrix.n_correct() as usize;
        let right = format::count(n_right);
        let total = format::count(matrix.n_images() as usize);
        let before = place.checked_sub(1).and_then(|before| frames.get(before));
        let words = match before {
            None => text!(
                "evaluate-replay-first",
                moment = label,
                n = right,
                total = total
            ),
            Some(before) => {
                let n_before = before.matrix.n_correct() as usize;
                let gap = format::count(n_right.abs_diff(n_before));
                let before = &before.label;
                if n_right == n_before {
                    text!(
                        "evaluate-replay-same",
                        moment = label,
                        n = right,
                        total = total,
                        before = before
                    )
                } else if n_right < n_before {
                    text!(
                        "evaluate-replay-fewer",
                        moment = label,
                        n = right,
                        total = total,
                        gap = gap,
                        before = before
                    )
                } else {
                    text!(
                        "evaluate-replay-more",
                        moment = label,
                        n = right,
                        total = total,
                        gap = gap,
                        before = before
                    )
                }
            }
        };
        if place + 1 < frames.len() {
            format!("{words}. {}", text!("evaluate-replay-remark"))
        } else {
            words
        }
    };
    view! {
        <Show when=move || { n_frames.get() > 1 }>
            <div class="replay" role="group" aria-label=text!("evaluate-replay-label")>
                <div class="row replay__controls">
                    <button
                        class="button button--small replay__play"
                        type="button"
                        data-testid="evaluate-replay-play"
                        on:click=play
                    >
                        {move || if is_playing.get() { text!("evaluate-replay-pause") } else { text!("evaluate-replay-play") }}
                    </button>
                    <button
                        class="button button--small"
                        type="button"
                        aria-label=text!("evaluate-replay-back")
                        data-testid="evaluate-replay-back"
                        disabled=move || place() == 0
                        on:click=move |_| step(-1)
                    >
                        "←"
                    </button>
                    <input
                        class="range replay__range"
                        type="range"
                        min="0"
                        max=move || last().to_string()
                        prop:value=move || place().to_string()
                        aria-label=text!("evaluate-replay-place")
                        aria-valuetext=move || frames.read().get(place()).map(|frame| frame.label.clone())
                        data-testid="evaluate-replay"
                        on:input=move |event| {
                            is_playing.set(false);
                            if let Ok(place) = event_target_value(&event).parse() {
                                show(place);
                            }
                        }
                    />
                    <button
                        class="button button--small"
                        type="button"
                        aria-label=text!("evaluate-replay-on")
                        data-testid="evaluate-replay-on"
                        disabled=move || place() == last()
                        on:click=move |_| step(1)
                    >
                        "→"
                    </button>
                </div>
                <p class="soft small replay__words" aria-live="polite" data-testid="evaluate-replay-words">{words}</p>
            </div>
        </Show>
    }
}
