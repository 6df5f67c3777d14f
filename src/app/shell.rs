//! The frame around every view: name, tabs, device, notices, footer.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::components::EmptyState;
use super::context::SessionContext;
use super::language::LanguageSwitch;
use super::pages::{InViews, LessonPage};
use super::resume_card::ResumeCard;
use crate::app::erased::{effect, memo};
use crate::models::ModelKind;
use crate::protocol::DeviceKind;
use crate::session::{
    DeviceDecision, EngineStatus, Notice, NoticeAction, PRIMARY_ENGINE, Tab, Tone, address,
};
use crate::texts::text;

/// Header, notices, the open view, footer.
#[component]
pub fn Shell() -> impl IntoView {
    let context = SessionContext::expect();
    Effect::new(move |before: Option<Tab>| {
        let tab = context.tab.get();
        // Another view begins at its top, wherever the button to it was.
        if before.is_some_and(|before| before != tab) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        tab
    });
    view! {
        <div class="shell" data-testid="shell">
            <a class="shell__skip" href="#main" on:click=skip_to_main>
                {text!("shell-skip")}
            </a>
            <header class="shell__header">
                <div class="shell__bar">
                    <span class="shell__brand">
                        "Fitting Room"
                        <span class="shell__subtitle">{text!("shell-subtitle", count = ModelKind::count_word())}</span>
                    </span>
                    <div class="shell__status">
                        <DeviceChip />
                        <LanguageSwitch />
                        <ThemeToggle />
                    </div>
                </div>
                <Tabs />
            </header>
            <Notices />
            <ResumeCard />
            <main class="shell__main" id="main" tabindex="-1">
                {move || match context.tab.get() {
                    tab if !context.shows(tab) => {
                        view! { <HiddenView view=tab /> }.into_any()
                    }
                    Tab::Lesson => view! { <LessonPage /> }.into_any(),
                    tab => view! { <InViews draw=move |views| (views.of_tab)(tab) /> }.into_any(),
                }}
            </main>
            <Footer />
        </div>
    }
}

/// Moves the focus to the main content. A plain link to `#main` would replace the settings in the address.
fn skip_to_main(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    if let Some(main) = html_element("main") {
        // It fails only for an element that is not in the document.
        drop(main.focus());
    }
}

fn html_element(id: &str) -> Option<web_sys::HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

#[component]
fn Tabs() -> impl IntoView {
    let SessionContext {
        tab,
        form,
        hidden,
        view_state,
        ..
    } = SessionContext::expect();
    let section = view_state.lesson.section;
    let href = move |this: Tab| {
        form.with(|form| match this {
            Tab::Lesson => address::write_section(section.get(), form),
            _ => address::write(this, form),
        })
    };
    let link = move |this: Tab| {
        view! {
            <a
                class="tab"
                id=format!("tab-{}", this.slug())
                data-testid=format!("tab-{}", this.slug())
                href=move || href(this)
                aria-current=move || (tab.get() == this).then_some("page")
            >
                {this.title()}
            </a>
        }
    };
    let bar = NodeRef::<leptos::html::Nav>::new();
    effect(move || {
        let id = format!("tab-{}", tab.get().slug());
        // Asked at once, the browser would lay out the new view within the click.
        request_animation_frame(move || {
            if let (Some(bar), Some(open)) = (bar.try_get_untracked().flatten(), html_element(&id))
            {
                // On a phone not all tabs are in view: the open one comes to the middle.
                let middle = open.offset_left() + open.offset_width() / 2 - bar.offset_left();
                bar.set_scroll_left(middle - bar.offset_width() / 2);
            }
        });
    });
    view! {
        <nav class="tabs" aria-label=text!("shell-views") node_ref=bar>
            {hidden.with_value(|hidden| hidden.visible().map(link).collect_view())}
        </nav>
    }
}

/// What a button leads to whose view the address hides.
#[component]
fn HiddenView(view: Tab) -> impl IntoView {
    view! {
        <EmptyState
            title=text!("shell-hidden-title", view = view.title())
            text=text!("shell-hidden-text")
            testid="hidden-view"
        />
    }
}

/// The device of the active run, or of the next.
#[component]
fn DeviceChip() -> impl IntoView {
    let SessionContext {
        session, device, ..
    } = SessionContext::expect();
    let words = memo(move |_| {
        let session = session.read();
        if session.runs.preparation().is_some() {
            return text!("device-preparing").to_owned();
        }
        if let Some(run) = session.runs.active() {
            return text!("device-training-on", device = run.device.title());
        }
        match device.get() {
            DeviceDecision::Asking => text!("device-asking").to_owned(),
            DeviceDecision::Use(chosen) => text!("device-chosen", device = chosen.device.title()),
            DeviceDecision::Measure => text!("device-measured-at-start").to_owned(),
        }
    });
    view! {
        <span
            class="chip"
            id="device-chip"
            data-testid="device-chip"
            title=move || SessionContext::expect().device_reason()
        >
            {words}
        </span>
    }
}

#[component]
fn ThemeToggle() -> impl IntoView {
    let SessionContext { theme, .. } = SessionContext::expect();
    view! {
        <button
            class="button button--quiet button--small"
            id="theme-toggle"
            data-testid="theme-toggle"
            type="button"
            on:click=move |_| theme.update(|theme| *theme = theme.next())
        >
            {move || theme.get().title()}
        </button>
    }
}

#[component]
fn Notices() -> impl IntoView {
    let SessionContext { session, .. } = SessionContext::expect();
    let notices = memo(move |_| session.read().notices.all().to_vec());
    view! {
        <div class="shell__notices" id="notices" data-testid="notices" aria-live="polite">
            <For each=move || notices.get() key=|notice| notice.id let:notice>
                <NoticeLine notice=notice />
            </For>
        </div>
    }
}

#[component]
fn NoticeLine(notice: Notice) -> impl IntoView {
    let SessionContext { client, tab, .. } = SessionContext::expect();
    let class = match notice.tone {
        Tone::Info => "notice notice--info",
        Tone::Error => "notice notice--error",
    };
    let id = notice.id;
    let action = notice.action.map(|action| {
        let (test_id, label) = match action {
            NoticeAction::RestartEngine(_) => ("restart-engine", text!("engine-restart")),
            NoticeAction::Reload(_) => ("reload-page", text!("page-reload")),
            NoticeAction::TakeUpdate => ("take-update", text!("offline-reload")),
            NoticeAction::OpenRuns => ("open-runs", Tab::Runs.title()),
        };
        let act = move |_| match action {
            NoticeAction::RestartEngine(device) => {
                client.restart_engine(device);
                client.probe_webgpu();
            }
            NoticeAction::Reload(device) => client.reload_with_newest(device),
            NoticeAction::TakeUpdate => client.take_update(),
            NoticeAction::OpenRuns => {
                client.dismiss(id);
                tab.set(Tab::Runs);
            }
        };
        view! {
            <button
                class="button button--primary button--small"
                type="button"
                data-testid=test_id
                on:click=act
            >
                {label}
            </button>
        }
    });
    view! {
        <div class=class data-testid="notice">
            <p class="notice__text">{crate::session::format::sentence(&notice.text)}</p>
            {action}
            <button
                class="button button--quiet button--small"
                type="button"
                aria-label=text!("notice-dismiss")
                data-testid="dismiss-notice"
                on:click=move |_| client.dismiss(id)
            >
                "×"
            </button>
        </div>
    }
}

#[component]
fn Footer() -> impl IntoView {
    let SessionContext { session, .. } = SessionContext::expect();
    let engine = move || {
        session.with(|session| match session.devices.status(PRIMARY_ENGINE) {
            EngineStatus::NotStarted | EngineStatus::Starting => {
                text!("engine-starting").to_owned()
            }
            EngineStatus::Ready(report) => text!("engine-is", engine = report.engine()),
            EngineStatus::Unavailable(problem) => text!("engine-none", problem = problem),
            EngineStatus::Crashed(message) => {
                text!(
                    "engine-crashed",
                    device = DeviceKind::Cpu.title(),
                    message = message
                )
            }
        })
    };
    view! {
        <footer class="shell__footer">
            <p id="engine-status" data-testid="engine-status">
                {engine}
            </p>
            <p>{text!("shell-privacy")}</p>
        </footer>
    }
}
