//! Sections 1 and 2 of the lesson: the data set, its images, and the batches in which it is dealt.

use leptos::prelude::*;

use crate::app::components::{Bar, BarChart};
use crate::app::context::SessionContext;
use crate::protocol::{CLASS_NAMES, SplitName};
use crate::session::{Tab, format};

mod batches;
mod first_image;
mod loading;
mod samples;

use batches::Batches;
use first_image::FirstImage;
use loading::Loading;
use samples::Samples;

#[component]
pub fn DataPage() -> impl IntoView {
    view! {
        <div class="page" data-testid="data-page">
            <header class="page__header">
                <h1>"Data"</h1>
                <p class="page__lead">
                    "FashionMNIST: 70 000 photos of clothes, shrunk to 28 × 28 grey pixels and sorted into ten classes. "
                    "A model learns from 60 000 of them and is judged on the other 10 000."
                </p>
            </header>
            <Loading />
            <FirstImage />
            <div class="columns">
                <Samples />
                <div class="stack">
                    <Classes />
                    <Question />
                </div>
            </div>
            <Batches />
        </div>
    }
}

/// The split is loaded and checked, so the engine can be asked for its images.
fn has_split(split: SplitName) -> Memo<bool> {
    let session = SessionContext::expect().session;
    Memo::new(move |_| session.with(|session| session.data().split(split).is_some()))
}

/// The ten class names with the images of each.
#[component]
fn Classes() -> impl IntoView {
    let session = SessionContext::expect().session;
    let split = Memo::new(move |_| {
        session.with(|session| {
            [SplitName::Train, SplitName::Test]
                .into_iter()
                .find_map(|name| Some((name, session.data().split(name)?.clone())))
        })
    });
    let bars = Signal::derive(move || {
        let split = split.read();
        let counts = split
            .as_ref()
            .map(|(_, split)| split.class_counts.as_slice());
        let most = counts.and_then(|counts| counts.iter().max()).copied();
        CLASS_NAMES
            .iter()
            .enumerate()
            .map(|(class, name)| {
                let count = counts.and_then(|counts| counts.get(class)).copied();
                Bar {
                    label: format!("{class} {name}"),
                    share: f64::from(count.unwrap_or(0)) / f64::from(most.unwrap_or(1).max(1)),
                    value: count.map_or_else(
                        || format::NOTHING.to_owned(),
                        |count| format::count(count as usize),
                    ),
                    class: "",
                    is_strong: false,
                }
            })
            .collect::<Vec<_>>()
    });
    let hint = move || match split.read().as_ref() {
        None => "",
        Some((SplitName::Train, _)) => "Training images of each class",
        Some((SplitName::Test, _)) => "Test images of each class, while the training images load",
    };
    view! {
        <section class="card">
            <div class="card__header">
                <h2 class="card__title">"Ten classes, by label"</h2>
                <span class="card__hint">{hint}</span>
            </div>
            <BarChart label="Images of each class" bars=bars testid="data-classes" />
        </section>
    }
}

/// The lesson's question, with the way to its answer.
#[component]
fn Question() -> impl IntoView {
    let tab = SessionContext::expect().tab;
    view! {
        <section class="card">
            <h2 class="card__title">"Could straight lines alone model this?"</h2>
            <p class="soft">
                "Look at the shirts, coats and pullovers: where would you draw a line between them? Model 0 has nothing but "
                "straight lines, Models 1 and 2 can bend them. Guess first, then train all three and compare."
            </p>
            <div class="row">
                <button class="button" type="button" data-testid="data-to-train" on:click=move |_| tab.set(Tab::Train)>
                    "Train a model"
                </button>
            </div>
        </section>
    }
}
