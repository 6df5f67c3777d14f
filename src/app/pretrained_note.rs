//! Labels pretrained models and leads to training.

use leptos::prelude::*;

use super::context::SessionContext;
use crate::protocol::ModelKind;
use crate::session::Tab;

/// The origin of a pretrained model, as a predicate after the model's title.
pub const PRETRAINED: &str =
    "came with this page, pretrained with the lesson's settings; train your own to replace it";

/// A notice while the shown model is a pretrained one.
#[component]
pub fn PretrainedNote(
    /// The shown model.
    model: Memo<Option<ModelKind>>,
) -> impl IntoView {
    let SessionContext {
        session, form, tab, ..
    } = SessionContext::expect();
    let pretrained = Memo::new(move |_| {
        let session = session.read();
        let entry = session.models.get(model.get()?)?;
        entry.is_pretrained().then(|| entry.kind())
    });
    move || {
        let model = pretrained.get()?;
        let train = move |_| {
            form.update(|form| form.model = model);
            tab.set(Tab::Train);
        };
        Some(view! {
            <div class="notice" data-testid="pretrained-note">
                <p>{format!("{} {PRETRAINED}.", model.title)}</p>
                <button class="button button--small" type="button" data-testid="pretrained-to-train" on:click=train>
                    "Train your own"
                </button>
            </div>
        })
    }
}
