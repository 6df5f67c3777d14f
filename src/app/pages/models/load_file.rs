//! Loads a checkpoint file of the learner's, chosen or dropped.

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::{DragEvent, File};

use super::error_line;
use crate::app::context::SessionContext;
use crate::app::files::{self, PickedFile};
use crate::session::Origin;

#[component]
pub fn LoadFile() -> impl IntoView {
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    let input = NodeRef::<Input>::new();
    let is_over = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let news = RwSignal::new(None::<String>);

    let take = move |file: File| {
        error.set(None);
        news.set(Some("Reading the file…".to_owned()));
        client.spawn(async move {
            let loaded = async {
                let PickedFile { name, bytes } = files::read_checkpoint(file).await?;
                let origin = Origin::File { name: name.clone() };
                let request = client.load_model(origin, bytes);
                let kind = client.until_loaded(request).await?;
                Ok::<_, String>(format!(
                    "{name} is a {}, and takes its place in this tab",
                    kind.title()
                ))
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
    let choose = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take(file);
        }
        // So that choosing the same file again is a change again.
        input.set_value("");
    };
    let drop_file = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        match files.and_then(|files| files.get(0)) {
            Some(file) => take(file),
            None => error.set(Some("what was dropped is no file".to_owned())),
        }
    };
    view! {
        <section class="card" aria-labelledby="file-title">
            <h2 class="card__title" id="file-title">"Load a file"</h2>
            <div
                class="drop"
                class=("drop--over", move || is_over.get())
                data-testid="checkpoint-drop"
                on:dragover=move |event: DragEvent| {
                    event.prevent_default();
                    is_over.set(true);
                }
                on:dragleave=move |_| is_over.set(false)
                on:drop=drop_file
            >
                <label for="checkpoint-file"><strong>"Choose a checkpoint"</strong></label>
                <input
                    node_ref=input
                    id="checkpoint-file"
                    data-testid="checkpoint-file"
                    type="file"
                    accept=".safetensors,.pth,.pt"
                    aria-describedby="checkpoint-error checkpoint-news"
                    disabled=move || session.with(|session| !session.is_home_ready())
                    on:change=choose
                />
                <p class="soft small">"or drop one here: .safetensors, .pth or .pt, from this page or from PyTorch"</p>
            </div>
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
