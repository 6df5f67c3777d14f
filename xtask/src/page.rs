//! Builds the page into `dist/` by Trunk.

use crate::data;
use crate::tools::{PageTools, ensure_wasm_target};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use toolbox::process::{cargo, run, without_own_package};
use toolbox::{Dirs, Failure, Result, create_dir, ui};

const HINT: &str = "read the first error above; if a download failed, run the command again";

/// Sets up what is missing and builds for release.
pub fn build(dirs: &Dirs) -> Result<()> {
    let tools = set_up(dirs)?;
    let _lock = dirs.lock_page()?;
    ui::status("Building", "the page for release");
    run(trunk(dirs, &tools).args(["build", "--release"]), HINT)?;
    let index = dirs.dist().join("index.html");
    if !index.is_file() {
        return Err(Failure::new(
            format!("Trunk built nothing at {}", index.display()),
            "check that index.html and Trunk.toml are as in the repository",
        ));
    }
    ui::status("Built", format!("the page in {}", dirs.dist().display()));
    Ok(())
}

/// Builds unoptimised, serves, and does so again whenever a source file changes.
pub fn serve_while_editing(dirs: &Dirs, port: u16, does_open: bool) -> Result<()> {
    let tools = set_up(dirs)?;
    // Trunk.toml names it among the folders that are not watched; Trunk fails where one is missing.
    create_dir(&dirs.root.join("target"))?;
    let mut trunk = trunk(dirs, &tools);
    trunk
        .args(["serve", "--address", "127.0.0.1", "--port"])
        .arg(port.to_string())
        .arg(format!("--open={does_open}"));
    run(&mut trunk, HINT)
}

/// Seals the page in this folder, or divides and seals the one that Trunk has just built; a build for development stays as it is.
pub fn seal(dirs: &Dirs, folder: Option<PathBuf>) -> Result<()> {
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        return Ok(());
    }
    let built = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    if let Some(built) = &built {
        divide(dirs, built)?;
    }
    let folder = folder.or(built).unwrap_or_else(|| dirs.dist());
    let version = toolbox::seal::seal(&folder)?;
    ui::status("Sealed", format!("version {version} of the page"));
    Ok(())
}

/// Divides the page's program, which cargo has linked, into the parts in which the page loads it.
fn divide(dirs: &Dirs, page: &Path) -> Result<()> {
    let program = dirs.target.join("wasm32-unknown-unknown/release/app.wasm");
    let mut divider = cargo(dirs);
    divider
        .args(["run", "--quiet", "--package", "divider", "--"])
        .arg(&program)
        .arg(page);
    run(&mut divider, HINT)
}

fn set_up(dirs: &Dirs) -> Result<PageTools> {
    ensure_wasm_target(dirs)?;
    let tools = PageTools::ensure(dirs)?;
    data::ensure(dirs)?;
    Ok(tools)
}

fn trunk(dirs: &Dirs, tools: &PageTools) -> Command {
    let mut trunk = Command::new(&tools.trunk);
    without_own_package(&mut trunk)
        .current_dir(&dirs.root)
        .env("PATH", tools.path())
        .env("CARGO_TARGET_DIR", &dirs.target)
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
