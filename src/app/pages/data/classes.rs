//! The ten classes: an example of each, and how many images it has.

use leptos::prelude::*;

use super::has_split;
use crate::app::components::{CaptionTone, CaptionedImage, ErrorNotice, ImageGrid};
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::app::use_answer::use_answer;
use crate::protocol::{CLASS_NAMES, LabelledImage, Selection, ShowImages, SplitName};
use crate::session::format;
use crate::texts::text;

/// Images from the start of a split that contain one of each class.
const N_SEARCHED: u32 = 100;

/// A card with the ten classes.
#[component]
pub fn Classes() -> impl IntoView {
    let context = SessionContext::expect();
    let has_train = has_split(SplitName::Train);
    let has_test = has_split(SplitName::Test);
    // The test images load first and are shown until the training images are loaded.
    let split = memo(move |_| {
        if has_train.get() {
            Some(SplitName::Train)
        } else {
            has_test.get().then_some(SplitName::Test)
        }
    });
    let answer = use_answer(move || {
        Some(ShowImages {
            split: split.get()?,
            selection: Selection::Indices((0..N_SEARCHED).collect()),
        })
    });
    let counts = memo(move |_| {
        context.session.with(|session| {
            let split = session.data.primary().split(split.get()?)?;
            Some(split.class_counts.clone())
        })
    });
    let images = Signal::derive(move || {
        let counts = counts.get().unwrap_or_default();
        answer.value.with(|answer| {
            let known = answer.as_ref().map_or(&[][..], Vec::as_slice);
            (0..CLASS_NAMES.len())
                .map(|class| example(class, known, counts.get(class).copied()))
                .collect::<Vec<_>>()
        })
    });
    let hint = move || match split.get() {
        None => "",
        Some(SplitName::Train) => text!("data-classes-hint-train"),
        Some(SplitName::Test) => text!("data-classes-hint-test"),
    };
    let words = move || {
        let counts = counts.read();
        let counts = counts.as_ref()?;
        let is_balanced = counts.windows(2).all(|pair| pair[0] == pair[1]);
        is_balanced.then(|| text!("data-classes-balanced"))
    };
    view! {
        <section class="card">
            <div class="card__header">
                <h2 class="card__title">{text!("data-classes-title")}</h2>
                <span class="card__hint">{hint}</span>
            </div>
            <ImageGrid images=images n_columns=5 title=text!("data-classes-title").to_owned() testid="data-classes" />
            <p class="soft">{words}</p>
            <ErrorNotice error=answer.error testid="data-classes-error" />
        </section>
    }
}

fn example(class: usize, known: &[LabelledImage], count: Option<u32>) -> CaptionedImage {
    let name = CLASS_NAMES[class];
    let image = known.iter().find(|image| usize::from(image.label) == class);
    let count = count.map_or_else(
        || format::NOTHING.to_owned(),
        |count| format::count(count as usize),
    );
    CaptionedImage {
        pixels: image.map_or_else(Vec::new, |image| image.pixels.clone()),
        alt: image.map_or_else(
            || text!("data-no-example", class = name),
            |image| text!("data-image-name", class = name, index = image.index),
        ),
        caption: format!("{class} {name}\n{count}"),
        tone: CaptionTone::Plain,
    }
}
