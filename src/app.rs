//! The page: draws the session's state and turns clicks into commands. Uses Leptos and the browser's APIs, no tensors.

use leptos::prelude::*;

pub mod client;
pub mod components;
pub mod context;
pub mod drawing;
pub mod erased;
pub mod look_inside;
pub mod on_restart;
pub mod pages;
pub mod pretrained_note;
pub mod use_answer;
pub mod view_state;
pub mod views;

mod address_bar;
mod broadcast;
mod clipboard;
mod dialog;
mod files;
mod focus;
mod guards;
mod language;
mod lifecycle;
mod locks;
mod long_tasks;
mod motion;
mod offline;
mod probe;
mod resume_card;
mod settings;
mod shell;
mod storage;

use crate::session::{PRIMARY_ENGINE, Session, Tone};
use crate::texts::Language;
use client::Client;
use context::SessionContext;
use shell::Shell;
use view_state::ViewState;

/// Fetches the texts, mounts the page in the document's body and starts the primary engine.
pub fn start() {
    guards::report_panics();
    guards::ignore_stray_drops();
    pages::load_ahead();
    #[expect(
        clippy::disallowed_methods,
        reason = "there is no client yet, and the one error is shown"
    )]
    wasm_bindgen_futures::spawn_local(async {
        let language = language::preferred();
        let Ok(texts) = language::fetch(language).await else {
            language::show_failure();
            return;
        };
        if let Ok(Some(boot)) = document().query_selector(".boot") {
            boot.remove();
        }
        mount_to_body(move || view! { <App language=language texts=texts /> });
    });
}

#[component]
fn App(language: Language, texts: String) -> impl IntoView {
    let context = make_context(language);
    provide_context(context);
    context.client.probe_webgpu();
    context.client.speak(language, texts);
    context.client.restart_engine(PRIMARY_ENGINE);
    context.client.look_for_cut_off_runs();
    pages::load_views(context.views);
    // Another language draws everything anew; the state that views share lives in the context.
    move || {
        context.language.track();
        view! { <Shell /> }.into_any()
    }
}

fn make_context(language: Language) -> SessionContext {
    let mut known = Session::default();
    known.devices.set_timings(settings::load_timings());
    let session = RwSignal::new(known);
    let client = Client::new(session);
    guards::ask_before_leaving(session);
    offline::follow(session);
    lifecycle::follow(client);
    client.follow_other_tabs();
    let complain = move |complaint| client.notify(Tone::Info, complaint);
    for complaint in address_bar::complaints() {
        complain(complaint);
    }
    let (tab, form) = address_bar::read();
    let hidden = address_bar::hidden();
    let (tab, form) = (
        RwSignal::new(hidden.or_first_visible(tab)),
        RwSignal::new(form),
    );
    let view_state = ViewState::initial();
    let lesson = view_state.lesson;
    lesson.section.set(address_bar::section());
    lesson.guesses.set(settings::load_guesses());
    Effect::new(move |_| lesson.guesses.with(settings::store_guesses));
    let is_busy = Signal::derive(move || {
        session.with(|session| session.runs.is_busy() || session.runs.is_in_lesson())
    });
    address_bar::follow(tab, lesson.section, form, is_busy, complain);
    let theme = RwSignal::new(settings::load_theme());
    Effect::new(move |_| show_theme(theme.get()));
    let longest_task_ms = long_tasks::watch(session.read_only());
    Effect::new(move |_| {
        set_root_attribute(
            "data-longest-task-ms",
            Some(&format!("{:.0}", longest_task_ms.get())),
        );
    });
    let wanted = Memo::new(move |_| form.with(|form| (form.device, form.parse().ok())));
    let device = Memo::new(move |_| {
        let (choice, config) = wanted.get();
        session.with(|session| session.devices.decide(choice, config.as_ref()))
    });
    SessionContext {
        session: session.read_only(),
        client,
        form,
        tab,
        hidden: StoredValue::new(hidden),
        device,
        view_state,
        theme,
        language: RwSignal::new(language),
        longest_task_ms,
        views: RwSignal::new(views::Loading::Waiting),
    }
}

fn show_theme(theme: settings::Theme) {
    set_root_attribute("data-theme", theme.attribute());
    settings::store_theme(&theme);
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
