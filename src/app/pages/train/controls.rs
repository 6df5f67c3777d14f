//! Buttons that start a run, above its settings, and those of the run under way, beside its progress.

use leptos::prelude::*;

use super::is_busy;
use super::run_title::show_run;
use crate::app::client::Client;
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::app::look_inside::StepSlowly;
use crate::protocol::{RunId, TrainingConfig};
use crate::session::{RunPhase, lesson};
use crate::texts::text;

/// The buttons that start a run, and the reason where none can be started.
#[component]
pub fn StartButtons() -> impl IntoView {
    let context = SessionContext::expect();
    let client = context.client;
    let is_busy = is_busy();
    let config = memo(move |_| context.form.with(|form| form.parse().ok()));
    let has_data = memo(move |_| {
        context
            .session
            .with(|session| session.data.primary().is_complete())
    });
    let is_active = memo(move |_| context.session.read().runs.active().is_some());
    let preparation = memo(move |_| {
        let session = context.session.read();
        session.runs.preparation().map(str::to_owned)
    });
    let has_data_error = memo(move |_| {
        context
            .session
            .with(|session| session.data.primary().error.is_some())
    });

    // Why no run can be started, by precedence.
    let obstacle = memo(move |_| {
        if let Some(text) = preparation.get() {
            Some(text)
        } else if is_active.get() {
            Some(text!("train-obstacle-running").to_owned())
        } else if is_busy.get() {
            Some(text!("train-obstacle-next").to_owned())
        } else if has_data_error.get() {
            Some(text!("train-obstacle-no-data").to_owned())
        } else if !has_data.get() {
            Some(text!("train-obstacle-loading").to_owned())
        } else if config.read().is_none() {
            Some(text!("train-obstacle-settings").to_owned())
        } else {
            None
        }
    });
    let takes = move |runs: fn(&TrainingConfig) -> Vec<TrainingConfig>| {
        memo(move |_| {
            let choice = context.form.read().device;
            let runs = runs(config.read().as_ref()?);
            Some(client.estimate(&runs, choice)?.sentence())
        })
    };
    let run_takes = takes(|config| vec![config.clone()]);
    let lesson_takes = takes(lesson::runs);
    let cannot_start = move || obstacle.read().is_some();
    let start = move |_| {
        let choice = context.form.read_untracked().device;
        if let Some(config) = config.get_untracked() {
            client.start_run(config, choice);
            show_run();
        }
    };
    let run_lesson = move |_| {
        let choice = context.form.read_untracked().device;
        if let Some(config) = config.get_untracked() {
            client.run_lesson(choice, config);
            show_run();
        }
    };
    view! {
        <div class="stack stack--tight">
            <div class="row">
                <button
                    class="button button--primary"
                    type="button"
                    data-testid="train-start"
                    disabled=cannot_start
                    aria-describedby="train-obstacle"
                    on:click=start
                >
                    {text!("train-begin")}
                </button>
                <span class="soft small" data-testid="train-takes">{move || run_takes.get()}</span>
            </div>
            <div class="row">
                <button
                    class="button"
                    type="button"
                    data-testid="train-lesson"
                    disabled=cannot_start
                    aria-describedby="train-obstacle"
                    on:click=run_lesson
                >
                    {text!("train-whole-lesson")}
                </button>
                <span class="soft small">{text!("train-whole-lesson-hint")}</span>
                <span class="soft small" data-testid="train-lesson-takes">{move || lesson_takes.get()}</span>
            </div>
            <p class="soft small obstacle" id="train-obstacle" role="status" data-testid="train-obstacle">
                {move || obstacle.get()}
            </p>
        </div>
    }
}

/// The buttons of the run under way; disabled while there is none.
#[component]
pub fn RunButtons() -> impl IntoView {
    let SessionContext {
        client, session, ..
    } = SessionContext::expect();
    let active = memo(move |_| {
        session.with(|session| {
            let run = session.runs.active()?;
            Some((
                run.id,
                run.phase == RunPhase::Paused,
                run.phase == RunPhase::Starting,
            ))
        })
    });
    let is_paused = memo(move |_| active.get().is_some_and(|(_, is_paused, _)| is_paused));
    let with_active = move |act: fn(&Client, RunId)| {
        if let Some((run, _, _)) = active.get_untracked() {
            act(&client, run);
        }
    };
    let cannot_pause = move || active.get().is_none_or(|(_, _, is_starting)| is_starting);
    view! {
        <div class="row">
            // One button for both, which keeps the focus.
            <button
                class="button"
                type="button"
                data-testid=move || if is_paused.get() { "train-resume" } else { "train-pause" }
                disabled=cannot_pause
                on:click=move |_| with_active(if is_paused.get_untracked() { Client::resume } else { Client::pause })
            >
                {move || if is_paused.get() { text!("train-resume") } else { text!("train-pause") }}
            </button>
            <Show when=move || is_paused.get()>
                <StepSlowly />
            </Show>
            <button
                class="button button--danger"
                type="button"
                data-testid="train-stop"
                disabled=cannot_pause
                on:click=move |_| with_active(Client::stop)
            >
                {text!("train-stop")}
            </button>
        </div>
    }
}
