//! Random predictions, the surest mistakes of all test images, or the images of one cell of the confusion matrix.

use leptos::prelude::*;

use super::gallery::Gallery;
use super::title_of;
use crate::app::components::{Segments, class_options};
use crate::app::erased::{Show, memo};
use crate::app::pages::test_split::n_test_images;
use crate::app::view_state::EvaluateView;
use crate::protocol::{CLASS_NAMES, Evaluation, ModelKind};
use crate::session::answers::{self, ImageFilter};
use crate::session::votes::Votes;
use crate::texts::{self, text};

/// Images of a random draw, as in the lesson.
const N_RANDOM: usize = 9;
/// Images that are shown at once: rows of two, three, four and six come out even.
const N_AT_ONCE: usize = 12;

/// Which images are shown.
#[derive(Clone, Copy)]
pub struct Choice {
    /// The position in [`WAYS`].
    way: RwSignal<usize>,
    truth: RwSignal<Option<u8>>,
    predicted: RwSignal<Option<u8>>,
}

const RANDOM: usize = 0;
const MISTAKES: usize = 1;
const ALL: usize = 2;
/// Suffix of `data-testid`, and key of the label.
const WAYS: [(&str, &str); 3] = [
    ("random", "evaluate-way-random"),
    ("mistakes", "evaluate-way-mistakes"),
    ("all", "evaluate-way-all"),
];

impl Choice {
    /// What the view showed last, so that a look inside a model and back loses nothing.
    pub fn of(view: EvaluateView) -> Self {
        Self {
            way: view.way,
            truth: view.truth,
            predicted: view.predicted,
        }
    }

    /// Random images of all classes.
    pub fn initial() -> Self {
        Self {
            way: RwSignal::new(RANDOM),
            truth: RwSignal::new(None),
            predicted: RwSignal::new(None),
        }
    }

    /// Shows exactly the images of a cell of the confusion matrix.
    pub fn open_cell(self, truth: usize, predicted: usize) {
        self.way.set(ALL);
        self.truth.set(Some(truth as u8));
        self.predicted.set(Some(predicted as u8));
    }

    /// The cell whose images are shown: true and predicted class.
    pub fn cell(self) -> Option<(usize, usize)> {
        let cell = self.truth.get().zip(self.predicted.get())?;
        (self.way.get() == ALL).then_some((cell.0.into(), cell.1.into()))
    }

    fn filter(self) -> ImageFilter {
        ImageFilter {
            only_wrong: self.way.get() == MISTAKES,
            truth: self.truth.get(),
            predicted: self.predicted.get(),
        }
    }
}

/// A card with predictions.
#[component]
pub fn Predictions(
    model: Memo<Option<ModelKind>>,
    evaluation: Memo<Option<Evaluation>>,
    choice: Choice,
    votes: RwSignal<Votes>,
) -> impl IntoView {
    // The number of clicks on "other images".
    let round = RwSignal::new(0_u32);
    let n_images = n_test_images();
    let Choice {
        way,
        truth,
        predicted,
    } = choice;
    let selected = memo(move |_| {
        let filter = choice.filter();
        if way.get() == RANDOM && filter == ImageFilter::default() {
            // Needs no evaluation, and stays as it is when one comes.
            return (0..n_images.get().unwrap_or(0) as u32).collect();
        }
        evaluation.with(|evaluation| {
            let select = |evaluation| answers::select(evaluation, filter);
            evaluation.as_ref().map_or_else(Vec::new, select)
        })
    });
    let shown = memo(move |_| {
        if way.get() != RANDOM {
            return selected.get();
        }
        round.track();
        answers::pick_random(selected.get(), N_RANDOM, js_sys::Math::random)
    });
    let heading = move || match (way.get(), choice.cell()) {
        (RANDOM, _) => text!("evaluate-images-random").to_owned(),
        (MISTAKES, _) => text!("evaluate-images-mistakes").to_owned(),
        (_, Some((truth, predicted))) if truth == predicted => {
            text!("evaluate-images-right", class = CLASS_NAMES[truth])
        }
        (_, Some((truth, predicted))) => {
            text!(
                "evaluate-images-cell",
                class = CLASS_NAMES[truth],
                predicted = CLASS_NAMES[predicted]
            )
        }
        (_, None) => text!("evaluate-images-all").to_owned(),
    };
    let title = Signal::derive(move || format!("{}: {}", title_of(model.get()), heading()));
    let words = move || {
        evaluation.with(|evaluation| match evaluation {
            Some(evaluation) if way.get() == RANDOM => {
                let shown = shown.read();
                let n_right = answers::n_right(evaluation, &shown);
                text!("evaluate-n-right", n = n_right, total = shown.len())
            }
            Some(evaluation) => answers::words(evaluation, choice.filter(), selected.read().len()),
            None if n_images.get().is_none() => text!("evaluate-images-wait").to_owned(),
            None if !shown.read().is_empty() => text!("evaluate-images-drawn").to_owned(),
            None => text!("evaluate-images-wait-evaluation").to_owned(),
        })
    };
    let options = WAYS
        .iter()
        .enumerate()
        .map(|(way, (word, label))| (way, *word, texts::get(label).to_owned()))
        .collect::<Vec<_>>();
    view! {
        <section class="card">
            <div class="card__header">
                <h2 class="card__title" id="evaluate-images-title" tabindex="-1" data-testid="evaluate-images-title">{heading}</h2>
                <Show when=move || way.get() == RANDOM>
                    <button
                        class="button button--small"
                        type="button"
                        data-testid="evaluate-another"
                        on:click=move |_| round.update(|round| *round += 1)
                    >
                        {text!("evaluate-another")}
                    </button>
                </Show>
            </div>
            <div class="filters">
                <Segments
                    label=text!("evaluate-way-label")
                    name="evaluate-way"
                    is_label_hidden=true
                    options=options
                    chosen=way
                    on_choose=move |chosen| way.set(chosen)
                />
                <ClassSelect label=text!("evaluate-truth") id="evaluate-truth" chosen=truth />
                <ClassSelect label=text!("evaluate-predicted") id="evaluate-predicted" chosen=predicted />
            </div>
            <p class="soft" role="status" data-testid="evaluate-predictions-status">{words}</p>
            <Gallery model=model title=title indices=shown n_at_once=N_AT_ONCE votes=votes testid="evaluate-predictions" />
            <p class="small" aria-live="polite" data-testid="evaluate-tally">
                {move || {
                    votes.read().tally().unwrap_or_else(|| text!("evaluate-vote-hint").to_owned())
                }}
            </p>
        </section>
    }
}

/// A list of the classes and "any".
#[component]
fn ClassSelect(
    label: &'static str,
    /// Unique on the page; also the `data-testid`. An option's value is the class, of "any" nothing.
    id: &'static str,
    chosen: RwSignal<Option<u8>>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label small" for=id>{label}</label>
            <select
                class="select"
                id=id
                data-testid=id
                on:change=move |event| chosen.set(event_target_value(&event).parse().ok())
            >
                <option value="" prop:selected=move || chosen.get().is_none()>{text!("evaluate-any-class")}</option>
                {class_options(Signal::derive(move || chosen.get().map(usize::from)))}
            </select>
        </div>
    }
}
