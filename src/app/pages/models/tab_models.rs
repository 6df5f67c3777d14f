//! The models of this tab, with buttons to save and download them.

use leptos::prelude::*;

use super::reading_notes::ReadingNotes;
use super::{SavedModels, error_line};
use crate::app::components::rich_text;
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::app::files;
use crate::app::on_restart::on_restart;
use crate::app::pretrained_note::pretrained;
use crate::protocol::{CheckpointFormat, ModelKind, SaveModel};
use crate::session::format::{NOTHING, count, loss, percent};
use crate::session::{ModelEntry, Origin};
use crate::texts::text;

/// A card with one entry a model.
#[component]
pub fn TabModels() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="held-title">
            <h2 class="card__title" id="held-title">{text!("models-tab-title")}</h2>
            <div class="entries" id="held-models" data-testid="held-models">
                {ModelKind::ALL.map(|kind| view! { <TabEntry kind=kind /> }).collect_view()}
            </div>
            <p class="card__hint">{rich_text(text!("models-tab-hint"))}</p>
        </section>
    }
}

/// The content of an entry.
#[derive(Clone, PartialEq)]
struct Facts {
    accuracy: String,
    loss: String,
    origin: String,
    /// Whether it can be saved; a pretrained model is served with the page anyway.
    can_save: bool,
    /// The model that it replaced, in words.
    previous: Option<String>,
}

#[component]
fn TabEntry(kind: ModelKind) -> impl IntoView {
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    let saved = SavedModels::expect();
    let number = kind.number;
    let facts = memo(move |_| {
        session.with(|session| {
            session.models.get(kind).map(|entry| {
                let score = entry.score();
                let waiting = if entry.is_being_evaluated() {
                    text!("models-evaluating")
                } else {
                    NOTHING
                };
                Facts {
                    accuracy: score.map_or(waiting.to_owned(), |it| percent(it.accuracy)),
                    loss: score.map_or(waiting.to_owned(), |it| loss(it.loss)),
                    origin: origin(entry),
                    can_save: !entry.is_pretrained(),
                    previous: session.models.previous(kind).map(|before| {
                        let accuracy = before
                            .score()
                            .map_or(NOTHING.to_owned(), |it| percent(it.accuracy));
                        text!(
                            "models-take-back",
                            accuracy = accuracy,
                            origin = origin(before)
                        )
                    }),
                }
            })
        })
    });
    let save = move || {
        view! {
            <button
                class="button button--small"
                type="button"
                data-testid=format!("save-{number}")
                on:click=move |_| saved.save(kind)
            >
                {text!("models-save")}
            </button>
        }
    };
    let download_error = RwSignal::new(None::<String>);
    on_restart(move || download_error.set(None));
    let restore = move |words: String| {
        view! {
            <button
                class="button button--quiet button--small"
                type="button"
                data-testid=format!("bring-back-{number}")
                on:click=move |_| client.restore_previous(kind)
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="entry row row--apart" data-testid=format!("held-{number}")>
            {move || match facts.get() {
                None => {
                    view! {
                        <h3>{kind.title()}</h3>
                        <p class="soft">{text!("models-none")}</p>
                    }
                        .into_any()
                }
                Some(facts) => {
                    view! {
                        <div>
                            <h3>{kind.title()}</h3>
                            <p>
                                {text!("models-test-accuracy")} " "
                                <strong data-testid=format!("held-accuracy-{number}")>{facts.accuracy}</strong>
                                ", " {text!("models-loss")} " "
                                <strong data-testid=format!("held-loss-{number}")>{facts.loss}</strong>
                            </p>
                            <p class="soft small">
                                {facts.origin} " " {facts.previous.map(restore)}
                            </p>
                            <ReadingNotes kind=kind />
                        </div>
                        <div class="row">
                            {facts.can_save.then(save)}
                            <Download kind=kind format=CheckpointFormat::Safetensors error=download_error />
                            <Download kind=kind format=CheckpointFormat::PyTorch error=download_error />
                        </div>
                        {error_line(format!("download-error-{number}"), move || download_error.get())}
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

fn origin(entry: &ModelEntry) -> String {
    let origin = match &entry.origin {
        Origin::Run { device, .. } => text!("models-origin-run", device = device.title()),
        Origin::File { name } => text!("models-origin-file", file = name),
        Origin::Storage { .. } => text!("models-origin-storage").to_owned(),
        Origin::Pretrained => pretrained().to_owned(),
    };
    match entry.stopped_at() {
        Some(step) => text!("models-stopped", origin = origin, step = count(step)),
        None => origin,
    }
}

/// A button that downloads the model in this format.
#[component]
fn Download(
    kind: ModelKind,
    format: CheckpointFormat,
    /// Set to the reason if the file cannot be written.
    error: RwSignal<Option<String>>,
) -> impl IntoView {
    let SessionContext { client, .. } = SessionContext::expect();
    let extension = match format {
        CheckpointFormat::Safetensors => "safetensors",
        CheckpointFormat::PyTorch => "pth",
    };
    let download = move |_| {
        client.spawn(async move {
            let question = SaveModel {
                model: kind,
                format,
            };
            let written = client.ask(question).await;
            error.set(written.as_ref().err().cloned());
            match written {
                Ok(file) => {
                    let name = format!("{}.{extension}", kind.class_name);
                    files::download(&name, &file.bytes).await
                }
                Err(_) => Ok(()),
            }
        });
    };
    view! {
        <button
            class="button button--small"
            type="button"
            data-testid=format!("download-{extension}-{}", kind.number)
            aria-label=text!("models-download-this", extension = extension, model = kind.title())
            on:click=download
        >
            {text!("models-download", extension = extension)}
        </button>
    }
}
