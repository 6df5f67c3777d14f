//! The view "Lesson": the sections of the chapter as a path, each with its widget.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::app::parts::InViews;
use crate::session::address;
use crate::session::lesson::sections::Section;
use crate::texts::text;

mod code;
mod question;
mod section;
mod welcome;
mod widgets;

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

/// All sections: as a list beside the open one, on a phone as a drop-down above it.
#[component]
fn Rail() -> impl IntoView {
    let context = SessionContext::expect();
    let lesson = context.view_state.lesson;
    let n_done = memo(move |_| lesson.guesses.read().n_done());
    let open = lesson.section;
    let places = || std::iter::once(None).chain(Section::ALL.map(Some));
    let is_done = move |place: Option<Section>| {
        place.is_some_and(|section| lesson.guesses.read().is_done(section))
    };
    let link = move |place: Option<Section>| {
        let number = place.map(|section| section.number().to_string());
        let testid = format!("lesson-section-{}", number.as_deref().unwrap_or("start"));
        view! {
            <li>
                <a
                    class="lesson__link"
                    data-testid=testid
                    href=move || context.form.with(|form| address::write_section(place, form))
                    aria-current=move || (open.get() == place).then_some("step")
                >
                    <span class="lesson__number">{number}</span>
                    <span>{title(place)}</span>
                    <span class="lesson__mark">
                        {move || is_done(place).then(|| view! {
                            <span aria-hidden="true">"✓"</span>
                            <span class="visually-hidden">{text!("word-done")}</span>
                        })}
                    </span>
                </a>
            </li>
        }
    };
    let option = move |place: Option<Section>| {
        let value = place.map_or_else(String::new, |section| section.number().to_string());
        let number = place.map_or_else(String::new, |section| format!("{} ", section.number()));
        view! {
            <option value=value prop:selected=move || open.get() == place>
                {number} {title(place)} {move || is_done(place).then_some(" ✓")}
            </option>
        }
    };
    let choose = move |event| open.set(Section::from_word(&event_target_value(&event)));
    let total = Section::ALL.len();
    view! {
        <div class="lesson__rail">
            <nav class="lesson__list" aria-label=text!("lesson-sections")>
                <ol>{places().map(link).collect_view()}</ol>
            </nav>
            <div class="lesson__drop field">
                <label class="field__label" for="lesson-section">{text!("word-section")}</label>
                <select class="select" id="lesson-section" data-testid="lesson-section" on:change=choose>
                    {places().map(option).collect_view()}
                </select>
            </div>
            <p class="soft small" data-testid="lesson-progress">
                <progress class="progress__bar progress__bar--done" max=total prop:value=move || n_done.get() as f64 aria-hidden="true"></progress>
                {move || text!("lesson-progress", done = n_done.get(), total = total)}
            </p>
        </div>
    }
}

fn title(place: Option<Section>) -> &'static str {
    place.map_or_else(|| text!("lesson-beginning"), Section::title)
}
