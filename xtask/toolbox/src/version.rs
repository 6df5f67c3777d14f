//! Versions as programs print them.

use crate::process::{is_program, output};
use std::path::Path;
use std::process::Command;

/// What `program --version` says, if it runs.
pub fn of_program(program: &Path) -> Option<String> {
    if !is_program(program) {
        return None;
    }
    let text = output(Command::new(program).arg("--version"))?;
    of_output(&text).map(str::to_owned)
}

/// The first word of a program's `--version` that looks like a version:
/// `wasm-bindgen 0.2.130` → `0.2.130`, `Chromium 156.0.8078.79 built on …` → `156.0.8078.79`.
pub fn of_output(text: &str) -> Option<&str> {
    text.split_whitespace().find(|word| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.contains('.')
            && word
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || ".-+".contains(c))
    })
}

/// The number before the first dot: what must agree between Chromium and ChromeDriver.
pub fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_print_their_versions_in_many_ways() {
        for (text, version) in [
            ("trunk 0.21.14\n", "0.21.14"),
            ("wasm-bindgen 0.2.130", "0.2.130"),
            (
                "Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)",
                "156.0.8078.79",
            ),
            ("Google Chrome 155.0.1.2 ", "155.0.1.2"),
            (
                "ChromeDriver 156.0.8078.79 (a21ce95c24-refs/branch-heads/8078@{#1704})",
                "156.0.8078.79",
            ),
            ("trunk 0.22.0-beta.1", "0.22.0-beta.1"),
        ] {
            assert_eq!(of_output(text), Some(version), "{text}");
        }
    }

    #[test]
    fn what_prints_no_version_has_none() {
        assert_eq!(of_output(""), None);
        assert_eq!(
            of_output("Command '/usr/bin/chromium-browser' requires the chromium snap"),
            None
        );
    }

    #[test]
    fn the_major_version_is_a_number() {
        assert_eq!(major("156.0.8078.79"), Some(156));
        assert_eq!(major("unknown"), None);
    }
}
