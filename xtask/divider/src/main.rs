//! Divides the page's program into what draws the first view, and parts that are loaded after it; gives the CPU worker its second
//! file ([`plain`]).
//!
//! `#[wasm_split]` marks in the sources where a part begins. The division has to come before wasm-bindgen, where Trunk has
//! no step; so this runs after Trunk, on the program that cargo has linked, and replaces what Trunk made of the whole.

mod plain;

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use sha2::{Digest, Sha256};
use toolbox::process::run;
use toolbox::seal::integrity_of;
use toolbox::{Failure, Result, create_dir, ui};
use wasm_encoder::Module;
use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_split_cli_support::{Options, transform};
use wasmparser::{CustomSectionReader, Parser};

/// What the parts are called before their content is known.
const SCRIPT: &str = "app.js";
const PROGRAM: &str = "app_bg.wasm";
/// Loads the parts.
const LOADER: &str = "app_parts.js";
const INDEX: &str = "index.html";

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [program, page] = arguments.as_slice() else {
        eprintln!("error: give the linked program and the folder of the built page");
        return ExitCode::FAILURE;
    };
    let outcome = divide(program, page).and_then(|n_parts| Ok((n_parts, plain::add(page)?)));
    match outcome {
        Ok((n_parts, n_replaced)) => {
            ui::status(
                "Divided",
                format!("the page's program into {n_parts} parts"),
            );
            ui::status(
                "Rewrote",
                format!("{n_replaced} instructions of relaxed SIMD for browsers without it"),
            );
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// A file of the divided program, under the name that the others use for it.
struct Piece {
    name: String,
    bytes: Vec<u8>,
}

/// Replaces the whole program in the built page by its pieces; how many of them are WebAssembly.
fn divide(program: &Path, page: &Path) -> Result<usize> {
    let whole = fs::read(program).map_err(|error| Failure::file("read", program, error))?;
    let folder = program.with_extension("parts");
    let _ = fs::remove_dir_all(&folder);
    create_dir(&folder)?;
    let pieces = pieces(&whole, &folder)?;
    let n_parts = pieces.iter().filter(|piece| !piece.is_text()).count();
    replace(page, pieces)?;
    Ok(n_parts)
}

/// The script first, then the loader.
fn pieces(whole: &[u8], folder: &Path) -> Result<Vec<Piece>> {
    let main = folder.join("app.wasm");
    let mut options = Options::new(whole);
    options.output_dir = folder;
    options.main_out_path = &main;
    let link = format!("./{LOADER}");
    options.link_name = &link;
    let script = format!("./{SCRIPT}");
    options.main_module = &script;
    let split = transform(options).map_err(|error| {
        Failure::new(
            format!("the page's program cannot be divided: {error}"),
            "check that build.rs asks the linker for relocations",
        )
    })?;
    let mut bindgen = Command::new("wasm-bindgen");
    bindgen
        .args(["--target", "web", "--no-typescript", "--out-name", "app"])
        .args(["--remove-name-section", "--remove-producers-section"])
        // The parts share the memory and the table of functions.
        .arg("--keep-lld-exports")
        .arg("--out-dir")
        .arg(folder)
        .arg(&main);
    run(&mut bindgen, "read the first error above")?;
    let mut pieces = Vec::new();
    for name in [SCRIPT, LOADER, PROGRAM] {
        pieces.push(read(&folder.join(name))?);
    }
    for part in split.split_modules {
        let Piece { name, bytes } = read(&part)?;
        let bytes = without_custom_sections(&bytes)?;
        pieces.push(Piece { name, bytes });
    }
    Ok(pieces)
}

fn read(path: &Path) -> Result<Piece> {
    let bytes = fs::read(path).map_err(|error| Failure::file("read", path, error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Piece {
        name: name.into_owned(),
        bytes,
    })
}

impl Piece {
    fn is_text(&self) -> bool {
        Path::new(&self.name).extension() == Some(OsStr::new("js"))
    }
}

/// Drops names, and writes numbers in as few bytes as they need: the linker left room for relocations.
fn without_custom_sections(part: &[u8]) -> Result<Vec<u8>> {
    struct Plain;
    impl Reencode for Plain {
        type Error = std::convert::Infallible;
        fn parse_custom_section(
            &mut self,
            _: &mut Module,
            _: CustomSectionReader<'_>,
        ) -> std::result::Result<(), ReencodeError<Self::Error>> {
            Ok(())
        }
    }
    let mut module = Module::new();
    Plain
        .parse_core_module(&mut module, Parser::new(0), part)
        .map_err(|error| {
            Failure::new(
                format!("a part of the page's program cannot be read: {error}"),
                "check that wasmparser is as new as wasm_split_cli_support's",
            )
        })?;
    Ok(module.finish())
}

/// Writes the pieces into the page in place of the whole program, all with one hash in their names: they refer to each other.
fn replace(page: &Path, mut pieces: Vec<Piece>) -> Result<()> {
    let mut hash = Sha256::new();
    for piece in &pieces {
        hash.update(&piece.bytes);
    }
    let hash = hash.finalize()[..8]
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    // `app-HASH_bg.wasm`, and `views-HASH.wasm` of `split_views.wasm`.
    let hashed = |name: &str| match name.strip_prefix("app") {
        Some(rest) => format!("app-{hash}{rest}"),
        None => {
            let name = name.trim_start_matches("split_");
            name.replacen('.', &format!("-{hash}."), 1)
        }
    };
    let files: Vec<(String, String)> = pieces
        .iter()
        .map(|piece| (piece.name.clone(), integrity_of(&piece.bytes)))
        .collect();
    for piece in &mut pieces {
        if piece.is_text() {
            let mut text = String::from_utf8_lossy(&piece.bytes).into_owned();
            for (name, integrity) in &files {
                // Not in the table of imports, whose keys stand in the program as well.
                let import = |name: &str| format!("from \"./{name}\"");
                text = text.replace(&import(name), &import(&hashed(name)));
                let old = format!("fetch(new URL(\"./{name}\", import.meta.url))");
                let checked = format!(
                    "fetch(new URL(\"./{}\", import.meta.url), {{ integrity: \"{integrity}\" }})",
                    hashed(name)
                );
                text = text.replace(&old, &checked);
            }
            piece.bytes = text.into_bytes();
        }
        piece.name = hashed(&piece.name);
    }
    let index_file = page.join(INDEX);
    let mut index = fs::read_to_string(&index_file)
        .map_err(|error| Failure::file("read", &index_file, error))?;
    for (old, new) in [(".js", &pieces[0]), ("_bg.wasm", &pieces[2])] {
        let name = name_in(&index, old)?;
        let _ = fs::remove_file(page.join(&name));
        index = refer(&index, &name, new);
    }
    let loader = &pieces[1];
    let link = format!(
        "<link rel=\"modulepreload\" href=\"./{}\" crossorigin=\"anonymous\" integrity=\"{}\"></head>",
        loader.name,
        integrity_of(&loader.bytes)
    );
    index = index.replacen("</head>", &link, 1);
    for piece in &pieces {
        let file = page.join(&piece.name);
        fs::write(&file, &piece.bytes).map_err(|error| Failure::file("write", &file, error))?;
    }
    fs::write(&index_file, index).map_err(|error| Failure::file("write", &index_file, error))
}

/// The name of Trunk's own file for the page's program: `app…`, with this end.
fn name_in(index: &str, end: &str) -> Result<String> {
    let names = index.split("./app").skip(1);
    let found = names
        .filter_map(|rest| rest.split(['"', '\'']).next())
        .find(|rest| rest.ends_with(end));
    found.map(|rest| format!("app{rest}")).ok_or_else(|| {
        Failure::new(
            format!("{INDEX} does not name the page's program"),
            "build it by `cargo xtask build`",
        )
    })
}

/// Names another file wherever the page names this one, with the hash by which the browser checks it.
fn refer(index: &str, old: &str, new: &Piece) -> String {
    const INTEGRITY: &str = "integrity=\"";
    let mut changed = String::new();
    let mut rest = index;
    while let Some(at) = rest.find(old) {
        changed += &rest[..at];
        changed += &new.name;
        rest = &rest[at + old.len()..];
        let tag = rest.find('>').unwrap_or(rest.len());
        if let Some(start) = rest[..tag].find(INTEGRITY) {
            let start = start + INTEGRITY.len();
            let value = rest[start..].find('"').unwrap_or_default();
            changed += &rest[..start];
            changed += &integrity_of(&new.bytes);
            rest = &rest[start + value..];
        }
    }
    changed + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_new_file_and_its_hash() {
        let index = r#"<script>import x from './app-1.js';</script>
<link rel="modulepreload" href="./app-1.js" crossorigin integrity="sha384-old"><link href="./app-1_bg.wasm" integrity="sha384-wasm">"#;
        let new = Piece {
            name: "app-2.js".to_owned(),
            bytes: b"keep()".to_vec(),
        };
        assert_eq!(name_in(index, ".js").ok().as_deref(), Some("app-1.js"));
        let expected = index
            .replace("app-1.js", "app-2.js")
            .replace("sha384-old", &integrity_of(b"keep()"));
        assert_eq!(refer(index, "app-1.js", &new), expected);
    }
}
