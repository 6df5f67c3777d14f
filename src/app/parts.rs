//! The parts of the page's program: what draws the first view, and the other views, which are loaded after it.

use leptos::prelude::*;

use super::address_bar;
use super::components::EmptyState;
use super::context::SessionContext;
use super::pages::{self, Views};
use crate::session::Tab;
use crate::texts::text;

/// Whether the views can be drawn.
#[derive(Debug, Clone, Copy)]
pub enum Loading {
    /// They are on their way.
    Waiting,
    /// They are loaded.
    Done(Views),
    /// They did not come; the browser's console names the reason.
    Failed,
}

/// Loads the views, once or again.
pub fn load(into: RwSignal<Loading>) {
    into.set(Loading::Waiting);
    leptos::task::spawn_local(async move {
        into.set(match pages::load().await {
            Ok(views) => Loading::Done(views),
            Err(_) => Loading::Failed,
        });
    });
}

/// Begins to load the views where the address opens one of them: they come while the texts do.
pub fn load_ahead() {
    let opens_lesson = address_bar::read().0 == Tab::Lesson && address_bar::section().is_none();
    if !opens_lesson {
        #[expect(
            clippy::disallowed_methods,
            reason = "Leptos runs nothing before the page is mounted, and `load` hears of a failure too"
        )]
        wasm_bindgen_futures::spawn_local(async { drop(pages::load().await) });
    }
}

/// A piece of the page that the views draw, once they are loaded.
#[component]
pub fn InViews(draw: impl Fn(Views) -> AnyView + Send + Sync + 'static) -> AnyView {
    let loading = SessionContext::expect().views;
    // They may have failed to come while they were not wanted yet.
    if matches!(loading.get_untracked(), Loading::Failed) {
        load(loading);
    }
    (move || match loading.get() {
        Loading::Waiting => view! {
            <div class="empty" aria-busy="true" data-testid="view-loading">
                <p>{text!("part-loading")}</p>
            </div>
        }
        .into_any(),
        Loading::Done(views) => draw(views),
        Loading::Failed => view! {
            <EmptyState title=text!("part-unloaded-title") text=text!("part-unloaded-text") testid="view-unloaded">
                <button class="button button--primary" type="button" data-testid="view-load-again" on:click=move |_| load(loading)>
                    {text!("part-load-again")}
                </button>
            </EmptyState>
        }
        .into_any(),
    })
    .into_any()
}
