//! `docs/add-a-model.md` is true: a copy of the sources with the file and the line that it gives compiles, trains the
//! fourth model, and carries it through checkpoints, command line, page and bench.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGE: &str = include_str!("../docs/add-a-model.md");
const NEW_FILE: &str = "src/models/one_conv.rs";
/// The command line under another name, so that it does not replace the original's.
const PROGRAM: &str = "lesson-of-four";
/// Everything that the copy needs of the repository.
const PARTS: [&str; 13] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "benches",
    "build.rs",
    "docs",
    "fuzz/src",
    "public",
    "src",
    "style",
    "tests",
    "xtask",
];
/// The packages of `cargo xtask test --native`: with others, cargo would unite other features and build Burn once more.
const PACKAGES: [&str; 3] = ["--workspace", "--exclude", "reader-tests"];

#[test]
fn one_file_and_one_line_make_a_fourth_model() {
    let root = copy_with_fourth_model();

    // Whatever loops over the catalogue: layers, first weights, network, recognition, address, settings, bench.
    let in_packages = |command, words: &[&str]| {
        cargo(&root, &[&[command][..], &PACKAGES, words].concat());
    };
    in_packages("test", &["--lib", "--bin", "fitting-room-bench"]);
    in_packages("test", &["--test", "checkpoint", "--test", "engine"]);
    in_packages("test", &["--test", "training", "every_model"]);
    let page = ["--no-default-features", "--features", "page"];
    let wasm = ["--target", "wasm32-unknown-unknown"];
    cargo(
        &root,
        &[&["check", "--bin", "app"], &page[..], &wasm].concat(),
    );

    // The tests above have built it.
    let file = root.join("fourth.pth");
    let file = file.to_str().expect("the folder's name is text");
    let program = target().join("debug").join(PROGRAM);
    let lesson = |words: &[&str]| printed(Command::new(&program).args(words).current_dir(&root));
    let run = lesson(&["train", "--model", "3", "--epochs", "1", "--out", file]);
    let accuracy = |text: &str| {
        let (_, rest) = text.rsplit_once("Test acc: ").expect("it is printed");
        let digits = rest.split('%').next().unwrap_or_default();
        digits.parse::<f64>().expect("a number")
    };
    assert!(accuracy(&run) > 75.0, "{run}");
    let evaluation = lesson(&["evaluate", "--checkpoint", file]);
    assert!(evaluation.contains("Model: FashionMNISTModelV3\nHidden units: 10\n"));
    assert_eq!(accuracy(&evaluation), accuracy(&run));
}

/// The sources as `docs/add-a-model.md` leaves them. The copy has a version of its own, so that it can share the target
/// folder without replacing what the original has there.
fn copy_with_fourth_model() -> PathBuf {
    let original = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("add-a-model");
    // Left over from an earlier run; there may be none.
    drop(fs::remove_dir_all(&root));
    for part in PARTS {
        copy(&original.join(part), &root.join(part));
    }

    let [file, line] = code_blocks();
    fs::write(root.join(NEW_FILE), file).expect("the copy can be written");
    edit(&root.join("src/models.rs"), |text| {
        let (list, rest) = text.rsplit_once("}\n").expect("the list ends the file");
        format!("{list}{line}}}\n{rest}")
    });
    edit(&root.join("Cargo.toml"), |text| {
        text.replace("version = \"0.1.0\"", "version = \"0.1.0-four\"")
            .replace(
                "name = \"lesson\"",
                &format!("name = \"{PROGRAM}\"\npath = \"src/bin/lesson/main.rs\""),
            )
    });
    // They run the program under its original name.
    fs::remove_file(root.join("tests/lesson.rs")).expect("it was copied");
    root
}

/// The page's new file and its line of the list.
fn code_blocks() -> [&'static str; 2] {
    let blocks: Vec<&str> = PAGE
        .split("```rust\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    blocks.try_into().expect("the page has two blocks of Rust")
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).expect("a folder of the repository") {
            let name = entry.expect("it can be read").file_name();
            copy(&from.join(&name), &to.join(&name));
        }
    } else {
        fs::create_dir_all(to.parent().expect("a file has a folder")).expect("it can be made");
        fs::copy(from, to).expect("it can be copied");
    }
}

fn edit(path: &Path, change: impl FnOnce(&str) -> String) {
    let text = fs::read_to_string(path).expect("the file was copied");
    fs::write(path, change(&text)).expect("the copy can be written");
}

/// The target folder that these tests were built in.
fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("cargo makes the folder for tests within the target folder")
}

/// What cargo prints in this folder; fails with all of it unless cargo succeeds.
fn cargo(root: &Path, words: &[&str]) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    printed(
        cargo
            .args(words)
            .current_dir(root)
            .env("CARGO_TARGET_DIR", target()),
    )
}

fn printed(command: &mut Command) -> String {
    let output = command.output().expect("the program starts");
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{text}\n{errors}");
    text.into_owned()
}
