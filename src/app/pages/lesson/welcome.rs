//! The lesson's beginning: what this page is for, in two lines, and the ways to begin.

use leptos::prelude::*;

use super::TITLE_ID;
use crate::app::components::OpenView;
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::app::pages::data::Classes;
use crate::models::ModelKind;
use crate::protocol::TrainingConfig;
use crate::session::lesson::guesses::Guesses;
use crate::session::lesson::sections::Section;
use crate::session::{DeviceChoice, SettingsForm, Tab, lesson};
use crate::texts::text;

/// The first thing that a learner sees.
#[component]
pub fn Welcome() -> impl IntoView {
    let context = SessionContext::expect();
    let client = context.client;
    let lesson = context.view_state.lesson;
    let is_busy = memo(move |_| context.session.with(|session| session.runs.is_busy()));
    // Both ways lead to the view in which the run is watched.
    let can_train = context.shows(Tab::Train);
    let go_to_training = move || {
        context.form.set(SettingsForm::lesson(ModelKind::default()));
        context.tab.set(Tab::Train);
        TrainingConfig::lesson(ModelKind::default())
    };
    let with_time = move |label: &'static str, runs: fn(&TrainingConfig) -> Vec<TrainingConfig>| {
        memo(move |_| {
            let runs = runs(&TrainingConfig::lesson(ModelKind::default()));
            match client.estimate(&runs, DeviceChoice::Auto) {
                Some(estimate) => {
                    text!("welcome-with-time", label = label, time = estimate.words())
                }
                None => label.to_owned(),
            }
        })
    };
    let train_label = with_time(text!("welcome-train"), |first| vec![first.clone()]);
    let run_all_label = with_time(text!("welcome-run-all"), lesson::runs);
    let train = move |_| client.start_run(go_to_training(), DeviceChoice::Auto);
    let run_lesson = move |_| client.run_lesson(DeviceChoice::Auto, go_to_training());
    let n_done = memo(move |_| lesson.guesses.read().n_done());
    let next = memo(move |_| lesson.guesses.read().first_open());
    let begin = move |_| {
        let next = next.get_untracked();
        lesson.section.set(next.or(Some(Section::Libraries)));
    };
    let begin_words = move || match (n_done.get(), next.get()) {
        (0, _) => text!("welcome-start").to_owned(),
        (_, Some(next)) => text!("welcome-go-on", number = next.number()),
        (_, None) => text!("welcome-look-again").to_owned(),
    };
    // The guesses before they were forgotten.
    let forgotten = RwSignal::new(None::<Guesses>);
    let forget = move |_| {
        let before = lesson.guesses.get_untracked();
        lesson.guesses.set(Guesses::default());
        forgotten.set(Some(before));
    };
    let undo = move |_| {
        if let Some(before) = forgotten.get_untracked() {
            lesson.guesses.set(before);
        }
        forgotten.set(None);
    };
    view! {
        <header class="page__header">
            <h1 id=TITLE_ID tabindex="-1">{text!("welcome-title")}</h1>
            <p class="page__lead">
                {text!("welcome-lead")}
            </p>
        </header>
        <div class="row">
            {can_train
                .then(|| view! {
                    <button
                        class="button button--primary"
                        type="button"
                        data-testid="welcome-train"
                        disabled=move || is_busy.get()
                        on:click=train
                    >
                        {move || train_label.get()}
                    </button>
                })}
            <OpenView view=Tab::TryIt label=text!("welcome-draw") class="button" testid="welcome-draw" />
            <button class="button" type="button" data-testid="welcome-lesson" on:click=begin>
                {begin_words}
            </button>
        </div>
        <Classes />
        <section class="card" aria-labelledby="lesson-how">
            <h2 class="card__title" id="lesson-how">{text!("welcome-how")}</h2>
            <ol class="prose stack stack--tight">
                <li>{text!("welcome-how-1")}</li>
                <li>{text!("welcome-how-2")}</li>
                <li>{text!("welcome-how-3")}</li>
            </ol>
            {can_train
                .then(|| view! {
                    <div class="row">
                        <button
                            class="button"
                            type="button"
                            data-testid="welcome-run-all"
                            disabled=move || is_busy.get()
                            on:click=run_lesson
                        >
                            {move || run_all_label.get()}
                        </button>
                        <span class="soft small">{text!("welcome-run-all-hint")}</span>
                    </div>
                })}
            <Show when=move || { n_done.get() > 0 }>
                <div class="row">
                    <button class="button button--small" type="button" data-testid="lesson-reset" on:click=forget>
                        {text!("welcome-forget")}
                    </button>
                    <span class="soft small">{text!("welcome-forget-hint")}</span>
                </div>
            </Show>
            <Show when=move || forgotten.read().is_some()>
                <p class="row" role="status">
                    {text!("welcome-forgotten")}
                    <button class="button button--small" type="button" data-testid="lesson-reset-undo" on:click=undo>
                        {text!("word-undo")}
                    </button>
                </p>
            </Show>
        </section>
    }
}
