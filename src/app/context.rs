//! The context of all views: session, client, settings.

use leptos::prelude::*;

use super::client::Client;
use super::settings::Theme;
use super::view_state::ViewState;
use super::views::Loading;
use crate::session::{DeviceDecision, Hidden, Session, SettingsForm, Tab};
use crate::texts::{Language, text};

/// The state that all views share, provided as Leptos context.
#[derive(Clone, Copy)]
pub struct SessionContext {
    /// Engines, data, models and runs.
    pub session: ReadSignal<Session>,
    /// The only way to change the session.
    pub client: Client,
    /// The settings as typed, mirrored in the page's address.
    pub form: RwSignal<SettingsForm>,
    /// The open view, mirrored in the page's address.
    pub tab: RwSignal<Tab>,
    /// The views that the page's address hides.
    pub hidden: StoredValue<Hidden>,
    /// The device decision for a run with the present settings.
    pub device: Memo<DeviceDecision>,
    /// The state of views that outlives them.
    pub view_state: ViewState,
    /// Light, dark, or the system's.
    pub theme: RwSignal<Theme>,
    /// The language that is spoken.
    pub language: RwSignal<Language>,
    /// The longest task of the page's thread while a run was going, in milliseconds; browsers report those above 50.
    pub longest_task_ms: ReadSignal<f64>,
    /// The views that are loaded after the first one.
    pub views: RwSignal<Loading>,
}

impl SessionContext {
    /// The context.
    ///
    /// # Panics
    /// Outside of the page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Whether the page's address leaves this view visible.
    pub fn shows(&self, view: Tab) -> bool {
        self.hidden.with_value(|hidden| !hidden.has(view))
    }

    /// Why this device, for the active run or else for the next.
    pub fn device_reason(&self) -> String {
        let session = self.session.read();
        if let Some(run) = session.runs.active() {
            return run.device_reason.clone();
        }
        match self.device.get() {
            DeviceDecision::Asking => text!("device-reason-asking").to_owned(),
            DeviceDecision::Use(chosen) => chosen.reason,
            DeviceDecision::Measure => text!("device-reason-measure").to_owned(),
        }
    }
}
