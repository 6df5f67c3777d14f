//! The other browser trainers: installed by npm into the cache, bundled by esbuild.

use crate::failure::{Failure, Result};
use crate::places::{Places, create_dir};
use crate::process::{find_on_path, run};
use crate::say;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const MEND: &str = "check the connection and run the command again";
/// What npm is told: the lock file decides, and no package runs anything of its own.
const INSTALL: [&str; 4] = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
const PAGES: [&str; 2] = ["tfjs.js", "jax.js"];
/// Where TensorFlow.js keeps the programs of its wasm backend.
const WASM: &str = "node_modules/@tensorflow/tfjs-backend-wasm/dist";

/// The folders of the peers' pages, behind their paths.
///
/// # Errors
/// When there is no Node.js or npm, or the packages cannot be had.
pub fn ensure(places: &Places) -> Result<Vec<(&'static str, PathBuf)>> {
    let (Some(node), Some(npm)) = (find_on_path("node"), find_on_path("npm")) else {
        return Err(Failure::new(
            "there is no Node.js with npm",
            "install Node.js 20 or newer (Debian: nodejs and npm) to measure them too",
        ));
    };
    let sources = places.root.join("benches/peers");
    let folder = places.peers();
    create_dir(&folder)?;
    install(&npm, &sources, &folder)?;
    let pages = folder.join("pages");
    // By Node.js rather than as a program: no package's installation script has put that in its place.
    let mut esbuild = Command::new(node);
    esbuild
        .arg(folder.join("node_modules/esbuild/bin/esbuild"))
        .args(PAGES.map(|page| sources.join(page)))
        .args(["--bundle", "--format=esm", "--minify", "--target=es2022"])
        .arg("--log-level=warning")
        .arg(format!("--outdir={}", pages.display()))
        .env("NODE_PATH", folder.join("node_modules"))
        .current_dir(&folder);
    run(&mut esbuild, "read the error above")?;
    Ok(vec![("/peers/wasm", folder.join(WASM)), ("/peers", pages)])
}

/// Installs unless the packages there are those of the lock file.
fn install(npm: &Path, sources: &Path, folder: &Path) -> Result<()> {
    const LOCK: &str = "package-lock.json";
    let read = |path: &Path| fs::read(path).map_err(|error| Failure::file("read", path, error));
    let wanted = read(&sources.join(LOCK))?;
    // Written last, so that an installation that broke off begins anew.
    let stamp = folder.join("node_modules/.installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say::status(
        "Installing",
        format!("TensorFlow.js and jax-js into {}", folder.display()),
    );
    for name in ["package.json", LOCK] {
        let (from, to) = (sources.join(name), folder.join(name));
        fs::copy(&from, &to).map_err(|error| Failure::file("write", &to, error))?;
    }
    run(Command::new(npm).args(INSTALL).current_dir(folder), MEND)?;
    fs::write(&stamp, wanted).map_err(|error| Failure::file("write", &stamp, error))
}
