//! Reads the Rust sources below `src/` token by token.

use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// The sources, by their path below `src/`.
pub fn all() -> Vec<(String, TokenStream)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    find(&folder, &mut files);
    let read = |file: PathBuf| {
        let name = file.strip_prefix(&folder).expect("it lies there");
        let name = name.to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&file).expect("the sources can be read");
        (name, text.parse().expect("the sources are Rust"))
    };
    files.into_iter().map(read).collect()
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the sources can be read") {
        let path = entry.expect("the sources can be read").path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// Those that may come before a learner: without tests and programs.
pub fn shown() -> impl Iterator<Item = (String, TokenStream)> {
    all().into_iter().filter(|(file, _)| {
        let is_test = file.contains("/tests/") || file.ends_with("/tests.rs");
        // The command line and the programs' starts speak English.
        !is_test && !file.starts_with("bin/")
    })
}

/// What stands in a token that is a string.
pub fn literal(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else {
        return None;
    };
    let text = literal.to_string();
    Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// The token so many places before this one; empty where there is none.
pub fn word_before(tokens: &[TokenTree], at: usize, n: usize) -> String {
    at.checked_sub(n)
        .map(|at| tokens[at].to_string())
        .unwrap_or_default()
}
