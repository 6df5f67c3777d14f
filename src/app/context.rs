//! What every view may reach: the session to read, the client to ask, and the settings on screen.

use leptos::prelude::*;

use super::client::Client;
use super::settings::Theme;
use super::view_state::ViewState;
use crate::session::{DeviceDecision, Session, SettingsForm, Tab};

#[derive(Clone, Copy)]
pub struct SessionContext {
    /// What is known of engines, data, models and runs.
    pub session: ReadSignal<Session>,
    /// The only way to change it.
    pub client: Client,
    /// The settings as typed, mirrored in the page's address.
    pub form: RwSignal<SettingsForm>,
    /// The open view, mirrored in the page's address.
    pub tab: RwSignal<Tab>,
    /// The device that a run with the present settings would get, as far as it is known.
    pub device: Memo<DeviceDecision>,
    /// What has been set up in views that may not be open.
    pub view_state: ViewState,
    pub theme: RwSignal<Theme>,
    /// The longest task of the page's thread while a run was going, in milliseconds; browsers report those above 50.
    pub longest_task_ms: ReadSignal<f64>,
}

impl SessionContext {
    pub fn expect() -> Self {
        expect_context()
    }
}
