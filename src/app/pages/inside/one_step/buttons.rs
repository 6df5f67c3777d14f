//! The buttons beside “Back” and the next stage: for a run, and for steps on a copy.

use leptos::prelude::*;

use crate::app::client::Client;
use crate::protocol::RunId;
use crate::session::one_step::StepStage;
use crate::texts::text;

/// Steps that the second button passes over.
const N_PASSED: u32 = 10;

/// A button that pauses the run, or one that lets it go on.
pub fn run_buttons(
    goes_on: Memo<bool>,
    with_run: impl Fn(fn(&Client, RunId)) + Copy + Send + 'static,
) -> impl IntoView {
    let words = move || {
        if goes_on.get() {
            text!("step-pause")
        } else {
            text!("step-resume")
        }
    };
    view! {
        <button
            class="button"
            type="button"
            data-testid="one-step-pause"
            on:click=move |_| with_run(if goes_on.get_untracked() { Client::pause } else { Client::resume })
        >
            {words}
        </button>
    }
}

/// Buttons that pass over steps, and that go back to the first.
pub fn pass_buttons(step: RwSignal<u32>, stage: RwSignal<StepStage>) -> impl IntoView {
    view! {
        <button
            class="button button--quiet"
            type="button"
            data-testid="one-step-pass"
            on:click=move |_| step.update(|step| *step += N_PASSED)
        >
            {text!("step-pass", n = N_PASSED)}
        </button>
        <button
            class="button button--quiet"
            type="button"
            data-testid="one-step-again"
            disabled=move || step.get() == 0
            on:click=move |_| {
                step.set(0);
                stage.set(StepStage::default());
            }
        >
            {text!("step-again")}
        </button>
    }
}
