//! A model's colour, for bars and cards.

use crate::models::ModelKind;

/// The style that sets `--model-color`.
pub fn model_color(model: ModelKind) -> String {
    format!("--model-color: var(--color-model-{})", model.color_slot)
}
