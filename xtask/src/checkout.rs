//! Keeps checkouts that share a target folder from getting each other's programs.
//!
//! Cargo knows the parts of a workspace by their paths within it, the same in every checkout, and tells by the times of
//! their files alone whether what it has built is still right. A checkout whose files are older than another one's build
//! would get the other one's programs. So the folder says whose it is, and with a new owner cargo forgets the workspace's
//! own packages; their dependencies, which take the time, stay.

use crate::failure::{Failure, Result};
use crate::places::{Places, create_dir};
use crate::process::output;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes the target folder this checkout's, before anything is built there.
///
/// # Errors
/// When cargo cannot read the workspace, or files cannot be written or removed.
pub fn claim_target(places: &Places) -> Result<()> {
    let note = places.target.join("checkout");
    let owner = places.root.to_string_lossy();
    if fs::read_to_string(&note).is_ok_and(|last| last == owner) {
        return Ok(());
    }
    create_dir(&places.target)?;
    let members = members(&places.root)?;
    for fingerprint in fingerprints(&places.target, &members) {
        fs::remove_dir_all(&fingerprint)
            .map_err(|error| Failure::file("remove", &fingerprint, error))?;
    }
    fs::write(&note, owner.as_bytes()).map_err(|error| Failure::file("write", &note, error))
}

/// The names of the workspace's own packages.
fn members(root: &Path) -> Result<Vec<String>> {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(root)
        .args(["metadata", "--no-deps", "--format-version", "1"]);
    let workspace = output(&mut cargo).and_then(|text| serde_json::from_str::<Value>(&text).ok());
    let packages = workspace.as_ref().and_then(|it| it["packages"].as_array());
    let names = packages.map(|packages| {
        let names = packages.iter().filter_map(|it| it["name"].as_str());
        names.map(str::to_owned).collect()
    });
    names.ok_or_else(|| {
        Failure::new(
            "cargo cannot read the workspace",
            "`cargo metadata --no-deps` says why",
        )
    })
}

/// What cargo remembers of these packages, for the host and for other targets.
fn fingerprints(target: &Path, members: &[String]) -> Vec<PathBuf> {
    let of_host = folders(target);
    let of_targets = of_host.iter().flat_map(|folder| folders(folder));
    of_host
        .iter()
        .cloned()
        .chain(of_targets)
        .flat_map(|profile| folders(&profile.join(".fingerprint")))
        .filter(|folder| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            name.rsplit_once('-')
                .is_some_and(|(package, _hash)| members.iter().any(|member| member == package))
        })
        .collect()
}

/// The folders directly in this one; none if there is no such folder.
fn folders(parent: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;
    use std::process;

    /// A program that prints the name of its checkout.
    fn write_checkout(root: &Path, name: &str) {
        fs::create_dir_all(root.join("src")).expect("a folder");
        fs::write(
            root.join("Cargo.toml"),
            "[package]\nname = \"some-name\"\nedition = \"2024\"\n[workspace]\n",
        )
        .expect("a manifest");
        let source = format!("fn main() {{ print!(\"{name}\"); }}\n");
        fs::write(root.join("src/main.rs"), source).expect("a program");
    }

    #[test]
    fn each_checkout_runs_its_own_program() {
        let folder = env::temp_dir().join(format!("fitting-room-checkouts-{}", process::id()));
        for name in ["one", "two"] {
            write_checkout(&folder.join(name), name);
        }
        // Both were written before the first is built: by their times alone the second is built already.
        for name in ["one", "two", "one"] {
            let root = folder.join(name);
            let places = Places {
                target: folder.join("target"),
                cache: folder.join("cache"),
                root,
            };
            claim_target(&places).expect("the folder can be claimed");
            let mut cargo = Command::new("cargo");
            cargo
                .current_dir(&places.root)
                .env("CARGO_TARGET_DIR", &places.target)
                .args(["run", "--quiet", "--offline"]);
            crate::process::without_own_package(&mut cargo);
            assert_eq!(output(&mut cargo).as_deref(), Some(name));
        }
        fs::remove_dir_all(&folder).expect("it can be removed");
    }

    #[test]
    fn only_the_workspaces_own_packages_are_forgotten() {
        let target = env::temp_dir().join(format!("fitting-room-target-{}", process::id()));
        let own = "wasm32-unknown-unknown/release/.fingerprint/fitting-room-0123456789abcdef";
        let others = [
            "debug/.fingerprint/fitting-room-more-0123456789abcdef",
            "debug/.fingerprint/burn-0123456789abcdef",
            "debug/deps/fitting-room-0123456789abcdef",
        ];
        for folder in others.into_iter().chain([own]) {
            fs::create_dir_all(target.join(folder)).expect("a folder");
        }
        let found = fingerprints(&target, &["fitting-room".to_owned(), "xtask".to_owned()]);
        fs::remove_dir_all(&target).expect("it can be removed");
        assert_eq!(found, [target.join(own)]);
    }
}
