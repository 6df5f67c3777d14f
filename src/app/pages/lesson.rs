//! The view "Lesson": the sections of the chapter as a path, each with its widget.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::context::SessionContext;
use crate::app::pages::InViews;
use crate::session::lesson::sections::Section;

mod code;
mod question;
mod rail;
mod section;
mod welcome;
mod widgets;

use rail::Rail;
pub(super) use section::section;
use welcome::Welcome;

/// The heading of the open section.
const TITLE_ID: &str = "lesson-title";

/// The view "Lesson".
#[component]
pub fn LessonPage() -> impl IntoView {
    let section = SessionContext::expect().view_state.lesson.section;
    Effect::new(move |before: Option<Option<Section>>| {
        let section = section.get();
        // Where the view opens, the focus stays on its tab.
        if before.is_some_and(|before| before != section) {
            request_animation_frame(|| go_to(TITLE_ID));
        }
        section
    });
    view! {
        <div class="lesson" data-testid="lesson-page">
            <Rail />
            <div class="page lesson__page">
                {move || match section.get() {
                    None => view! { <Welcome /> }.into_any(),
                    Some(section) => {
                        view! { <InViews draw=move |views| (views.of_section)(section) /> }.into_any()
                    }
                }}
            </div>
        </div>
    }
}

/// Moves the focus there, so that a screen reader goes on with it; a section is shown from the top of the page.
fn go_to(id: &str) {
    let element = document().get_element_by_id(id);
    let element = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        if id == TITLE_ID {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        // Without focus the page works as well.
        drop(element.focus());
    }
}
