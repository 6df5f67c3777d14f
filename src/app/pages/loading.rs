//! Loads the views, and draws pieces of the page by them.

use leptos::prelude::*;

use crate::app::address_bar;
use crate::app::components::EmptyState;
use crate::app::context::SessionContext;
use crate::app::views::{Loading, Views};
use crate::session::Tab;
use crate::texts::text;

/// Loads the views, once or again.
pub fn load_views(into: RwSignal<Loading>) {
    into.set(Loading::Waiting);
    leptos::task::spawn_local(async move {
        into.set(match super::load().await {
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
            reason = "Leptos runs nothing before the page is mounted, and `load_views` gets the failure too"
        )]
        wasm_bindgen_futures::spawn_local(async { drop(super::load().await) });
    }
}

/// A piece of the page that the views draw, once they are loaded.
#[component]
pub fn InViews(draw: impl Fn(Views) -> AnyView + Send + Sync + 'static) -> AnyView {
    let loading = SessionContext::expect().views;
    // They may have failed to come while they were not wanted yet.
    if matches!(loading.get_untracked(), Loading::Failed) {
        load_views(loading);
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
                <button class="button button--primary" type="button" data-testid="view-load-again" on:click=move |_| load_views(loading)>
                    {text!("part-load-again")}
                </button>
            </EmptyState>
        }
        .into_any(),
    })
    .into_any()
}
