//! The training of one of the lesson's models: buttons, progress and curves, without the settings.

use leptos::prelude::*;

use super::controls::StartButtons;
use super::curves::Curves;
use super::outcome::OutcomeNotice;
use super::progress::RunProgress;
use super::run_title::RUN_TITLE_ID;
use super::{follow_runs, is_busy, shown_run};
use crate::app::components::OpenView;
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::protocol::ModelKind;
use crate::session::lesson::changed_settings;
use crate::session::stored_runs::setting_names;
use crate::session::{SettingsForm, Tab};
use crate::texts::text;

/// A card that trains this model; it chooses the model unless a run is going on.
#[component]
pub fn LessonRun(model: ModelKind) -> impl IntoView {
    let context = SessionContext::expect();
    let form = context.form;
    let is_busy = is_busy();
    if !is_busy.get_untracked() && form.read_untracked().model != model {
        form.update(|form| form.model = model);
    }
    follow_runs();
    let run = shown_run();
    // None where a setting makes no sense yet.
    let changed = memo(move |_| {
        let config = form.with(|form| form.parse().ok())?;
        Some(changed_settings(&config))
    });
    let settings = move || match changed.get() {
        Some(changed) if changed.is_empty() => text!("train-lesson-settings").to_owned(),
        Some(changed) => {
            text!("train-changed-settings", settings = setting_names(&changed))
        }
        None => text!("train-wrong-settings").to_owned(),
    };
    let is_changed =
        move || changed.with(|changed| changed.as_ref().is_none_or(|it| !it.is_empty()));
    let reset = move |_| {
        form.update(|form| {
            *form = SettingsForm {
                device: form.device,
                ..SettingsForm::lesson(form.model)
            };
        });
    };
    view! {
        <section class="card" aria-labelledby=RUN_TITLE_ID>
            <RunProgress run=run />
            <StartButtons />
            <p class="row soft small">
                <span data-testid="lesson-settings">{settings}</span>
                <Show when=move || is_changed() && !is_busy.get()>
                    <button class="button button--small" type="button" data-testid="lesson-settings-reset" on:click=reset>
                        {text!("train-take-lessons")}
                    </button>
                </Show>
                <OpenView view=Tab::Train label=text!("train-change-settings") class="button button--quiet button--small" />
            </p>
            <div class="outcome">
                <OutcomeNotice run=run />
            </div>
            <div class="columns">
                <Curves run=run />
            </div>
        </section>
    }
}
