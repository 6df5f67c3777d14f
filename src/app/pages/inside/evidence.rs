//! What the decision rests on: the places whose covering changes the answer, and the gradient by the pixels.

use leptos::prelude::*;

use super::look::Target;
use crate::protocol::InputImage;
use crate::session::format;
use crate::texts::text;

mod occlusion;
mod saliency;

use occlusion::Occlusion;
use saliency::Saliency;

/// A card with two maps of an image: what matters when it is covered, and what the gradient points at.
#[component]
pub fn Evidence(
    /// The model that is asked.
    target: Target,
    /// The image that it is asked about.
    input: Memo<Option<InputImage>>,
) -> impl IntoView {
    view! {
        <section class="card" data-testid="evidence">
            <h2 class="card__title">{text!("evidence-title")}</h2>
            <p class="soft prose">
                {text!("evidence-text")}
            </p>
            <div class="columns">
                <Occlusion target=target input=input />
                <Saliency target=target input=input />
            </div>
        </section>
    }
}

#[component]
fn Legend(
    /// What blue means.
    low: &'static str,
    /// What orange means.
    high: &'static str,
) -> impl IntoView {
    view! {
        <p class="evidence__legend small soft">
            <span class="evidence__key evidence__key--low">{low}</span>
            <span class="evidence__key evidence__key--high">{high}</span>
        </p>
    }
}

/// The same for a saved picture.
fn legend_note(low: &'static str, high: &'static str) -> String {
    text!("evidence-colours", low = low, high = high)
}

fn percent(probability: f32) -> String {
    format::share(probability.into(), 1)
}
