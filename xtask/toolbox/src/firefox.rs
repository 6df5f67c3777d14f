//! Firefox and geckodriver: where they are found.

use crate::process::find_on_path;
use std::env;
use std::path::PathBuf;

/// `$FIREFOX`, or the first one on `PATH`.
pub fn browser() -> Option<PathBuf> {
    let on_path = ["firefox-esr", "firefox"]
        .iter()
        .find_map(|name| find_on_path(name));
    named("FIREFOX").or(on_path)
}

/// `$GECKODRIVER`, or the one on `PATH`.
pub fn driver() -> Option<PathBuf> {
    named("GECKODRIVER").or_else(|| find_on_path("geckodriver"))
}

fn named(variable: &str) -> Option<PathBuf> {
    let value = env::var_os(variable).filter(|value| !value.is_empty());
    value.map(PathBuf::from)
}
