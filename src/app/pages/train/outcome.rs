//! A sentence on the outcome of a run, with buttons to the next views.

use leptos::prelude::*;

use crate::app::components::{OpenView, Segments, TakeRun};
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::protocol::Outcome;
use crate::session::format::{self, sentence};
use crate::session::{ModelEntry, Origin, Run, RunPhase, Session, Tab, diagnosis};
use crate::texts::text;

#[derive(Clone, PartialEq)]
struct Words {
    class: &'static str,
    text: String,
    /// Whether there is a model to evaluate.
    leads_on: bool,
}

/// What the learner does with a run that was stopped.
#[derive(Clone, Copy, PartialEq)]
enum AfterStop {
    /// What it has learnt is the model.
    Keep,
    /// Another model of this kind is.
    Back,
}

impl AfterStop {
    /// Which of both is the case; none of a run that was not stopped, or where there are not two models to choose from.
    fn of(run: &Run, session: &Session) -> Option<Self> {
        if run.phase != RunPhase::Finished(Outcome::Stopped) {
            return None;
        }
        let model = run.config.model;
        let is_of_run = |entry: &ModelEntry| matches!(entry.origin, Origin::Run { run: of, .. } if of == run.id);
        let present = session.models.get(model)?;
        let other = session.models.previous(model)?;
        if is_of_run(present) {
            Some(Self::Keep)
        } else {
            is_of_run(other).then_some(Self::Back)
        }
    }
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
    let after_stop = memo(move |_| {
        run.with(|run| {
            let run = run.as_ref()?;
            session.with(|session| AfterStop::of(run, session))
        })
    });
    let choose = move |chosen: AfterStop| {
        let model = run.with_untracked(|run| run.as_ref().map(|run| run.config.model));
        if let Some(model) = model
            && after_stop.get_untracked().is_some_and(|now| now != chosen)
        {
            client.restore_previous(model);
        }
    };
    let config = Signal::derive(move || run.with(|run| run.as_ref().map(|run| run.config.clone())));
    let words = memo(move |_| {
        let after_stop = after_stop.get();
        run.with(|run| words(run.as_ref()?, after_stop))
    });
    let has_run = memo(move |_| run.read().is_some());
    // Apart from the text, which changes with the choice: the choice would lose the focus if it were built anew.
    let shape = memo(move |_| {
        words.with(|words| {
            let words = words.as_ref()?;
            Some((words.class, words.leads_on))
        })
    });
    let text = move || words.with(|words| words.as_ref().map(|words| words.text.clone()));
    move || {
        let Some((class, leads_on)) = shape.get() else {
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
                                <TakeRun config=config testid="train" />
                                <Show when=move || can_compare.get()>
                                    <OpenView view=Tab::Compare label=text!("view-compare") testid="train-to-compare" />
                                </Show>
                            </span>
                            <Show when=move || after_stop.get().is_some()>
                                <Segments
                                    label=text!("train-after-stop")
                                    name="train"
                                    options=vec![
                                        (AfterStop::Keep, "keep", text!("train-keep").to_owned()),
                                        (AfterStop::Back, "back", text!("train-back").to_owned()),
                                    ]
                                    chosen=Signal::derive(move || after_stop.get().unwrap_or(AfterStop::Keep))
                                    on_choose=choose
                                />
                            </Show>
                        }
                    })}
            </div>
        }
        .into_any()
    }
}

fn words(run: &Run, after_stop: Option<AfterStop>) -> Option<Words> {
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
            let stopped = match after_stop {
                Some(AfterStop::Back) => {
                    text!("train-stopped-and-back", step = step, steps = steps)
                }
                Some(AfterStop::Keep) | None if leads_on => {
                    text!("train-stopped-and-kept", step = step, steps = steps)
                }
                Some(AfterStop::Keep) | None => {
                    text!("train-stopped-of", step = step, steps = steps)
                }
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
