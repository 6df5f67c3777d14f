//! Steps through the batches of the data loader.

use leptos::prelude::*;

use super::has_split;
use super::samples::{captioned, placeholders};
use crate::app::components::{ErrorNotice, ImageGrid, Segments};
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::app::use_answer::use_answer;
use crate::protocol::{ModelKind, ShowBatch, SplitName, TrainingConfig, n_batches as batches_of};
use crate::session::format;
use crate::texts::text;

/// Images of a batch that are shown at most: more make the page slow.
const MAX_SHOWN: usize = 96;

/// A card with one batch and buttons to the next and the previous one.
#[component]
pub fn Batches() -> impl IntoView {
    let context = SessionContext::expect();
    let has_train = has_split(SplitName::Train);
    let has_test = has_split(SplitName::Test);

    let split = context.view_state.data.batch_split;
    let index = context.view_state.data.batch_index;
    // Batch size and seed are those of the training settings while these are valid.
    let settings = memo(move |_| {
        let config = context
            .form
            .with(|form| form.parse())
            .unwrap_or_else(|_| TrainingConfig::lesson(ModelKind::default()));
        (config.batch_size, config.seed)
    });
    let n_batches = memo(move |_| {
        let (batch_size, _) = settings.get();
        context.session.with(|session| {
            let split = session.data.primary().split(split.get())?;
            Some(batches_of(split.n_images, batch_size))
        })
    });
    // Another batch size may leave fewer batches than before.
    let shown = memo(move |_| {
        let last = n_batches
            .get()
            .map_or(0, |n_batches| n_batches.saturating_sub(1));
        index.get().min(last)
    });
    let answer = use_answer(move || {
        let split = split.get();
        let is_there = match split {
            SplitName::Train => has_train.get(),
            SplitName::Test => has_test.get(),
        };
        let (batch_size, seed) = settings.get();
        let batch_index = shown.get();
        is_there.then_some(ShowBatch {
            split,
            batch_size,
            batch_index,
            seed,
        })
    });
    let images = Signal::derive(move || {
        answer.value.with(|answer| match answer {
            Some(answer) => answer
                .images
                .iter()
                .take(MAX_SHOWN)
                .map(captioned)
                .collect(),
            None => placeholders(settings.get().0.min(MAX_SHOWN)),
        })
    });
    let position = move || match n_batches.get() {
        Some(n_batches) => text!(
            "data-batch-position",
            number = format::count(shown.get() + 1),
            total = format::count(n_batches)
        ),
        None => text!("data-waiting").to_owned(),
    };
    let shapes = move || {
        answer.value.with(|answer| {
            let answer = answer.as_ref()?;
            let images_shape = format!("{:?}", answer.images_shape);
            let targets_shape = format!("[{}]", answer.images.len());
            Some(view! {
                <span>{text!("data-batch-images")} " " <code data-testid="data-batch-images-shape">{images_shape}</code></span>
                <span>{text!("data-batch-labels")} " " <code data-testid="data-batch-labels-shape">{targets_shape}</code></span>
            })
        })
    };
    let order = move || {
        let (batch_size, seed) = settings.get();
        match split.get() {
            SplitName::Train => text!("data-batch-order-train", size = batch_size, seed = seed),
            SplitName::Test => text!("data-batch-order-test", size = batch_size),
        }
    };
    let n_hidden = move || {
        let n_images = answer
            .value
            .with(|answer| answer.as_ref().map_or(0, |answer| answer.images.len()));
        (n_images > MAX_SHOWN)
            .then(|| text!("data-batch-more", n = format::count(n_images - MAX_SHOWN)))
    };
    let is_first = move || shown.get() == 0;
    let is_last = move || {
        n_batches
            .get()
            .is_none_or(|n_batches| shown.get() + 1 >= n_batches)
    };

    view! {
        <section class="card">
            <div class="card__header">
                <h2 class="card__title">{text!("data-batch-title")}</h2>
                <span class="card__hint row">{shapes}</span>
            </div>
            <p class="soft prose">{order}</p>
            <div class="row">
                <Segments
                    label=text!("data-split")
                    name="data-split"
                    is_label_hidden=true
                    options=vec![
                        (SplitName::Train, "train", text!("data-split-train").to_owned()),
                        (SplitName::Test, "test", text!("data-split-test").to_owned()),
                    ]
                    chosen=split
                    on_choose=move |chosen| {
                        split.set(chosen);
                        index.set(0);
                    }
                />
                <button
                    class="button"
                    type="button"
                    data-testid="data-batch-first"
                    disabled=is_first
                    on:click=move |_| index.set(0)
                >
                    {text!("data-batch-first")}
                </button>
                <button
                    class="button"
                    type="button"
                    data-testid="data-batch-previous"
                    disabled=is_first
                    on:click=move |_| index.set(shown.get_untracked().saturating_sub(1))
                >
                    {text!("data-batch-previous")}
                </button>
                <button
                    class="button"
                    type="button"
                    data-testid="data-batch-next"
                    disabled=is_last
                    on:click=move |_| index.set(shown.get_untracked() + 1)
                >
                    {text!("data-batch-next")}
                </button>
                <button
                    class="button"
                    type="button"
                    data-testid="data-batch-last"
                    disabled=is_last
                    on:click=move |_| index.set(n_batches.get_untracked().map_or(0, |n_batches| n_batches.saturating_sub(1)))
                >
                    {text!("data-batch-last")}
                </button>
                <span role="status" data-testid="data-batch-position">{position}</span>
            </div>
            <ImageGrid images=images n_columns=0 title=Signal::derive(position) testid="data-batch" />
            <p class="soft">{n_hidden}</p>
            <ErrorNotice error=answer.error testid="data-batch-error" />
        </section>
    }
}
