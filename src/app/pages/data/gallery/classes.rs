//! The choice of a class by its mean image.

use leptos::prelude::*;

use crate::app::components::{ImageCanvas, Savable};
use crate::app::erased::memo;
use crate::protocol::{CLASS_NAMES, N_PIXELS, Survey};
use crate::session::format;
use crate::texts::text;

/// The mean image of a class; none before the survey.
fn mean(survey: &Option<Survey>, class: usize) -> Option<Vec<u8>> {
    let means = &survey.as_ref()?.class_means;
    means.chunks(N_PIXELS).nth(class).map(<[u8]>::to_vec)
}

/// Images of a class, or of all; none before the survey.
fn count(survey: &Option<Survey>, class: Option<u8>) -> Option<usize> {
    let labels = &survey.as_ref()?.labels;
    Some(match class {
        Some(class) => labels.iter().filter(|&&label| label == class).count(),
        None => labels.len(),
    })
}

/// Radio buttons: all classes, or one of the ten under its mean image, each with the number of its images.
#[component]
pub fn ClassChoice(
    survey: Memo<Option<Survey>>,
    class: RwSignal<Option<u8>>,
    active: RwSignal<usize>,
) -> impl IntoView {
    let option = move |this: Option<u8>| {
        let (word, name) = match this {
            Some(class) => (
                class.to_string(),
                CLASS_NAMES[usize::from(class)].to_owned(),
            ),
            None => ("all".to_owned(), text!("data-gallery-all").to_owned()),
        };
        let picture = this.map(|this| {
            let pixels = memo(move |_| mean(&survey.read(), usize::from(this)));
            view! {
                <span aria-hidden="true">
                    <ImageCanvas pixels=pixels alt=String::new() testid=format!("data-mean-{this}") />
                </span>
            }
        });
        let count = memo(move |_| count(&survey.read(), this));
        view! {
            <label class="shelf">
                <input
                    class="unseen"
                    type="radio"
                    name="data-gallery-class"
                    data-testid=format!("data-gallery-class-{word}")
                    prop:checked=move || class.get() == this
                    on:change=move |_| {
                        active.set(0);
                        class.set(this);
                    }
                />
                {picture}
                <span class="shelf__name" data-save="caption">{name}</span>
                <span class="shelf__count" data-save="caption">
                    {move || count.get().map_or_else(|| format::NOTHING.to_owned(), format::count)}
                </span>
            </label>
        }
    };
    let options =
        std::iter::once(None).chain((0..CLASS_NAMES.len()).map(|class| Some(class as u8)));
    view! {
        <fieldset>
            <legend class="field__label">{text!("data-gallery-class")}</legend>
            <Savable title=text!("data-means").to_owned() testid="data-means">
                <div class="shelves" data-testid="data-gallery-classes">{options.map(option).collect_view()}</div>
            </Savable>
        </fieldset>
    }
}

/// The mean image of the chosen class, large, and what it says.
#[component]
pub fn ClassMean(survey: Memo<Option<Survey>>, class: RwSignal<Option<u8>>) -> impl IntoView {
    let words = move |class: u8| {
        let name = CLASS_NAMES[usize::from(class)];
        let n_images = count(&survey.read(), Some(class))
            .map_or_else(|| format::NOTHING.to_owned(), format::count);
        text!("data-mean", n = n_images, class = name)
    };
    move || {
        let this = class.get()?;
        let pixels = memo(move |_| mean(&survey.read(), usize::from(this)));
        let name = CLASS_NAMES[usize::from(this)];
        Some(view! {
            <div class="class-mean">
                <ImageCanvas pixels=pixels alt=text!("data-mean-alt", class = name) testid="data-class-mean" />
                <p class="soft prose">{move || words(this)}</p>
            </div>
        })
    }
}
