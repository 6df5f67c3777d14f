//! What this page is for, in two lines, and the three ways to begin.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::models::ModelKind;
use crate::protocol::TrainingConfig;
use crate::session::{DeviceChoice, SettingsForm, Tab};

/// A card for those who have just come; gone with the first run.
#[component]
pub fn Welcome() -> impl IntoView {
    let context = SessionContext::expect();
    let client = context.client;
    let is_new = Memo::new(move |_| {
        context
            .session
            .with(|session| session.runs.all().is_empty())
    });
    let is_busy = Memo::new(move |_| context.session.with(|session| session.runs.is_busy()));
    let go_to_training = move || {
        context.form.set(SettingsForm::lesson(ModelKind::default()));
        context.tab.set(Tab::Train);
        TrainingConfig::lesson(ModelKind::default())
    };
    let train = move |_| client.start_run(go_to_training(), DeviceChoice::Auto);
    let run_lesson = move |_| client.run_lesson(DeviceChoice::Auto, go_to_training());
    view! {
        <Show when=move || is_new.get()>
            <section class="card" aria-labelledby="welcome-title">
                <h2 class="card__title" id="welcome-title">"Fit a model to clothes"</h2>
                <p class="prose">
                    "A neural network learns to tell shirts from shoes here, in this tab: nothing is installed, and no picture leaves it. "
                    "Train one, or draw a piece of clothing for one that has been trained."
                </p>
                <div class="row">
                    <button
                        class="button button--primary"
                        type="button"
                        data-testid="welcome-train"
                        disabled=move || is_busy.get()
                        on:click=train
                    >
                        "Train your first model (about a second)"
                    </button>
                    <button class="button" type="button" data-testid="welcome-draw" on:click=move |_| context.tab.set(Tab::TryIt)>
                        "Draw something"
                    </button>
                    <button
                        class="button"
                        type="button"
                        data-testid="welcome-lesson"
                        disabled=move || is_busy.get()
                        on:click=run_lesson
                    >
                        "Run the whole lesson (about half a minute)"
                    </button>
                </div>
            </section>
        </Show>
    }
}
