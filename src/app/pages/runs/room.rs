//! The room that stored runs take up, and the question what to drop when there is none left.

use leptos::prelude::*;

use super::RunsState;
use crate::app::erased::memo;
use crate::app::files;
use crate::session::format::{bytes, count};
use crate::session::results;
use crate::session::stored_runs::{MAX_BYTES, MAX_RUNS, StoredRun};
use crate::texts::text;

type Write = fn(&[StoredRun]) -> String;

/// The files of all results: a line a run, a line an epoch, and everything.
const FILES: [(&str, Write); 3] = [
    ("runs.csv", results::csv),
    ("epochs.csv", results::epochs_csv),
    ("runs.json", results::json_text),
];

/// The use of the quota, and buttons that download all results.
#[component]
pub fn Room() -> impl IntoView {
    let state = RunsState::expect();
    let client = state.context.client;
    let used = move || {
        let (n_runs, n_bytes) = state.stored_runs.read().used();
        text!(
            "runs-room",
            n = count(n_runs),
            max = MAX_RUNS,
            bytes = bytes(n_bytes as f64),
            max_bytes = bytes(MAX_BYTES as f64)
        )
    };
    let download = move |name: &'static str, write: Write| {
        let text = state
            .stored_runs
            .with_untracked(|stored_runs| write(stored_runs.all()));
        client.spawn(async move { files::download(name, text.as_bytes()).await });
    };
    let is_empty = move || state.stored_runs.read().all().is_empty();
    view! {
        <div class="row">
            <span class="card__hint" data-testid="runs-room">{used}</span>
            {FILES
                .map(|(name, write)| {
                    view! {
                        <button
                            class="button button--small"
                            type="button"
                            data-testid=name
                            disabled=is_empty
                            aria-label=text!("runs-results-as", name = name)
                            on:click=move |_| download(name, write)
                        >
                            {name}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// What stands in the way of keeping runs: a refusing storage, or a full quota.
#[component]
pub fn NoRoom() -> impl IntoView {
    let state = RunsState::expect();
    let client = state.context.client;
    let refusal = memo(move |_| state.stored_runs.read().refusal.clone());
    let waiting = memo(move |_| {
        state.stored_runs.with(|stored_runs| {
            let oldest = stored_runs.oldest().map(|run| (run.id, run.name()));
            (stored_runs.n_without_room > 0).then_some((stored_runs.n_without_room, oldest))
        })
    });
    let refused = move || {
        let text = refusal.get()?;
        Some(view! { <p class="notice notice--warning" data-testid="runs-refusal">{text}</p> })
    };
    let full = move || {
        let (n_waiting, oldest) = waiting.get()?;
        let has_oldest = oldest.is_some();
        let drop_oldest = oldest.map(|(id, name)| {
            view! {
                <button class="button button--small" type="button" data-testid="runs-drop-oldest" on:click=move |_| state.delete(id)>
                    {text!("runs-drop-oldest", name = name)}
                </button>
            }
        });
        Some(view! {
            <div class="notice notice--warning" role="status" data-testid="runs-full">
                <p>
                    {match (n_waiting, has_oldest) {
                        (_, false) => text!("runs-full-elsewhere").to_owned(),
                        (1, true) => text!("runs-full-one").to_owned(),
                        (_, true) => text!("runs-full", n = n_waiting),
                    }}
                </p>
                <span class="row">
                    {drop_oldest}
                    <button class="button button--small" type="button" data-testid="runs-keep-again" on:click=move |_| client.store_those_without_room()>
                        {text!("runs-keep-again")}
                    </button>
                    <button class="button button--small" type="button" on:click=move |_| client.drop_those_without_room()>
                        {text!("runs-do-not-keep")}
                    </button>
                </span>
            </div>
        })
    };
    view! {
        {refused}
        {full}
    }
}
