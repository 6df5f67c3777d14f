//! The settings of the next run, and the buttons that start, pause and stop it.

use leptos::prelude::*;

use super::is_busy;
use crate::app::components::{NumberField, Segments};
use crate::app::context::SessionContext;
use crate::protocol::{
    MAX_BATCH_SIZE, MAX_EPOCHS, MAX_HIDDEN_UNITS, MAX_LEARNING_RATE, ModelKind, RunId,
};
use crate::session::format::sentence;
use crate::session::{DeviceChoice, FormField, RunPhase, SettingsForm};

#[component]
pub fn Settings() -> impl IntoView {
    let context = SessionContext::expect();
    let form = context.form;
    let is_busy = is_busy();
    let is_non_linear = Memo::new(move |_| form.read().model == ModelKind::NonLinear);
    let is_lesson = Memo::new(move |_| {
        form.with(|form| {
            *form
                == SettingsForm {
                    device: form.device,
                    ..SettingsForm::lesson(form.model)
                }
        })
    });
    let reset = move |_| {
        form.update(|form| {
            *form = SettingsForm {
                device: form.device,
                ..SettingsForm::lesson(form.model)
            };
        });
    };
    view! {
        <section class="card" aria-labelledby="train-settings-title">
            <div class="card__header">
                <h2 class="card__title" id="train-settings-title">"Settings"</h2>
                <button
                    class="button button--small"
                    type="button"
                    data-testid="train-reset"
                    disabled=move || is_busy.get() || is_lesson.get()
                    on:click=reset
                >
                    {move || if is_lesson.get() { "As in the lesson" } else { "Reset to the lesson's" }}
                </button>
            </div>
            <div class="fields">
                {FormField::ALL.map(|field| view! { <Field field=field /> }).collect_view()}
            </div>
            <Show when=move || is_non_linear.get()>
                <Segments
                    label="ReLU on the ten results"
                    name="train-final-relu"
                    options=vec![
                        (true, "lesson", "As in the lesson".to_owned()),
                        (false, "without", "Without".to_owned()),
                    ]
                    chosen=Signal::derive(move || form.read().final_relu)
                    on_choose=move |final_relu| form.update(|form| form.final_relu = final_relu)
                    is_disabled=is_busy
                />
            </Show>
            <Device />
            <Controls />
        </section>
    }
}

#[component]
fn Field(field: FormField) -> impl IntoView {
    let form = SessionContext::expect().form;
    let (id, help) = match field {
        FormField::Epochs => ("train-epochs", format!("1 to {MAX_EPOCHS}")),
        FormField::BatchSize => ("train-batch-size", format!("1 to {MAX_BATCH_SIZE}")),
        FormField::LearningRate => (
            "train-learning-rate",
            format!("above 0, up to {MAX_LEARNING_RATE}"),
        ),
        FormField::HiddenUnits => ("train-hidden-units", format!("1 to {MAX_HIDDEN_UNITS}")),
        FormField::Seed => ("train-seed", "same seed, same run".to_owned()),
    };
    view! {
        <NumberField
            id=id
            label=field.title()
            help=help
            value=Signal::derive(move || form.with(|form| form.text(field).to_owned()))
            error=Memo::new(move |_| form.with(|form| form.error(field)))
            is_disabled=is_busy()
            on_change=move |text| form.update(|form| form.set_text(field, text))
        />
    }
}

/// The device selector, and where a run would go and why.
#[component]
fn Device() -> impl IntoView {
    let context = SessionContext::expect();
    let options = Signal::derive(move || {
        let probe = context.probe.read();
        DeviceChoice::ALL
            .map(|choice| (choice, choice.slug(), choice.title(&probe).to_owned()))
            .to_vec()
    });
    let reason = move || {
        match context.plan.get() {
        Some(decision) => sentence(&decision.reason),
        None => "Both devices will make a few timed steps of this model before the run; the faster one trains".to_owned(),
    }
    };
    view! {
        <div class="stack stack--tight">
            <Segments
                label="Device"
                is_column=true
                name="train-device"
                options=options
                chosen=Signal::derive(move || context.form.read().device)
                on_choose=move |device| context.form.update(|form| form.device = device)
                is_disabled=is_busy()
            />
            <p class="soft small" role="status" data-testid="train-device-reason">{reason}</p>
        </div>
    }
}

#[component]
fn Controls() -> impl IntoView {
    let context = SessionContext::expect();
    let client = context.client;
    let is_busy = is_busy();
    let config = Memo::new(move |_| context.form.with(|form| form.parse().ok()));
    let has_data = Memo::new(move |_| context.session.with(|session| session.data().is_complete()));
    let active = Memo::new(move |_| {
        context.session.with(|session| {
            let run = session.active_run()?;
            Some((
                run.id,
                run.phase == RunPhase::Paused,
                run.phase == RunPhase::Starting,
            ))
        })
    });
    let has_data_error = Memo::new(move |_| {
        context
            .session
            .with(|session| session.data().error.is_some())
    });
    let is_paused = Memo::new(move |_| active.get().is_some_and(|(_, is_paused, _)| is_paused));

    // Why nothing can be started, most pressing first.
    let obstacle = Memo::new(move |_| {
        if let Some(text) = client.preparing_text() {
            Some(text)
        } else if active.read().is_some() {
            Some("Settings are fixed while a run goes on: stop it to change them".to_owned())
        } else if is_busy.get() {
            Some("The next run of the lesson is about to start".to_owned())
        } else if has_data_error.get() {
            Some("The data set could not be loaded: see the Data tab".to_owned())
        } else if !has_data.get() {
            Some("The training images are still loading: see the Data tab".to_owned())
        } else if config.read().is_none() {
            Some("A setting above makes no sense yet".to_owned())
        } else {
            None
        }
    });
    let cannot_start = move || obstacle.read().is_some();
    let start = move |_| {
        let choice = context.form.read_untracked().device;
        if let Some(config) = config.get_untracked() {
            client.start_run(config, choice);
        }
    };
    let run_lesson = move |_| {
        let choice = context.form.read_untracked().device;
        if let Some(config) = config.get_untracked() {
            client.run_lesson(choice, config);
        }
    };
    let with_active = move |act: fn(&crate::app::client::Client, RunId)| {
        if let Some((run, _, _)) = active.get_untracked() {
            act(&client, run);
        }
    };
    let cannot_pause = move || active.get().is_none_or(|(_, _, is_starting)| is_starting);
    view! {
        <div class="stack stack--tight">
            <div class="row">
                <button
                    class="button button--primary"
                    type="button"
                    data-testid="train-start"
                    disabled=cannot_start
                    aria-describedby="train-obstacle"
                    on:click=start
                >
                    "Start training"
                </button>
                <Show
                    when=move || is_paused.get()
                    fallback=move || {
                        view! {
                            <button
                                class="button"
                                type="button"
                                data-testid="train-pause"
                                disabled=cannot_pause
                                on:click=move |_| with_active(|client, run| client.pause(run))
                            >
                                "Pause"
                            </button>
                        }
                    }
                >
                    <button
                        class="button"
                        type="button"
                        data-testid="train-resume"
                        on:click=move |_| with_active(|client, run| client.resume(run))
                    >
                        "Resume"
                    </button>
                </Show>
                <button
                    class="button button--danger"
                    type="button"
                    data-testid="train-stop"
                    disabled=cannot_pause
                    on:click=move |_| with_active(|client, run| client.stop(run))
                >
                    "Stop"
                </button>
            </div>
            <div class="row">
                <button
                    class="button"
                    type="button"
                    data-testid="train-lesson"
                    disabled=cannot_start
                    aria-describedby="train-obstacle"
                    on:click=run_lesson
                >
                    "Run the whole lesson"
                </button>
                <span class="soft small">"All three models, one after another, with these settings"</span>
            </div>
            <p class="soft small obstacle" id="train-obstacle" role="status" data-testid="train-obstacle">
                {move || obstacle.get()}
            </p>
        </div>
    }
}
