//! The sections of the lesson: a rail beside the open one; on a phone a button above it that opens them as a sheet.

use leptos::html::Dialog;
use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::app::dialog::open_while;
use crate::app::erased::memo;
use crate::session::address;
use crate::session::lesson::sections::Section;
use crate::texts::text;

/// The lesson's sections with marks of what is done: a list beside the text, on a phone a sheet.
#[component]
pub fn Rail() -> impl IntoView {
    let lesson = SessionContext::expect().view_state.lesson;
    let n_done = memo(move |_| lesson.guesses.read().n_done());
    let total = Section::ALL.len();
    view! {
        <div class="lesson__rail">
            <nav class="lesson__list" aria-label=text!("lesson-sections")>
                <Places testid="lesson-section" />
            </nav>
            <Sheet />
            <p class="soft small" data-testid="lesson-progress">
                <progress class="progress__bar progress__bar--done" max=total prop:value=move || n_done.get() as f64 aria-hidden="true"></progress>
                {move || text!("lesson-progress", done = n_done.get(), total = total)}
            </p>
        </div>
    }
}

/// The sections from the lower edge of a phone, until one is chosen.
#[component]
fn Sheet() -> impl IntoView {
    let open = SessionContext::expect().view_state.lesson.section;
    let is_wanted = RwSignal::new(false);
    let dialog = NodeRef::<Dialog>::new();
    open_while(dialog, move || is_wanted.get());
    view! {
        <div class="lesson__drop">
            <button
                class="button lesson__open"
                type="button"
                aria-haspopup="dialog"
                data-testid="lesson-open-sheet"
                on:click=move |_| is_wanted.set(true)
            >
                <span>{move || number(open.get())} " " {move || title(open.get())}</span>
                <span aria-hidden="true">"▾"</span>
            </button>
            // The browser closes it on Escape; every click chooses a section, or means to close it.
            <dialog
                class="lesson__sheet"
                node_ref=dialog
                aria-label=text!("lesson-sections")
                data-testid="lesson-sheet"
                on:close=move |_| is_wanted.set(false)
                on:click=move |_| is_wanted.set(false)
            >
                <Places testid="lesson-sheet" />
                <button class="button button--quiet" type="button">
                    {text!("common-close")}
                </button>
            </dialog>
        </div>
    }
}

/// A link to the lesson's beginning and to each section.
#[component]
fn Places(
    /// The beginning of their test ids.
    testid: &'static str,
) -> impl IntoView {
    let context = SessionContext::expect();
    let lesson = context.view_state.lesson;
    let is_done = move |place: Option<Section>| {
        place.is_some_and(|section| lesson.guesses.read().is_done(section))
    };
    let link = move |place: Option<Section>| {
        let word = place.map_or_else(
            || "start".to_owned(),
            |section| section.number().to_string(),
        );
        view! {
            <li>
                <a
                    class="lesson__link"
                    data-testid=format!("{testid}-{word}")
                    href=move || context.form.with(|form| address::write_section(place, form))
                    aria-current=move || (lesson.section.get() == place).then_some("step")
                >
                    <span class="lesson__number">{number(place)}</span>
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
    let places = std::iter::once(None).chain(Section::ALL.map(Some));
    view! { <ol>{places.map(link).collect_view()}</ol> }
}

fn number(place: Option<Section>) -> Option<String> {
    place.map(|section| section.number().to_string())
}

/// The title of a section, or of the lesson's beginning.
pub fn title(place: Option<Section>) -> &'static str {
    place.map_or_else(|| text!("lesson-beginning"), Section::title)
}
