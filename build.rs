//! Names the build, so that the page detects a worker that the browser has cached from another build; passes the releases
//! of some crates to the page; strips function names from the workers, and prepares the page's program for its division.
//!
//! The build's name is the package's version and a hash of all sources of the workers. It depends on no path, no
//! feature and no clock, so the page and both workers of one checkout share it.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "xtask/toolbox/src/lockfile.rs"]
pub mod lockfile;

use lockfile::release_of;

/// Sources in `src/` that no worker contains: a change there does not change the build's name.
const PAGE_ONLY: [&str; 6] = [
    "app",
    "app.rs",
    "bin/app.rs",
    "bin/lesson",
    "session",
    "session.rs",
];

/// Crates whose release the page shows: `env!("FITTING_ROOM_WASM_BINDGEN")` is that of `wasm-bindgen`.
pub const NAMED_CRATES: [&str; 5] = [
    "burn",
    "leptos",
    "wasm-bindgen",
    "gloo",
    "serde-wasm-bindgen",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let version = env::var("CARGO_PKG_VERSION")?;
    // On the host, page and worker are one program, and a build script without inputs is not run again.
    if env::var("CARGO_CFG_TARGET_ARCH")? != "wasm32" {
        println!("cargo::rustc-env=FITTING_ROOM_BUILD={version}");
        return Ok(());
    }
    if env::var("PROFILE")? == "release" {
        leave_out_function_names();
        keep_relocations();
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let files = parts_of_workers(&root)?;
    for file in &files {
        println!("cargo::rerun-if-changed={file}");
    }
    let hash = hash_of(&root, &files)?;
    println!("cargo::rustc-env=FITTING_ROOM_BUILD={version}+{hash:016x}");
    // Texts are no part of a worker.
    if env::var("CARGO_FEATURE_PAGE").is_ok() {
        let texts = ["en", "de"].map(|code| format!("public/texts/{code}.ftl"));
        for file in &texts {
            println!("cargo::rerun-if-changed={file}");
        }
        let hash = hash_of(&root, &texts)?;
        println!("cargo::rustc-env=FITTING_ROOM_TEXTS={hash:016x}");
    }
    let lock = fs::read_to_string(root.join("Cargo.lock"))?;
    for name in NAMED_CRATES {
        let release =
            release_of(&lock, name).ok_or_else(|| format!("Cargo.lock pins no single {name}"))?;
        let variable = name.to_uppercase().replace('-', "_");
        println!("cargo::rustc-env=FITTING_ROOM_{variable}={release}");
    }
    Ok(())
}

/// Function names are a quarter of the WebGPU worker (3.4 of 15.9 MB); a panic's message has its source location without
/// them. The profile's `strip` would also remove the section that lists the wasm features for wasm-bindgen.
fn leave_out_function_names() {
    for worker in ["worker_cpu", "worker_gpu"] {
        println!("cargo::rustc-link-arg-bin={worker}=--strip-all");
        println!("cargo::rustc-link-arg-bin={worker}=--keep-section=target_features");
    }
}

/// What follows the build divides the page's program into parts, for which it has to know what refers to what. It leaves
/// the names out as well.
fn keep_relocations() {
    println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
}

/// The sources of the workers and the versions of their dependencies, relative to `root`, sorted.
///
/// # Errors
/// When a folder cannot be read.
pub fn parts_of_workers(root: &Path) -> io::Result<Vec<String>> {
    let mut files = vec!["Cargo.lock".to_owned()];
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join("src").join(&folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            if PAGE_ONLY.contains(&path.as_str()) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path.ends_with(".rs") {
                files.push(format!("src/{path}"));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// An FNV-1a hash of names and contents: it detects changes by accident, not by an attacker.
///
/// # Errors
/// When a file cannot be read.
pub fn hash_of(root: &Path, files: &[String]) -> io::Result<u64> {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |bytes: &[u8]| {
        let length = (bytes.len() as u64).to_le_bytes();
        for &byte in length.iter().chain(bytes) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    for file in files {
        take(file.as_bytes());
        take(&fs::read(root.join(file))?);
    }
    Ok(hash)
}
