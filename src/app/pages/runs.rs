//! The view "Runs": the runs that this browser keeps.

use leptos::prelude::*;

/// The view "Runs".
#[component]
pub fn RunsPage() -> impl IntoView {
    view! {
        <div class="page" data-testid="runs-page">
            <header class="page__header">
                <h1>"Runs"</h1>
                <p class="page__lead">"Every run of this browser, to compare, to continue and to repeat."</p>
            </header>
        </div>
    }
}
