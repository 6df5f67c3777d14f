//! `cargo xtask test`: the parts, in the order in which they find faults soonest.

use crate::data;
use crate::failure::{Failure, Result};
use crate::page;
use crate::places::{Places, create_dir};
use crate::process::{run, without_own_package};
use crate::pytorch;
use crate::say;
use crate::tools::{self, Adapter, Browser};
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
            match run_part(places, part, &selection.passed_on) {
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

fn run_part(places: &Places, part: Part, passed_on: &[OsString]) -> Result<()> {
    match part {
        Part::Format => check_format(places),
        Part::Clippy => check_lints(places),
        Part::Native => test_native(places, passed_on),
        Part::Wasm => page::build(places),
        Part::Browser => test_browser(places, passed_on),
        Part::WebGpu => test_webgpu(places, passed_on),
        Part::PyTorch => test_pytorch(places),
    }
}

fn check_format(places: &Places) -> Result<()> {
    tools::ensure_rustfmt()?;
    run(
        cargo(places).args(["fmt", "--all", "--check"]),
        "`cargo fmt --all` formats everything",
    )
}

/// The host lints the pure core and all tests, wasm each of the three programs that ship.
fn check_lints(places: &Places) -> Result<()> {
    const MEND: &str = "mend what the warnings above say";
    {
        let _lock = places.lock()?;
        tools::ensure_clippy()?;
        tools::ensure_wasm_target()?;
    }
    say::status("Linting", "the host build and all tests");
    run(
        cargo(places)
            .args(["clippy", "--workspace", "--all-targets"])
            .args(["--features", STORIES])
            .args(["--", "-D", "warnings"]),
        MEND,
    )?;
    for (program, feature) in PROGRAMS {
        say::status("Linting", format!("{program} for wasm"));
        run(
            cargo(places)
                .args(["clippy", "--target", "wasm32-unknown-unknown", "--lib"])
                .args(["--bin", program, "--no-default-features"])
                .args(["--features", feature])
                .args(["--", "-D", "warnings"]),
            MEND,
        )?;
    }
    Ok(())
}

/// What the tests in a browser are built with.
const STORIES: &str = "browser-tests/stories";

/// The three wasm programs, and the feature that each is built with.
const PROGRAMS: [(&str, &str); 3] = [
    ("app", "page"),
    ("worker_cpu", "cpu"),
    ("worker_gpu", "gpu"),
];

fn test_native(places: &Places, passed_on: &[OsString]) -> Result<()> {
    {
        let _lock = places.lock()?;
        data::ensure(places)?;
    }
    const MEND: &str = "the names of the tests that failed stand above; `cargo xtask test --native -- <name>` runs one";
    run(
        cargo(places)
            .args(["test", "--workspace"])
            .args(["--exclude", "reader-tests"])
            .arg("--")
            .args(passed_on),
        MEND,
    )?;
    // Apart from the others, which would get its features if they were built together.
    run(
        cargo(places)
            .args(["test", "--package", "reader-tests", "--"])
            .args(passed_on),
        MEND,
    )
}

fn test_browser(places: &Places, passed_on: &[OsString]) -> Result<()> {
    let browser = {
        let _lock = places.lock()?;
        Browser::ensure()?
    };
    let screenshots = places.screenshots();
    create_dir(&screenshots)?;
    let outcome = run(
        cargo(places)
            .env("FITTING_ROOM_DIST", places.dist())
            .env("FITTING_ROOM_SCREENSHOTS", &screenshots)
            .env("CHROMIUM", &browser.chromium)
            .env("CHROMEDRIVER", &browser.chromedriver)
            // The packages of the native tests: with others, Burn would be built once more.
            .args(["test", "--workspace"])
            .args(["--exclude", "reader-tests"])
            .args(["--features", STORIES])
            .args(["--test", "stories", "--"])
            .args(passed_on),
        "the names of the tests that failed stand above, screenshots may show why; \
         `cargo xtask test --browser -- <name>` runs one",
    );
    say::status("Pictures", format!("in {}", screenshots.display()));
    outcome
}

/// The kernels on a graphics card or in software, compiled from the same WGSL as in a browser.
fn test_webgpu(places: &Places, passed_on: &[OsString]) -> Result<()> {
    {
        let _lock = places.lock()?;
        data::ensure(places)?;
    }
    let mut tests = cargo(places);
    Adapter::find()?.set(&mut tests);
    run(
        tests
            .args(["test", "--features", "gpu"])
            .args(["--lib", "--test", "fused_gpu", "--"])
            .args(passed_on),
        "the names of the tests that failed stand above; \
         `cargo xtask test --webgpu -- <name>` runs one",
    )
}

/// Our files in the lesson's own classes under the real PyTorch, and files that it has just written in our models.
fn test_pytorch(places: &Places) -> Result<()> {
    let python = {
        let _lock = places.lock()?;
        data::ensure(places)?;
        pytorch::ensure(places)?
    };
    let tests = |target: &str| {
        let mut tests = cargo(places);
        tests.args(["test", "--test", target]);
        tests
    };
    const MEND: &str = "the names of the tests that failed stand above";
    let script = |name: &str| {
        let mut script = Command::new(&python);
        script.arg(places.root.join("tests/fixtures").join(name));
        script
    };
    run(&mut tests("checkpoint"), MEND)?;
    run(
        script("check_checkpoints.py").arg(places.target.join("tmp/checkpoints")),
        "the line above names the file that PyTorch reads otherwise",
    )?;
    let written = places.target.join("tmp/pytorch");
    run(
        script("write_checkpoints.py")
            .arg(&written)
            .arg("--data")
            .arg(places.public_data()),
        "the lines above say what PyTorch could not do",
    )?;
    run(
        tests("pytorch_scores")
            .env("FITTING_ROOM_PYTORCH_FILES", &written)
            .args(["--", "--ignored"]),
        MEND,
    )
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
