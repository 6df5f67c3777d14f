//! Installs a tool into the cache: a ready-made binary if there is one, else from its source.

use crate::download;
use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use toolbox::process::{output, run, without_own_package};
use toolbox::{Dirs, Failure, Result, create_dir, ui, version};

/// A tool of one exact version.
pub struct Installable {
    pub name: &'static str,
    /// The name of its executable.
    pub program: &'static str,
    /// Its package on crates.io.
    package: &'static str,
    pub version: String,
    /// Addresses of release archives for this machine, best first.
    archives: Vec<String>,
}

impl Installable {
    pub fn trunk(version: &str) -> Self {
        let releases = "https://github.com/trunk-rs/trunk/releases/download";
        Self {
            name: "Trunk",
            program: "trunk",
            package: "trunk",
            version: version.to_owned(),
            archives: platforms(ARCH, OS)
                .map(|platform| format!("{releases}/v{version}/trunk-{platform}.tar.gz"))
                .collect(),
        }
    }

    pub fn geckodriver(version: &str) -> Self {
        let releases = "https://github.com/mozilla/geckodriver/releases/download";
        let platform = match (ARCH, OS) {
            ("x86_64", "linux") => Some("linux64"),
            ("aarch64", "linux") => Some("linux-aarch64"),
            ("x86_64", "macos") => Some("macos"),
            ("aarch64", "macos") => Some("macos-aarch64"),
            _ => None,
        };
        let archive =
            |platform| format!("{releases}/v{version}/geckodriver-v{version}-{platform}.tar.gz");
        Self {
            name: "geckodriver",
            program: "geckodriver",
            package: "geckodriver",
            version: version.to_owned(),
            archives: platform.map(archive).into_iter().collect(),
        }
    }

    pub fn wasm_bindgen(version: &str) -> Self {
        let releases = "https://github.com/wasm-bindgen/wasm-bindgen/releases/download";
        Self {
            name: "wasm-bindgen CLI",
            program: "wasm-bindgen",
            package: "wasm-bindgen-cli",
            version: version.to_owned(),
            archives: platforms(ARCH, OS)
                .map(|platform| {
                    format!("{releases}/{version}/wasm-bindgen-{version}-{platform}.tar.gz")
                })
                .collect(),
        }
    }
}

/// The names under which projects publish binaries that run here; static ones first, because
/// others ask for a C library as new as the builder's.
fn platforms(arch: &'static str, os: &str) -> impl Iterator<Item = String> {
    let systems: &[&str] = match (arch, os) {
        ("x86_64" | "aarch64", "linux") => &["unknown-linux-musl", "unknown-linux-gnu"],
        ("x86_64" | "aarch64", "macos") => &["apple-darwin"],
        _ => &[],
    };
    systems.iter().map(move |system| format!("{arch}-{system}"))
}

pub fn install(dirs: &Dirs, tool: &Installable, installed: &Path) -> Result<()> {
    let what = format!("{} {}", tool.name, tool.version);
    for url in &tool.archives {
        ui::status("Fetching", format!("{what} from {url}"));
        match install_archive(dirs, tool, url, installed) {
            Ok(()) => return Ok(()),
            Err(reason) => ui::status("Skipping", format!("this binary: {reason}")),
        }
    }
    ui::status(
        "Building",
        format!("{what} from source; this takes minutes"),
    );
    if cargo_install(dirs, tool, true).is_err() {
        ui::status("Retrying", format!("{what} without its lock file"));
        cargo_install(dirs, tool, false)?;
    }
    let _ = fs::remove_dir_all(downloads(dirs));
    match version::of_program(installed).as_deref() {
        Some(version) if version == tool.version => Ok(()),
        _ => Err(Failure::new(
            format!("{} does not run as {what}", installed.display()),
            "remove that file and run the command again",
        )),
    }
}

/// Downloads, unpacks and tries the program before it gets its place. The error is a short reason.
fn install_archive(
    dirs: &Dirs,
    tool: &Installable,
    url: &str,
    installed: &Path,
) -> std::result::Result<(), String> {
    let folder = downloads(dirs);
    let unpacked = folder.join("unpacked");
    let _ = fs::remove_dir_all(&unpacked);
    create_dir(&unpacked).map_err(|failure| failure.to_string())?;
    let archive = folder.join(url.rsplit('/').next().unwrap_or(tool.program));

    if !is_archive(&archive) {
        let part = archive.with_extension("part");
        download::fetch(url, &part)?;
        if !is_archive(&part) {
            let _ = fs::remove_file(&part);
            return Err("it is no archive".to_owned());
        }
        fs::rename(&part, &archive).map_err(|error| error.to_string())?;
    }
    let mut unpack = Command::new("tar");
    unpack.arg("-xzf").arg(&archive).arg("-C").arg(&unpacked);
    output(&mut unpack).ok_or("tar cannot unpack it")?;
    let program = find_below(&unpacked, tool.program).ok_or("the program is not in it")?;
    let does_run = version::of_program(&program).as_deref() == Some(tool.version.as_str());
    if does_run {
        place(&program, installed).map_err(|failure| failure.to_string())?;
    }
    let _ = fs::remove_dir_all(&folder);
    if does_run {
        Ok(())
    } else {
        Err("it does not run on this system".to_owned())
    }
}

fn downloads(dirs: &Dirs) -> PathBuf {
    dirs.tools().join("downloads")
}

fn is_archive(path: &Path) -> bool {
    path.is_file() && output(Command::new("tar").arg("-tzf").arg(path)).is_some()
}

/// The archives hold the program at the top or in one folder.
fn find_below(folder: &Path, program: &str) -> Option<PathBuf> {
    let direct = folder.join(program);
    if direct.is_file() {
        return Some(direct);
    }
    fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join(program)))
        .find(|path| path.is_file())
}

fn place(program: &Path, installed: &Path) -> Result<()> {
    if let Some(bin) = installed.parent() {
        create_dir(bin)?;
    }
    fs::rename(program, installed).map_err(|error| Failure::file("write", installed, error))
}

/// The build folder outlives an interruption, so that the next attempt goes on.
fn cargo_install(dirs: &Dirs, tool: &Installable, is_locked: bool) -> Result<()> {
    let build = dirs.tools().join("build");
    let mut cargo = Command::new("cargo");
    without_own_package(&mut cargo)
        .current_dir(&dirs.cache)
        .env("CARGO_TARGET_DIR", &build)
        // Their release profiles cost minutes of link-time optimisation, for programs that run for seconds.
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .arg("install")
        .args(["--bin", tool.program, "--root"])
        .arg(dirs.tools())
        .args(["--force", "--version"])
        .arg(format!("={}", tool.version))
        .arg(tool.package);
    if is_locked {
        cargo.arg("--locked");
    }
    run(
        &mut cargo,
        "check the internet connection and that a C compiler is installed \
         (Debian: `apt-get install build-essential`), then run the command again: it goes on where it stopped",
    )?;
    let _ = fs::remove_dir_all(&build);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn static_binaries_are_tried_first() {
        let linux: Vec<_> = platforms("x86_64", "linux").collect();
        assert_eq!(
            linux,
            ["x86_64-unknown-linux-musl", "x86_64-unknown-linux-gnu"]
        );
        assert_eq!(
            platforms("aarch64", "macos").collect::<Vec<_>>(),
            ["aarch64-apple-darwin"]
        );
        assert_eq!(platforms("riscv64", "linux").count(), 0);
    }

    #[test]
    fn archives_are_named_as_the_projects_name_them() {
        for url in Installable::trunk("0.21.14").archives {
            assert!(url.contains("/download/v0.21.14/trunk-"), "{url}");
        }
        for url in Installable::wasm_bindgen("0.2.130").archives {
            assert!(
                url.contains("/download/0.2.130/wasm-bindgen-0.2.130-"),
                "{url}"
            );
        }
    }

    /// Serves an archive that holds `script` as the program `trunk`, and installs from it.
    #[cfg(unix)]
    fn install_served(name: &str, script: &str) -> (std::result::Result<(), String>, bool) {
        use std::os::unix::fs::PermissionsExt;

        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let inside = folder.join("site/trunk-0.21.14");
        fs::create_dir_all(&inside).expect("temporary folders can be made");
        let program = inside.join("trunk");
        fs::write(&program, script).expect("the folder exists");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it is ours");
        let mut pack = Command::new("tar");
        pack.arg("-czf").arg(folder.join("site/trunk.tar.gz"));
        pack.arg("-C").arg(folder.join("site")).arg("trunk-0.21.14");
        assert!(output(&mut pack).is_some());

        let site = toolbox::server::Site::new(folder.join("site"));
        let server = toolbox::server::Server::start(site).expect("a port is free");

        let dirs = Dirs {
            root: folder.clone(),
            cache: folder.join("cache"),
            target: folder.join("target"),
        };
        let installed = dirs.tools().join("bin/trunk");
        let tool = Installable::trunk("0.21.14");
        let url = format!("http://127.0.0.1:{}/trunk.tar.gz", server.port());
        let outcome = install_archive(&dirs, &tool, &url, &installed);
        let is_installed = installed.is_file();
        let _ = fs::remove_dir_all(&folder);
        (outcome, is_installed)
    }

    #[cfg(unix)]
    #[test]
    fn a_ready_made_binary_is_tried_and_then_placed() {
        let script = "#!/bin/sh\necho trunk 0.21.14\n";
        assert_eq!(install_served("runs", script), (Ok(()), true));
    }

    #[cfg(unix)]
    #[test]
    fn a_binary_that_does_not_run_here_is_not_placed() {
        for script in ["#!/bin/sh\nexit 1\n", "#!/bin/sh\necho trunk 0.20.0\n"] {
            let (outcome, is_installed) = install_served("fails", script);
            assert!(outcome.is_err_and(|reason| reason.contains("does not run")));
            assert!(!is_installed);
        }
    }
}
