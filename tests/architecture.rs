//! Holds the layers apart: which room may name which other room, and which outside crate.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A room, the rooms it may know, and the guarded crates it may name.
struct Rule {
    room: &'static str,
    rooms: &'static [&'static str],
    crates: &'static [&'static str],
}

/// Crates that make a room depend on tensors, on the browser, or on Leptos.
const GUARDED: [&str; 10] = [
    "burn",
    "burn_wgpu",
    "gloo",
    "js_sys",
    "leptos",
    "serde_wasm_bindgen",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
    "web_time",
];

const RULES: [Rule; 11] = [
    Rule {
        room: "protocol",
        rooms: &[],
        crates: &[],
    },
    Rule {
        room: "random",
        rooms: &[],
        crates: &[],
    },
    Rule {
        room: "wire",
        rooms: &[],
        crates: &["js_sys", "serde_wasm_bindgen", "wasm_bindgen"],
    },
    Rule {
        room: "data",
        rooms: &["protocol"],
        crates: &["burn"],
    },
    Rule {
        room: "models",
        rooms: &["protocol", "random"],
        crates: &["burn"],
    },
    Rule {
        room: "training",
        rooms: &["data", "models", "protocol", "random"],
        // The fused WebGPU steps are kernels of their own.
        crates: &["burn", "burn_wgpu"],
    },
    Rule {
        room: "checkpoint",
        rooms: &["models", "protocol"],
        crates: &[],
    },
    Rule {
        room: "engine",
        rooms: &[
            "checkpoint",
            "data",
            "models",
            "protocol",
            "random",
            "training",
        ],
        crates: &["burn"],
    },
    // `burn` for the device it starts; that it touches no tensor is checked below.
    Rule {
        room: "worker",
        rooms: &["engine", "protocol", "wire"],
        crates: &[
            "burn",
            "burn_wgpu",
            "gloo",
            "js_sys",
            "wasm_bindgen",
            "wasm_bindgen_futures",
            "web_sys",
            "web_time",
        ],
    },
    Rule {
        room: "session",
        rooms: &["protocol"],
        crates: &[],
    },
    Rule {
        room: "app",
        rooms: &["protocol", "session", "wire"],
        crates: &[
            "gloo",
            "js_sys",
            "leptos",
            "wasm_bindgen",
            "wasm_bindgen_futures",
            "web_sys",
            "web_time",
        ],
    },
];

#[test]
fn every_room_names_only_what_it_may_know() {
    let mut breaches = Vec::new();
    for rule in &RULES {
        let files = files_of(rule.room);
        assert!(
            !files.is_empty(),
            "the room {} is gone: mend the table",
            rule.room
        );
        for file in files {
            let code = code_of(&file);
            for room in named_after(&code, "crate::") {
                let is_room = RULES.iter().any(|rule| rule.room == room);
                if is_room && room != rule.room && !rule.rooms.contains(&room.as_str()) {
                    breaches.push(format!("{} names crate::{room}", file.display()));
                }
            }
            for name in GUARDED {
                let is_named = words_before_colons(&code).contains(name);
                if is_named && !rule.crates.contains(&name) {
                    breaches.push(format!("{} names {name}", file.display()));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_room_of_the_library_has_its_rule() {
    let library = code_of(&source().join("lib.rs"));
    for line in library.lines() {
        if let Some(room) = line.trim().strip_prefix("pub mod ") {
            let room = room.trim_end_matches(';');
            assert!(
                RULES.iter().any(|rule| rule.room == room),
                "no rule for the room {room}"
            );
        }
    }
}

#[test]
fn the_workers_know_devices_but_no_tensors() {
    for file in files_of("worker") {
        for name in named_after(&code_of(&file), "burn::tensor::") {
            assert_eq!(
                name,
                "Device",
                "{} names burn::tensor::{name}",
                file.display()
            );
        }
    }
}

#[test]
fn nothing_is_exported_to_javascript() {
    // An export is a root for the linker and would drag what it names into every wasm file.
    for room in ["app", "worker", "wire"] {
        for file in files_of(room) {
            assert!(
                !code_of(&file).contains("#[wasm_bindgen"),
                "{}",
                file.display()
            );
        }
    }
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// `src/room.rs` and everything under `src/room/`.
fn files_of(room: &str) -> Vec<PathBuf> {
    let mut files = vec![source().join(format!("{room}.rs"))];
    let mut folders = vec![source().join(room)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.map(|entry| entry.expect("the sources can be read").path()) {
            match path.extension() {
                Some(extension) if extension == "rs" => files.push(path),
                Some(_) => {}
                None => folders.push(path),
            }
        }
    }
    files.retain(|file| file.exists());
    files
}

/// A file without its comments and without the insides of its strings.
fn code_of(file: &Path) -> String {
    let text = std::fs::read_to_string(file).expect("the sources can be read");
    let without_escapes = text.replace("\\\"", "");
    let pieces = without_escapes.lines().map(|line| {
        let outside_strings = line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
        outside_strings
            .split("//")
            .next()
            .unwrap_or_default()
            .to_owned()
    });
    pieces.collect::<Vec<_>>().join("\n")
}

/// The first word after each occurrence of `prefix`; of `prefix{a, b}` every first word inside.
fn named_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (start, _) in code.match_indices(prefix) {
        let rest = &code[start + prefix.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let inside = group.split(';').next().unwrap_or_default();
            names.extend(inside.split([',', '{', '}']).map(|part| word(part.trim())));
        } else {
            names.insert(word(rest));
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// Words followed by `::`, such as crate names in paths.
fn words_before_colons(code: &str) -> BTreeSet<&str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices("::")
        .map(|(end, _)| {
            let before = &code[..end];
            &before[before.rfind(|c| !is_part(c)).map_or(0, |start| start + 1)..]
        })
        .collect()
}

#[test]
fn the_reader_of_paths_sees_groups_and_plain_paths() {
    let code = "use crate::data::{Split, idx};\nuse crate::{models, random::Mt};\nlet x = crate::wire::encode(1); burn::tensor::f();";
    let rooms: Vec<String> = named_after(code, "crate::").into_iter().collect();
    for room in ["data", "models", "random", "wire"] {
        assert!(rooms.contains(&room.to_owned()), "{rooms:?}");
    }
    assert!(words_before_colons(code).contains("burn"));
}
