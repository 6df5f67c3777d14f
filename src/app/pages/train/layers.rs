//! The layers of the chosen model.

use leptos::prelude::*;

use super::choose::architecture;
use crate::app::components::{LayerTable, rich_text};
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::models::{Architecture, ModelKind};
use crate::texts::text;

/// A card with the layers of the chosen model.
#[component]
pub fn Layers() -> impl IntoView {
    let context = SessionContext::expect();
    let model = memo(move |_| context.form.read().model);
    let architectures = ModelKind::ALL.map(|model| (model, architecture(model)));
    // While the form is not valid, the last architecture stays on screen.
    let shown = memo(move |before: Option<&Option<Architecture>>| {
        let (_, current) = architectures
            .iter()
            .find(|(kind, _)| *kind == model.get())?;
        current.get().or_else(|| before.copied().flatten())
    });
    let layers = Signal::derive(move || {
        let shown = shown.get();
        shown.map_or_else(Vec::new, |shown| shown.layers())
    });
    let remark = move || {
        shown
            .get()
            .map(|shown| shown.model.remark(shown.final_relu))
    };
    view! {
        <section class="card">
            <div class="card__header">
                <h2 class="card__title">{move || text!("train-layers-of", model = model.get().title())}</h2>
                <span class="card__hint">
                    {move || rich_text(&text!("train-class-name", name = model.get().class_name))}
                </span>
            </div>
            <LayerTable layers=layers testid="train-layers" />
            <p class="soft small">{text!("train-shapes")} " " {remark}</p>
        </section>
    }
}
