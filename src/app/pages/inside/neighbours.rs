//! The training images that the model takes for most like an image.

use leptos::html;
use leptos::prelude::*;

use super::begin::Begin;
use super::choose::CHOICE_ID;
use super::look::Target;
use crate::app::components::{
    CaptionTone, CaptionedImage, ErrorNotice, ImageGrid, ProgressBar, class_name,
};
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::app::focus::{come_to, focus_on};
use crate::app::pages::data::has_split;
use crate::app::use_answer::use_answer_on;
use crate::protocol::{FindNearest, InputImage, NearestImages, Neighbour, SplitName, Subject};
use crate::session::evidence::counted;
use crate::session::format;
use crate::texts::text;

/// Images that are shown: two rows of six.
const N_SHOWN: usize = 12;

/// A card with the nearest training images.
#[component]
pub fn Neighbours(
    /// The model whose features are compared.
    target: Target,
    /// The image whose neighbours are shown.
    input: Memo<Option<InputImage>>,
) -> impl IntoView {
    let context = SessionContext::expect();
    let session = context.session;
    let opens_neighbours = context.view_state.inside.opens_neighbours;
    // The first search of a model takes seconds, so the learner begins it; then it follows the image.
    let is_wanted = RwSignal::new(opens_neighbours.get_untracked());
    let has_train = has_split(SplitName::Train);
    // The step of a run from which on the training images are read.
    let not_before = RwSignal::new(0);
    let step = memo(move |_| {
        let run = target.run.get()?;
        session.with(|session| Some(session.runs.get(run.id)?.step))
    });
    // Of another run nothing has been read; and it is not begun unasked, since a run then waits for it.
    Effect::new(move |before: Option<Option<Subject>>| {
        let subject = target.subject().map(|(_, subject)| subject);
        if before.is_some_and(|before| before != subject)
            && matches!(subject, Some(Subject::Run(_)))
        {
            is_wanted.set(false);
        }
        subject
    });
    let answer = use_answer_on(move || {
        (is_wanted.get() && has_train.get()).then_some(())?;
        let (device, subject) = target.subject()?;
        let question = FindNearest {
            subject,
            image: input.get()?,
            n_images: N_SHOWN,
            not_before: not_before.get(),
        };
        Some((device, question))
    });
    target.wait_for(answer.is_waiting);
    // The run has learnt on since its features were read.
    let n_steps_read = memo(move |_| {
        let step = step.get()?;
        let n_steps = answer.value.with(|answer| answer.as_ref()?.n_steps)?;
        (n_steps < step).then_some(n_steps)
    });
    let search_again = move |_| not_before.set(step.get_untracked().unwrap_or_default());
    let inspect = Callback::new(move |position: usize| {
        let index = answer.value.with_untracked(|answer| {
            let neighbour = answer.as_ref()?.images.get(position)?;
            Some(neighbour.image.index)
        });
        if let Some(index) = index {
            context
                .view_state
                .inside
                .image
                .set(Some(InputImage::OfSplit {
                    split: SplitName::Train,
                    index,
                }));
            focus_on(CHOICE_ID);
        }
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
    let progress = memo(move |_| {
        let model = target.kind()?;
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
            text!(
                "nearest-read",
                done = format::count(progress.n_done),
                n = format::count(progress.n_images),
            )
        })
    });
    let card = NodeRef::<html::Section>::new();
    come_to(card, opens_neighbours);
    let is_disabled = Signal::derive(move || {
        !has_train.get() || target.kind().is_none() || input.read().is_none()
    });
    view! {
        <section class="card" node_ref=card tabindex="-1" aria-label=text!("nearest-title") data-testid="neighbours">
            <h2 class="card__title">{text!("nearest-title")}</h2>
            <p class="soft prose">
                {text!("nearest-text")}
            </p>
            <Begin
                has_begun=is_wanted
                label=text!("nearest-search")
                hint=text!("nearest-cost")
                is_disabled=is_disabled
                testid="neighbours-search"
            >
                <Show when=move || progress.get().is_some()>
                    <ProgressBar
                        label=text!("nearest-reads").to_owned()
                        share=share
                        detail=detail
                        testid="neighbours-progress"
                    />
                </Show>
                <p class="evidence__count" role="status" data-testid="neighbours-words">
                    {move || if answer.is_waiting.get() { text!("nearest-searching").to_owned() } else { words() }}
                </p>
                <Show when=move || n_steps_read.get().is_some()>
                    <div class="row">
                        <span class="soft small">
                            {move || {
                                n_steps_read
                                    .get()
                                    .map(|n_steps| text!("nearest-of-step", step = format::count(n_steps)))
                            }}
                        </span>
                        <button
                            class="button button--small"
                            type="button"
                            data-testid="neighbours-again"
                            disabled=move || answer.is_waiting.get()
                            on:click=search_again
                        >
                            {text!("nearest-again")}
                        </button>
                    </div>
                </Show>
                <ImageGrid images=images n_columns=6 title=text!("nearest-title").to_owned() testid="neighbours-images" on_choose=inspect />
                <p class="soft small">
                    {text!("nearest-note")} " "
                    {move || {
                        answer.value.with(|answer| {
                            answer.as_ref().map(|answer| text!("nearest-features", n = answer.n_features))
                        })
                    }}
                </p>
                <ErrorNotice error=answer.error testid="neighbours-error" />
            </Begin>
        </section>
    }
}

fn counted_words(answer: &NearestImages) -> String {
    if answer.images.is_empty() {
        return text!("nearest-none").to_owned();
    }
    counted(answer.images.iter().map(|neighbour| neighbour.image.label)) + "."
}

fn captioned(neighbour: &Neighbour) -> CaptionedImage {
    let Neighbour { image, similarity } = neighbour;
    let name = class_name(image.label.into());
    CaptionedImage {
        pixels: image.pixels.clone(),
        alt: text!("nearest-image", class = name, n = image.index),
        caption: format!("{name}\n{similarity:.3}"),
        tone: CaptionTone::Plain,
    }
}
