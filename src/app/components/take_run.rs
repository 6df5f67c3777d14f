//! Two buttons that download a run for PyTorch: as a Jupyter notebook, and as a Python script.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::app::files;
use crate::protocol::TrainingConfig;
use crate::session::script;
use crate::texts::text;

/// The buttons.
#[component]
pub fn TakeRun(
    /// The run's settings; while there are none, a click does nothing.
    #[prop(into)]
    config: Signal<Option<TrainingConfig>>,
    /// The start of the buttons' `data-testid`, which end in `-notebook` and `-script`.
    testid: &'static str,
) -> impl IntoView {
    let client = SessionContext::expect().client;
    let button = |kind: &str,
                  label: &'static str,
                  hint: &'static str,
                  ending: &'static str,
                  write: fn(&TrainingConfig) -> String| {
        let take = move |_| {
            let Some(config) = config.get_untracked() else {
                return;
            };
            client.spawn(async move {
                let name = format!("{}.{ending}", script::file_name(&config));
                files::download(&name, write(&config).as_bytes()).await
            });
        };
        view! {
            <button
                class="button button--small"
                type="button"
                data-testid=format!("{testid}-{kind}")
                title=hint
                on:click=take
            >
                {label}
            </button>
        }
    };
    let notebook = button(
        "notebook",
        text!("train-notebook"),
        text!("train-notebook-hint"),
        "ipynb",
        script::notebook,
    );
    let script = button(
        "script",
        text!("train-script"),
        text!("train-script-hint"),
        "py",
        script::python,
    );
    view! {
        {notebook}
        {script}
    }
    .into_any()
}
