//! Where everything lies and how long to wait for it: what the environment says, else what is usual.

use std::env;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The built page: `$FITTING_ROOM_DIST`, or `dist` in the workspace.
pub fn dist() -> PathBuf {
    let dist = named("FITTING_ROOM_DIST").unwrap_or_else(|| workspace().join("dist"));
    assert!(
        dist.join("index.html").is_file(),
        "there is no built page in {}: `cargo xtask build` makes one",
        dist.display()
    );
    dist
}

/// Where pictures of the page go: `$FITTING_ROOM_SCREENSHOTS`, or `screenshots` in cargo's target folder.
pub fn screenshots() -> PathBuf {
    named("FITTING_ROOM_SCREENSHOTS").unwrap_or_else(|| {
        named("CARGO_TARGET_DIR")
            .unwrap_or_else(|| workspace().join("target"))
            .join("screenshots")
    })
}

/// What PyTorch computed, and files that it wrote.
pub fn fixtures() -> PathBuf {
    let folder = workspace().join("tests/fixtures");
    // ChromeDriver takes no path that goes up and down again.
    folder.canonicalize().expect("the fixtures are committed")
}

/// One of the four published files, which the page under test fetches too.
pub fn data_file(name: &str) -> PathBuf {
    dist().join("data").join(name)
}

/// `$CHROMIUM`, or the first browser on PATH.
pub fn chromium() -> PathBuf {
    program(
        "CHROMIUM",
        &["chromium", "chromium-browser", "google-chrome"],
    )
}

/// `$CHROMEDRIVER`, or the one on PATH.
pub fn chromedriver() -> PathBuf {
    program("CHROMEDRIVER", &["chromedriver"])
}

/// Seconds after which waiting is given up: `$FITTING_ROOM_PATIENCE`, or longer than anything here takes on a
/// busy machine.
pub fn patience() -> Duration {
    let named = env::var("FITTING_ROOM_PATIENCE").ok();
    Duration::from_secs(named.and_then(|secs| secs.parse().ok()).unwrap_or(120))
}

fn program(variable: &str, names: &[&str]) -> PathBuf {
    let on_path = |name: &&str| {
        let path = env::var_os("PATH")?;
        env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
    };
    named(variable)
        .or_else(|| names.iter().find_map(on_path))
        .unwrap_or_else(|| {
            panic!(
                "there is no {} on PATH: install it or set {variable}",
                names[0]
            )
        })
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(|value| workspace().join(value))
}

fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
