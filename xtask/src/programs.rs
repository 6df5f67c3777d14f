//! Runs the repository's other programs, each with its own command line: the trainer without a browser, and the bench.

use crate::data;
use std::ffi::OsString;
use std::process::{Command, ExitCode};
use toolbox::process::{cargo, run};
use toolbox::{Dirs, Failure, Result};

const HINT: &str = "correct what the compiler says above";

/// `train`, `export` or `evaluate` with these words. Relative paths among them start from the reader's folder.
pub fn lesson(dirs: &Dirs, task: &str, words: &[OsString]) -> Result<ExitCode> {
    let has = |option: &str| words.iter().any(|word| word == option);
    let needs_data = task != "export" && !has("--help") && !has("-h") && !has("--data");
    if needs_data {
        data::ensure(dirs)?;
    }
    // The test profile's build: its kernels are optimised, and it takes minutes less than a release.
    run(cargo(dirs).args(["build", "--bin", "lesson"]), HINT)?;
    let mut program = Command::new(binary(dirs, "lesson"));
    program.arg(task).args(words);
    if needs_data {
        program.arg("--data").arg(dirs.public_data());
    }
    pass_on(&mut program)
}

/// The bench, which calls `cargo xtask build` or `data` itself when its words ask for a page or the data.
pub fn bench(dirs: &Dirs, words: &[OsString]) -> Result<ExitCode> {
    const PACKAGE: &str = "fitting-room-bench";
    run(
        cargo(dirs).args(["build", "--quiet", "--package", PACKAGE]),
        HINT,
    )?;
    let mut program = Command::new(binary(dirs, PACKAGE));
    pass_on(
        program
            .args(words)
            .env("CARGO_TARGET_DIR", &dirs.target)
            .env("CARGO_MANIFEST_DIR", dirs.root.join("benches")),
    )
}

fn binary(dirs: &Dirs, name: &str) -> std::path::PathBuf {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    dirs.target.join("debug").join(name)
}

/// The program says itself what is wrong: its exit code is passed on.
fn pass_on(program: &mut Command) -> Result<ExitCode> {
    let status = program.status().map_err(|error| {
        let name = program.get_program().display().to_string();
        Failure::new(format!("cannot start {name}: {error}"), "run it again")
    })?;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}
