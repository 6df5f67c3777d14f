//! Loads a checkpoint file, chosen or dropped.

use leptos::prelude::*;
use web_sys::File;

use super::error_line;
use crate::app::components::DropZone;
use crate::app::context::SessionContext;
use crate::app::files::{self, PickedFile};
use crate::session::Origin;
use crate::texts::text;

/// A card to load a checkpoint file.
#[component]
pub fn LoadFile() -> impl IntoView {
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    let error = RwSignal::new(None::<String>);
    let news = RwSignal::new(None::<String>);

    let take = move |file: File| {
        error.set(None);
        news.set(Some(text!("models-file-reading").to_owned()));
        client.spawn(async move {
            let loaded = async {
                let PickedFile { name, bytes } = files::read_checkpoint(file).await?;
                let origin = Origin::File { name: name.clone() };
                let model = client.load_model(origin, bytes).await?;
                let mut news = text!(
                    "models-file-taken",
                    file = name,
                    model = model.config.model.title()
                );
                for note in &model.reading.notes {
                    news += " ";
                    news += &note.to_string();
                }
                Ok::<_, String>(news)
            }
            .await;
            match loaded {
                Ok(text) => news.set(Some(text)),
                Err(message) => {
                    news.set(None);
                    error.set(Some(message));
                }
            }
            Ok(())
        });
    };
    view! {
        <section class="card" aria-labelledby="file-title">
            <h2 class="card__title" id="file-title">{text!("models-file-title")}</h2>
            <DropZone
                name="checkpoint"
                title=text!("models-file-choose")
                accept=".safetensors,.pth,.pt,.ckpt,.bin,.tar"
                described_by="checkpoint-error checkpoint-news"
                is_disabled=Signal::derive(move || session.with(|session| !session.devices.is_primary_ready()))
                on_file=take
                on_no_file=move |()| error.set(Some(text!("models-file-none").to_owned()))
            >
                {text!("models-file-drop")}
            </DropZone>
            <p
                id="checkpoint-news"
                data-testid="checkpoint-news"
                role="status"
                hidden=move || news.read().is_none()
            >
                {move || news.get()}
            </p>
            {error_line("checkpoint-error", move || error.get())}
        </section>
    }
}
