//! The question of a section: a guess first, then the answer.

use leptos::prelude::*;

use super::go_to;
use crate::app::components::{NumberField, Segments};
use crate::app::context::SessionContext;
use crate::session::lesson::answers::answer;
use crate::session::lesson::guesses::{Guess, Verdict, judge, read};
use crate::session::lesson::sections::{QuestionKind, Section};

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
    let question = section.question();
    let is_done = Memo::new(move |_| guesses.read().is_done(section));
    // What is chosen or typed, before it counts.
    let draft = RwSignal::new(String::new());
    view! {
        <section class="card lesson__question" aria-labelledby=QUESTION_ID>
            <h2 class="card__title" id=QUESTION_ID tabindex="-1">{question.text}</h2>
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
    let kind = section.question().kind;
    let has_guess = Memo::new(move |_| draft.with(|draft| read(kind, draft).is_some()));
    let commit = move |_| {
        if has_guess.get_untracked() {
            guesses.update(|guesses| draft.with_untracked(|draft| guesses.commit(section, draft)));
            // The button that had the focus is gone.
            request_animation_frame(|| go_to(ANSWER_ID));
        }
    };
    let field = match kind {
        QuestionKind::Choice(options) => {
            const WORDS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
            let is_column = options.len() <= MAX_STACKED;
            let options: Vec<_> = options
                .iter()
                .zip(WORDS)
                .enumerate()
                .map(|(position, (option, word))| (position, word, (*option).to_owned()))
                .collect();
            let chosen = Signal::derive(move || {
                let position = draft.with(|draft| draft.parse().ok());
                position.unwrap_or(NO_OPTION)
            });
            view! {
                <Segments
                    label="Your guess"
                    name="lesson-guess"
                    options=options
                    chosen=chosen
                    on_choose=move |position: usize| draft.set(position.to_string())
                    is_column=is_column
                />
            }
            .into_any()
        }
        QuestionKind::Number { label } => {
            let error = Signal::derive(move || {
                let is_wrong = !has_guess.get() && !draft.read().trim().is_empty();
                is_wrong.then(|| "a guess is a number, such as 42".to_owned())
            });
            view! {
                <div class="field--guess">
                    <NumberField
                        id="lesson-guess"
                        label=label
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
                    "This is my guess"
                </button>
                <span class="soft small">"Then the answer is shown, and the section counts as done."</span>
            </div>
        </form>
    }
}

/// Guess and answer.
#[component]
fn Told(section: Section, draft: RwSignal<String>) -> impl IntoView {
    let context = SessionContext::expect();
    let guesses = context.view_state.lesson.guesses;
    let question = section.question();
    let guess = Memo::new(move |_| guesses.read().of(section));
    let told = Memo::new(move |_| context.session.with(|session| answer(section, session)));
    let verdict = move || {
        let (class, word) = match told.with(|told| judge(guess.get()?, told).into()) {
            Some(Verdict::Right) => ("chip chip--good", "✓ Right"),
            Some(Verdict::Close) => ("chip chip--warn", "≈ Close"),
            Some(Verdict::Wrong) | None => ("chip chip--bad", "✗ Not quite"),
        };
        view! { <span class=class data-testid="lesson-verdict">{word}</span> }
    };
    let write = move |guess: Guess| match (guess, question.kind) {
        (Guess::Option(option), QuestionKind::Choice(options)) => {
            options.get(option).copied().unwrap_or_default().to_owned()
        }
        (Guess::Number(number), _) => number.to_string(),
        (Guess::Option(_), QuestionKind::Number { .. }) => String::new(),
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
                <span>"Your guess: " <strong data-testid="lesson-guessed">{move || guess.get().map(write)}</strong></span>
                <button class="button button--quiet button--small" type="button" data-testid="lesson-again" on:click=again>
                    "Guess again"
                </button>
            </p>
            <p class="prose" aria-live="polite" data-testid="lesson-answer">{move || told.with(|told| told.words.clone())}</p>
        </div>
    }
}
