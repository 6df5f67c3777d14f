//! Seals a built page: names its version, lists its files with their hashes in its service worker, and writes its
//! Content-Security-Policy.
//!
//! A page that is not sealed works as well, but is neither kept in the browser nor bound by a policy.

use crate::server::{ISOLATION, content_type};
use crate::{Failure, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The start page, and the program that [`seal`] completes.
const INDEX: &str = "index.html";
const SERVICE_WORKER: &str = "service_worker.js";
/// The engine keeps the data set, which is the same in all versions.
const DATA: &str = "data";

/// The scripts that stand in the page itself are added by their hashes. WebAssembly needs a permission of its own; blobs
/// and data are the learner's pictures and the charts that are saved.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{SCRIPTS}; style-src 'self'; \
    img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'none'";
/// Browsers take this from a header only.
const FRAME_POLICY: &str = "frame-ancestors 'self'";

const POLICY_TAG: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
const VERSION_TAG: &str = "<meta name=\"version\" content=\"";

/// A file of the page: its path with `/`, and its hash as browsers check it.
struct Listed {
    path: String,
    integrity: String,
}

/// Seals the page in this folder, also one that was sealed before, and returns its version.
///
/// # Errors
/// When a file cannot be read or written, or the page is none of ours.
pub fn seal(folder: &Path) -> Result<String> {
    let index = without_seal(&read_text(folder, INDEX)?);
    let service_worker = read_text(folder, SERVICE_WORKER)?;
    let policy = POLICY.replace("{SCRIPTS}", &hashes_of_scripts(&index));
    let mut files = list(folder, "")?;
    let version = version_of(&index, &policy, &files);
    let tags = format!("\n    {POLICY_TAG}{policy}\" />\n    {VERSION_TAG}{version}\" />");
    let index = insert_into_head(&index, &tags)?;
    files.push(Listed {
        path: INDEX.to_owned(),
        integrity: integrity_of(index.as_bytes()),
    });
    let service_worker = complete(&service_worker, &version, &policy, &files)?;
    write(folder, INDEX, &index)?;
    write(folder, SERVICE_WORKER, &service_worker)?;
    Ok(version)
}

/// The policy that a server sends with every file of the page in this folder; none if it is not sealed.
pub fn policy_of(folder: &Path) -> Option<String> {
    let index = read_text(folder, INDEX).ok()?;
    let (_, rest) = index.split_once(POLICY_TAG)?;
    let (policy, _) = rest.split_once('"')?;
    Some(header(policy))
}

fn header(policy: &str) -> String {
    format!("{policy}; {FRAME_POLICY}")
}

/// All files of the page but those that are sealed and the data set, by path.
fn list(folder: &Path, below: &str) -> Result<Vec<Listed>> {
    let here = folder.join(below);
    let unreadable = |error| Failure::file("read", &here, error);
    let mut files = Vec::new();
    for entry in fs::read_dir(&here).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = match below {
            "" => name,
            _ => format!("{below}/{name}"),
        };
        if [INDEX, SERVICE_WORKER, DATA].contains(&path.as_str()) {
            continue;
        }
        if entry.path().is_dir() {
            files.extend(list(folder, &path)?);
        } else {
            let file = entry.path();
            let bytes = fs::read(&file).map_err(|error| Failure::file("read", &file, error))?;
            let integrity = integrity_of(&bytes);
            files.push(Listed { path, integrity });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Changes with any file of the page.
fn version_of(index: &str, policy: &str, files: &[Listed]) -> String {
    let mut hash = Sha256::new();
    hash.update(index);
    hash.update(policy);
    for file in files {
        hash.update(&file.path);
        hash.update(&file.integrity);
    }
    hash.finalize()[..6]
        .iter()
        .fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("a string takes everything");
            hex
        })
}

/// ` 'sha256-…'` for each script that the page itself holds.
fn hashes_of_scripts(index: &str) -> String {
    let mut hashes = String::new();
    for part in index.split("<script").skip(1) {
        let Some((attributes, rest)) = part.split_once('>') else {
            continue;
        };
        if !attributes.contains("src=")
            && let Some((script, _)) = rest.split_once("</script>")
        {
            hashes += &format!(" '{}'", integrity_of(script.as_bytes()));
        }
    }
    hashes
}

/// The hash of a file as browsers check it.
pub fn integrity_of(bytes: &[u8]) -> String {
    format!("sha256-{}", base64(&Sha256::digest(bytes)))
}

/// The page as Trunk wrote it.
fn without_seal(index: &str) -> String {
    let is_ours = |line: &&str| !line.contains(POLICY_TAG) && !line.contains(VERSION_TAG);
    let lines: Vec<&str> = index.lines().filter(is_ours).collect();
    lines.join("\n") + "\n"
}

/// Before anything is loaded, but after the encoding, which has to stand in the first kilobyte.
fn insert_into_head(index: &str, tags: &str) -> Result<String> {
    let after_encoding = index
        .find("<meta charset")
        .and_then(|start| Some(start + index[start..].find('>')? + 1));
    let Some(at) = after_encoding else {
        return Err(Failure::new(
            format!("{INDEX} does not name its encoding"),
            "check that it is as in the repository",
        ));
    };
    Ok(format!("{}{tags}{}", &index[..at], &index[at..]))
}

/// The service worker with its three constants.
fn complete(program: &str, version: &str, policy: &str, files: &[Listed]) -> Result<String> {
    let mut list = String::from("{");
    for Listed { path, integrity } in files {
        let kind = content_type(Path::new(path));
        list += &format!(
            "{}: [{}, {}], ",
            quoted(path),
            quoted(kind),
            quoted(integrity)
        );
    }
    list += "}";
    let policy = header(policy);
    let mut headers = String::from("{");
    for (name, value) in ISOLATION
        .iter()
        .chain(&[("Content-Security-Policy", policy.as_str())])
    {
        headers += &format!("{}: {}, ", quoted(name), quoted(value));
    }
    headers += "}";
    let constants = [
        ("VERSION", quoted(version)),
        ("FILES", list),
        ("HEADERS", headers),
    ];
    let mut n_found = 0;
    let mut completed = String::new();
    for line in program.lines() {
        let constant = constants
            .iter()
            .find(|(name, _)| line.starts_with(&format!("const {name} = ")));
        match constant {
            Some((name, value)) => {
                n_found += 1;
                completed += &format!("const {name} = {value};\n");
            }
            None => completed += &format!("{line}\n"),
        }
    }
    if n_found == constants.len() {
        Ok(completed)
    } else {
        Err(Failure::new(
            format!("{SERVICE_WORKER} does not have the constants of a version"),
            "check that it is as in public/",
        ))
    }
}

/// A string of JavaScript. Names of files and headers hold nothing that needs more.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |position: usize| u32::from(chunk.get(position).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for position in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * position) & 63) as usize];
            text.push(if position <= chunk.len() {
                char::from(digit)
            } else {
                '='
            });
        }
    }
    text
}

fn read_text(folder: &Path, name: &str) -> Result<String> {
    let path = folder.join(name);
    fs::read_to_string(&path).map_err(|error| {
        Failure::new(
            format!("cannot read {}: {error}", path.display()),
            "`cargo xtask build` builds the page",
        )
    })
}

fn write(folder: &Path, name: &str, text: &str) -> Result<()> {
    let path = folder.join(name);
    fs::write(&path, text).map_err(|error| Failure::file("write", &path, error))
}

#[cfg(test)]
mod tests;
