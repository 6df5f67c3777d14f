//! A driver for WebGPU without a browser: a graphics card's own, or the one in software that Chromium brings.

use std::env;
use std::fs::read_dir;
use std::path::{Path, PathBuf};
use std::process::Command;
use toolbox::process::find_on_path;
use toolbox::{Failure, Result, ui};

/// The variables by which the loader of drivers finds the description of one, the newer one first.
const DRIVER_VARIABLES: [&str; 2] = ["VK_DRIVER_FILES", "VK_ICD_FILENAMES"];
/// What Chromium calls the description of its driver.
const CHROMIUMS_DRIVER: &str = "vk_swiftshader_icd.json";
/// Where Chromium and its kin are installed, besides where the program itself lies.
const CHROMIUM_FOLDERS: [&str; 4] = [
    "/usr/lib/chromium",
    "/usr/lib64/chromium-browser",
    "/usr/lib/chromium-browser",
    "/opt/google/chrome",
];

/// The adapter on which WebGPU runs in the tests.
#[derive(Debug, PartialEq)]
pub enum Adapter {
    /// Whatever the system, or the reader by a variable, offers.
    System,
    /// Chromium's driver in software, in this folder.
    Chromium(PathBuf),
}

impl Adapter {
    pub fn find() -> Result<Self> {
        let is_chosen = DRIVER_VARIABLES
            .into_iter()
            .any(|name| env::var_os(name).is_some_and(|files| !files.is_empty()));
        // Elsewhere graphics are part of the system.
        if is_chosen || !cfg!(target_os = "linux") || has_card(Path::new("/dev")) {
            ui::status("Adapter", "the system's own");
            return Ok(Self::System);
        }
        let folder = chromium_folders()
            .into_iter()
            .find(|folder| folder.join(CHROMIUMS_DRIVER).is_file())
            .ok_or_else(|| {
                Failure::new(
                    "there is no graphics card, and no Chromium whose driver computes in software",
                    "install Chromium, or name a Vulkan driver's description by VK_DRIVER_FILES",
                )
            })?;
        ui::status(
            "Adapter",
            format!(
                "in software, by {}",
                folder.join(CHROMIUMS_DRIVER).display()
            ),
        );
        Ok(Self::Chromium(folder))
    }

    /// Has a program use it.
    pub fn set(&self, command: &mut Command) {
        if let Self::Chromium(folder) = self {
            for name in DRIVER_VARIABLES {
                command.env(name, folder.join(CHROMIUMS_DRIVER));
            }
            // The loader lies beside the driver.
            let others = env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
            let others = env::split_paths(&others).filter(|path| !path.as_os_str().is_empty());
            if let Ok(paths) = env::join_paths([folder.clone()].into_iter().chain(others)) {
                command.env("LD_LIBRARY_PATH", paths);
            }
        }
    }
}

/// Whether the system shows a device that renders.
fn has_card(devices: &Path) -> bool {
    let has = |folder: PathBuf, prefix: &str| {
        read_dir(folder).is_ok_and(|entries| {
            entries
                .flatten()
                .any(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        })
    };
    has(devices.join("dri"), "renderD") || has(devices.to_owned(), "nvidiactl")
}

fn chromium_folders() -> Vec<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    let programs = named
        .into_iter()
        .chain(find_on_path("chromium"))
        .chain(find_on_path("google-chrome"));
    let beside = programs
        .filter_map(|program| program.canonicalize().ok())
        .filter_map(|program| program.parent().map(Path::to_owned));
    beside
        .chain(CHROMIUM_FOLDERS.into_iter().map(PathBuf::from))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chromiums_driver_is_handed_to_the_program_with_its_loader() {
        let mut command = Command::new("cargo");
        Adapter::Chromium(PathBuf::from("/browser")).set(&mut command);
        let given = |name: &str| {
            let mut variables = command.get_envs();
            let (_, value) = variables.find(|(known, _)| *known == name)?;
            Some(value?.to_string_lossy().into_owned())
        };
        for name in DRIVER_VARIABLES {
            let file = given(name).expect("it is named");
            assert_eq!(file, format!("/browser/{CHROMIUMS_DRIVER}"));
        }
        let paths = given("LD_LIBRARY_PATH").expect("it is extended");
        assert!(paths.starts_with("/browser"), "{paths}");

        let mut untouched = Command::new("cargo");
        Adapter::System.set(&mut untouched);
        assert_eq!(untouched.get_envs().count(), 0);
    }

    #[test]
    fn a_folder_without_devices_has_no_card() {
        assert!(!has_card(Path::new(env!("CARGO_MANIFEST_DIR"))));
    }
}
