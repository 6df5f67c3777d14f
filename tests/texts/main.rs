//! The texts of the page: complete in every language, all of them used, read as Fluent itself reads them.

mod languages;
mod literals;
mod sources;
mod uses;

use std::collections::BTreeSet;

/// The names of a text's placeholders.
type Names = BTreeSet<String>;
