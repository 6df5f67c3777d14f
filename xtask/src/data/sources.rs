//! Where the files may come from, nearest first.

use super::check::DataFile;
use crate::download;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use toolbox::process::{find_on_path, output};
use toolbox::{Dirs, create_dir, ui};

/// Debian's package of the data set, below the address of an archive. A machine may reach its own when it reaches nothing else.
const DEBIAN_PACKAGE: &str = "pool/main/d/dataset-fashion-mnist/\
    dataset-fashion-mnist_0.0%7egit20200523.55506a9-1_all.deb";
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
    /// A web address under which each file has its name.
    Published(&'static str),
    /// Debian's package, unpacked without installing it.
    DebianPackage,
}

/// All sources in the order in which they are tried.
pub fn sources(dirs: &Dirs) -> Vec<Source> {
    in_order(
        std::env::var_os("FASHION_MNIST_DIR"),
        dirs.data_cache(),
        &dirs.root,
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
    sources.extend(PUBLISHED.map(Source::Published));
    sources.push(Source::DebianPackage);
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
            ui::status("Fetching", format!("{n_files} data file(s) from {self}"));
        }
    }

    /// A folder that may hold the wanted files, `None` if there is no such folder, or the reason
    /// why this source is of no use now.
    pub fn open(&self, dirs: &Dirs, wanted: &[&DataFile]) -> Result<Option<PathBuf>, String> {
        match self {
            Self::Folder { folder, .. } if folder.is_dir() => Ok(Some(folder.clone())),
            Self::Folder {
                folder,
                is_asked_for: true,
                ..
            } => Err(format!("{} is not a folder", folder.display())),
            Self::Folder { .. } => Ok(None),
            Self::DebianPackage => unpack_debian_package(&debian_folder(dirs)).map(Some),
            Self::Published(base) => {
                let folder = dirs.data_cache().join("published");
                fetch_published(base, &folder, wanted).map(|()| Some(folder))
            }
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder { name, .. } => f.write_str(name),
            Self::DebianPackage => f.write_str("Debian's archive"),
            Self::Published(base) => f.write_str(base),
        }
    }
}

/// Removes what was only on the way; what is worth keeping lies in the cache under its own name.
pub fn clean_up(dirs: &Dirs) {
    for folder in [debian_folder(dirs), dirs.data_cache().join("published")] {
        let _ = fs::remove_dir_all(folder);
    }
}

fn debian_folder(dirs: &Dirs) -> PathBuf {
    dirs.data_cache().join("debian")
}

/// Downloads and unpacks it into this folder; nothing of the system is changed.
fn unpack_debian_package(folder: &Path) -> Result<PathBuf, String> {
    if find_on_path("dpkg-deb").is_none() {
        return Err("there is no dpkg-deb to unpack its package".to_owned());
    }
    create_dir(folder).map_err(|failure| failure.to_string())?;
    let package = folder.join("package.deb");
    let archive = debian_archive().ok_or("this system names no archive of Debian")?;
    download::fetch(&format!("{archive}/{DEBIAN_PACKAGE}"), &package)?;
    let unpacked = folder.join("unpacked");
    let mut unpack = Command::new("dpkg-deb");
    unpack.arg("--extract").arg(&package).arg(&unpacked);
    if output(&mut unpack).is_none() {
        let _ = fs::remove_file(&package);
        return Err(format!("dpkg-deb cannot unpack {}", package.display()));
    }
    Ok(unpacked.join(DEBIAN_FOLDER))
}

/// The archive that the system's own packages come from.
fn debian_archive() -> Option<String> {
    let apt = Path::new("/etc/apt");
    let more = fs::read_dir(apt.join("sources.list.d"))
        .into_iter()
        .flatten();
    let files = more.filter_map(|entry| Some(entry.ok()?.path()));
    let mut lists = files
        .chain([apt.join("sources.list")])
        .filter_map(|file| fs::read_to_string(file).ok());
    lists.find_map(|list| archive_in(&list))
}

/// The first archive of Debian in a list of sources.
fn archive_in(list: &str) -> Option<String> {
    let lines = list
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'));
    let words = lines.flat_map(str::split_whitespace);
    let is_archive = |word: &&str| word.starts_with("http") && word.ends_with("/debian");
    let mut addresses = words.map(|word| word.trim_end_matches('/'));
    addresses.find(is_archive).map(str::to_owned)
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
    let had_part = part.exists();
    ui::status("Fetching", file.name);
    download::fetch(url, part)?;
    let Err(mut flaw) = super::read_checked(part, file) else {
        return Ok(());
    };
    let _ = fs::remove_file(part);
    if had_part {
        ui::status("Restarting", format!("{}: {flaw}", file.name));
        download::fetch(url, part)?;
        match super::read_checked(part, file) {
            Ok(_) => return Ok(()),
            Err(again) => flaw = again,
        }
        let _ = fs::remove_file(part);
    }
    Err(format!("{}: {flaw}", file.name))
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
    fn the_nearest_source_comes_first_and_debian_last() {
        let without = names(None);
        assert_eq!(without[..2], ["the cache", "the installed Debian package"]);
        let (last, published) = without[2..].split_last().expect("there are more");
        assert!(published.iter().all(|name| name.starts_with("http")));
        assert_eq!(last, "Debian's archive");
        assert_eq!(names(Some("")), without);
    }

    #[test]
    fn the_archive_is_that_of_the_systems_own_lists() {
        for list in [
            "# http://old.example/debian\ndeb [arch=amd64] http://mirror.example/debian/ stable main\n",
            "Types: deb\nURIs: http://mirror.example/debian\nSuites: stable\n",
        ] {
            assert_eq!(
                archive_in(list).as_deref(),
                Some("http://mirror.example/debian")
            );
        }
        assert_eq!(
            archive_in("deb https://mirror.example/tools stable main"),
            None
        );
    }

    #[test]
    fn a_folder_that_the_reader_names_goes_before_all_others() {
        let with = names(Some("datasets"));
        assert_eq!(with[0], "$FASHION_MNIST_DIR");
        assert_eq!(with[1..], names(None));
    }

    #[test]
    fn a_named_folder_that_is_missing_is_said_and_others_are_passed_over() {
        let dirs = Dirs {
            root: PathBuf::from("/checkout"),
            cache: PathBuf::from("/cache"),
            target: PathBuf::from("/target"),
        };
        let missing = PathBuf::from("/no/such/folder");
        let quiet = Source::folder("a folder", missing.clone());
        assert_eq!(quiet.open(&dirs, &[]), Ok(None));
        let named = Source::Folder {
            name: "$FASHION_MNIST_DIR",
            folder: missing,
            is_asked_for: true,
        };
        assert!(named.open(&dirs, &[]).is_err());
    }
}
