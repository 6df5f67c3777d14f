//! What each part of `cargo xtask test` does.

use super::{Part, cargo};
use crate::data;
use crate::failure::Result;
use crate::page;
use crate::places::{Places, create_dir};
use crate::process::run;
use crate::pytorch;
use crate::say;
use crate::tools::{self, Adapter, Browser};
use std::ffi::OsString;
use std::process::Command;

pub fn run_part(places: &Places, part: Part, passed_on: &[OsString]) -> Result<()> {
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
