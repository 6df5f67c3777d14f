//! Paths and timeouts: from the environment, or their defaults.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;
use toolbox::{chromium, firefox as fox};

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

/// Photos in many formats.
pub fn photos() -> PathBuf {
    let folder = workspace().join("tests/photos");
    // ChromeDriver takes no path that goes up and down again.
    folder.canonicalize().expect("the photos are committed")
}

/// The built page's one file whose name begins so and goes on with a hash.
pub fn hashed_file(start: &str) -> String {
    let names = dist().read_dir().expect("the page is a folder");
    names
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .find(|name| name.starts_with(start))
        .unwrap_or_else(|| panic!("the page has no {start}…: `cargo xtask build` divides it"))
}

/// One of the four published files, which the page under test fetches too.
pub fn data_file(name: &str) -> PathBuf {
    dist().join("data").join(name)
}

/// The script of axe-core, which checks a page's accessibility: `$FITTING_ROOM_AXE`.
pub fn axe() -> PathBuf {
    named("FITTING_ROOM_AXE").expect(
        "$FITTING_ROOM_AXE names no file: `cargo xtask test --browser` fetches axe-core and sets it",
    )
}

/// `$CHROMIUM`, or the first browser on PATH.
pub fn chromium() -> &'static Path {
    static FOUND: LazyLock<PathBuf> = LazyLock::new(|| match chromium::browser() {
        Ok(browser) => browser.path,
        Err(failure) => panic!("{failure}"),
    });
    &FOUND
}

/// `$CHROMEDRIVER`, or the one on PATH.
pub fn chromedriver() -> &'static Path {
    static FOUND: LazyLock<PathBuf> = LazyLock::new(|| match chromium::drivers().as_deref() {
        Ok([driver, ..]) => driver.path.clone(),
        Ok([]) => panic!("there is no ChromeDriver on PATH: install it or set CHROMEDRIVER"),
        Err(failure) => panic!("{failure}"),
    });
    &FOUND
}

/// `$FIREFOX`, or the first one on PATH.
pub fn firefox() -> PathBuf {
    fox::browser().expect("there is no Firefox on PATH: install it or set FIREFOX")
}

/// `$GECKODRIVER`, or the one on PATH.
pub fn geckodriver() -> PathBuf {
    fox::driver().expect("there is no geckodriver on PATH: install it or set GECKODRIVER")
}

/// Seconds after which waiting is given up: `$FITTING_ROOM_PATIENCE`, or longer than anything here takes on a
/// busy machine.
pub fn patience() -> Duration {
    let named = env::var("FITTING_ROOM_PATIENCE").ok();
    Duration::from_secs(named.and_then(|secs| secs.parse().ok()).unwrap_or(120))
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(|value| workspace().join(value))
}

fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
