//! Holds the modules apart: which one may use which other one, and which outside crates.
//!
//! The sources are read as Rust's own tokens, so comments and strings do not count and the insides of macros do.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/questions.rs"]
mod questions;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/words.rs"]
mod words;

use rules::{FLOOR, FREE, RULES, Rule};

#[test]
fn every_module_uses_only_what_it_may() {
    let crates = outside_crates();
    let mut breaches = Vec::new();
    for rule in RULES {
        let files = files_of(rule.0);
        assert!(!files.is_empty(), "{} is gone: mend the table", rule.0);
        for file in files {
            let text = std::fs::read_to_string(&file).expect("the sources can be read");
            for path in breaches_in(&text, &module_of(&file), rule, &crates) {
                breaches.push(format!("{} uses {path}", file.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_grant_is_used() {
    let mut unused = Vec::new();
    for (module, modules, crates) in RULES {
        let mut used = BTreeSet::new();
        for file in files_of(module) {
            let text = std::fs::read_to_string(&file).expect("the sources can be read");
            let tokens = text.parse().expect("the sources are Rust");
            let mut paths = Vec::new();
            collect_paths(tokens, &module_of(&file), &mut paths);
            used.extend(
                paths
                    .into_iter()
                    .map(|(Resolved::Library(path) | Resolved::Crate(path))| path[0].clone()),
            );
        }
        let grants = modules.split_whitespace().chain(crates.split_whitespace());
        let is_unused = |grant: &&str| !used.contains(grant.split("::").next().unwrap_or_default());
        unused.extend(
            grants
                .filter(is_unused)
                .map(|grant| format!("{module}: {grant}")),
        );
    }
    assert!(unused.is_empty(), "{}", unused.join("\n"));
}

#[test]
fn every_module_and_program_has_its_rule() {
    let library = std::fs::read_to_string(source().join("lib.rs")).expect("there is a library");
    let modules = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "));
    let modules = modules.map(|module| module.trim_end_matches(';').to_owned());
    let programs = std::fs::read_dir(source().join("bin")).expect("there are programs");
    let programs = programs.map(|entry| {
        let path = entry.expect("the sources can be read").path();
        let name = path
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy();
        format!("bin/{name}")
    });
    for module in modules.chain(programs) {
        assert!(
            RULES.iter().any(|rule| rule.0 == module),
            "no rule for {module}"
        );
    }
}

#[test]
fn nothing_is_exported_to_javascript() {
    // An export is a root for the linker and would drag what it names into every wasm file.
    for file in files_of("") {
        let text = std::fs::read_to_string(&file).expect("the sources can be read");
        assert!(!text.contains("#[wasm_bindgen"), "{}", file.display());
    }
}

#[test]
fn no_view_sets_a_style_attribute() {
    // The page's policy blocks the attribute, by which a foreign text could style the page; `prop:style` sets the property.
    for file in files_of("app") {
        let text = std::fs::read_to_string(&file).expect("the sources can be read");
        let breach = text.lines().find(|line| {
            let line = line.trim_start();
            line.starts_with("style=") || line.contains(" style=") || line.contains("(\"style\"")
        });
        assert_eq!(breach, None, "{}", file.display());
    }
}

#[test]
fn each_way_to_break_a_rule_is_seen() {
    let crates = outside_crates();
    let breaches = |module: &str, text: &str| {
        let path: Vec<String> = module.split("::").map(str::to_owned).collect();
        let rule = RULES.iter().find(|rule| rule.0 == path[0]).expect("a rule");
        breaches_in(text, &path, rule, &crates)
    };
    for (module, text, breach) in [
        ("data", "use cubecl::prelude::*;", "cubecl::prelude::*"),
        ("session", "use super::engine::Engine;", "engine::Engine"),
        ("session", "use idb::Factory;", "idb::Factory"),
        (
            "worker::device",
            "use burn::prelude::*;",
            "burn::prelude::*",
        ),
        ("worker", "use burn::tensor::*;", "burn::tensor::*"),
        (
            "worker",
            "use burn::{tensor::{Device, Tensor}};",
            "burn::tensor::Tensor",
        ),
        ("session", "use super::*;", "*"),
        (
            "session::run",
            "use super::super::app::start;",
            "app::start",
        ),
        ("session", "mod tests { use super::super::wire; }", "wire"),
        ("session", "fn f() { crate::engine::run() }", "engine::run"),
        ("session", "macro!(crate::{protocol::Event, app});", "app"),
        ("session", "use leptos;", "leptos"),
        ("random", "use ::zip::ZipArchive;", "zip::ZipArchive"),
    ] {
        assert_eq!(breaches(module, text), [breach], "{text}");
    }
    for (module, text) in [
        (
            "session",
            "// use crate::engine::Engine;\nconst A: &str = \"a\n crate::app::b\";",
        ),
        (
            "session",
            "mod tests { use super::*; use super::run::Run; }",
        ),
        (
            "session::run",
            "use super::plot::Point; use crate::protocol::{Event, event::Failure};",
        ),
        (
            "worker",
            "use burn::tensor::Device; fn f() { burn::tensor::Device::flex(); }",
        ),
        ("app", "gloo::file::futures::read_as_bytes(&blob)"),
    ] {
        assert!(breaches(module, text).is_empty(), "{text}");
    }
}

/// The paths in a module's source that its rule does not allow, each from the library's root or from a crate's name.
fn breaches_in(
    text: &str,
    module: &[String],
    rule: &Rule,
    crates: &BTreeSet<String>,
) -> Vec<String> {
    let is_listed = |list: &str, path: &[String]| {
        list.split_whitespace().any(|allowed| {
            let allowed: Vec<&str> = allowed.split("::").collect();
            allowed.len() <= path.len() && allowed.iter().zip(path).all(|(a, b)| a == b)
        })
    };
    let is_floor = FLOOR.split_whitespace().any(|floor| floor == rule.0);
    let floor = if is_floor { "" } else { FLOOR };
    let is_allowed = |path: &Resolved| match path {
        Resolved::Library(path) => {
            path[0] == rule.0 || is_listed(rule.1, path) || is_listed(floor, path)
        }
        Resolved::Crate(path) => {
            !crates.contains(&path[0]) || is_listed(FREE, path) || is_listed(rule.2, path)
        }
    };
    let tokens: TokenStream = text.parse().expect("the sources are Rust");
    let mut paths = Vec::new();
    collect_paths(tokens, module, &mut paths);
    let mut breaches: Vec<String> = paths
        .iter()
        .filter(|path| !is_allowed(path))
        .map(|(Resolved::Library(path) | Resolved::Crate(path))| path.join("::"))
        .collect();
    breaches.dedup();
    breaches
}

/// Where a path leads.
enum Resolved {
    /// Into the library, from its root.
    Library(Vec<String>),
    /// Into a crate of this name, or to a name that is no crate's.
    Crate(Vec<String>),
}

/// Every path of several words, and every `use`, also within groups, macros and inline modules.
fn collect_paths(tokens: TokenStream, module: &[String], found: &mut Vec<Resolved>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_word = |index: usize, word: &str| matches!(tokens.get(index), Some(TokenTree::Ident(ident)) if ident == word);
    let mut index = 0;
    while index < tokens.len() {
        match &tokens[index] {
            TokenTree::Ident(ident) if ident == "mod" || ident == "use" => {}
            TokenTree::Ident(_) => {
                let is_use = index > 0 && is_word(index - 1, "use")
                    // `use ::name`
                    || index > 2 && is_word(index - 3, "use");
                index = take_path(&tokens, index, &[], &mut |path: &[String]| {
                    if path.len() > 1 || is_use {
                        found.extend(resolve(path, module));
                    }
                });
                continue;
            }
            TokenTree::Group(group) => {
                let mut inner = module.to_vec();
                if let Some(TokenTree::Ident(name)) = index.checked_sub(1).map(|at| &tokens[at])
                    && index > 1
                    && is_word(index - 2, "mod")
                {
                    inner.push(name.to_string());
                }
                collect_paths(group.stream(), &inner, found);
            }
            _ => {}
        }
        index += 1;
    }
}

/// Reads the path that starts at `index`, and each path of the braces that may end it; returns where it ends.
fn take_path(
    tokens: &[TokenTree],
    mut index: usize,
    prefix: &[String],
    found: &mut dyn FnMut(&[String]),
) -> usize {
    let is_punct = |index: usize, mark: char| matches!(tokens.get(index), Some(TokenTree::Punct(punct)) if punct.as_char() == mark);
    let mut path = prefix.to_vec();
    loop {
        match tokens.get(index) {
            Some(TokenTree::Ident(ident)) if ident == "self" && !path.is_empty() => {}
            Some(TokenTree::Ident(ident)) => path.push(ident.to_string()),
            Some(TokenTree::Punct(punct)) if punct.as_char() == '*' => path.push("*".to_owned()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
                for part in inside.split(is_comma).filter(|part| !part.is_empty()) {
                    take_path(part, 0, &path, found);
                }
                return index + 1;
            }
            // The arguments of a generic, which are read on their own.
            _ => break,
        }
        index += 1;
        if !(is_punct(index, ':') && is_punct(index + 1, ':')) {
            break;
        }
        index += 2;
    }
    found(&path);
    index
}

/// A path as seen from the library's root, or as it stands; none where it stays within the program.
fn resolve(path: &[String], module: &[String]) -> Option<Resolved> {
    let is_program = module[0].starts_with("bin/");
    let n_supers = path.iter().take_while(|part| *part == "super").count();
    let base = match path[0].as_str() {
        "fitting_room" => &[],
        "crate" | "self" | "super" if is_program => return None,
        "crate" => &[],
        "self" => module,
        "super" => &module[..module.len() - n_supers],
        _ => return Some(Resolved::Crate(path.to_vec())),
    };
    let rest = &path[n_supers.max(1)..];
    let path = [base, rest].concat();
    (!path.is_empty()).then_some(Resolved::Library(path))
}

/// The names of the packages that Cargo.toml lists, as they stand in paths.
fn outside_crates() -> BTreeSet<String> {
    let manifest = include_str!("../Cargo.toml");
    let sections = manifest.split("\n[");
    let of_dependencies = |section: &&str| {
        let title = section.lines().next().unwrap_or_default();
        title.ends_with("dependencies]") && !title.contains("dev-") && !title.contains("workspace")
    };
    let mut names: BTreeSet<String> = sections
        .filter(of_dependencies)
        .flat_map(|section| section.lines().skip(1))
        .filter_map(|line| line.split_once([' ', '.', '='])?.0.split('#').next())
        .filter(|name| !name.is_empty())
        .map(|name| name.replace('-', "_"))
        .collect();
    names.insert("web_sys".to_owned());
    for expected in ["burn", "cubecl", "leptos", "zip"] {
        assert!(
            names.contains(expected),
            "{expected} is not among {names:?}"
        );
    }
    names
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// `src/module.rs` and everything below `src/module/`; of no module all sources.
fn files_of(module: &str) -> Vec<PathBuf> {
    let mut files = vec![source().join(format!("{module}.rs"))];
    let mut folders = vec![source().join(module)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else {
            continue;
        };
        for path in entries.map(|entry| entry.expect("the sources can be read").path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.retain(|file| file.exists() && file.extension().is_some_and(|end| end == "rs"));
    files
}

/// The path of a source file's module: `["session", "run"]`; a program is one word, `"bin/app"`.
fn module_of(file: &Path) -> Vec<String> {
    let below = file.strip_prefix(source()).expect("it is a source");
    let parts = below.with_extension("");
    let mut parts: Vec<String> = parts
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if parts[0] == "bin" {
        parts = vec![format!("bin/{}", parts[1])];
    }
    parts
}
