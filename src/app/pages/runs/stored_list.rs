//! The stored runs, newest first, with what can be done with each.

use leptos::prelude::*;

use super::{MAX_CHOSEN, RunsState};
use crate::app::components::{EmptyState, TakeRun, model_color};
use crate::app::erased::{Show, memo};
use crate::app::language::date_text;
use crate::app::view_state::DeletedRun;
use crate::session::format::{NOTHING, duration, loss, percent};
use crate::session::{StoredRun, StoredRunId, stored_runs, sweep};
use crate::texts::text;

/// Runs that are listed before the learner asks for all.
const N_LISTED: usize = 20;

/// The list.
#[component]
pub fn StoredList() -> impl IntoView {
    let state = RunsState::expect();
    let lists_all = RwSignal::new(false);
    let n_runs = memo(move |_| state.stored_runs.read().all().len());
    let is_empty = move || {
        let stored_runs = state.stored_runs.read();
        stored_runs.is_read() && stored_runs.all().is_empty() && stored_runs.unreadable().is_empty()
    };
    let entries = move || {
        let n_listed = if lists_all.get() {
            usize::MAX
        } else {
            N_LISTED
        };
        state.stored_runs.with(|stored_runs| {
            let listed = stored_runs.all().iter().enumerate().take(n_listed);
            listed
                .map(|(position, run)| {
                    let group = run.run.group.as_deref();
                    let sweep = group.map(|group| sweep::title(stored_runs, group));
                    entry(state, position, run, sweep)
                })
                .collect_view()
        })
    };
    let unreadable = move || {
        let ids = state.stored_runs.read().unreadable().to_vec();
        ids.into_iter()
            .map(|id| unreadable_entry(state, id))
            .collect_view()
    };
    view! {
        <Undo />
        <Show when=is_empty>
            <EmptyState
                title=text!("runs-empty-title")
                text=text!("runs-empty")
                testid="runs-empty"
            >
                ""
            </EmptyState>
        </Show>
        <ul class="stored" data-testid="stored-runs">
            {entries}
            {unreadable}
        </ul>
        <Show when=move || { n_runs.get() > N_LISTED && !lists_all.get() }>
            <div class="row">
                <button class="button" type="button" on:click=move |_| lists_all.set(true)>
                    {move || text!("runs-show-all", n = n_runs.get())}
                </button>
            </div>
        </Show>
    }
}

/// Brings deleted runs back, the last one first.
#[component]
fn Undo() -> impl IntoView {
    let state = RunsState::expect();
    let undo = move |_| {
        let last = state.deleted.try_update(Vec::pop).flatten();
        if let Some(DeletedRun { run, file }) = last {
            state.context.client.undelete_run(run, file);
        }
    };
    let name = move || {
        let deleted = state.deleted.read();
        deleted.last().map(|deleted| deleted.run.name())
    };
    view! {
        <div role="status">
            {move || {
                let name = name()?;
                Some(
                    view! {
                        <div class="notice" data-testid="runs-deleted">
                            <p>{text!("runs-deleted", name = name)}</p>
                            <button class="button button--small" type="button" data-testid="runs-undo" on:click=undo>
                                {text!("common-undo")}
                            </button>
                        </div>
                    },
                )
            }}
        </div>
    }
}

fn entry(state: RunsState, position: usize, run: &StoredRun, sweep: Option<String>) -> AnyView {
    let id = run.id;
    let name = run.name();
    let is_chosen = memo(move |_| state.chosen.read().contains(&id));
    let is_full = move || !is_chosen.get() && state.chosen.read().len() >= MAX_CHOSEN;
    let choose = move |_| {
        state.chosen.update(|chosen| {
            if chosen.contains(&id) {
                chosen.retain(|&other| other != id);
            } else {
                chosen.push(id);
            }
        });
    };
    let is_open = memo(move |_| state.opened.get() == Some(id));
    let toggle = move |_| {
        state
            .opened
            .update(|opened| *opened = (*opened != Some(id)).then_some(id));
    };
    let nothing = || NOTHING.to_owned();
    let facts = text!(
        "runs-facts",
        outcome = run.outcome_text(),
        duration = duration(run.run.training_secs()),
        place = run.run.place()
    );
    let stored = StoredValue::new(run.clone());
    view! {
        <li class="stored__run" prop:style=model_color(run.model()) data-testid=format!("stored-{position}")>
            <input
                class="stored__choice"
                type="checkbox"
                aria-label=text!("runs-compare", name = name)
                data-testid=format!("stored-choose-{position}")
                prop:checked=move || is_chosen.get()
                disabled=is_full
                title=move || is_full().then_some(text!("runs-six-at-most"))
                on:change=choose
            />
            <div class="stored__text">
                <h3 class="stored__name" data-testid=format!("stored-name-{position}")>{name.clone()}</h3>
                <p class="soft small" data-testid=format!("stored-facts-{position}")>{facts}</p>
                <p class="soft small">
                    {date_text(id.ended_at_ms())} {sweep.map(|sweep| format!(" · {sweep}"))}
                </p>
            </div>
            <p class="stored__score">
                <strong data-testid=format!("stored-accuracy-{position}")>
                    {run.accuracy().map_or_else(nothing, percent)}
                </strong>
                <span class="soft small">{text!("runs-loss", loss = run.loss().map_or_else(nothing, loss))}</span>
            </p>
            <button
                class="button button--small"
                type="button"
                data-testid=format!("stored-actions-{position}")
                aria-expanded=move || is_open.get().to_string()
                aria-label=text!("runs-actions-for", name = name)
                on:click=toggle
            >
                {text!("runs-actions")}
            </button>
            <Show when=move || is_open.get()>{move || actions(state, stored.get_value())}</Show>
        </li>
    }
    .into_any()
}

/// More epochs that a run can be continued for.
const MORE_EPOCHS: [u32; 5] = [1, 2, 3, 5, 10];

fn actions(state: RunsState, run: StoredRun) -> AnyView {
    let client = state.context.client;
    let is_busy = state.is_busy();
    let has_model = run.file_bytes.is_some();
    let id = run.id;
    let config = run.run.config.clone();
    let again = {
        let config = config.clone();
        move |_| state.start(config.clone())
    };
    let stored = StoredValue::new(run);
    let n_more = RwSignal::new(MORE_EPOCHS[0]);
    let go_on = move |_| {
        state.attempt(client.continue_run(stored.get_value(), n_more.get_untracked()));
    };
    let is_used = RwSignal::new(false);
    let use_model = move |_| {
        state.attempt(async move {
            client.use_stored_model(stored.get_value()).await?;
            is_used.set(true);
            Ok(())
        });
    };
    let epochs = MORE_EPOCHS.map(|n_epochs| {
        view! { <option value=n_epochs.to_string()>{stored_runs::epochs_text(n_epochs as usize)}</option> }
    });
    let of_model = has_model.then(|| {
        view! {
            <span class="row">
                <select
                    class="select select--small"
                    aria-label=text!("runs-more")
                    data-testid="stored-more"
                    on:change=move |event| n_more.set(event_target_value(&event).parse().unwrap_or(1))
                >
                    {epochs.collect_view()}
                </select>
                <button class="button button--small" type="button" data-testid="stored-continue" disabled=move || is_busy.get() on:click=go_on>
                    {text!("runs-continue")}
                </button>
            </span>
            <button class="button button--small" type="button" data-testid="stored-use" on:click=use_model>
                {text!("runs-use")}
            </button>
            <span class="soft small" role="status">{move || is_used.get().then_some(text!("runs-used"))}</span>
        }
    });
    view! {
        <div class="stored__actions row">
            {of_model}
            <button class="button button--small" type="button" data-testid="stored-again" disabled=move || is_busy.get() on:click=again>
                {text!("runs-again")}
            </button>
            <TakeRun config=Signal::stored(Some(config)) testid="stored" />
            <button
                class="button button--danger button--small"
                type="button"
                data-testid="stored-delete"
                on:click=move |_| state.delete(id)
            >
                {text!("common-delete")}
            </button>
        </div>
    }
    .into_any()
}

fn unreadable_entry(state: RunsState, id: StoredRunId) -> AnyView {
    let text = text!("runs-unreadable", date = date_text(id.ended_at_ms()));
    view! {
        <li class="stored__run" data-testid="stored-unreadable">
            <div class="stored__text">
                <h3 class="stored__name">{text}</h3>
                <p class="soft small">{text!("runs-unreadable-why")}</p>
            </div>
            <button class="button button--danger button--small" type="button" on:click=move |_| state.delete(id)>
                {text!("common-delete")}
            </button>
        </li>
    }
    .into_any()
}
