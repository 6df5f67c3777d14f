//! Nine random predictions, or nine wrong ones.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::app::components::{
    CaptionTone, CaptionedImage, ErrorNotice, ImageGrid, likeliest_class,
};
use crate::app::pages::test_split::{evaluation_mark, n_test_images};
use crate::app::use_answer::use_answer;
use crate::protocol::{CLASS_NAMES, ModelKind, Predict, Prediction};
use crate::session::format;

const N_SHOWN: usize = 9;
/// Random images that are searched for wrong predictions.
const N_SEARCHED: usize = 400;

/// A card with nine predictions.
#[component]
pub fn Predictions(model: Memo<Option<ModelKind>>) -> impl IntoView {
    let only_wrong = RwSignal::new(false);
    // The number of clicks on "other images".
    let round = RwSignal::new(0_u32);
    let n_images = n_test_images();
    let evaluation_mark = evaluation_mark(model);
    let answer = use_answer(move || {
        round.track();
        evaluation_mark.track();
        let n_wanted = if only_wrong.get() {
            N_SEARCHED
        } else {
            N_SHOWN
        };
        Some(Predict {
            indices: random_indices(n_images.get()?, n_wanted),
            model: model.get()?,
        })
    });
    let wrong = Memo::new(move |_| {
        answer.value.with(|answer| {
            answer
                .as_ref()
                .map_or_else(Vec::new, |predictions| surest_mistakes(predictions))
        })
    });
    let images = Signal::derive(move || {
        if only_wrong.get() {
            return wrong.read().iter().take(N_SHOWN).map(captioned).collect();
        }
        answer.value.with(|answer| match answer {
            Some(predictions) => predictions
                .iter()
                .take(N_SHOWN)
                .map(captioned)
                .collect::<Vec<_>>(),
            None => Vec::new(),
        })
    });
    let words = move || {
        if answer.is_waiting.get() {
            return "Predicting…".to_owned();
        }
        answer.value.with(|answer| {
            let Some(predictions) = answer else {
                return "Waiting for the test images…".to_owned();
            };
            if only_wrong.get() {
                format!(
                    "{} of {} random test images are wrong; these are the mistakes of which the model is surest. \
                     Is the model to blame, or the picture, or the label?",
                    wrong.read().len(),
                    predictions.len()
                )
            } else {
                let shown = &predictions[..predictions.len().min(N_SHOWN)];
                let n_right = shown.iter().filter(|prediction| is_right(prediction)).count();
                format!("{n_right} of these {} are right", shown.len())
            }
        })
    };
    view! {
        <section class="card">
            <div class="card__header">
                <h2 class="card__title">"Random predictions"</h2>
                <div class="row">
                    <label class="check">
                        <input
                            type="checkbox"
                            data-testid="evaluate-only-wrong"
                            prop:checked=move || only_wrong.get()
                            on:change=move |event| only_wrong.set(event_target_checked(&event))
                        />
                        "Show wrong predictions"
                    </label>
                    <button
                        class="button"
                        type="button"
                        data-testid="evaluate-another"
                        on:click=move |_| round.update(|round| *round += 1)
                    >
                        "Another nine"
                    </button>
                </div>
            </div>
            <p class="soft" role="status" data-testid="evaluate-predictions-status">{words}</p>
            <ImageGrid images=images n_columns=3 testid="evaluate-predictions" />
            <ErrorNotice error=answer.error testid="evaluate-predictions-error" />
        </section>
    }
}

/// Distinct positions below `n_images`, by the browser's generator; the lesson's come from Python's `random`.
fn random_indices(n_images: usize, n_wanted: usize) -> Vec<u32> {
    let mut indices = BTreeSet::new();
    let mut drawn = Vec::new();
    while drawn.len() < n_wanted.min(n_images) {
        let index = (js_sys::Math::random() * n_images as f64) as u32;
        if indices.insert(index) {
            drawn.push(index);
        }
    }
    drawn
}

fn is_right(prediction: &Prediction) -> bool {
    likeliest_class(&prediction.probabilities) == Some(usize::from(prediction.image.label))
}

/// The wrong predictions, the most confident first.
fn surest_mistakes(predictions: &[Prediction]) -> Vec<Prediction> {
    let mut wrong: Vec<Prediction> = predictions
        .iter()
        .filter(|prediction| !is_right(prediction))
        .cloned()
        .collect();
    wrong.sort_by(|a, b| confidence(b).total_cmp(&confidence(a)));
    wrong
}

fn confidence(prediction: &Prediction) -> f32 {
    prediction.probabilities.iter().copied().fold(0.0, f32::max)
}

fn captioned(prediction: &Prediction) -> CaptionedImage {
    let name = |class: usize| CLASS_NAMES.get(class).copied().unwrap_or(format::NOTHING);
    let predicted = likeliest_class(&prediction.probabilities).map_or(format::NOTHING, name);
    let truth = name(usize::from(prediction.image.label));
    let (mark, tone) = if is_right(prediction) {
        ("✓", CaptionTone::Good)
    } else {
        ("✗", CaptionTone::Bad)
    };
    CaptionedImage {
        pixels: prediction.image.pixels.clone(),
        alt: format!("{truth}, test image {}", prediction.image.index),
        caption: format!(
            "{mark} Pred: {predicted} | Truth: {truth}\n{:.0} % sure",
            confidence(prediction) * 100.0
        ),
        tone,
    }
}
