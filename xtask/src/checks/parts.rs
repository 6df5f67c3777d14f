//! What each part of `cargo xtask test` does.

use super::Part;
use crate::data;
use crate::page;
use crate::pytorch;
use crate::tools::{self, Adapter, Browser, Firefox};
use std::ffi::OsString;
use std::fs;
use std::process::Command;
use toolbox::process::{cargo, run};
use toolbox::{Dirs, Failure, Result, create_dir, ui};

pub fn run_part(dirs: &Dirs, part: Part, passed_on: &[OsString]) -> Result<()> {
    match part {
        Part::Format => check_format(dirs),
        Part::Clippy => check_lints(dirs),
        Part::Native => test_native(dirs, passed_on),
        Part::Wasm => page::build(dirs),
        Part::Browser => test_browser(dirs, passed_on),
        Part::Firefox => test_firefox(dirs, passed_on),
        Part::Soak => soak(dirs),
        Part::WebGpu => test_webgpu(dirs, passed_on),
        Part::PyTorch => test_pytorch(dirs),
    }
}

fn check_format(dirs: &Dirs) -> Result<()> {
    tools::ensure_rustfmt(dirs)?;
    run(
        cargo(dirs).args(["fmt", "--all", "--check"]),
        "`cargo fmt --all` formats everything",
    )?;
    // A macro declares these modules, so `cargo fmt` does not find them.
    let models = dirs.root.join("src/models");
    let files = fs::read_dir(&models).map_err(|error| Failure::file("read", &models, error))?;
    let files = files.filter_map(|entry| Some(entry.ok()?.path()));
    run(
        Command::new("rustfmt")
            .args(["--check", "--edition", "2024"])
            .args(files),
        "`rustfmt --edition 2024 src/models/*.rs` formats the models",
    )
}

/// The host lints the pure core and all tests, wasm each of the three programs that ship.
fn check_lints(dirs: &Dirs) -> Result<()> {
    const HINT: &str = "change what the warnings above name";
    tools::ensure_clippy(dirs)?;
    tools::ensure_wasm_target(dirs)?;
    ui::status("Linting", "the host build and all tests");
    run(
        cargo(dirs)
            .args(["clippy", "--workspace", "--all-targets"])
            .args(["--features", SCENARIOS])
            .args(["--", "-D", "warnings"]),
        HINT,
    )?;
    ui::status(
        "Documenting",
        "the libraries, so that every link leads somewhere",
    );
    run(
        cargo(dirs)
            .args(["doc", "--workspace", "--no-deps", "--lib"])
            .args(["--features", SCENARIOS])
            .env("RUSTDOCFLAGS", "-D warnings"),
        HINT,
    )?;
    for (program, feature) in PROGRAMS {
        ui::status("Linting", format!("{program} for wasm"));
        run(
            cargo(dirs)
                .args(["clippy", "--target", "wasm32-unknown-unknown", "--lib"])
                .args(["--bin", program, "--no-default-features"])
                .args(["--features", feature])
                .args(["--", "-D", "warnings"]),
            HINT,
        )?;
    }
    Ok(())
}

/// What the tests in a browser are built with.
const SCENARIOS: &str = "browser-tests/scenarios";

/// The three wasm programs, and the feature that each is built with.
const PROGRAMS: [(&str, &str); 3] = [
    ("app", "page"),
    ("worker_cpu", "cpu"),
    ("worker_gpu", "gpu"),
];

fn test_native(dirs: &Dirs, passed_on: &[OsString]) -> Result<()> {
    data::ensure(dirs)?;
    const HINT: &str = "the names of the tests that failed stand above; `cargo xtask test --native -- <name>` runs one";
    run(
        cargo(dirs)
            .args(["test", "--workspace"])
            .args(["--exclude", "reader-tests"])
            .arg("--")
            .args(passed_on),
        HINT,
    )?;
    // Apart from the others, which would get its features if they were built together.
    run(
        cargo(dirs)
            .args(["test", "--package", "reader-tests", "--"])
            .args(passed_on),
        HINT,
    )
}

/// The tests that open the built page, to be chosen from by what is added.
fn scenarios(dirs: &Dirs) -> Result<Command> {
    let screenshots = dirs.screenshots();
    create_dir(&screenshots)?;
    let mut tests = cargo(dirs);
    tests
        .env("FITTING_ROOM_DIST", dirs.dist())
        .env("FITTING_ROOM_SCREENSHOTS", &screenshots)
        // The packages of the native tests: with others, Burn would be built once more.
        .args(["test", "--workspace"])
        .args(["--exclude", "reader-tests"])
        .args(["--features", SCENARIOS])
        .args(["--test", "scenarios", "--"]);
    Ok(tests)
}

fn test_browser(dirs: &Dirs, passed_on: &[OsString]) -> Result<()> {
    let browser = Browser::ensure(dirs)?;
    let mut tests = scenarios(dirs)?;
    match tools::ensure_axe(dirs) {
        Ok(axe) => drop(tests.env("FITTING_ROOM_AXE", axe)),
        // The one test that needs it fails and says so.
        Err(failure) => ui::status("Warning", failure),
    }
    let outcome = run(
        tests
            .env("CHROMIUM", &browser.chromium)
            .env("CHROMEDRIVER", &browser.chromedriver)
            .args(passed_on),
        "the names of the tests that failed stand above, screenshots may show why; \
         `cargo xtask test --browser -- <name>` runs one",
    );
    ui::status("Pictures", format!("in {}", dirs.screenshots().display()));
    outcome
}

/// Without a Firefox nothing is tested, which is said.
fn test_firefox(dirs: &Dirs, passed_on: &[OsString]) -> Result<()> {
    let firefox = match Firefox::ensure(dirs) {
        Ok(firefox) => firefox,
        Err(failure) => {
            ui::status(
                "Skipping",
                format!("Firefox, which cannot be had: {failure}"),
            );
            return Ok(());
        }
    };
    run(
        scenarios(dirs)?
            .env("FIREFOX", &firefox.browser)
            .env("GECKODRIVER", &firefox.driver)
            .args(["--ignored", "firefox::"])
            .args(passed_on),
        "the names of the tests that failed stand above; \
         `cargo xtask test --firefox` runs those of Firefox again",
    )
}

/// Hundreds of epochs, twenty reloads and two minutes of clicks; the figures stand in what the tests print.
fn soak(dirs: &Dirs) -> Result<()> {
    let browser = Browser::ensure(dirs)?;
    run(
        scenarios(dirs)?
            .env("CHROMIUM", &browser.chromium)
            .env("CHROMEDRIVER", &browser.chromedriver)
            .args(["--ignored", "--nocapture", "soak::"]),
        "what grew, or the last of the clicks, stands above",
    )
}

/// The kernels on a graphics card or in software, compiled from the same WGSL as in a browser.
fn test_webgpu(dirs: &Dirs, passed_on: &[OsString]) -> Result<()> {
    data::ensure(dirs)?;
    let mut tests = cargo(dirs);
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
fn test_pytorch(dirs: &Dirs) -> Result<()> {
    data::ensure(dirs)?;
    let python = pytorch::ensure(dirs)?;
    let tests = |target: &str| {
        let mut tests = cargo(dirs);
        tests.args(["test", "--test", target]);
        tests
    };
    const HINT: &str = "the names of the tests that failed stand above";
    let script = |name: &str| {
        let mut script = Command::new(&python);
        script.arg(dirs.root.join("tests/fixtures").join(name));
        script
    };
    run(&mut tests("checkpoint"), HINT)?;
    run(
        script("check_checkpoints.py").arg(dirs.target.join("tmp/checkpoints")),
        "the line above names the file that PyTorch reads otherwise",
    )?;
    let written = dirs.target.join("tmp/pytorch");
    run(
        script("write_checkpoints.py")
            .arg(&written)
            .arg("--data")
            .arg(dirs.public_data()),
        "the lines above say what PyTorch could not do",
    )?;
    run(
        tests("pytorch_scores")
            .env("FITTING_ROOM_PYTORCH_FILES", &written)
            .args(["--", "--ignored"]),
        HINT,
    )?;
    run(
        tests("exported_scripts")
            .env("FITTING_ROOM_PYTHON", &python)
            .args(["--", "--ignored"]),
        HINT,
    )
}
