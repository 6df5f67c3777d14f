//! Chromium: where it is found, and the flags that every browser here is started with.

use crate::process::find_on_path;
use crate::{Failure, Result, version};
use std::env;
use std::path::PathBuf;

/// Names of Chromium and its kin, the free one first.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Headless, quiet and by itself.
pub const FLAGS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-search-engine-choice-screen",
    "--window-size=1280,900",
    // It would ask a server what the fields of the page mean.
    "--disable-features=AutofillServerCommunication",
    // Some releases register with a push service although background networking is off.
    "--gcm-checkin-url=http://127.0.0.1:9/",
];

/// A WebGPU adapter in software, so that WebGPU works on machines without a graphics card.
pub const SOFTWARE_WEBGPU_FLAGS: [&str; 2] =
    ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/// A program that runs, and its version.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    pub path: PathBuf,
    pub version: String,
}

/// `$CHROMIUM` alone if it is set, else all browsers on `PATH`, the best first.
///
/// # Errors
/// When `$CHROMIUM` does not run.
pub fn browsers() -> Result<Vec<Program>> {
    candidates("CHROMIUM", &NAMES)
}

/// `$CHROMEDRIVER` alone if it is set, else the one on `PATH`.
///
/// # Errors
/// When `$CHROMEDRIVER` does not run.
pub fn drivers() -> Result<Vec<Program>> {
    candidates("CHROMEDRIVER", &["chromedriver"])
}

/// The best browser, for work that needs no ChromeDriver.
///
/// # Errors
/// When there is none that runs.
pub fn browser() -> Result<Program> {
    browsers()?.into_iter().next().ok_or_else(|| {
        Failure::new(
            "there is no Chromium",
            "install Chromium (`cargo xtask setup` does where it can), or name yours by CHROMIUM",
        )
    })
}

fn candidates(variable: &str, names: &[&str]) -> Result<Vec<Program>> {
    let Some(named) = env::var_os(variable).filter(|named| !named.is_empty()) else {
        return Ok(names
            .iter()
            .filter_map(|name| find_on_path(name))
            .filter_map(program)
            .collect());
    };
    let named = PathBuf::from(named);
    match program(named.clone()) {
        Some(program) => Ok(vec![program]),
        None => Err(Failure::new(
            format!("{variable} is {}, which does not run", named.display()),
            format!("correct {variable}, or unset it to use the program on PATH"),
        )),
    }
}

fn program(path: PathBuf) -> Option<Program> {
    let version = version::of_program(&path)?;
    Some(Program { path, version })
}
