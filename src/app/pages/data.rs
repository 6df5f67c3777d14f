//! The view "Data", sections 1 and 2 of the lesson: the data set, its images, its batches.

use leptos::prelude::*;

use crate::app::components::OpenView;
use crate::app::context::SessionContext;
use crate::protocol::SplitName;
use crate::session::Tab;

mod batches;
mod classes;
mod first_image;
mod gallery;
mod loading;
mod samples;

pub(super) use batches::Batches;
pub(super) use classes::Classes;
pub(super) use first_image::FirstImage;
use gallery::Gallery;
pub(super) use loading::Loading;
pub(super) use samples::Samples;

/// The view "Data".
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
            <Gallery />
            <Batches />
        </div>
    }
}

/// Whether the split is loaded, so that the engine can send its images.
fn has_split(split: SplitName) -> Memo<bool> {
    let session = SessionContext::expect().session;
    Memo::new(move |_| session.with(|session| session.data.primary().split(split).is_some()))
}

/// The lesson's question about a linear model, with a button to the training.
#[component]
fn Question() -> impl IntoView {
    view! {
        <section class="card">
            <h2 class="card__title">"Could straight lines alone model this?"</h2>
            <p class="soft">
                "Look at the shirts, coats and pullovers: where would you draw a line between them? Model 0 has nothing but "
                "straight lines, Models 1 and 2 can bend them. Guess first, then train them all and compare."
            </p>
            <div class="row">
                <OpenView view=Tab::Train label="Train a model" class="button" testid="data-to-train" />
            </div>
        </section>
    }
}
