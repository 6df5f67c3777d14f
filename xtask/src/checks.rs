//! `cargo xtask test`: the parts, in the order in which they find faults soonest.

mod parts;

use crate::failure::{Failure, Result};
use crate::places::Places;
use crate::process::without_own_package;
use crate::say;
use std::ffi::OsString;
use std::process::Command;
use std::time::{Duration, Instant};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Format,
    Clippy,
    Native,
    Wasm,
    Browser,
    WebGpu,
    PyTorch,
}

impl Part {
    const ALL: [Self; 7] = [
        Self::Format,
        Self::Clippy,
        Self::Native,
        Self::Wasm,
        Self::Browser,
        Self::WebGpu,
        Self::PyTorch,
    ];

    /// Run only when named: one builds a backend for this system's graphics, the other installs gigabytes.
    fn is_extra(self) -> bool {
        matches!(self, Self::WebGpu | Self::PyTorch)
    }

    pub fn from_option(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.option() == name)
    }

    fn option(self) -> &'static str {
        match self {
            Self::Format => "fmt",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::Browser => "browser",
            Self::WebGpu => "webgpu",
            Self::PyTorch => "pytorch",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy, host and wasm",
            Self::Native => "native tests",
            Self::Wasm => "wasm build",
            Self::Browser => "browser tests",
            Self::WebGpu => "WebGPU's steps without a browser",
            Self::PyTorch => "checkpoints in the real PyTorch",
        }
    }
}

/// What to run.
#[derive(Debug, Default, PartialEq)]
pub struct Selection {
    /// None means all but the extra ones.
    pub parts: Vec<Part>,
    /// Words for `cargo test`.
    pub passed_on: Vec<OsString>,
}

impl Selection {
    /// The chosen parts in their order. The browser opens what the wasm build has made, so the one
    /// brings the other with it; with nothing changed that takes seconds.
    fn in_order(&self) -> Vec<Part> {
        let is_chosen = |part: &Part| {
            (self.parts.is_empty() && !part.is_extra())
                || self.parts.contains(part)
                || (*part == Part::Wasm && self.parts.contains(&Part::Browser))
        };
        Part::ALL.into_iter().filter(is_chosen).collect()
    }
}

/// How a part ended, and how long it took.
struct Report {
    part: Part,
    outcome: Outcome,
    elapsed: Duration,
}

enum Outcome {
    Passed,
    Failed(Failure),
    /// What it needs has failed before.
    NotRun,
}

/// Runs every chosen part, also after one has failed, and fails if any did.
pub fn run_all(places: &Places, selection: &Selection) -> Result<()> {
    let mut reports: Vec<Report> = Vec::new();
    for part in selection.in_order() {
        let has_page = !reports
            .iter()
            .any(|report| report.part == Part::Wasm && !report.is_passed());
        say::line(format_args!("\n== {} ==", part.title()));
        let start = Instant::now();
        let outcome = if part == Part::Browser && !has_page {
            Outcome::NotRun
        } else {
            match parts::run_part(places, part, &selection.passed_on) {
                Ok(()) => Outcome::Passed,
                Err(failure) => {
                    eprintln!("error: {failure}");
                    Outcome::Failed(failure)
                }
            }
        };
        reports.push(Report {
            part,
            outcome,
            elapsed: start.elapsed(),
        });
    }
    say::line("\n== summary ==");
    for report in &reports {
        say::line(report.line());
    }
    match reports.iter().filter(|report| !report.is_passed()).count() {
        0 => Ok(()),
        n_failed => Err(Failure::new(
            format!("{n_failed} of {} parts did not pass", reports.len()),
            "read the first error of each above; `cargo xtask test --<part>` runs one again",
        )),
    }
}

impl Report {
    fn is_passed(&self) -> bool {
        matches!(self.outcome, Outcome::Passed)
    }

    fn line(&self) -> String {
        let title = self.part.title();
        let elapsed = say::duration(self.elapsed);
        match &self.outcome {
            Outcome::Passed => format!("  passed   {title} ({elapsed})"),
            Outcome::Failed(failure) => {
                format!("  FAILED   {title} ({elapsed}): {}", failure.what())
            }
            Outcome::NotRun => format!("  not run  {title}: there is no page to open"),
        }
    }
}

pub fn cargo(places: &Places) -> Command {
    let mut cargo = Command::new("cargo");
    without_own_package(&mut cargo)
        .current_dir(&places.root)
        .env("CARGO_TARGET_DIR", &places.target);
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(parts: &[Part]) -> Vec<Part> {
        let selection = Selection {
            parts: parts.to_vec(),
            passed_on: Vec::new(),
        };
        selection.in_order()
    }

    #[test]
    fn no_choice_means_everything_but_webgpu_and_pytorch() {
        let extra = [Part::WebGpu, Part::PyTorch];
        let all = Part::ALL.into_iter().filter(|part| !extra.contains(part));
        assert_eq!(chosen(&[]), all.collect::<Vec<_>>());
        assert_eq!(chosen(&extra), extra);
    }

    #[test]
    fn parts_run_in_their_own_order() {
        assert_eq!(
            chosen(&[Part::Native, Part::Format]),
            [Part::Format, Part::Native]
        );
    }

    #[test]
    fn the_browser_gets_a_page_of_today() {
        assert_eq!(chosen(&[Part::Browser]), [Part::Wasm, Part::Browser]);
    }

    #[test]
    fn every_part_has_an_option_of_its_own() {
        for part in Part::ALL {
            assert_eq!(Part::from_option(part.option()), Some(part));
        }
        assert_eq!(Part::from_option("all"), None);
    }
}
