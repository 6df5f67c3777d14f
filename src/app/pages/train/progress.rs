//! Progress, speed and losses of a run.

use leptos::prelude::*;

use super::controls::RunButtons;
use super::run_title::RUN_TITLE_ID;
use crate::app::components::ProgressBar;
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::fashion_mnist::N_TRAINING_IMAGES;
use crate::protocol::{Outcome, SplitName};
use crate::session::{Run, RunPhase, format};
use crate::texts::text;

/// The progress of the shown run, and the buttons of the one under way.
#[component]
pub fn RunProgress(run: Memo<Option<Run>>) -> impl IntoView {
    let context = SessionContext::expect();
    let queue = memo(move |_| {
        context.session.with(|session| {
            if let Some((name, number, n_runs)) = session.runs.sweep() {
                return Some(text!(
                    "train-run-of",
                    name = name,
                    number = number,
                    n = n_runs
                ));
            }
            let queue = session.runs.lesson_queue();
            let waiting: Vec<&str> = queue.map(|config| config.model.title()).collect();
            (!waiting.is_empty()).then(|| {
                text!(
                    "train-then",
                    models = waiting.join(text!("word-and-between"))
                )
            })
        })
    });
    let title = move || {
        run.with(|run| match run {
            Some(run) => run.config.model.title().to_owned(),
            None => context.form.read().model.title().to_owned(),
        })
    };
    view! {
        <div class="card__header">
            <h2 class="card__title" id=RUN_TITLE_ID tabindex="-1" data-testid="train-run-title">{title}</h2>
            <span class="row">
                <span class="card__hint" data-testid="train-lesson-queue">{move || queue.get()}</span>
                <PhaseChip run=run />
            </span>
        </div>
        <ProgressBar
            label=Signal::derive(move || run.with(|run| run.as_ref().map_or_else(|| text!("train-not-started").to_owned(), label)))
            share=Signal::derive(move || Some(run.with(|run| run.as_ref().map_or(0.0, Run::progress))))
            detail=Signal::derive(move || run.with(|run| run.as_ref().map(detail).unwrap_or_default()))
            testid="train-progress"
        />
        // They stay when the run ends: a button that vanished would lose the focus.
        <Show when=move || run.read().is_some()>
            <RunButtons />
        </Show>
        <RunMetrics run=run />
    }
}

#[component]
fn PhaseChip(run: Memo<Option<Run>>) -> impl IntoView {
    let phase =
        memo(move |_| run.with(|run| run.as_ref().map(|run| (run.phase.clone(), run.place()))));
    move || {
        let (class, text) = match phase.get()? {
            (RunPhase::Starting, _) => ("chip chip--busy", text!("train-starting").to_owned()),
            (RunPhase::Running, place) => {
                ("chip chip--busy", text!("train-running-on", place = place))
            }
            (RunPhase::Paused, _) => ("chip chip--warn", text!("train-paused").to_owned()),
            (RunPhase::Finished(Outcome::Completed), place) => {
                ("chip chip--good", text!("train-done-on", place = place))
            }
            (RunPhase::Finished(Outcome::Stopped), _) => {
                ("chip", text!("train-stopped").to_owned())
            }
            (RunPhase::Finished(Outcome::Diverged), _) => {
                ("chip chip--bad", text!("train-diverged").to_owned())
            }
            (RunPhase::Failed(_), _) => ("chip chip--bad", text!("train-failed").to_owned()),
        };
        Some(view! { <span class=class data-testid="train-phase">{text}</span> })
    }
}

fn label(run: &Run) -> String {
    if let Some(test) = run.test_progress {
        return text!(
            "train-testing",
            epoch = run.epoch + 1,
            done = format::count(test.n_done),
            images = format::count(test.n_images)
        );
    }
    let n_steps = if run.n_steps > 0 {
        format::count(run.n_steps)
    } else {
        "…".to_owned()
    };
    text!(
        "train-epoch-and-step",
        epoch = run.epoch + 1,
        epochs = run.config.n_epochs,
        step = format::count(run.step),
        steps = n_steps
    )
}

fn detail(run: &Run) -> String {
    if !run.is_active() {
        return text!("train-took", time = format::duration(run.training_secs()));
    }
    // While it is paused nothing moves.
    if run.phase == RunPhase::Paused {
        return String::new();
    }
    let speed = run.steps_per_sec().map(format::speed);
    let time_left = run.eta_secs().map(format::time_left);
    let words: Vec<String> = speed.into_iter().chain(time_left).collect();
    words.join(" · ")
}

/// The lesson's line of progress, and the losses at the run's start and end.
#[component]
fn RunMetrics(run: Memo<Option<Run>>) -> impl IntoView {
    let session = SessionContext::expect().session;
    let n_images = memo(move |_| {
        session.with(|session| {
            session
                .data
                .primary()
                .split(SplitName::Train)
                .map(|split| split.n_images)
        })
    });
    let looked_at = move || {
        let n_images = n_images.get();
        run.with(|run| {
            let total = n_images.unwrap_or(N_TRAINING_IMAGES);
            let n_seen = run.as_ref().map_or(0, n_samples_of_epoch);
            let n_seen = n_images.map_or(n_seen, |n_images| n_seen.min(n_images));
            text!("train-looked-at", seen = n_seen, total = total)
        })
    };
    let path = move || {
        let path = run.with(|run| run.as_ref().and_then(|run| run.path))?;
        Some(format::sentence(path.title()))
    };
    let metric = move |pick: fn(&Run) -> Option<String>| {
        run.with(|run| run.as_ref().and_then(pick))
            .unwrap_or_else(|| format::NOTHING.to_owned())
    };
    view! {
        <p class="soft small" data-testid="train-looked-at">{looked_at}</p>
        <p class="soft small" data-testid="train-step-path">{path}</p>
        <dl class="facts">
            <div class="fact">
                <dt>{text!("train-first-loss")}</dt>
                <dd data-testid="train-first-loss">{move || metric(|run| run.mean_first_loss().map(format::loss))}</dd>
            </div>
            <div class="fact">
                <dt>{text!("train-last-loss")}</dt>
                <dd data-testid="train-last-loss">{move || metric(|run| run.mean_last_loss().map(format::loss))}</dd>
            </div>
            <div class="fact">
                <dt>{text!("train-time")}</dt>
                <dd data-testid="train-time">{move || metric(|run| Some(format::duration(run.training_secs())))}</dd>
            </div>
        </dl>
    }
}

/// Training images so far in the present epoch.
fn n_samples_of_epoch(run: &Run) -> usize {
    let before = run.epoch as usize * run.n_steps_per_epoch;
    run.step.saturating_sub(before) * run.config.batch_size
}
