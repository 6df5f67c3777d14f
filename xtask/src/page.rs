//! Builds the page into `dist/` by Trunk.

use crate::data;
use crate::failure::{Failure, Result};
use crate::places::Places;
use crate::process::{run, without_own_package};
use crate::say;
use crate::tools::{PageTools, ensure_wasm_target};
use std::env;
use std::path::Path;
use std::process::Command;

const MEND: &str = "read the first error above; if a download failed, run the command again";

/// Sets up what is missing and builds for release.
pub fn build(places: &Places) -> Result<()> {
    let _lock = places.lock()?;
    let tools = set_up(places)?;
    say::status("Building", "the page for release");
    run(trunk(places, &tools).args(["build", "--release"]), MEND)?;
    let index = places.dist().join("index.html");
    if !index.is_file() {
        return Err(Failure::new(
            format!("Trunk built nothing at {}", index.display()),
            "check that index.html and Trunk.toml are as in the repository",
        ));
    }
    say::status("Built", format!("the page in {}", places.dist().display()));
    Ok(())
}

/// Builds unoptimised, serves, and does so again whenever a source file changes.
pub fn serve_while_editing(places: &Places, port: u16, does_open: bool) -> Result<()> {
    let tools = {
        let _lock = places.lock()?;
        set_up(places)?
    };
    let mut trunk = trunk(places, &tools);
    trunk
        .args(["serve", "--address", "127.0.0.1", "--port"])
        .arg(port.to_string())
        .arg(format!("--open={does_open}"));
    run(&mut trunk, MEND)
}

fn set_up(places: &Places) -> Result<PageTools> {
    ensure_wasm_target()?;
    let tools = PageTools::ensure(places)?;
    data::ensure(places)?;
    Ok(tools)
}

fn trunk(places: &Places, tools: &PageTools) -> Command {
    let mut trunk = Command::new(&tools.trunk);
    without_own_package(&mut trunk)
        .current_dir(&places.root)
        .env("PATH", tools.path())
        .env("CARGO_TARGET_DIR", &places.target)
        .arg("--skip-version-check")
        .arg("--config")
        .arg(Path::new("Trunk.toml"));
    // Trunk takes only "true" and "false" there, while the convention is any value at all.
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        trunk.arg("--no-color");
    }
    trunk.env_remove("NO_COLOR");
    trunk
}
