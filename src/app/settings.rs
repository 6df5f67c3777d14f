//! Settings in the browser's local storage: theme, language, the measured speeds, the guesses of the lesson, the votes.

use std::collections::BTreeMap;

use gloo::storage::{LocalStorage, Storage};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::session::Timings;
use crate::session::device_choice::is_of_this_build;
use crate::session::lesson::guesses::Guesses;
use crate::session::votes::Votes;
use crate::texts::Language;
use crate::texts::text;

const THEME_KEY: &str = "fitting-room/theme";
const LANGUAGE_KEY: &str = "fitting-room/language";
const TIMINGS_KEY: &str = "fitting-room/timings";
const GUESSES_KEY: &str = "fitting-room/guesses";
const VOTES_KEY: &str = "fitting-room/votes";

/// The page's colours: light, dark, or the system's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// The system's preference.
    #[default]
    Auto,
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

impl Theme {
    /// The label of the toggle.
    pub fn title(self) -> &'static str {
        match self {
            Self::Auto => text!("theme-auto"),
            Self::Light => text!("theme-light"),
            Self::Dark => text!("theme-dark"),
        }
    }

    /// The next one of the toggle.
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

/// The stored theme, by default the system's.
pub fn load_theme() -> Theme {
    read(THEME_KEY).unwrap_or_default()
}

/// Stores the theme.
pub fn store_theme(theme: &Theme) {
    write(THEME_KEY, theme);
}

/// The language that was chosen by hand.
pub fn load_language() -> Option<Language> {
    read(LANGUAGE_KEY)
}

/// Stores the language.
pub fn store_language(language: &Language) {
    write(LANGUAGE_KEY, language);
}

/// The stored timings of this build; those of others were measured with other training steps.
pub fn load_timings() -> BTreeMap<String, Timings> {
    let mut timings: BTreeMap<String, Timings> = read(TIMINGS_KEY).unwrap_or_default();
    timings.retain(|key, _| is_of_this_build(key));
    timings
}

/// Stores the timings.
pub fn store_timings(timings: &BTreeMap<String, Timings>) {
    write(TIMINGS_KEY, timings);
}

/// The stored guesses of the lesson.
pub fn load_guesses() -> Guesses {
    read(GUESSES_KEY).unwrap_or_default()
}

/// Stores the guesses.
pub fn store_guesses(guesses: &Guesses) {
    write(GUESSES_KEY, guesses);
}

/// The stored votes on wrong predictions.
pub fn load_votes() -> Votes {
    read(VOTES_KEY).unwrap_or_default()
}

/// Stores the votes.
pub fn store_votes(votes: &Votes) {
    write(VOTES_KEY, votes);
}

fn read<T: DeserializeOwned>(key: &str) -> Option<T> {
    is_offered().then(|| LocalStorage::get(key).ok()).flatten()
}

/// Writes a value; with a full or forbidden storage the next visit starts with defaults.
fn write<T: Serialize>(key: &str, value: T) {
    if is_offered() {
        drop(LocalStorage::set(key, value));
    }
}

/// Whether there is a local storage. A browser that blocks all site data throws on access, and gloo panics.
fn is_offered() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}
