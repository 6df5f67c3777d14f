//! The texts that a person reads, by key, in the language that was chosen.
//!
//! They stand in `public/texts/`, one file a language in the syntax of [Fluent]; the page fetches the file of its language and
//! hands it to the engines. On the host both are part of the program, and English is spoken.
//!
//! Numbers are written as the notebook writes them, in every language.
//!
//! [Fluent]: https://projectfluent.org

use std::fmt::Display;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

use serde::{Deserialize, Serialize};

pub mod markup;

mod catalogue;
mod pattern;

pub use catalogue::{Catalogue, TextsError};

/// A text by its key: `text!("train-start")` is a `&'static str`, `text!("train-steps", n = steps)` a `String` with `{ $n }`
/// filled in. A key without a text is shown itself.
macro_rules! text {
    ($key:literal) => {
        $crate::texts::get($key)
    };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::texts::format($key, &[$((stringify!($name), &$value as &dyn ::core::fmt::Display)),+])
    };
}
pub(crate) use text;

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English, where the browser asks for no other one.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its code, as in `<html lang>` and in the name of its file.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Its own name for itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The first of these tags, such as `de-AT`, that is a language of the page.
    pub fn of_tags<'a>(tags: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        tags.into_iter().find_map(|tag| {
            let language = tag.split('-').next()?;
            Self::ALL
                .into_iter()
                .find(|known| language.eq_ignore_ascii_case(known.code()))
        })
    }

    fn of_number(number: u8) -> Self {
        Self::ALL[usize::from(number)]
    }
}

/// The catalogues that have been read: each once, so that a text lives as long as the program.
static READ: [OnceLock<Catalogue>; 2] = [const { OnceLock::new() }; 2];
static SPOKEN: AtomicU8 = AtomicU8::new(Language::English as u8);

/// From now on this language is spoken; `file` is its file, read at the first time.
///
/// # Errors
/// When the file cannot be read as one of texts; then the language remains what it was.
pub fn speak(language: Language, file: &str) -> Result<(), TextsError> {
    let place = &READ[language as usize];
    if place.get().is_none() {
        // Another thread may have read the same file meanwhile.
        drop(place.set(Catalogue::read(file)?));
    }
    SPOKEN.store(language as u8, Ordering::Relaxed);
    Ok(())
}

/// The language that is spoken.
pub fn language() -> Language {
    Language::of_number(SPOKEN.load(Ordering::Relaxed))
}

/// The text of a key; the key itself where there is none.
pub fn get(key: &'static str) -> &'static str {
    find(key).unwrap_or(key)
}

/// The text of a key that is put together, such as one that belongs to a model; none where there is none.
pub fn find(key: &str) -> Option<&'static str> {
    spoken()?.get(key)
}

/// The text of a key with its placeholders filled in; the key itself where there is none.
pub fn format(key: &str, arguments: &[(&str, &dyn Display)]) -> String {
    find(key).map_or_else(|| key.to_owned(), |text| pattern::fill(text, arguments))
}

#[cfg(target_arch = "wasm32")]
fn spoken() -> Option<&'static Catalogue> {
    READ[language() as usize].get()
}

#[cfg(not(target_arch = "wasm32"))]
fn spoken() -> Option<&'static Catalogue> {
    let language = language();
    let file = match language {
        Language::English => include_str!("../public/texts/en.ftl"),
        Language::German => include_str!("../public/texts/de.ftl"),
    };
    let read = || Catalogue::read(file).expect("the project's own files are tested");
    Some(READ[language as usize].get_or_init(read))
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_browsers_first_known_language_is_taken() {
        assert_eq!(
            Language::of_tags(["fr-CH", "de-CH", "en"]),
            Some(Language::German)
        );
        assert_eq!(Language::of_tags(["EN-us"]), Some(Language::English));
        assert_eq!(Language::of_tags(["den", ""]), None);
    }

    #[test]
    fn a_text_is_found_and_filled() {
        assert_eq!(text!("language-switch"), "Language");
        assert_eq!(text!("no-such-text"), "no-such-text");
        assert_eq!(
            text!("texts-missing", language = "Deutsch"),
            "the texts in Deutsch could not be loaded: try again when the server answers"
        );
    }
}
