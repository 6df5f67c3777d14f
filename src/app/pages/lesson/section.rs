//! An open section of the lesson: its question, its cards, its code.

use leptos::prelude::*;

use super::TITLE_ID;
use super::code::Code;
use super::question::Ask;
use super::rail::title;
use super::widgets::Widgets;
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::session::address;
use crate::session::lesson::sections::Section;
use crate::texts::text;

/// The section below the rail.
pub fn section(section: Section) -> AnyView {
    view! { <OpenSection section=section /> }.into_any()
}

#[component]
fn OpenSection(section: Section) -> impl IntoView {
    let guesses = SessionContext::expect().view_state.lesson.guesses;
    let is_revealed = RwSignal::new(false);
    let is_hidden = memo(move |_| {
        section.shows_its_answer() && !is_revealed.get() && !guesses.read().is_done(section)
    });
    view! {
        <header class="page__header">
            <p class="soft small">{text!("lesson-section-of", number = section.number(), last = Section::ALL.len() - 1)}</p>
            <h1 id=TITLE_ID tabindex="-1" data-testid="lesson-title">{section.title()}</h1>
            <p class="lesson__text">{section.text()}</p>
        </header>
        <Ask section=section />
        {move || {
            if is_hidden.get() {
                view! {
                    <div class="empty" data-testid="lesson-hidden">
                        <p>{text!("lesson-guess-first")}</p>
                        <button
                            class="button button--small"
                            type="button"
                            data-testid="lesson-show"
                            on:click=move |_| is_revealed.set(true)
                        >
                            {text!("lesson-show")}
                        </button>
                    </div>
                }
                .into_any()
            } else {
                view! { <Widgets section=section /> }.into_any()
            }
        }}
        <Code section=section />
        <nav class="row row--apart" aria-label=text!("lesson-neighbours")>
            {step("lesson-previous", section.previous(), false)}
            {section.next().map(|next| step("lesson-next", Some(next), true))}
        </nav>
    }
}

/// A link to the section before or after; before the first one is the beginning.
fn step(testid: &'static str, to: Option<Section>, is_next: bool) -> AnyView {
    let form = SessionContext::expect().form;
    let (class, words) = if is_next {
        (
            "button button--primary",
            text!("lesson-next", section = title(to)),
        )
    } else {
        ("button", format!("← {}", title(to)))
    };
    view! {
        <a class=class data-testid=testid href=move || form.with(|form| address::write_section(to, form))>
            {words}
        </a>
    }
    .into_any()
}
