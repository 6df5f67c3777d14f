//! The view "Look inside": a model's layers at work on one image.

use leptos::prelude::*;

/// The view "Look inside".
#[component]
pub fn InsidePage() -> impl IntoView {
    view! {
        <div class="page" data-testid="inside-page">
            <header class="page__header">
                <h1>"Look inside"</h1>
                <p class="page__lead">"What does a model see in an image, from the first layer to the answer?"</p>
            </header>
        </div>
    }
}
