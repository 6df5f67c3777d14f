//! How a model's file was read, and a switch where the file leaves open which model it is.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::protocol::{LoadNote, ModelKind, TriedReading};
use crate::texts::text;

/// A list of sentences below a model, with a button for each other reading; nothing for a model without them.
#[component]
pub fn ReadingNotes(kind: ModelKind) -> impl IntoView {
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    let notes = memo(move |_| {
        session.with(|session| {
            let Some(entry) = session.models.get(kind) else {
                return Vec::new();
            };
            let found = entry.evaluation.as_ref().map(Into::into);
            let disagreements = found.map(|found| entry.trained.disagreements(found));
            let notes = entry.trained.reading.notes.iter().cloned();
            notes.chain(disagreements.into_iter().flatten()).collect()
        })
    });
    let number = kind.number;
    let read_as = move |(position, other): (usize, TriedReading)| {
        view! {
            <button
                class="button button--small"
                type="button"
                data-testid=format!("read-as-{number}-{position}")
                on:click=move |_| client.read_as(kind, position)
            >
                {text!("models-take-as", model = other.title())}
            </button>
        }
    };
    move || {
        let notes = notes.get();
        if notes.is_empty() {
            return ().into_any();
        }
        let others = notes.iter().find_map(|note| match note {
            LoadNote::Undecided { others, .. } => Some(others.clone()),
            _ => None,
        });
        let others = others.unwrap_or_default().into_iter().enumerate();
        view! {
            <details class="reading" open data-testid=format!("reading-{number}")>
                <summary>{text!("models-reading")}</summary>
                <ul class="reading__notes small">
                    {notes.iter().map(|note| view! { <li>{note.to_string()}</li> }).collect_view()}
                </ul>
                <div class="row">{others.map(read_as).collect_view()}</div>
            </details>
        }
        .into_any()
    }
}
