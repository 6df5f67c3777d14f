//! The page: draws what the session knows and turns clicks into commands. Knows Leptos and the browser, no tensors.

use leptos::prelude::*;

pub mod client;
pub mod components;
pub mod context;
pub mod kept;
pub mod pages;

mod address_bar;
mod dialog;
mod files;
mod guards;
mod long_tasks;
mod probe;
mod settings;
mod shell;
mod storage;

use crate::session::device_choice::{decide, timings_key};
use crate::session::{HOME, Plan, Probe, Session};
use client::Client;
use context::SessionContext;
use kept::Kept;
use shell::Shell;

/// Puts the page into the document's body and starts the engine at home.
pub fn start() {
    guards::report_panics();
    guards::ignore_stray_drops();
    if let Ok(Some(boot)) = document().query_selector(".boot") {
        boot.remove();
    }
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let context = make_context();
    provide_context(context);
    context.client.ask_for_webgpu();
    context.client.restart_engine(HOME);
    view! { <Shell /> }
}

fn make_context() -> SessionContext {
    let session = RwSignal::new(Session::default());
    let probe = RwSignal::new(Probe::Asking);
    let client = Client::new(session, probe);
    let (tab, form) = address_bar::read();
    let (tab, form) = (RwSignal::new(tab), RwSignal::new(form));
    address_bar::follow(tab, form);
    let theme = RwSignal::new(settings::kept_theme());
    Effect::new(move |_| show_theme(theme.get()));
    let longest_task_ms = long_tasks::watch(session.read_only());
    Effect::new(move |_| {
        set_root_attribute(
            "data-longest-task-ms",
            Some(&format!("{:.0}", longest_task_ms.get())),
        );
    });
    let plan = Memo::new(move |_| {
        let choice = form.with(|form| form.device);
        let config = form.with(|form| form.parse()).ok();
        let timings = client.timings();
        probe.with(|probe| {
            let known = match (probe, config) {
                (Probe::Asking, _) => return None,
                (Probe::Found(adapter), Some(config)) => {
                    timings.get(&timings_key(adapter, &config))
                }
                (Probe::Found(_), None) | (Probe::Missing(_), _) => None,
            };
            match decide(choice, probe, known) {
                Plan::Use(decision) => Some(decision),
                Plan::Measure => None,
            }
        })
    });
    SessionContext {
        session: session.read_only(),
        client,
        form,
        tab,
        probe: probe.read_only(),
        plan,
        kept: Kept::at_the_start(),
        theme,
        longest_task_ms,
    }
}

fn show_theme(theme: settings::Theme) {
    set_root_attribute("data-theme", theme.attribute());
    settings::keep_theme(&theme);
}

fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        // Setting and removing a well-formed attribute cannot fail.
        drop(match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        });
    }
}
