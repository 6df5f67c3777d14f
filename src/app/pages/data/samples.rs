//! Sixteen random training images with their class names.

use leptos::prelude::*;

use super::has_split;
use crate::app::components::{CaptionTone, CaptionedImage, ErrorNotice, ImageGrid, NumberField};
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::app::use_answer::use_answer;
use crate::app::view_state::DEFAULT_SEED;
use crate::protocol::{CLASS_NAMES, LabelledImage, Selection, ShowImages, SplitName};
use crate::texts::text;

const N_SAMPLES: usize = 16;

/// A card with random training images, drawn with a seed.
#[component]
pub fn Samples() -> impl IntoView {
    let view_state = SessionContext::expect().view_state;
    let has_train = has_split(SplitName::Train);
    let text = view_state.data.samples_seed;
    let seed = memo(move |_| text.read().trim().parse::<u32>().ok());
    let error = Signal::derive(move || {
        seed.get()
            .is_none()
            .then(|| text!("data-seed-wrong", last = u32::MAX))
    });
    let answer = use_answer(move || {
        let seed = seed.get().filter(|_| has_train.get())?;
        let n_images = N_SAMPLES;
        Some(ShowImages {
            split: SplitName::Train,
            selection: Selection::Random { seed, n_images },
        })
    });
    let images = Signal::derive(move || {
        answer.value.with(|answer| match answer {
            Some(images) => images.iter().map(captioned).collect(),
            None => placeholders(N_SAMPLES),
        })
    });
    let another = move |_| {
        let next = seed.get().map_or(DEFAULT_SEED, |seed| seed.wrapping_add(1));
        text.set(next.to_string());
    };
    view! {
        <section class="card">
            <div class="card__header">
                <h2 class="card__title">{text!("data-samples-title")}</h2>
                <span class="card__hint">{text!("data-samples-hint")}</span>
            </div>
            <div class="row row--end">
                <div class="field--narrow">
                    <NumberField
                        id="data-seed"
                        label=text!("data-seed")
                        value=text
                        error=error
                        on_change=move |typed| text.set(typed)
                    />
                </div>
                <button class="button beside-field" type="button" data-testid="data-another" on:click=another>
                    {text!("data-another")}
                </button>
            </div>
            <ImageGrid images=images title=text!("data-samples-title").to_owned() testid="data-samples" />
            <ErrorNotice error=answer.error testid="data-samples-error" />
        </section>
    }
}

/// An image above the name of its class.
pub(super) fn captioned(image: &LabelledImage) -> CaptionedImage {
    let name = CLASS_NAMES[usize::from(image.label) % CLASS_NAMES.len()];
    CaptionedImage {
        pixels: image.pixels.clone(),
        alt: text!("data-image-name", class = name, index = image.index),
        caption: name.to_owned(),
        tone: CaptionTone::Plain,
    }
}

/// Empty frames in place of images that are not there yet.
pub(super) fn placeholders(n_images: usize) -> Vec<CaptionedImage> {
    let placeholder = CaptionedImage {
        pixels: Vec::new(),
        alt: text!("data-not-loaded").to_owned(),
        caption: "…".to_owned(),
        tone: CaptionTone::Plain,
    };
    vec![placeholder; n_images]
}
