//! The view "Train", sections 3, 6 and 7 of the lesson: model, settings, run.

use leptos::prelude::*;

use crate::app::components::Later;
use crate::app::context::SessionContext;
use crate::app::erased::{Show, effect, memo};
use crate::session::Run;
use crate::texts::text;

mod choose;
mod controls;
mod convolution;
mod curves;
mod epochs;
mod first_steps;
mod layers;
mod lesson_run;
mod outcome;
mod progress;
mod run_title;
mod settings;

pub(super) use convolution::ConvolutionByHand;
pub(super) use layers::Layers;
pub(super) use lesson_run::LessonRun;

use choose::ChooseModel;
use curves::Curves;
use epochs::EpochTable;
use first_steps::FirstSteps;
use outcome::OutcomeNotice;
use progress::RunProgress;
use run_title::show_run;
use settings::Settings;

/// The view "Train".
#[component]
pub fn TrainPage() -> impl IntoView {
    follow_runs();
    let run = shown_run();
    let form = SessionContext::expect().form;
    let has_convolutions = memo(move |_| form.read().model.has_convolutions());
    view! {
        <div class="page" data-testid="train-page">
            <header class="page__header">
                <h1>{text!("view-train")}</h1>
                <p class="page__lead">
                    {text!("train-lead")}
                </p>
            </header>
            <ChooseModel />
            <div class="workbench">
                <Settings />
                <section class="card run-card" aria-labelledby="train-run-title">
                    <RunProgress run=run />
                    <div class="outcome">
                        <OutcomeNotice run=run />
                    </div>
                    <Curves run=run />
                </section>
            </div>
            <EpochTable run=run />
            <FirstSteps run=run />
            <Later>
                <Layers />
            </Later>
            <Show when=move || has_convolutions.get()>
                <Later>
                    <ConvolutionByHand />
                </Later>
            </Show>
        </div>
    }
}

/// Chooses the model of each run that starts, so that the run stays on screen when it ends.
fn follow_runs() {
    let context = SessionContext::expect();
    let running = memo(move |_| {
        let session = context.session.read();
        session.runs.active().map(|run| run.config.model)
    });
    effect(move || {
        if let Some(model) = running.get()
            && context.form.read_untracked().model != model
        {
            context.form.update(|form| form.model = model);
        }
    });
    // After a button of another view has started a run, that button is gone, and the focus with it.
    request_animation_frame(move || {
        let focused = document().active_element();
        let is_lost = focused.is_none_or(|element| element.tag_name() == "BODY");
        if is_lost && running.try_get_untracked().flatten().is_some() {
            show_run();
        }
    });
}

/// The active run, or else the newest of the chosen model.
fn shown_run() -> Memo<Option<Run>> {
    let context = SessionContext::expect();
    let model = memo(move |_| context.form.read().model);
    memo(move |_| {
        let model = model.get();
        context.session.with(|session| {
            let run = session.runs.active().or_else(|| session.runs.latest(model));
            run.cloned()
        })
    })
}

/// Whether a run is active or in preparation, which disables the settings.
fn is_busy() -> Memo<bool> {
    let context = SessionContext::expect();
    memo(move |_| {
        let session = context.session.read();
        session.runs.is_busy() || session.runs.is_in_lesson()
    })
}
