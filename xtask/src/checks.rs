//! `cargo xtask test`: the parts, in the order in which they find faults soonest.

mod parts;

use crate::flags;
use std::time::{Duration, Instant};
use toolbox::{Dirs, Failure, Result, ui};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Format,
    Clippy,
    Native,
    Wasm,
    Browser,
    Firefox,
    WebGpu,
    PyTorch,
    Soak,
}

impl Part {
    const ALL: [Self; 9] = [
        Self::Format,
        Self::Clippy,
        Self::Native,
        Self::Wasm,
        Self::Browser,
        Self::Firefox,
        Self::WebGpu,
        Self::PyTorch,
        Self::Soak,
    ];

    /// Whether it is run only when named: one installs a second browser's driver, one builds a backend for this system's
    /// graphics, one installs gigabytes, one takes half an hour.
    fn is_extra(self) -> bool {
        matches!(
            self,
            Self::Firefox | Self::WebGpu | Self::PyTorch | Self::Soak
        )
    }

    /// Whether it opens the built page.
    fn needs_page(self) -> bool {
        matches!(self, Self::Browser | Self::Firefox | Self::Soak)
    }

    fn is_named(self, options: &flags::Test) -> bool {
        match self {
            Self::Format => options.fmt,
            Self::Clippy => options.clippy,
            Self::Native => options.native,
            Self::Wasm => options.wasm,
            Self::Browser => options.browser,
            Self::Firefox => options.firefox,
            Self::Soak => options.soak,
            Self::WebGpu => options.webgpu,
            Self::PyTorch => options.pytorch,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy, host and wasm",
            Self::Native => "native tests",
            Self::Wasm => "wasm build",
            Self::Browser => "browser tests",
            Self::Firefox => "the page in Firefox",
            Self::Soak => "long runs, reloads and random clicks",
            Self::WebGpu => "WebGPU's steps without a browser",
            Self::PyTorch => "checkpoints in the real PyTorch",
        }
    }
}

/// The parts to run, in their order. The browser opens what the wasm build has made, so the one
/// brings the other with it; with nothing changed that takes seconds.
fn chosen(options: &flags::Test) -> Vec<Part> {
    let named: Vec<Part> = Part::ALL
        .into_iter()
        .filter(|part| part.is_named(options))
        .collect();
    let is_chosen = |part: &Part| {
        (named.is_empty() && !part.is_extra())
            || named.contains(part)
            || (*part == Part::Wasm && named.iter().any(|named| named.needs_page()))
    };
    Part::ALL.into_iter().filter(is_chosen).collect()
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
pub fn run_all(dirs: &Dirs, options: &flags::Test) -> Result<()> {
    let mut reports: Vec<Report> = Vec::new();
    for part in chosen(options) {
        let has_page = !reports
            .iter()
            .any(|report| report.part == Part::Wasm && !report.is_passed());
        ui::line(format_args!("\n== {} ==", part.title()));
        let start = Instant::now();
        let outcome = if part.needs_page() && !has_page {
            Outcome::NotRun
        } else {
            match parts::run_part(dirs, part, &options.words) {
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
    ui::line("\n== summary ==");
    for report in &reports {
        ui::line(report.line());
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
        let elapsed = ui::duration(self.elapsed);
        match &self.outcome {
            Outcome::Passed => format!("  passed   {title} ({elapsed})"),
            Outcome::Failed(failure) => {
                format!("  FAILED   {title} ({elapsed}): {}", failure.what())
            }
            Outcome::NotRun => format!("  not run  {title}: there is no page to open"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_line(line: &str) -> Vec<Part> {
        let words = ["test"].into_iter().chain(line.split_whitespace());
        let words = words.map(Into::into).collect();
        let Ok(flags::XtaskCmd::Test(options)) =
            flags::Xtask::parse(words).map(|command| command.subcommand)
        else {
            panic!("{line} names parts");
        };
        chosen(&options)
    }

    #[test]
    fn no_choice_means_everything_but_what_is_run_when_named() {
        let extra = [Part::Firefox, Part::WebGpu, Part::PyTorch, Part::Soak];
        let all = Part::ALL.into_iter().filter(|part| !extra.contains(part));
        assert_eq!(of_line(""), all.collect::<Vec<_>>());
        assert_eq!(of_line("--webgpu --pytorch"), extra[1..3]);
    }

    #[test]
    fn parts_run_in_their_own_order() {
        assert_eq!(of_line("--native --fmt"), [Part::Format, Part::Native]);
    }

    #[test]
    fn the_browser_gets_a_page_of_today() {
        assert_eq!(of_line("--browser"), [Part::Wasm, Part::Browser]);
        assert_eq!(of_line("--firefox"), [Part::Wasm, Part::Firefox]);
        assert_eq!(of_line("--soak"), [Part::Wasm, Part::Soak]);
    }
}
