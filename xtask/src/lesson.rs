//! `cargo xtask train` and `cargo xtask evaluate`: the lesson without a browser.

use crate::checks::cargo;
use crate::data;
use crate::failure::Result;
use crate::places::Places;
use crate::process;
use std::ffi::OsString;
use std::process::Command;

/// Builds the trainer and hands it these words; it reads files relative to where the reader stands.
pub fn run(places: &Places, words: &[OsString]) -> Result<()> {
    {
        let _lock = places.lock()?;
        data::ensure(places)?;
    }
    // The test profile's build: its kernels are optimised, and it takes minutes less than a release.
    process::run(
        cargo(places).args(["build", "--bin", "lesson"]),
        "mend what the compiler says above",
    )?;
    let program = places.target.join("debug");
    let program = program.join(format!("lesson{}", std::env::consts::EXE_SUFFIX));
    process::run(
        Command::new(program)
            .args(words)
            .arg("--data")
            .arg(places.public_data()),
        "`cargo xtask train --help` lists the options",
    )
}
