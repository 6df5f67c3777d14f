//! The models saved in the browser, with buttons to load or delete them.

use leptos::prelude::*;

use super::{SavedModels, date_text, error_line};
use crate::app::storage::{self, SavedKey, SavedModel};
use crate::session::format::{NOTHING, bytes, count, loss, percent};

/// A card with the saved models.
#[component]
pub fn SavedModelList() -> impl IntoView {
    let saved = SavedModels::expect();
    let entries = move || {
        saved.models.with(|models| match models {
            None => empty("Looking into the browser's storage…"),
            Some(models) if models.is_empty() && !saved.unreadable.read().is_empty() => {
                ().into_any()
            }
            Some(models) if models.is_empty() => {
                empty("Nothing saved by hand. What you train is kept under Runs anyway; a model saved here stays when its run is deleted.")
            }
            Some(models) => models
                .iter()
                .map(|model| saved_entry(saved, model))
                .collect_view()
                .into_any(),
        })
    };
    let unreadable = move || {
        let keys = saved.unreadable.get().into_iter();
        keys.map(|key| unreadable_entry(saved, key)).collect_view()
    };
    view! {
        <section class="card" aria-labelledby="saved-title">
            <h2 class="card__title" id="saved-title">"Saved in this browser"</h2>
            <div class="entries" id="saved-models" data-testid="saved-models">
                {entries}
                {unreadable}
            </div>
            {error_line("storage-error", move || saved.error.get())}
        </section>
    }
}

fn empty(text: &'static str) -> AnyView {
    view! { <p class="soft">{text}</p> }.into_any()
}

/// A damaged model is set aside: it hides no other.
fn unreadable_entry(saved: SavedModels, key: SavedKey) -> AnyView {
    let name = match key.kind() {
        Some(kind) => format!("A saved {} cannot be read", kind.title),
        None => "A saved model cannot be read".to_owned(),
    };
    let delete = move |_| {
        let key = key.clone();
        saved.change(async move { storage::delete_unreadable(key).await });
    };
    view! {
        <div class="entry row row--apart" data-testid="saved-unreadable">
            <div>
                <h3>{name}</h3>
                <p class="soft small">
                    "It is damaged, or of a newer version of this page. It stays as it is until you delete it or save another in its place."
                </p>
            </div>
            <button class="button button--danger button--small" type="button" data-testid="delete-unreadable" on:click=delete>
                "Delete"
            </button>
        </div>
    }
    .into_any()
}

fn saved_entry(saved: SavedModels, model: &SavedModel) -> impl IntoView + use<> {
    let kind = model.kind();
    let number = kind.number;
    let nothing = || NOTHING.to_owned();
    view! {
        <div class="entry row row--apart" data-testid=format!("saved-{number}")>
            <div>
                <h3>{kind.title}</h3>
                <p>
                    "Test accuracy "
                    <strong data-testid=format!("saved-accuracy-{number}")>
                        {model.score.map_or_else(nothing, |score| percent(score.accuracy))}
                    </strong> ", loss "
                    <strong data-testid=format!("saved-loss-{number}")>
                        {model.score.map_or_else(nothing, |score| loss(score.loss))}
                    </strong>
                </p>
                <p class="soft small">
                    "saved on " {date_text(model.saved_at_ms)} ", "
                    {bytes(model.trained.file.len() as f64)}
                    {model.stopped_at.map(|step| format!(", stopped at step {}", count(step)))}
                </p>
            </div>
            <div class="row">
                <button
                    class="button button--small"
                    type="button"
                    data-testid=format!("load-{number}")
                    aria-label=format!("Load {}", kind.title)
                    on:click=move |_| saved.load(kind)
                >
                    "Load"
                </button>
                <button
                    class="button button--danger button--small"
                    type="button"
                    data-testid=format!("delete-{number}")
                    aria-label=format!("Delete… {}", kind.title)
                    on:click=move |_| saved.delete(kind)
                >
                    "Delete…"
                </button>
            </div>
        </div>
    }
}
