//! Where things lie: the checkout, cargo's target folder, and the per-user cache that all checkouts share.

use crate::failure::{Failure, Result};
use crate::ui;
use std::env;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// Folders, as absolute paths.
pub struct Dirs {
    /// The checkout.
    pub root: PathBuf,
    /// `$FITTING_ROOM_CACHE`, or `fitting-room` in the user's cache folder.
    pub cache: PathBuf,
    /// Cargo's target folder: `$CARGO_TARGET_DIR`, or `target` in the checkout.
    pub target: PathBuf,
}

impl Dirs {
    /// From the environment; creates the cache.
    ///
    /// # Errors
    /// When there is no checkout or no home folder, or the cache cannot be created.
    pub fn find() -> Result<Self> {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        // The running package's folder comes from cargo; the one of the build may belong to another checkout.
        let package = set("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .ancestors()
            .find(|folder| folder.join("Trunk.toml").is_file())
            .map(Path::to_path_buf)
            .ok_or_else(|| {
                Failure::new(
                    "cannot tell where the checkout is",
                    "start it as `cargo xtask` from inside the checkout",
                )
            })?;
        let cache = cache_dir(
            set("FITTING_ROOM_CACHE").map(PathBuf::from),
            set("XDG_CACHE_HOME").map(PathBuf::from),
            env::home_dir(),
        )?;
        let target = set("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        let dirs = Self {
            target: root.join(target),
            cache: root.join(cache),
            root,
        };
        create_dir(&dirs.cache)?;
        Ok(dirs)
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

    /// The npm packages of the other trainers that the bench measures.
    pub fn baselines(&self) -> PathBuf {
        self.cache.join("baselines")
    }

    /// A Python environment with the real PyTorch.
    pub fn pytorch(&self) -> PathBuf {
        self.cache.join("pytorch")
    }

    /// Pictures that the browser tests take.
    pub fn screenshots(&self) -> PathBuf {
        self.target.join("screenshots")
    }

    /// Keeps two runs, of any checkout, from installing the same tool or data at once.
    ///
    /// # Errors
    /// When the lock file cannot be created or locked.
    pub fn lock(&self) -> Result<Lock> {
        lock(&self.cache.join("lock"), "installs what is missing")
    }

    /// Keeps two runs from writing this checkout's page at once.
    ///
    /// # Errors
    /// When the lock file cannot be created or locked.
    pub fn lock_page(&self) -> Result<Lock> {
        create_dir(&self.target)?;
        lock(&self.target.join("page.lock"), "builds the page")
    }
}

/// Waits until no other process has it.
fn lock(path: &Path, purpose: &str) -> Result<Lock> {
    let file = File::create(path).map_err(|error| Failure::file("create", path, error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            ui::status("Waiting", format!("for another cargo xtask that {purpose}"));
            file.lock()
                .map_err(|error| Failure::file("lock", path, error))?;
        }
        Err(TryLockError::Error(error)) => {
            return Err(Failure::file("lock", path, error));
        }
    }
    Ok(Lock { _file: file })
}

/// Held as long as it lives; the system releases it also when the process is killed.
pub struct Lock {
    _file: File,
}

/// The folder and those above it, if they are missing.
///
/// # Errors
/// When it cannot be created.
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
                "set FITTING_ROOM_CACHE to a folder that may grow to some 2 GB",
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
