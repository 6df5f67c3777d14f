//! Chromium and the ChromeDriver that steers it: found on PATH or installed by apt.

use super::version::major;
use super::version_of;
use crate::failure::{Failure, Result};
use crate::process::{apt_get_as_root, find_on_path, run};
use crate::say;
use std::env;
use std::path::PathBuf;

/// Names of Chromium and its kin, the free one first.
const CHROMIUM_NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// A browser and a driver of the same major version.
#[derive(Debug)]
pub struct Browser {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
    major: u32,
}

/// A program that runs and says which version it is.
#[derive(Clone, Debug, PartialEq)]
struct Program {
    path: PathBuf,
    version: String,
}

impl Browser {
    pub fn ensure() -> Result<Self> {
        let (chromiums, drivers) = (chromiums()?, drivers()?);
        if let Some(pair) = pair(&chromiums, &drivers) {
            pair.announce();
            return Ok(pair);
        }
        let missing = why_unpaired(&chromiums, &drivers);
        install_by_apt(&missing)?;
        let (chromiums, drivers) = (self::chromiums()?, self::drivers()?);
        let pair = pair(&chromiums, &drivers).ok_or_else(|| {
            Failure::new(
                why_unpaired(&chromiums, &drivers),
                "set CHROMIUM and CHROMEDRIVER to two programs of the same version",
            )
        })?;
        pair.announce();
        Ok(pair)
    }

    /// A Chromium and its version, for work that needs no ChromeDriver.
    pub fn chromium() -> Result<(PathBuf, String)> {
        if chromiums()?.is_empty() {
            Self::ensure()?;
        }
        chromiums()?
            .into_iter()
            .next()
            .map(|chromium| (chromium.path, chromium.version))
            .ok_or_else(|| {
                Failure::new(
                    "there is no Chromium",
                    "install Chromium, or name yours by CHROMIUM",
                )
            })
    }

    fn announce(&self) {
        say::status(
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

fn chromiums() -> Result<Vec<Program>> {
    candidates("CHROMIUM", &CHROMIUM_NAMES)
}

fn drivers() -> Result<Vec<Program>> {
    candidates("CHROMEDRIVER", &["chromedriver"])
}

/// The program that the variable names, and then no other; else all of these names on PATH.
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
    let version = version_of(&path)?;
    Some(Program { path, version })
}

fn install_by_apt(missing: &str) -> Result<()> {
    let mend = "install Chromium and the ChromeDriver of the same version \
                (Debian: `sudo apt-get install chromium chromium-driver`)";
    if find_on_path("apt-get").is_none() {
        return Err(Failure::new(missing, mend));
    }
    let (Some(mut update), Some(mut install)) = (apt_get_as_root(), apt_get_as_root()) else {
        return Err(Failure::new(missing, mend));
    };
    say::status(
        "Installing",
        format!("chromium and chromium-driver by apt-get, because {missing}"),
    );
    // Lists that are partly out of reach may still have what is needed.
    if let Err(failure) = run(update.args(["update", "-q"]), "check the apt sources") {
        say::status("Warning", failure);
    }
    install
        .args(["install", "-q", "-y", "--no-install-recommends"])
        .args(["chromium", "chromium-driver"]);
    run(&mut install, mend)
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
