//! The training images that the model takes for most like an image.

use leptos::prelude::*;

use crate::app::components::{CaptionTone, CaptionedImage, ErrorNotice, ImageGrid, ProgressBar};
use crate::app::context::SessionContext;
use crate::app::pages::test_split::evaluation_mark;
use crate::app::use_answer::use_answer;
use crate::app::view_state::ClassifyInput;
use crate::protocol::{CLASS_NAMES, FindNearest, ModelKind, NearestImages, Neighbour, SplitName};
use crate::session::evidence::counted;
use crate::session::format;

/// Images that are shown: two rows of six.
const N_SHOWN: usize = 12;

/// A card with the nearest training images.
#[component]
pub fn Neighbours(
    /// The model whose features are compared.
    model: Memo<Option<ModelKind>>,
    /// The image whose neighbours are shown.
    input: Memo<Option<ClassifyInput>>,
) -> impl IntoView {
    let session = SessionContext::expect().session;
    let mark = evaluation_mark(model);
    // The first search of a model takes seconds, so the learner begins it; then it follows the image.
    let is_wanted = RwSignal::new(false);
    let has_train = Memo::new(move |_| {
        session.with(|session| session.data.primary().split(SplitName::Train).is_some())
    });
    let answer = use_answer(move || {
        mark.track();
        (is_wanted.get() && has_train.get()).then_some(())?;
        Some(FindNearest {
            model: model.get()?,
            image: input.get()?.into(),
            n_images: N_SHOWN,
        })
    });
    let images = Signal::derive(move || {
        answer.value.with(|answer| {
            answer.as_ref().map_or_else(Vec::new, |answer| {
                answer.images.iter().map(captioned).collect()
            })
        })
    });
    let words = move || {
        answer.value.with(|answer| match answer {
            Some(answer) => counted_words(answer),
            None => String::new(),
        })
    };
    let progress = Memo::new(move |_| {
        let model = model.get()?;
        let progress = session.with(|session| session.models.get(model)?.index_progress)?;
        (answer.is_waiting.get() && progress.n_done < progress.n_images).then_some(progress)
    });
    let share = Signal::derive(move || {
        progress
            .get()
            .map(|progress| progress.n_done as f64 / progress.n_images.max(1) as f64)
    });
    let detail = Signal::derive(move || {
        progress.get().map_or_else(String::new, |progress| {
            format!(
                "{} of {}",
                format::count(progress.n_done),
                format::count(progress.n_images)
            )
        })
    });
    let is_ready = move || has_train.get() && model.get().is_some() && input.read().is_some();
    view! {
        <section class="card" data-testid="neighbours">
            <h2 class="card__title">"Nearest training images"</h2>
            <p class="soft prose">
                "Before its last layer a model has turned an image into a list of features. "
                "Images whose lists point in the same direction look alike to it, and it will answer alike. "
                "These are the training images that are nearest to this image: what the answer was learnt from."
            </p>
            <Show
                when=move || is_wanted.get()
                fallback=move || {
                    view! {
                        <div class="row">
                            <button
                                class="button"
                                type="button"
                                data-testid="neighbours-search"
                                disabled=move || !is_ready()
                                on:click=move |_| is_wanted.set(true)
                            >
                                "Search the training images"
                            </button>
                            <span class="soft small">"The first search of a model reads all of them: some seconds"</span>
                        </div>
                    }
                }
            >
                <Show when=move || progress.get().is_some()>
                    <ProgressBar
                        label="Reading the features of all training images".to_owned()
                        share=share
                        detail=detail
                        testid="neighbours-progress"
                    />
                </Show>
                <p class="evidence__count" role="status" data-testid="neighbours-words">
                    {move || if answer.is_waiting.get() { "Searching…".to_owned() } else { words() }}
                </p>
                <ImageGrid images=images n_columns=6 testid="neighbours-images" />
                <p class="soft small">
                    "The number is the cosine of the angle between the features: 1 for the same direction, 0 for nothing in common. "
                    {move || {
                        answer.value.with(|answer| {
                            answer.as_ref().map(|answer| format!("Compared by {} features.", answer.n_features))
                        })
                    }}
                </p>
                <ErrorNotice error=answer.error testid="neighbours-error" />
            </Show>
        </section>
    }
}

fn counted_words(answer: &NearestImages) -> String {
    if answer.images.is_empty() {
        return "All features of this image are 0, so no training image is nearer than another."
            .to_owned();
    }
    counted(answer.images.iter().map(|neighbour| neighbour.image.label)) + "."
}

fn captioned(neighbour: &Neighbour) -> CaptionedImage {
    let Neighbour { image, similarity } = neighbour;
    let name = CLASS_NAMES
        .get(usize::from(image.label))
        .copied()
        .unwrap_or(format::NOTHING);
    CaptionedImage {
        pixels: image.pixels.clone(),
        alt: format!("{name}, training image {}", image.index),
        caption: format!("{name}\n{similarity:.3}"),
        tone: CaptionTone::Plain,
    }
}
