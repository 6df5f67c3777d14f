//! The question of a section: a guess first, then the answer.

use leptos::prelude::*;

use super::go_to;
use crate::app::components::{NumberField, Segments};
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::session::lesson::answers::{Verdict, answer};
use crate::session::lesson::guesses::{Guess, read};
use crate::session::lesson::sections::{QuestionKind, Section};
use crate::texts::text;

/// No option is chosen yet.
const NO_OPTION: usize = usize::MAX;
/// Options that are stacked; more of them stand side by side.
const MAX_STACKED: usize = 4;
const QUESTION_ID: &str = "lesson-question";
const ANSWER_ID: &str = "lesson-answer";

/// A card with the section's question.
#[component]
pub fn Ask(section: Section) -> impl IntoView {
    let guesses = SessionContext::expect().view_state.lesson.guesses;
    let is_done = memo(move |_| guesses.read().is_done(section));
    // What is chosen or typed, before it counts.
    let draft = RwSignal::new(String::new());
    view! {
        <section class="card lesson__question" aria-labelledby=QUESTION_ID>
            <h2 class="card__title" id=QUESTION_ID tabindex="-1">{section.question()}</h2>
            {move || {
                if is_done.get() {
                    view! { <Told section=section draft=draft /> }.into_any()
                } else {
                    view! { <Form section=section draft=draft /> }.into_any()
                }
            }}
        </section>
    }
}

/// The place to guess.
#[component]
fn Form(section: Section, draft: RwSignal<String>) -> impl IntoView {
    let guesses = SessionContext::expect().view_state.lesson.guesses;
    let kind = section.kind();
    let has_guess = memo(move |_| draft.with(|draft| read(kind, draft).is_some()));
    let commit = move |_| {
        if has_guess.get_untracked() {
            guesses.update(|guesses| draft.with_untracked(|draft| guesses.commit(section, draft)));
            // The button that had the focus is gone.
            request_animation_frame(|| go_to(ANSWER_ID));
        }
    };
    let field = match kind {
        QuestionKind::Choice { n_options } => {
            const WORDS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
            let is_column = n_options <= MAX_STACKED;
            let options: Vec<_> = WORDS
                .into_iter()
                .take(n_options)
                .enumerate()
                .map(|(position, word)| (position, word, section.option(position).to_owned()))
                .collect();
            let chosen = Signal::derive(move || {
                let position = draft.with(|draft| draft.parse().ok());
                position.unwrap_or(NO_OPTION)
            });
            view! {
                <Segments
                    label=text!("lesson-your-guess")
                    name="lesson-guess"
                    options=options
                    chosen=chosen
                    on_choose=move |position: usize| draft.set(position.to_string())
                    is_column=is_column
                />
            }
            .into_any()
        }
        QuestionKind::Number => {
            let error = Signal::derive(move || {
                let is_wrong = !has_guess.get() && !draft.read().trim().is_empty();
                is_wrong.then(|| text!("lesson-guess-is-a-number").to_owned())
            });
            view! {
                <div class="field--guess">
                    <NumberField
                        id="lesson-guess"
                        label=section.label()
                        value=draft
                        error=error
                        on_change=move |typed| draft.set(typed)
                    />
                </div>
            }
            .into_any()
        }
    };
    view! {
        <form
            class="stack"
            on:submit=move |event| {
                event.prevent_default();
                commit(());
            }
        >
            {field}
            <div class="row">
                <button
                    class="button button--primary"
                    type="submit"
                    data-testid="lesson-commit"
                    disabled=move || !has_guess.get()
                >
                    {text!("lesson-commit")}
                </button>
                <span class="soft small">{text!("lesson-commit-hint")}</span>
            </div>
        </form>
    }
}

/// Guess and answer.
#[component]
fn Told(section: Section, draft: RwSignal<String>) -> impl IntoView {
    let context = SessionContext::expect();
    let guesses = context.view_state.lesson.guesses;
    let guess = memo(move |_| guesses.read().of(section));
    let told = memo(move |_| context.session.with(|session| answer(section, session)));
    let verdict = move || {
        let (class, word) = match told.with(|told| told.verdict(guess.get()?).into()) {
            Some(Verdict::Right) => ("chip chip--good", text!("lesson-right")),
            Some(Verdict::Close) => ("chip chip--warn", text!("lesson-close")),
            Some(Verdict::Wrong) | None => ("chip chip--bad", text!("lesson-wrong")),
        };
        view! { <span class=class data-testid="lesson-verdict">{word}</span> }
    };
    let write = move |guess: Guess| match guess {
        Guess::Option(option) => section.option(option).to_owned(),
        Guess::Number(number) => number.to_string(),
    };
    let right_option = move || {
        let right = told.with(|told| told.right);
        match right {
            Guess::Option(option) if guess.get() != Some(right) => Some(text!(
                "lesson-right-would-be",
                answer = section.option(option)
            )),
            Guess::Option(_) | Guess::Number(_) => None,
        }
    };
    let again = move |_| {
        draft.set(String::new());
        guesses.update(|guesses| guesses.withdraw(section));
        request_animation_frame(|| go_to(QUESTION_ID));
    };
    view! {
        <div class="stack stack--tight" id=ANSWER_ID tabindex="-1">
            <p class="row">
                {verdict}
                <span>{text!("lesson-guessed")} " " <strong data-testid="lesson-guessed">{move || guess.get().map(write)}</strong></span>
                <button class="button button--quiet button--small" type="button" data-testid="lesson-again" on:click=again>
                    {text!("lesson-guess-again")}
                </button>
            </p>
            {move || right_option().map(|words| view! { <p data-testid="lesson-right-option">{words}</p> })}
            <p class="prose" aria-live="polite" data-testid="lesson-answer">{move || told.with(|told| told.words.clone())}</p>
        </div>
    }
}
