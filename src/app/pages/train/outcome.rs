//! A sentence on the outcome of a run, with buttons to the next views.

use leptos::prelude::*;

use crate::app::components::OpenView;
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::app::files;
use crate::protocol::Outcome;
use crate::session::format::{self, sentence};
use crate::session::{ModelEntry, Run, RunPhase, Tab, diagnosis, script};
use crate::texts::text;

#[derive(Clone, PartialEq)]
struct Words {
    class: &'static str,
    text: String,
    /// Whether there is a model to evaluate.
    leads_on: bool,
}

/// The outcome of the shown run; empty while it is active.
#[component]
pub fn OutcomeNotice(run: Memo<Option<Run>>) -> impl IntoView {
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    let can_compare = memo(move |_| {
        session.with(|session| {
            let own = session
                .models
                .iter()
                .filter(|(_, entry)| !entry.is_pretrained());
            own.count() > 1
        })
    });
    let stopped = memo(move |_| {
        run.with(|run| {
            let run = run.as_ref()?;
            let is_stopped = run.phase == RunPhase::Finished(Outcome::Stopped);
            is_stopped.then_some(run.config.model)
        })
    });
    let can_go_back = memo(move |_| {
        stopped.get().is_some_and(|model| {
            session.with(|session| {
                let is_shown = |entry: &ModelEntry| entry.stopped_at().is_some();
                session.models.get(model).is_some_and(is_shown)
                    && session.models.previous(model).is_some()
            })
        })
    });
    let go_back = move || {
        if let Some(model) = stopped.get_untracked() {
            client.restore_previous(model);
        }
    };
    let take_notebook = move || {
        let config = run.with_untracked(|run| run.as_ref().map(|run| run.config.clone()));
        let Some(config) = config else { return };
        client.spawn(async move {
            let name = format!("{}.ipynb", script::file_name(&config));
            files::download(&name, script::notebook(&config).as_bytes()).await
        });
    };
    let words = memo(move |_| run.with(|run| run.as_ref().and_then(words)));
    let has_run = memo(move |_| run.read().is_some());
    move || {
        let Some(Words {
            class,
            text,
            leads_on,
        }) = words.get()
        else {
            let hint = if has_run.get() {
                text!("train-watching")
            } else {
                text!("train-beginning")
            };
            return view! { <p class="soft">{hint}</p> }.into_any();
        };
        view! {
            <div class=class role="status" data-testid="train-outcome">
                <p>{text}</p>
                {leads_on
                    .then(|| {
                        view! {
                            <span class="row">
                                <OpenView view=Tab::Evaluate label=text!("train-to-evaluate") testid="train-to-evaluate" />
                                <OpenView view=Tab::TryIt label=text!("train-to-try") testid="train-to-try" />
                                <button
                                    class="button button--small"
                                    type="button"
                                    data-testid="train-notebook"
                                    title=text!("train-notebook-hint")
                                    on:click=move |_| take_notebook()
                                >
                                    {text!("train-notebook")}
                                </button>
                                <Show when=move || can_go_back.get()>
                                    <button
                                        class="button button--small"
                                        type="button"
                                        data-testid="train-back"
                                        on:click=move |_| go_back()
                                    >
                                        {text!("train-back")}
                                    </button>
                                </Show>
                                <Show when=move || can_compare.get()>
                                    <OpenView view=Tab::Compare label=text!("view-compare") testid="train-to-compare" />
                                </Show>
                            </span>
                        }
                    })}
            </div>
        }
        .into_any()
    }
}

fn words(run: &Run) -> Option<Words> {
    let trouble = diagnosis::trouble(run);
    let advice = trouble.map(|trouble| trouble.advice(run));
    let (class, text, leads_on) = match &run.phase {
        RunPhase::Starting | RunPhase::Running | RunPhase::Paused => (
            "notice notice--warning",
            text!("train-may-stop", advice = advice?),
            false,
        ),
        RunPhase::Finished(Outcome::Completed) => {
            let took = format::duration(run.training_secs());
            let done = match run.epochs.last() {
                Some(epoch) => {
                    let accuracy = format::percent(epoch.test_accuracy);
                    text!("train-done-with", time = took, accuracy = accuracy)
                }
                None => text!("train-done", time = took),
            };
            match advice {
                Some(advice) => ("notice notice--warning", format!("{done}. {advice}"), true),
                None => ("notice notice--good", done, true),
            }
        }
        RunPhase::Finished(Outcome::Stopped) => {
            let leads_on = run.has_model;
            let (step, steps) = (format::count(run.step), format::count(run.n_steps));
            let stopped = if leads_on {
                text!("train-stopped-and-kept", step = step, steps = steps)
            } else {
                text!("train-stopped-of", step = step, steps = steps)
            };
            match advice {
                Some(advice) => (
                    "notice notice--warning",
                    format!("{stopped}. {advice}"),
                    leads_on,
                ),
                None => ("notice", stopped, leads_on),
            }
        }
        RunPhase::Finished(Outcome::Diverged) => {
            ("notice notice--error", advice.unwrap_or_default(), false)
        }
        RunPhase::Failed(message) => ("notice notice--error", sentence(message), false),
    };
    Some(Words {
        class,
        text,
        leads_on,
    })
}
