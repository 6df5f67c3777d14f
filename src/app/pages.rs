//! The views, one for each tab. They are a part of the page's program that is loaded after the first view is drawn.

mod about;
mod compare;
mod data;
mod evaluate;
mod inside;
mod lesson;
mod loading;
mod models;
mod runs;
mod test_split;
mod train;
mod try_it;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
#[cfg(not(debug_assertions))]
use leptos::wasm_split::wasm_split;

use super::views::Views;
use crate::session::Tab;

pub use lesson::LessonPage;
pub use loading::{InViews, load_ahead, load_views};

/// Loads the views, if they are not loaded yet.
///
/// # Errors
/// When the server does not send them.
// The split follows the build (`cargo xtask seal`), which leaves builds for development whole.
#[cfg(not(debug_assertions))]
#[wasm_split(views, wasm_split_path = leptos::wasm_split, fallible)]
pub fn load() -> Result<Views, SplitLoaderError> {
    Ok(VIEWS)
}

/// As above.
///
/// # Errors
/// Never.
#[cfg(debug_assertions)]
pub async fn load() -> Result<Views, SplitLoaderError> {
    Ok(VIEWS)
}

const VIEWS: Views = Views {
    of_tab,
    of_section: lesson::section,
};

fn of_tab(tab: Tab) -> AnyView {
    match tab {
        Tab::Lesson => view! { <LessonPage /> }.into_any(),
        Tab::Data => view! { <data::DataPage /> }.into_any(),
        Tab::Train => view! { <train::TrainPage /> }.into_any(),
        Tab::Compare => view! { <compare::ComparePage /> }.into_any(),
        Tab::Evaluate => view! { <evaluate::EvaluatePage /> }.into_any(),
        Tab::Inside => view! { <inside::InsidePage /> }.into_any(),
        Tab::TryIt => view! { <try_it::TryItPage /> }.into_any(),
        Tab::Runs => view! { <runs::RunsPage /> }.into_any(),
        Tab::Models => view! { <models::ModelsPage /> }.into_any(),
        Tab::About => view! { <about::AboutPage /> }.into_any(),
    }
}
