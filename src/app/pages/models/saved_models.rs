//! The models saved in the browser, with buttons to load or delete them.

use leptos::prelude::*;

use super::{SavedModels, error_line};
use crate::app::language::date_text;
use crate::app::storage::{self, SavedKey, SavedModel};
use crate::session::format::{NOTHING, bytes, count, loss, percent};
use crate::texts::text;

/// A card with the saved models.
#[component]
pub fn SavedModelList() -> impl IntoView {
    let saved = SavedModels::expect();
    let entries = move || {
        saved.models.with(|models| match models {
            None => empty(text!("models-saved-looking")),
            Some(models) if models.is_empty() && !saved.unreadable.read().is_empty() => {
                ().into_any()
            }
            Some(models) if models.is_empty() => empty(text!("models-saved-none")),
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
            <h2 class="card__title" id="saved-title">{text!("models-saved-title")}</h2>
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
        Some(kind) => text!("models-unreadable", model = kind.title()),
        None => text!("models-unreadable-unknown").to_owned(),
    };
    let delete = move |_| {
        let key = key.clone();
        saved.change(async move { storage::delete_unreadable(key).await });
    };
    view! {
        <div class="entry row row--apart" data-testid="saved-unreadable">
            <div>
                <h3>{name}</h3>
                <p class="soft small">{text!("models-unreadable-why")}</p>
            </div>
            <button class="button button--danger button--small" type="button" data-testid="delete-unreadable" on:click=delete>
                {text!("models-delete-yes")}
            </button>
        </div>
    }
    .into_any()
}

fn saved_on(model: &SavedModel) -> String {
    let date = date_text(model.saved_at_ms);
    let size = bytes(model.trained.file.len() as f64);
    match model.stopped_at {
        Some(step) => text!(
            "models-saved-on-stopped",
            date = date,
            size = size,
            step = count(step)
        ),
        None => text!("models-saved-on", date = date, size = size),
    }
}

fn saved_entry(saved: SavedModels, model: &SavedModel) -> impl IntoView + use<> {
    let kind = model.kind();
    let number = kind.number;
    let nothing = || NOTHING.to_owned();
    view! {
        <div class="entry row row--apart" data-testid=format!("saved-{number}")>
            <div>
                <h3>{kind.title()}</h3>
                <p>
                    {text!("models-test-accuracy")} " "
                    <strong data-testid=format!("saved-accuracy-{number}")>
                        {model.score.map_or_else(nothing, |score| percent(score.accuracy))}
                    </strong> ", " {text!("models-loss")} " "
                    <strong data-testid=format!("saved-loss-{number}")>
                        {model.score.map_or_else(nothing, |score| loss(score.loss))}
                    </strong>
                </p>
                <p class="soft small">{saved_on(model)}</p>
            </div>
            <div class="row">
                <button
                    class="button button--small"
                    type="button"
                    data-testid=format!("load-{number}")
                    aria-label=text!("models-load-this", model = kind.title())
                    on:click=move |_| saved.load(kind)
                >
                    {text!("models-load")}
                </button>
                <button
                    class="button button--danger button--small"
                    type="button"
                    data-testid=format!("delete-{number}")
                    aria-label=text!("models-delete-this", model = kind.title())
                    on:click=move |_| saved.delete(kind)
                >
                    {text!("models-delete-ask")}
                </button>
            </div>
        </div>
    }
}
