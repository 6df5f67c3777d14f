//! What outlives the tab in the browser's local storage: the theme and the measured speeds.

use std::collections::BTreeMap;

use gloo::storage::{LocalStorage, Storage};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::session::Timings;
use crate::session::device_choice::is_of_this_build;

const THEME_KEY: &str = "fitting-room/theme";
const TIMINGS_KEY: &str = "fitting-room/timings";

/// Light, dark, or as the system is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub fn title(self) -> &'static str {
        match self {
            Self::Auto => "Theme: auto",
            Self::Light => "Theme: light",
            Self::Dark => "Theme: dark",
        }
    }

    /// The one that the toggle comes to next.
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }

    /// The value of `data-theme`; none follows the system.
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

pub fn kept_theme() -> Theme {
    read(THEME_KEY).unwrap_or_default()
}

pub fn keep_theme(theme: &Theme) {
    write(THEME_KEY, theme);
}

/// Those of this build: another one had other training steps.
pub fn kept_timings() -> BTreeMap<String, Timings> {
    let mut timings: BTreeMap<String, Timings> = read(TIMINGS_KEY).unwrap_or_default();
    timings.retain(|key, _| is_of_this_build(key));
    timings
}

pub fn keep_timings(timings: &BTreeMap<String, Timings>) {
    write(TIMINGS_KEY, timings);
}

fn read<T: DeserializeOwned>(key: &str) -> Option<T> {
    is_offered().then(|| LocalStorage::get(key).ok()).flatten()
}

/// A full or forbidden storage only means that the next visit starts afresh.
fn write<T: Serialize>(key: &str, value: T) {
    if is_offered() {
        drop(LocalStorage::set(key, value));
    }
}

/// A browser that blocks all site data throws on the mere mention of local storage, and gloo would panic.
fn is_offered() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}
