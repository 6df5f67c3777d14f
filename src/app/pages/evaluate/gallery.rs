//! Test images with a model's predictions, a page at a time; each can be enlarged.

use leptos::prelude::*;

use super::enlarged::Enlarged;
use super::prediction::{Note, is_right, sureness};
use crate::app::components::{ErrorNotice, ImageCanvas, Savable, class_name};
use crate::app::erased::{Show, effect, memo};
use crate::app::pages::test_split::evaluation_mark;
use crate::app::use_answer::use_answer;
use crate::logits::likeliest_class;
use crate::protocol::{ModelKind, Predict, Prediction};
use crate::session::format;
use crate::session::votes::{Vote, Votes};
use crate::texts::text;

/// Images in a grid, each a button that enlarges it, and "Show more".
#[component]
pub fn Gallery(
    model: Memo<Option<ModelKind>>,
    /// What the images are, for the file that they are saved in and for screen readers.
    title: Signal<String>,
    /// Positions of the images, in the order in which they are shown.
    indices: Memo<Vec<u32>>,
    /// Images that are shown at first, and that each "Show more" adds.
    n_at_once: usize,
    /// A line below each caption. Default is none.
    #[prop(optional, into)]
    note: Option<Note>,
    /// The learner's votes on wrong predictions.
    votes: RwSignal<Votes>,
    /// `data-testid` of the grid, and the start of its parts'.
    testid: &'static str,
) -> impl IntoView {
    let n_shown = RwSignal::new(n_at_once);
    effect(move || {
        indices.track();
        n_shown.set(n_at_once);
    });
    let shown = memo(move |_| {
        let indices = indices.read();
        indices[..n_shown.get().min(indices.len())].to_vec()
    });
    let evaluation_mark = evaluation_mark(model);
    let answer = use_answer(move || {
        let indices = shown.get();
        // Before the mark, which depends on it: in the other order a change of the model alone is missed.
        let model = model.get()?;
        evaluation_mark.track();
        (!indices.is_empty()).then_some(Predict { model, indices })
    });
    // Without the images of the selection before, while the present ones are predicted.
    let predictions = memo(move |_| {
        let shown = shown.read();
        answer.value.with(|answer| {
            let known = answer.as_deref().unwrap_or_default();
            let is_shown = |prediction: &&Prediction| shown.contains(&prediction.image.index);
            known.iter().filter(is_shown).cloned().collect::<Vec<_>>()
        })
    });
    let n_missing = move || shown.read().len().saturating_sub(predictions.read().len());
    let enlarged = RwSignal::new(None::<usize>);
    let n_left = move || indices.read().len().saturating_sub(shown.read().len());
    let enlarge = Callback::new(move |index: u32| {
        let position = predictions
            .read_untracked()
            .iter()
            .position(|prediction| prediction.image.index == index);
        enlarged.set(position);
    });
    view! {
        <Savable title=title testid=testid>
            <ul class="specimens" data-testid=testid>
                <For each=move || predictions.get() key=key let:prediction>
                    <Specimen prediction=prediction note=note votes=votes enlarge=enlarge />
                </For>
                {move || {
                    (0..n_missing())
                        .map(|_| view! { <li class="specimen specimen--waiting" aria-hidden="true"></li> })
                        .collect_view()
                }}
            </ul>
        </Savable>
        <Show when=move || { n_left() > 0 }>
            <div class="row">
                <button
                    class="button button--small"
                    type="button"
                    data-testid=format!("{testid}-more")
                    on:click=move |_| n_shown.update(|n_shown| *n_shown += n_at_once)
                >
                    {move || text!("common-show-more", n = n_left().min(n_at_once))}
                </button>
                <span class="soft small">{move || text!("evaluate-n-left", n = format::count(n_left()))}</span>
            </div>
        </Show>
        <ErrorNotice error=answer.error testid=format!("{testid}-error") />
        <Enlarged model=model predictions=predictions position=enlarged note=note votes=votes testid=testid />
    }
}

/// Changes with everything that an image's caption says.
fn key(prediction: &Prediction) -> (u32, u8, Vec<u32>) {
    let bits = prediction.probabilities.iter().map(|share| share.to_bits());
    (
        prediction.image.index,
        prediction.image.label,
        bits.collect(),
    )
}

#[component]
fn Specimen(
    prediction: Prediction,
    note: Option<Note>,
    votes: RwSignal<Votes>,
    enlarge: Callback<u32>,
) -> impl IntoView {
    let index = prediction.image.index;
    let tone = if is_right(&prediction) {
        "image-grid__caption--good"
    } else {
        "image-grid__caption--bad"
    };
    let vote = move || {
        votes.read().get(index).map(|vote| match vote {
            Vote::Model => text!("evaluate-voted-model"),
            Vote::Data => text!("evaluate-voted-data"),
        })
    };
    view! {
        <li>
            <button
                class="specimen"
                type="button"
                data-testid=format!("image-{index}")
                on:click=move |_| enlarge.run(index)
            >
                <ImageCanvas
                    alt=text!("evaluate-image-label", class = class_name(prediction.image.label.into()), index = index)
                    pixels=Some(prediction.image.pixels.clone())
                />
                <span class=format!("figure__caption {tone}") data-save="caption">{caption(&prediction)}</span>
                {note.map(|note| view! { <span class="figure__caption" data-save="caption">{note.run(index)}</span> })}
                <span class="figure__caption soft" data-save="caption">{vote}</span>
            </button>
        </li>
    }
}

fn caption(prediction: &Prediction) -> String {
    let truth = usize::from(prediction.image.label);
    let predicted = likeliest_class(&prediction.probabilities);
    let mark = if is_right(prediction) { "✓" } else { "✗" };
    let answer = text!(
        "evaluate-caption",
        mark = mark,
        predicted = predicted.map_or(format::NOTHING, class_name),
        truth = class_name(truth)
    );
    format!("{answer}\n{}", sureness(prediction))
}
