//! A Firefox and the geckodriver that steers it: found on PATH, or installed for the tests.

use super::browser::apt_get_as_root;
use super::{Installable, ensure_tool};
use std::path::PathBuf;
use toolbox::process::{find_on_path, run};
use toolbox::{Dirs, Failure, Result, firefox, ui};

/// Steers every Firefox since 128.
const GECKODRIVER_VERSION: &str = "0.37.1";

/// A browser and its driver.
pub struct Firefox {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

impl Firefox {
    /// Finds the two or, on Debian and its kin, installs the browser where that needs no password.
    ///
    /// # Errors
    /// When one of them is missing and cannot be installed.
    pub fn ensure(dirs: &Dirs) -> Result<Self> {
        let _lock = dirs.lock()?;
        let browser = match firefox::browser() {
            Some(browser) => browser,
            None => install_by_apt()?,
        };
        let driver = match firefox::driver() {
            Some(driver) => driver,
            None => ensure_tool(dirs, &Installable::geckodriver(GECKODRIVER_VERSION))?,
        };
        let pair = format!(
            "Firefox and geckodriver ({}, {})",
            browser.display(),
            driver.display()
        );
        ui::status("Ready", pair);
        Ok(Self { browser, driver })
    }
}

fn install_by_apt() -> Result<PathBuf> {
    let hint =
        "install Firefox (Debian: `sudo apt-get install firefox-esr`), or name yours by FIREFOX";
    let missing = || Failure::new("there is no Firefox", hint);
    find_on_path("apt-get").ok_or_else(missing)?;
    let mut install = apt_get_as_root().ok_or_else(missing)?;
    ui::status(
        "Installing",
        "firefox-esr by apt-get, because there is no Firefox",
    );
    install
        .args(["install", "-q", "-y", "--no-install-recommends"])
        .arg("firefox-esr");
    run(&mut install, hint)?;
    firefox::browser().ok_or_else(missing)
}
