//! The settings of the next run.

use std::fmt::Display;
use std::time::Duration;

use leptos::prelude::*;

use super::controls::StartButtons;
use super::is_busy;
use crate::app::components::{DeviceWords, NumberField, Segments};
use crate::app::context::SessionContext;
use crate::app::erased::{Show, effect, memo};
use crate::protocol::{
    DeviceKind, MAX_BATCH_SIZE, MAX_EPOCHS, MAX_HIDDEN_UNITS, MAX_LEARNING_RATE,
    MAX_TESTS_PER_EPOCH, MAX_WORKERS,
};
use crate::session::format::sentence;
use crate::session::{DeviceChoice, DeviceDecision, FormField};
use crate::texts::text;

/// How long the settings must stay as they are before kernels are compiled for them.
const WARM_UP_DELAY: Duration = Duration::from_millis(600);

/// A card with the controls of all settings.
#[component]
pub fn Settings() -> impl IntoView {
    let context = SessionContext::expect();
    let form = context.form;
    let is_busy = is_busy();
    let has_final_relu = memo(move |_| form.read().model.has_final_relu());
    let is_lesson = memo(move |_| form.with(|form| *form == form.as_in_lesson()));
    let reset = move |_| form.update(|form| *form = form.as_in_lesson());
    view! {
        <section class="card" aria-labelledby="train-settings-title">
            <div class="card__header">
                <h2 class="card__title" id="train-settings-title">{text!("settings-title")}</h2>
                <button
                    class="button button--small"
                    type="button"
                    data-testid="train-reset"
                    disabled=move || is_busy.get() || is_lesson.get()
                    on:click=reset
                >
                    {move || if is_lesson.get() { text!("settings-as-lesson") } else { text!("settings-reset") }}
                </button>
            </div>
            // First, so that a run can be started without scrolling past what need not be changed.
            <StartButtons />
            <div class="fields">
                {FormField::ALL.map(|field| view! { <Field field=field /> }).collect_view()}
            </div>
            <Show when=move || has_final_relu.get()>
                <Segments
                    label=text!("settings-final-relu")
                    name="train-final-relu"
                    options=vec![
                        (true, "lesson", text!("settings-as-lesson").to_owned()),
                        (false, "without", text!("settings-without").to_owned()),
                    ]
                    chosen=Signal::derive(move || form.read().final_relu)
                    on_choose=move |final_relu| form.update(|form| form.final_relu = final_relu)
                    is_disabled=is_busy
                />
            </Show>
            <Device />
        </section>
    }
}

fn one_to(most: impl Display) -> String {
    text!("settings-range", most = most)
}

#[component]
fn Field(field: FormField) -> impl IntoView {
    let form = SessionContext::expect().form;
    let (id, help) = match field {
        FormField::Epochs => ("train-epochs", one_to(MAX_EPOCHS)),
        FormField::BatchSize => ("train-batch-size", one_to(MAX_BATCH_SIZE)),
        FormField::LearningRate => (
            "train-learning-rate",
            text!("settings-rate-range", most = MAX_LEARNING_RATE),
        ),
        FormField::HiddenUnits => ("train-hidden-units", one_to(MAX_HIDDEN_UNITS)),
        FormField::Seed => ("train-seed", text!("settings-seed-help").to_owned()),
        FormField::Workers => (
            "train-workers",
            text!("settings-workers-range", most = MAX_WORKERS),
        ),
        FormField::Tests => (
            "train-tests",
            text!("settings-tests-help", max = MAX_TESTS_PER_EPOCH),
        ),
    };
    view! {
        <NumberField
            id=id
            label=field.title()
            help=help
            value=Signal::derive(move || form.with(|form| form.text(field).to_owned()))
            error=memo(move |_| form.with(|form| form.error(field)))
            is_disabled=is_busy()
            on_change=move |text| form.update(|form| form.set_text(field, text))
        />
    }
}

/// The device selector, and the decision with its reason.
#[component]
fn Device() -> impl IntoView {
    let context = SessionContext::expect();
    let is_busy = is_busy();
    let options = memo(move |_| {
        let session = context.session.read();
        let title = |choice: DeviceChoice| choice.title(&session.devices.probe).to_owned();
        DeviceChoice::ALL
            .map(|choice| (choice, choice.slug(), title(choice)))
            .to_vec()
    });
    let reason = move || match context.device.get() {
        DeviceDecision::Use(chosen) => sentence(&chosen.reason),
        DeviceDecision::Asking | DeviceDecision::Measure => text!("device-will-measure").to_owned(),
    };
    // Kernels compile while the learner still looks at the settings, which change digit by digit.
    let chosen = memo(move |_| match context.device.get() {
        DeviceDecision::Use(chosen) if chosen.device == DeviceKind::WebGpu => {
            context.form.with(|form| form.parse().ok())
        }
        _ => None,
    });
    effect(move || {
        let Some(config) = chosen.get() else { return };
        set_timeout(
            move || {
                let is_still_chosen =
                    chosen.try_get_untracked().flatten().as_ref() == Some(&config);
                if is_still_chosen && !is_busy.get_untracked() {
                    context.client.warm_up(config);
                }
            },
            WARM_UP_DELAY,
        );
    });
    let workers = move || {
        context
            .session
            .with(|session| session.devices.cpu_workers())
            .map(|text| sentence(&text))
    };
    let hint = move || context.session.read().offline.hint();
    view! {
        <div class="stack stack--tight">
            <Segments
                label=text!("word-device")
                is_column=true
                name="train-device"
                options=options
                chosen=Signal::derive(move || context.form.read().device)
                on_choose=move |device| context.form.update(|form| form.device = device)
                is_disabled=is_busy
            />
            <p class="soft small" role="status" data-testid="train-device-reason">{reason}</p>
            <p class="soft small" data-testid="train-workers-reason">{workers} " " {hint}</p>
            <DeviceWords />
        </div>
    }
}
