//! Where the files may come from, nearest first.

use super::check::DataFile;
use crate::download;
use crate::places::{Places, create_dir};
use crate::process::{self, apt_get_as_root, find_on_path, is_root, output};
use crate::say;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const DEBIAN_PACKAGE: &str = "dataset-fashion-mnist";
/// Where that package puts the files.
const DEBIAN_FOLDER: &str = "usr/share/datasets/fashion-mnist";
/// Where FashionMNIST is published: its own bucket, then its repository.
const PUBLISHED: [&str; 2] = [
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
    "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion",
];

#[derive(Debug, PartialEq)]
pub enum Source {
    /// A folder of this machine; `is_asked_for` when the reader named it.
    Folder {
        name: &'static str,
        folder: PathBuf,
        is_asked_for: bool,
    },
    /// Debian's package, fetched and unpacked without installing it.
    DebianPackage,
    /// A web address under which each file has its name.
    Published(&'static str),
}

/// All sources in the order in which they are tried.
pub fn sources(places: &Places) -> Vec<Source> {
    in_order(
        std::env::var_os("FASHION_MNIST_DIR"),
        places.data_cache(),
        &places.root,
    )
}

fn in_order(named: Option<OsString>, cache: PathBuf, root: &Path) -> Vec<Source> {
    let mut sources = Vec::new();
    if let Some(named) = named.filter(|named| !named.is_empty()) {
        sources.push(Source::Folder {
            name: "$FASHION_MNIST_DIR",
            folder: root.join(named),
            is_asked_for: true,
        });
    }
    sources.push(Source::folder("the cache", cache));
    sources.push(Source::folder(
        "the installed Debian package",
        Path::new("/").join(DEBIAN_FOLDER),
    ));
    sources.push(Source::DebianPackage);
    sources.extend(PUBLISHED.map(Source::Published));
    sources
}

impl Source {
    pub fn folder(name: &'static str, folder: PathBuf) -> Self {
        Self::Folder {
            name,
            folder,
            is_asked_for: false,
        }
    }

    /// Says so before anything that takes time.
    pub fn announce(&self, n_files: usize) {
        if !matches!(self, Self::Folder { .. }) {
            say::status("Fetching", format!("{n_files} data file(s) from {self}"));
        }
    }

    /// A folder that may hold the wanted files, `None` if there is no such folder, or the reason
    /// why this source is of no use now.
    pub fn open(&self, places: &Places, wanted: &[&DataFile]) -> Result<Option<PathBuf>, String> {
        match self {
            Self::Folder { folder, .. } if folder.is_dir() => Ok(Some(folder.clone())),
            Self::Folder {
                folder,
                is_asked_for: true,
                ..
            } => Err(format!("{} is not a folder", folder.display())),
            Self::Folder { .. } => Ok(None),
            Self::DebianPackage => unpack_debian_package(&debian_folder(places)).map(Some),
            Self::Published(base) => {
                let folder = places.data_cache().join("published");
                fetch_published(base, &folder, wanted).map(|()| Some(folder))
            }
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder { name, .. } => f.write_str(name),
            Self::DebianPackage => write!(f, "Debian's package {DEBIAN_PACKAGE}"),
            Self::Published(base) => f.write_str(base),
        }
    }
}

/// Removes what was only on the way; what is worth keeping lies in the cache under its own name.
pub fn clean_up(places: &Places) {
    for folder in [debian_folder(places), places.data_cache().join("published")] {
        let _ = fs::remove_dir_all(folder);
    }
}

fn debian_folder(places: &Places) -> PathBuf {
    places.data_cache().join("debian")
}

fn unpack_debian_package(folder: &Path) -> Result<PathBuf, String> {
    if find_on_path("apt-get").is_none() || find_on_path("dpkg").is_none() {
        return Err("this is not a Debian-like system".to_owned());
    }
    let is_listed = || {
        output(Command::new("apt-cache").args(["show", DEBIAN_PACKAGE]))
            .is_some_and(|text| !text.trim().is_empty())
    };
    let mut is_fresh = false;
    if !is_listed() {
        update_package_lists()?;
        is_fresh = true;
        if !is_listed() {
            return Err("this system's package lists do not have it".to_owned());
        }
    }
    create_dir(folder).map_err(|failure| failure.to_string())?;
    if !download_package(folder) {
        // Lists that are older than the archive point to files that are gone.
        if is_fresh {
            return Err("apt-get could not download it".to_owned());
        }
        update_package_lists()?;
        if !download_package(folder) {
            return Err("apt-get could not download it".to_owned());
        }
    }
    let package = find_package(folder).ok_or("apt-get left no package file")?;
    let unpacked = folder.join("unpacked");
    let mut unpack = Command::new("dpkg");
    unpack.arg("-x").arg(&package).arg(&unpacked);
    if process::output(&mut unpack).is_none() {
        let _ = fs::remove_file(&package);
        return Err(format!("dpkg cannot unpack {}", package.display()));
    }
    Ok(unpacked.join(DEBIAN_FOLDER))
}

fn download_package(folder: &Path) -> bool {
    let mut command = Command::new("apt-get");
    command.arg("download").arg(DEBIAN_PACKAGE);
    if is_root() {
        // Otherwise apt wants to write as its own user, who has no rights in this folder.
        command.args(["-o", "APT::Sandbox::User=root"]);
    }
    command.current_dir(folder);
    process::run(&mut command, "").is_ok()
}

fn update_package_lists() -> Result<(), String> {
    let mut command = apt_get_as_root()
        .ok_or("the package lists are missing or old (`sudo apt-get update` renews them)")?;
    say::status("Updating", "the package lists (apt-get update)");
    process::run(command.arg("update").arg("-q"), "")
        .map_err(|_| "apt-get update did not succeed".to_owned())
}

fn find_package(folder: &Path) -> Option<PathBuf> {
    fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|ending| ending == "deb"))
}

/// Fetches each wanted file as `NAME.part` and gives it its name when it is right.
fn fetch_published(base: &str, folder: &Path, wanted: &[&DataFile]) -> Result<(), String> {
    create_dir(folder).map_err(|failure| failure.to_string())?;
    for file in wanted {
        let whole = folder.join(file.name);
        if super::read_checked(&whole, file).is_ok() {
            continue;
        }
        let part = folder.join(format!("{}.part", file.name));
        if super::read_checked(&part, file).is_err() {
            fetch_one(&format!("{base}/{}", file.name), &part, file)?;
        }
        fs::rename(&part, &whole).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Goes on where an earlier attempt stopped; if that leads nowhere, starts over once.
fn fetch_one(url: &str, part: &Path, file: &DataFile) -> Result<(), String> {
    let n_before = part.metadata().map_or(0, |meta| meta.len());
    match attempt(url, part, file) {
        Err(Fault::Useless(reason)) if n_before > 0 => {
            say::status("Restarting", format!("{}: {reason}", file.name));
            attempt(url, part, file)
        }
        outcome => outcome,
    }
    .map_err(|fault| match fault {
        Fault::Stopped(reason) => reason,
        Fault::Useless(reason) => format!("{}: {reason}", file.name),
    })
}

enum Fault {
    /// What has arrived is kept for the next attempt.
    Stopped(String),
    /// What has arrived is of no use and has been removed.
    Useless(String),
}

fn attempt(url: &str, part: &Path, file: &DataFile) -> Result<(), Fault> {
    let n_before = part.metadata().map_or(0, |meta| meta.len());
    let from = match n_before {
        0 => String::new(),
        n => format!(", going on at {}", say::size(n)),
    };
    say::status("Fetching", format!("{}{from}", file.name));
    match download::fetch(url, part) {
        Err(error) if !error.is_resume_refused => Err(Fault::Stopped(error.reason)),
        fetched => match super::read_checked(part, file) {
            Ok(_) => Ok(()),
            Err(flaw) => {
                let _ = fs::remove_file(part);
                Err(Fault::Useless(match fetched {
                    Ok(()) => flaw.to_string(),
                    Err(error) => error.reason,
                }))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(named: Option<&str>) -> Vec<String> {
        in_order(
            named.map(OsString::from),
            PathBuf::from("/cache/data"),
            Path::new("/checkout"),
        )
        .iter()
        .map(ToString::to_string)
        .collect()
    }

    #[test]
    fn the_nearest_source_comes_first_and_the_web_last() {
        let without = names(None);
        assert_eq!(
            without[..3],
            [
                "the cache",
                "the installed Debian package",
                "Debian's package dataset-fashion-mnist",
            ]
        );
        assert!(without[3..].iter().all(|name| name.starts_with("http")));
        assert_eq!(names(Some("")), without);
    }

    #[test]
    fn a_folder_that_the_reader_names_goes_before_all_others() {
        let with = names(Some("datasets"));
        assert_eq!(with[0], "$FASHION_MNIST_DIR");
        assert_eq!(with[1..], names(None));
    }

    #[test]
    fn a_named_folder_that_is_missing_is_said_and_others_are_passed_over() {
        let places = Places {
            root: PathBuf::from("/checkout"),
            cache: PathBuf::from("/cache"),
            target: PathBuf::from("/target"),
        };
        let missing = PathBuf::from("/no/such/folder");
        let quiet = Source::folder("a folder", missing.clone());
        assert_eq!(quiet.open(&places, &[]), Ok(None));
        let named = Source::Folder {
            name: "$FASHION_MNIST_DIR",
            folder: missing,
            is_asked_for: true,
        };
        assert!(named.open(&places, &[]).is_err());
    }
}
