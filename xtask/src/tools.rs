//! The tools that build and test the page: found, or installed into a folder of their own.

mod axe;
mod browser;
mod firefox;
mod install;
mod rust;
mod vulkan;

pub use axe::ensure_axe;
pub use browser::Browser;
pub use firefox::Firefox;
pub use rust::{ensure_clippy, ensure_rustfmt, ensure_wasm_target};
pub use vulkan::Adapter;

use install::Installable;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use toolbox::lockfile::release_of;
use toolbox::process::find_on_path;
use toolbox::{Dirs, Failure, Result, ui, version};

/// The newest Trunk that Rust 1.95 builds.
const TRUNK_VERSION: &str = "0.21.14";

/// What turns the sources into a page.
pub struct PageTools {
    pub trunk: PathBuf,
    wasm_bindgen: PathBuf,
}

impl PageTools {
    /// Finds Trunk and the wasm-bindgen CLI on PATH or in the cache, or installs them there.
    pub fn ensure(dirs: &Dirs) -> Result<Self> {
        let _lock = dirs.lock()?;
        let lockfile = dirs.root.join("Cargo.lock");
        let lock_text = fs::read_to_string(&lockfile)
            .map_err(|error| Failure::file("read", &lockfile, error))?;
        let wasm_bindgen_version = release_of(&lock_text, "wasm-bindgen").ok_or_else(|| {
            Failure::new(
                "Cargo.lock pins no single wasm-bindgen",
                "restore it with `git checkout Cargo.lock`",
            )
        })?;
        Ok(Self {
            trunk: ensure_tool(dirs, &Installable::trunk(TRUNK_VERSION))?,
            wasm_bindgen: ensure_tool(dirs, &Installable::wasm_bindgen(wasm_bindgen_version))?,
        })
    }

    /// PATH with our wasm-bindgen first: Trunk downloads one of its own when the first that it
    /// meets has another version.
    pub fn path(&self) -> OsString {
        let own = self.wasm_bindgen.parent().map(Path::to_path_buf);
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = own.into_iter().chain(env::split_paths(&path));
        env::join_paths(folders).unwrap_or(path)
    }
}

fn ensure_tool(dirs: &Dirs, tool: &Installable) -> Result<PathBuf> {
    let installed = dirs.tools().join("bin").join(tool.program);
    let found = [find_on_path(tool.program), Some(installed.clone())]
        .into_iter()
        .flatten()
        .find(|program| version::of_program(program).as_deref() == Some(tool.version.as_str()));
    let program = match found {
        Some(program) => program,
        None => {
            install::install(dirs, tool, &installed)?;
            installed
        }
    };
    ui::status(
        "Ready",
        format!("{} {} ({})", tool.name, tool.version, program.display()),
    );
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::TRUNK_VERSION;

    #[test]
    fn trunks_version_is_the_same_wherever_it_is_named() {
        let settings = include_str!("../../Trunk.toml");
        assert!(settings.contains(&format!("trunk-version = \"={TRUNK_VERSION}\"")));
        let readme = include_str!("../../README.md");
        assert!(readme.contains(&format!("[Trunk](https://trunkrs.dev) {TRUNK_VERSION}")));
    }
}
