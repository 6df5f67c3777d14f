//! axe-core, the accessibility checker that a browser test runs in the page: one file, fetched into the cache.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use toolbox::process::{find_on_path, output};
use toolbox::{Dirs, Failure, Result, create_dir, ui};

const VERSION: &str = "4.14.1";
/// SHA-256 of the file, in hexadecimal.
const SHA256: &str = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c";
const FILE: &str = "package/axe.min.js";

/// Finds the file in the cache, or takes it out of the package that npm fetches.
///
/// # Errors
/// When it is not in the cache and cannot be had.
pub fn ensure_axe(dirs: &Dirs) -> Result<PathBuf> {
    let _lock = dirs.lock()?;
    let place = dirs.tools().join(format!("axe-core-{VERSION}.min.js"));
    if !is_right(&place) {
        let folder = dirs.tools().join("axe-core");
        let _ = fs::remove_dir_all(&folder);
        create_dir(&folder)?;
        let fetched = fetch(&folder, &place);
        let _ = fs::remove_dir_all(&folder);
        fetched.map_err(|reason| {
            Failure::new(
                format!("axe-core {VERSION} cannot be had: {reason}"),
                "install npm, check the connection and run the command again; the other tests do without it",
            )
        })?;
    }
    ui::status("Ready", format!("axe-core {VERSION} ({})", place.display()));
    Ok(place)
}

/// The error is a short reason.
fn fetch(folder: &Path, place: &Path) -> std::result::Result<(), String> {
    let archive = folder.join(format!("axe-core-{VERSION}.tgz"));
    ui::status("Fetching", format!("axe-core {VERSION}"));
    // npm uses the registry and the proxy of its settings.
    let npm = find_on_path("npm").ok_or("npm, which fetches it, is not installed")?;
    let mut pack = Command::new(npm);
    pack.arg("pack").arg(format!("axe-core@{VERSION}"));
    output(pack.arg("--ignore-scripts").current_dir(folder)).ok_or("npm cannot fetch it")?;
    let mut unpack = Command::new("tar");
    unpack.arg("-xzf").arg(&archive).arg("-C").arg(folder);
    output(unpack.arg(FILE)).ok_or("tar cannot unpack it")?;
    let file = folder.join(FILE);
    if !is_right(&file) {
        return Err("its file is not the one that was expected".to_owned());
    }
    fs::rename(&file, place).map_err(|error| error.to_string())
}

fn is_right(file: &Path) -> bool {
    fs::read(file).is_ok_and(|bytes| format!("{:x}", Sha256::digest(bytes)) == SHA256)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_file_in_its_place_is_not_taken_for_it() {
        let file = std::env::temp_dir().join(format!("xtask-axe-{}", std::process::id()));
        assert!(!is_right(&file), "there is none");
        fs::write(&file, "window.axe = {}").expect("the temporary folder can be written");
        assert!(!is_right(&file));
        fs::remove_file(&file).expect("it was written");
    }
}
