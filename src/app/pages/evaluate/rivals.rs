//! Two models on the same test images: their matrices, the difference, and the images on which they disagree.

use leptos::prelude::*;

use super::confusion::matrix_title;
use super::gallery::Gallery;
use super::{evaluate_on_view, evaluation_of, model_titles, title_of};
use crate::app::components::{ConfusionTable, ModelSelect, Segments, class_name};
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::protocol::{ConfusionMatrix, Evaluation, ModelKind};
use crate::session::answers::{self, Disagreement};
use crate::session::format;
use crate::session::votes::Votes;
use crate::texts::text;

const N_AT_ONCE: usize = 12;

/// A card that compares the chosen model with another; empty until it is opened, since the other one must be evaluated.
#[component]
pub fn Rivals(
    model: Memo<Option<ModelKind>>,
    evaluation: Memo<Option<Evaluation>>,
    votes: RwSignal<Votes>,
) -> impl IntoView {
    let session = SessionContext::expect().session;
    let is_open = RwSignal::new(false);
    let picked = RwSignal::new(None::<ModelKind>);
    // The picked one if it is another, else the next one in the lesson's order.
    let other = memo(move |_| {
        let model = model.get()?;
        session.with(|session| {
            let mut others = session
                .models
                .iter()
                .map(|(kind, _)| kind)
                .filter(|kind| *kind != model);
            let picked = picked.get();
            let first = others.next()?;
            Some(match picked {
                Some(picked) if first == picked || others.any(|kind| kind == picked) => picked,
                Some(_) | None => first,
            })
        })
    });
    let has_other = memo(move |_| other.get().is_some());
    view! {
        <section class="card">
            <div class="row row--apart">
                <h2 class="card__title">{text!("evaluate-rivals-title")}</h2>
                <Show when=move || has_other.get()>
                    <button
                        class="button button--small"
                        type="button"
                        aria-expanded=move || is_open.get().to_string()
                        data-testid="evaluate-rivals-open"
                        on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                    >
                        {move || if is_open.get() { text!("common-close") } else { text!("evaluate-rivals-open") }}
                    </button>
                </Show>
            </div>
            <p class="prose">
                {move || {
                    if has_other.get() {
                        text!("evaluate-rivals-hint")
                    } else {
                        text!("evaluate-rivals-one")
                    }
                }}
            </p>
            <Show when=move || is_open.get() && has_other.get()>
                <Comparison model=model evaluation=evaluation other=other picked=picked votes=votes />
            </Show>
        </section>
    }
}

#[component]
fn Comparison(
    model: Memo<Option<ModelKind>>,
    evaluation: Memo<Option<Evaluation>>,
    other: Memo<Option<ModelKind>>,
    picked: RwSignal<Option<ModelKind>>,
    votes: RwSignal<Votes>,
) -> impl IntoView {
    evaluate_on_view(other);
    let others = evaluation_of(other);
    let titles = model_titles();
    let choices = Signal::derive(move || {
        let mut titles = titles.get();
        titles.retain(|(kind, _)| Some(*kind) != model.get());
        titles
    });
    let matrix = |evaluation: Memo<Option<Evaluation>>| {
        Signal::derive(move || {
            evaluation.with(|evaluation| {
                evaluation
                    .as_ref()
                    .map_or_else(ConfusionMatrix::default, |it| it.confusion.clone())
            })
        })
    };
    let (first, second) = (matrix(evaluation), matrix(others));
    let title = |model: Memo<Option<ModelKind>>| move || title_of(model.get());
    // As many images in each way; none before both are evaluated.
    let groups = memo(move |_| {
        evaluation.with(|first| {
            others.with(|second| {
                let both = first.as_ref().zip(second.as_ref());
                both.map(|(first, second)| {
                    Disagreement::ALL.map(|way| answers::disagreements(first, second, way))
                })
            })
        })
    });
    let difference_title = Signal::derive(move || {
        text!(
            "matrix-difference",
            second = title_of(other.get()),
            first = title_of(model.get())
        )
    });
    let way = RwSignal::new(Disagreement::OnlyFirstRight);
    let options = Signal::derive(move || {
        Disagreement::ALL
            .map(|way| {
                let count = |groups: &[Vec<u32>; 3]| format::count(groups[way as usize].len());
                let n = groups.with(|groups| {
                    groups
                        .as_ref()
                        .map_or_else(|| format::NOTHING.to_owned(), count)
                });
                let only = |model: Memo<Option<ModelKind>>| {
                    text!("evaluate-rivals-only", model = title_of(model.get()), n = n)
                };
                match way {
                    Disagreement::OnlyFirstRight => (way, "first", only(model)),
                    Disagreement::OnlySecondRight => (way, "second", only(other)),
                    Disagreement::BothWrong => {
                        (way, "neither", text!("evaluate-rivals-neither", n = n))
                    }
                }
            })
            .to_vec()
    });
    let shown_title = Signal::derive(move || {
        let options = options.read();
        let shown = options.iter().find(|(option, _, _)| *option == way.get());
        shown.map_or_else(String::new, |(_, _, label)| label.clone())
    });
    let indices = memo(move |_| {
        groups.with(|groups| {
            groups
                .as_ref()
                .map_or_else(Vec::new, |groups| groups[way.get() as usize].clone())
        })
    });
    let note = move |image: u32| {
        let name = title_of(other.get_untracked());
        others.with_untracked(|others| match others {
            Some(others) => {
                let class = others
                    .predicted
                    .get(image as usize)
                    .copied()
                    .unwrap_or(u8::MAX);
                let sure = others.confidence.at(image as usize);
                text!(
                    "evaluate-rivals-note",
                    model = name,
                    class = class_name(class.into()),
                    sure = format::share(sure, 0)
                )
            }
            None => format!("{name}: {}", format::NOTHING),
        })
    };
    let difference = Signal::derive(move || groups.read().is_some().then(|| first.get()));
    view! {
        <div class="rivals__choice">
            <ModelSelect
                id="evaluate-other"
                label=text!("evaluate-rivals-other")
                models=choices
                chosen=other
                on_choose=move |model| picked.set(Some(model))
            />
        </div>
        <div class="rivals">
            <figure class="stack stack--tight">
                <figcaption class="rivals__title">{title(model)}</figcaption>
                <ConfusionTable matrix=first title=Signal::derive(move || matrix_title(model.get())) testid="evaluate-first" />
            </figure>
            <figure class="stack stack--tight">
                <figcaption class="rivals__title">{title(other)}</figcaption>
                <ConfusionTable matrix=second title=Signal::derive(move || matrix_title(other.get())) testid="evaluate-second" />
            </figure>
            <figure class="stack stack--tight">
                <figcaption class="rivals__title">{text!("evaluate-rivals-difference")}</figcaption>
                <Show
                    when=move || difference.read().is_some()
                    fallback=|| view! { <p class="soft">{text!("evaluate-rivals-wait")}</p> }
                >
                    <ConfusionTable matrix=second minus=difference title=difference_title testid="evaluate-difference" />
                </Show>
                <p class="soft small">{text!("evaluate-rivals-colours")}</p>
            </figure>
        </div>
        <Segments
            label=text!("evaluate-rivals-images")
            name="evaluate-disagree"
            options=options
            chosen=way
            on_choose=move |chosen| way.set(chosen)
        />
        <Gallery model=model title=shown_title indices=indices n_at_once=N_AT_ONCE note=note votes=votes testid="evaluate-rivals" />
    }
}
