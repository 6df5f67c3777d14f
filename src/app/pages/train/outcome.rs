//! A sentence on the outcome of a run, with buttons to the next views.

use leptos::prelude::*;

use crate::app::components::OpenView;
use crate::app::context::SessionContext;
use crate::app::files;
use crate::protocol::Outcome;
use crate::session::format::{self, sentence};
use crate::session::{ModelEntry, Run, RunPhase, Tab, diagnosis, script};

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
    let can_compare = Memo::new(move |_| {
        session.with(|session| {
            let own = session
                .models
                .iter()
                .filter(|(_, entry)| !entry.is_pretrained());
            own.count() > 1
        })
    });
    let stopped = Memo::new(move |_| {
        run.with(|run| {
            let run = run.as_ref()?;
            let is_stopped = run.phase == RunPhase::Finished(Outcome::Stopped);
            is_stopped.then_some(run.config.model)
        })
    });
    let can_go_back = Memo::new(move |_| {
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
    let words = Memo::new(move |_| run.with(|run| run.as_ref().and_then(words)));
    let has_run = Memo::new(move |_| run.read().is_some());
    move || {
        let Some(Words {
            class,
            text,
            leads_on,
        }) = words.get()
        else {
            let hint = if has_run.get() { WATCHING } else { BEGINNING };
            return view! { <p class="soft">{hint}</p> }.into_any();
        };
        view! {
            <div class=class role="status" data-testid="train-outcome">
                <p>{text}</p>
                {leads_on
                    .then(|| {
                        view! {
                            <span class="row">
                                <OpenView view=Tab::Evaluate label="Evaluate it" testid="train-to-evaluate" />
                                <OpenView view=Tab::TryIt label="Try it" testid="train-to-try" />
                                <button
                                    class="button button--small"
                                    type="button"
                                    data-testid="train-notebook"
                                    title="The same run in PyTorch, as a Jupyter notebook"
                                    on:click=move |_| take_notebook()
                                >
                                    "Open as notebook"
                                </button>
                                <Show when=move || can_go_back.get()>
                                    <button
                                        class="button button--small"
                                        type="button"
                                        data-testid="train-back"
                                        on:click=move |_| go_back()
                                    >
                                        "Back to the model before"
                                    </button>
                                </Show>
                                <Show when=move || can_compare.get()>
                                    <OpenView view=Tab::Compare label="Compare" testid="train-to-compare" />
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
            format!("{} You may stop it and try again.", advice?),
            false,
        ),
        RunPhase::Finished(Outcome::Completed) => {
            let accuracy = run.epochs.last().map_or_else(String::new, |epoch| {
                format!(
                    ": {} on the test images",
                    format::percent(epoch.test_accuracy)
                )
            });
            let took = format::duration(run.training_secs());
            match advice {
                Some(advice) => (
                    "notice notice--warning",
                    format!("Done in {took}{accuracy}. {advice}"),
                    true,
                ),
                None => (
                    "notice notice--good",
                    format!("Done in {took}{accuracy}"),
                    true,
                ),
            }
        }
        RunPhase::Finished(Outcome::Stopped) => {
            let leads_on = run.has_model;
            let stopped = format!(
                "Stopped at step {} of {}{}",
                format::count(run.step),
                format::count(run.n_steps),
                if leads_on {
                    "; what it has learnt until then is the model now, and left out of comparisons"
                } else {
                    ""
                }
            );
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

const BEGINNING: &str = "Start training, and the curves below grow as it learns.";
const WATCHING: &str = "The line is what it learns from, the dots are what it has never seen: as long as both get better, it learns rather than memorises.";
