//! The view "Lesson": the sections of the chapter as a path, each with its widget.

use leptos::prelude::*;

/// The view "Lesson".
#[component]
pub fn LessonPage() -> impl IntoView {
    view! {
        <div class="page" data-testid="lesson-page">
            <header class="page__header">
                <h1>"Lesson"</h1>
                <p class="page__lead">"The chapter from its first image to your own drawing, step by step."</p>
            </header>
        </div>
    }
}
