//! The view "Data", sections 1 and 2 of the lesson: the data set, its images, its batches.

use leptos::prelude::*;

use crate::app::components::{Later, OpenView};
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::protocol::SplitName;
use crate::session::Tab;
use crate::texts::text;

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
                <h1>{text!("data-title")}</h1>
                <p class="page__lead">{text!("data-lead")}</p>
            </header>
            <Loading />
            <Later>
                <FirstImage />
            </Later>
            <div class="columns">
                <Later>
                    <Samples />
                </Later>
                <div class="stack">
                    <Later>
                        <Classes />
                    </Later>
                    <Question />
                </div>
            </div>
            <Later>
                <Gallery />
            </Later>
            <Later>
                <Batches />
            </Later>
        </div>
    }
}

/// Whether the split is loaded, so that the engine can send its images.
pub(super) fn has_split(split: SplitName) -> Memo<bool> {
    let session = SessionContext::expect().session;
    memo(move |_| session.with(|session| session.data.primary().split(split).is_some()))
}

/// The lesson's question about a linear model, with a button to the training.
#[component]
fn Question() -> impl IntoView {
    view! {
        <section class="card">
            <h2 class="card__title">{text!("data-question-title")}</h2>
            <p class="soft">{text!("data-question")}</p>
            <div class="row">
                <OpenView view=Tab::Train label=text!("data-to-train") class="button" testid="data-to-train" />
            </div>
        </section>
    }
}
