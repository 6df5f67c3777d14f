//! The other browser trainers, TensorFlow.js and jax-js: installed by npm into the cache, bundled by esbuild.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use toolbox::process::{find_on_path, run};
use toolbox::{Dirs, Failure, Result, create_dir, ui};

const HINT: &str = "check the connection and run the command again";
/// Options of npm: the lock file decides, and no package runs anything of its own.
const INSTALL: [&str; 4] = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
const PAGES: [&str; 2] = ["tfjs.js", "jax.js"];
/// Where TensorFlow.js keeps the programs of its wasm backend.
const WASM: &str = "node_modules/@tensorflow/tfjs-backend-wasm/dist";

/// The paths of their pages, and the folders behind these; a later one lies within an earlier one.
///
/// # Errors
/// When there is no Node.js or npm, or the packages cannot be had.
pub fn install(dirs: &Dirs) -> Result<[(&'static str, PathBuf); 2]> {
    let (Some(node), Some(npm)) = (find_on_path("node"), find_on_path("npm")) else {
        return Err(Failure::new(
            "there is no Node.js with npm",
            "install Node.js 20 or newer (Debian: nodejs and npm) to measure them too",
        ));
    };
    let sources = dirs.root.join("benches/baselines");
    let folder = dirs.baselines();
    let _lock = dirs.lock()?;
    create_dir(&folder)?;
    install_packages(&npm, &sources, &folder)?;
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
    Ok([
        ("/baselines", pages),
        ("/baselines/wasm", folder.join(WASM)),
    ])
}

/// Installs unless the packages there are those of the lock file.
fn install_packages(npm: &Path, sources: &Path, folder: &Path) -> Result<()> {
    const LOCK: &str = "package-lock.json";
    let read = |path: &Path| fs::read(path).map_err(|error| Failure::file("read", path, error));
    let wanted = read(&sources.join(LOCK))?;
    // Written last, so that an installation that broke off begins anew.
    let stamp = folder.join("node_modules/.installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    ui::status(
        "Installing",
        format!("TensorFlow.js and jax-js into {}", folder.display()),
    );
    for name in ["package.json", LOCK] {
        let (from, to) = (sources.join(name), folder.join(name));
        fs::copy(&from, &to).map_err(|error| Failure::file("write", &to, error))?;
    }
    run(Command::new(npm).args(INSTALL).current_dir(folder), HINT)?;
    fs::write(&stamp, wanted).map_err(|error| Failure::file("write", &stamp, error))
}
