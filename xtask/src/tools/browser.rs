//! A Chromium and a ChromeDriver that fit each other: found on PATH, or installed by apt for the tests.

use std::path::PathBuf;
use std::process::Command;
use toolbox::chromium::{Program, browsers, drivers};
use toolbox::process::{find_on_path, output, run};
use toolbox::version::major;
use toolbox::{Dirs, Failure, Result, ui};

/// A browser and a driver of the same major version.
#[derive(Debug)]
pub struct Browser {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
    major: u32,
}

impl Browser {
    /// Finds the pair or, on Debian and its kin, installs it where that needs no password.
    ///
    /// # Errors
    /// When there is no pair and none can be installed.
    pub fn ensure(dirs: &Dirs) -> Result<Self> {
        let _lock = dirs.lock()?;
        let (chromiums, chromedrivers) = (browsers()?, drivers()?);
        let pair = match pair(&chromiums, &chromedrivers) {
            Some(pair) => pair,
            None => {
                install_by_apt(&why_unpaired(&chromiums, &chromedrivers))?;
                let (chromiums, chromedrivers) = (browsers()?, drivers()?);
                pair(&chromiums, &chromedrivers).ok_or_else(|| {
                    Failure::new(
                        why_unpaired(&chromiums, &chromedrivers),
                        "set CHROMIUM and CHROMEDRIVER to two programs of the same version",
                    )
                })?
            }
        };
        pair.announce();
        Ok(pair)
    }

    fn announce(&self) {
        ui::status(
            "Ready",
            format!(
                "Chromium and ChromeDriver {} ({}, {})",
                self.major,
                self.chromium.display(),
                self.chromedriver.display()
            ),
        );
    }
}

/// The first browser, in order of preference, for which there is a driver.
fn pair(chromiums: &[Program], drivers: &[Program]) -> Option<Browser> {
    chromiums.iter().find_map(|chromium| {
        let version = major(&chromium.version)?;
        let driver = drivers
            .iter()
            .find(|driver| major(&driver.version) == Some(version))?;
        Some(Browser {
            chromium: chromium.path.clone(),
            chromedriver: driver.path.clone(),
            major: version,
        })
    })
}

fn why_unpaired(chromiums: &[Program], drivers: &[Program]) -> String {
    match (chromiums.first(), drivers.first()) {
        (None, None) => "there is no Chromium and no ChromeDriver".to_owned(),
        (None, Some(_)) => "there is a ChromeDriver but no Chromium".to_owned(),
        (Some(_), None) => "there is a Chromium but no ChromeDriver".to_owned(),
        (Some(chromium), Some(driver)) => format!(
            "Chromium {} and ChromeDriver {} do not match: their first numbers must be equal",
            chromium.version, driver.version
        ),
    }
}

fn install_by_apt(missing: &str) -> Result<()> {
    let hint = "install Chromium and the ChromeDriver of the same version \
                (Debian: `sudo apt-get install chromium chromium-driver`)";
    let (true, Some(mut update), Some(mut install)) = (
        find_on_path("apt-get").is_some(),
        apt_get_as_root(),
        apt_get_as_root(),
    ) else {
        return Err(Failure::new(missing, hint));
    };
    ui::status(
        "Installing",
        format!("chromium and chromium-driver by apt-get, because {missing}"),
    );
    // Lists that are partly out of reach may still have what is needed.
    if let Err(failure) = run(update.args(["update", "-q"]), "check the apt sources") {
        ui::status("Warning", failure);
    }
    install
        .args(["install", "-q", "-y", "--no-install-recommends"])
        .args(["chromium", "chromium-driver"]);
    run(&mut install, hint)
}

/// `apt-get` as root, if that needs no password; it asks no questions.
pub(super) fn apt_get_as_root() -> Option<Command> {
    // sudo hands no variables on: env sets them behind it.
    let as_root: &[&str] = if is_root() {
        &["env"]
    } else {
        output(Command::new("sudo").args(["-n", "true"]))?;
        &["sudo", "-n", "env"]
    };
    let mut command = Command::new(as_root[0]);
    command
        .args(&as_root[1..])
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Some(command)
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, version: &str) -> Program {
        Program {
            path: PathBuf::from(path),
            version: version.to_owned(),
        }
    }

    #[test]
    fn the_first_browser_with_a_matching_driver_is_taken() {
        let chromiums = [
            of("/chromium", "156.0.8078.79"),
            of("/google-chrome", "155.0.1.2"),
        ];
        let pair = pair(&chromiums, &[of("/chromedriver", "155.0.9.9")]).expect("155 has both");
        assert_eq!(pair.chromium, PathBuf::from("/google-chrome"));
        assert_eq!(pair.chromedriver, PathBuf::from("/chromedriver"));
    }

    #[test]
    fn a_mismatch_is_said_with_both_versions() {
        let (chromiums, drivers) = ([of("/c", "156.0.1.1")], [of("/d", "155.0.1.1")]);
        assert!(pair(&chromiums, &drivers).is_none());
        let why = why_unpaired(&chromiums, &drivers);
        assert!(
            why.contains("156.0.1.1") && why.contains("155.0.1.1"),
            "{why}"
        );
        assert!(why_unpaired(&chromiums, &[]).contains("no ChromeDriver"));
        assert!(why_unpaired(&[], &drivers).contains("no Chromium"));
    }
}
