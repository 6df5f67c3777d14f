//! Where things lie: the checkout, and the per-user cache that later runs and fresh clones share.

use crate::failure::{Failure, Result};
use crate::say;
use std::env;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

pub struct Places {
    /// The checkout.
    pub root: PathBuf,
    /// `$FITTING_ROOM_CACHE`, or `fitting-room` in the user's cache folder.
    pub cache: PathBuf,
    /// Cargo's target folder: `$CARGO_TARGET_DIR`, or `target` in the cache.
    pub target: PathBuf,
}

impl Places {
    pub fn find() -> Result<Self> {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        // Asked at run time first: clones that share a target folder share this binary's path.
        let manifest_dir = set("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest_dir
            .parent()
            .map(Path::to_path_buf)
            .ok_or_else(|| {
                Failure::new(
                    "cannot tell where the checkout is",
                    "start xtask as `cargo xtask` from inside the checkout",
                )
            })?;
        let cache = cache_dir(
            set("FITTING_ROOM_CACHE").map(PathBuf::from),
            set("XDG_CACHE_HOME").map(PathBuf::from),
            env::home_dir(),
        )?;
        let target = set("CARGO_TARGET_DIR").map_or_else(|| cache.join("target"), PathBuf::from);
        let places = Self {
            target: root.join(target),
            cache: root.join(cache),
            root,
        };
        create_dir(&places.cache)?;
        Ok(places)
    }

    /// A cargo-install root: its programs lie in `bin`.
    pub fn tools(&self) -> PathBuf {
        self.cache.join("tools")
    }

    /// Verified data files, and what is on its way to becoming one.
    pub fn data_cache(&self) -> PathBuf {
        self.cache.join("data")
    }

    /// The data files that the page fetches.
    pub fn public_data(&self) -> PathBuf {
        self.root.join("public/data")
    }

    /// The built page.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The other browser trainers that the bench measures.
    pub fn peers(&self) -> PathBuf {
        self.cache.join("peers")
    }

    /// A Python environment with the real PyTorch.
    pub fn pytorch(&self) -> PathBuf {
        self.cache.join("pytorch")
    }

    pub fn screenshots(&self) -> PathBuf {
        self.target.join("screenshots")
    }

    /// Keeps two runs from installing the same tool or writing the same build output at once.
    pub fn lock(&self) -> Result<Lock> {
        let path = self.cache.join("lock");
        let file = File::create(&path).map_err(|error| Failure::file("create", &path, error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                say::status(
                    "Waiting",
                    format!("for another cargo xtask that uses {}", self.cache.display()),
                );
                file.lock()
                    .map_err(|error| Failure::file("lock", &path, error))?;
            }
            Err(TryLockError::Error(error)) => {
                return Err(Failure::file("lock", &path, error));
            }
        }
        Ok(Lock { _file: file })
    }
}

/// Held as long as it lives; the system releases it also when the process is killed.
pub struct Lock {
    _file: File,
}

pub fn create_dir(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|error| Failure::file("create", path, error))
}

fn cache_dir(
    own: Option<PathBuf>,
    xdg_cache: Option<PathBuf>,
    home: Option<PathBuf>,
) -> Result<PathBuf> {
    own.or_else(|| xdg_cache.map(|cache| cache.join("fitting-room")))
        .or_else(|| home.map(|home| home.join(".cache/fitting-room")))
        .ok_or_else(|| {
            Failure::new(
                "there is no home folder to keep tools and data in",
                "set FITTING_ROOM_CACHE to a folder that may grow to about 10 GB",
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_the_one_named_then_the_desktops_then_homes() {
        let path = |text: &str| Some(PathBuf::from(text));
        let cache = |own, xdg, home| cache_dir(own, xdg, home).expect("one of them is set");
        assert_eq!(
            cache(path("/own"), path("/xdg"), path("/home/ada")),
            Path::new("/own")
        );
        assert_eq!(
            cache(None, path("/xdg"), path("/home/ada")),
            Path::new("/xdg/fitting-room")
        );
        assert_eq!(
            cache(None, None, path("/home/ada")),
            Path::new("/home/ada/.cache/fitting-room")
        );
        assert!(cache_dir(None, None, None).is_err());
    }
}
