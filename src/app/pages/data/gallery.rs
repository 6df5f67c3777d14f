//! All images of a split, by class and position, and the numbers of the one that is pointed at.

use leptos::prelude::*;

use super::has_split;
use crate::app::components::{ErrorNotice, NumberField, Segments};
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::app::use_answer::use_answer;
use crate::protocol::{CLASS_NAMES, LabelledImage, SplitName, SurveySplit};
use crate::session::format;
use crate::session::gallery::{Shelf, parse_index};
use crate::texts::text;

mod classes;
mod grid;
mod numbers;

use classes::{ClassChoice, ClassMean};
use grid::GalleryGrid;
use numbers::Numbers;

/// A card in which every image of the data set can be found.
#[component]
pub fn Gallery() -> impl IntoView {
    let state = SessionContext::expect().view_state.data;
    let (split, class, active) = (
        state.gallery_split,
        state.gallery_class,
        state.gallery_active,
    );
    let has_train = has_split(SplitName::Train);
    let has_test = has_split(SplitName::Test);
    let survey = use_answer(move || {
        let split = split.get();
        let is_there = match split {
            SplitName::Train => has_train.get(),
            SplitName::Test => has_test.get(),
        };
        is_there.then_some(SurveySplit { split })
    });
    let shelf = memo(move |_| {
        let class = class.get();
        survey.value.with(|survey| {
            let labels = survey.as_ref().map(|survey| survey.labels.clone());
            Shelf::new(labels.unwrap_or_default(), class)
        })
    });
    let shown = RwSignal::new(None::<LabelledImage>);
    let n_images = memo(move |_| {
        survey
            .value
            .with(|survey| survey.as_ref().map_or(0, |survey| survey.labels.len()))
    });
    let position = move || {
        let n_on_shelf = shelf.with(Shelf::n_images);
        if n_on_shelf == 0 {
            return text!("data-waiting").to_owned();
        }
        let (n, number) = (format::count(n_on_shelf), format::count(active.get()));
        match class.get() {
            Some(class) => text!(
                "data-gallery-position-class",
                n = n,
                class = CLASS_NAMES[usize::from(class)],
                number = number
            ),
            None => text!("data-gallery-position", n = n, number = number),
        }
    };
    view! {
        <section class="card" aria-labelledby="gallery-title">
            <div class="card__header">
                <h2 class="card__title" id="gallery-title">{text!("data-gallery-title")}</h2>
                <span class="card__hint" role="status" data-testid="data-gallery-position">{position}</span>
            </div>
            <div class="gallery-choice">
                <Segments
                    label=text!("data-split")
                    name="data-gallery-split"
                    options=vec![
                        (SplitName::Train, "train", text!("data-split-train").to_owned()),
                        (SplitName::Test, "test", text!("data-split-test").to_owned()),
                    ]
                    chosen=split
                    on_choose=move |chosen| {
                        active.set(0);
                        split.set(chosen);
                    }
                />
                <Jump shelf=shelf n_images=n_images active=active />
            </div>
            <ClassChoice survey=survey.value class=class active=active />
            <ClassMean survey=survey.value class=class />
            <div class="columns gallery-columns">
                <GalleryGrid split=split shelf=shelf class=class active=active shown=shown />
                <Numbers image=shown />
            </div>
            <ErrorNotice error=survey.error testid="data-gallery-error" />
        </section>
    }
}

/// A field for a position in the split, and a button that leads there.
#[component]
fn Jump(shelf: Memo<Shelf>, n_images: Memo<usize>, active: RwSignal<usize>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let target = memo(move |_| parse_index(&text.read(), n_images.get()));
    let error = Signal::derive(move || {
        let is_typed = !text.read().trim().is_empty() && n_images.get() > 0;
        target.get().err().filter(|_| is_typed)
    });
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Ok(index) = target.get_untracked() {
            active.set(shelf.with_untracked(|shelf| shelf.place(index)));
        }
    };
    view! {
        <form class="row row--end" on:submit=go>
            <div class="field--narrow">
                <NumberField
                    id="data-gallery-index"
                    label=text!("data-gallery-go-to")
                    help=text!("data-gallery-from-zero")
                    value=text
                    error=error
                    on_change=move |typed| text.set(typed)
                />
            </div>
            <button
                class="button beside-field"
                type="submit"
                data-testid="data-gallery-go"
                disabled=move || target.read().is_err()
            >
                {text!("data-gallery-go")}
            </button>
        </form>
    }
}
