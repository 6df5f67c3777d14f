//! The parts of the Rust toolchain beyond the compiler: added by rustup when they are missing.

use std::path::Path;
use std::process::Command;
use toolbox::process::{find_on_path, output, run};
use toolbox::{Dirs, Failure, Result, ui};

const WASM_TARGET: &str = "wasm32-unknown-unknown";

pub fn ensure_wasm_target(dirs: &Dirs) -> Result<()> {
    let is_there = || {
        output(Command::new("rustc").args(["--print", "sysroot"])).is_some_and(|sysroot| {
            Path::new(sysroot.trim())
                .join("lib/rustlib")
                .join(WASM_TARGET)
                .join("lib")
                .is_dir()
        })
    };
    if !is_there() {
        add(dirs, "target", WASM_TARGET)?;
    }
    ui::status("Ready", format!("the target {WASM_TARGET}"));
    Ok(())
}

pub fn ensure_rustfmt(dirs: &Dirs) -> Result<()> {
    ensure_component(dirs, "rustfmt", "fmt")
}

pub fn ensure_clippy(dirs: &Dirs) -> Result<()> {
    ensure_component(dirs, "clippy", "clippy")
}

fn ensure_component(dirs: &Dirs, component: &str, subcommand: &str) -> Result<()> {
    let mut version = Command::new("cargo");
    if output(version.args([subcommand, "--version"])).is_none() {
        add(dirs, "component", component)?;
    }
    Ok(())
}

/// `rustup target add …`, `rustup component add …`
fn add(dirs: &Dirs, kind: &str, name: &str) -> Result<()> {
    if find_on_path("rustup").is_none() {
        return Err(Failure::new(
            format!("this Rust has no {kind} {name}, and there is no rustup to add it"),
            "install Rust by rustup (https://rustup.rs), or your distribution's package for it",
        ));
    }
    let _lock = dirs.lock()?;
    ui::status("Adding", format!("the {kind} {name} (rustup)"));
    run(
        Command::new("rustup").args([kind, "add", name]),
        "connect to the internet and run the command again",
    )
}
