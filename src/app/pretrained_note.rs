//! Labels pretrained models and leads to training.

use leptos::prelude::*;

use super::components::OpenView;
use super::context::SessionContext;
use crate::app::erased::memo;
use crate::protocol::ModelKind;
use crate::session::Tab;
use crate::texts::text;

/// The origin of a pretrained model, as a predicate after the model's title.
pub fn pretrained() -> &'static str {
    text!("pretrained-origin")
}

/// A notice while the shown model is a pretrained one.
#[component]
pub fn PretrainedNote(
    /// The shown model.
    model: Memo<Option<ModelKind>>,
) -> impl IntoView {
    let SessionContext { session, form, .. } = SessionContext::expect();
    let pretrained = memo(move |_| {
        let session = session.read();
        let entry = session.models.get(model.get()?)?;
        entry.is_pretrained().then(|| entry.kind())
    });
    move || {
        let model = pretrained.get()?;
        let choose = move |()| form.update(|form| form.model = model);
        Some(view! {
            <div class="notice" data-testid="pretrained-note">
                <p>{text!("pretrained-note", model = model.title())}</p>
                <OpenView view=Tab::Train label=text!("pretrained-to-train") testid="pretrained-to-train" before=choose />
            </div>
        })
    }
}
