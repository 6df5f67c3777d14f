//! Tests of the passages: none is missing, and each is shown.

use super::cut::{BEGIN, END, copy, find};
use super::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a passage that still fit beside the PyTorch without hiding it.
const MAX_LINES: usize = 60;

fn shown() -> Vec<Passage> {
    let sections = Section::ALL.into_iter();
    sections.flat_map(of).copied().collect()
}

#[test]
fn every_section_has_a_passage_with_code_in_both_languages() {
    for section in Section::ALL {
        assert!(!of(section).is_empty(), "{section:?}");
    }
    for passage in shown() {
        let rust = passage.rust();
        let n_lines = rust.lines().count();
        assert!((3..=MAX_LINES).contains(&n_lines), "{}", passage.key);
        assert!(rust.starts_with(|letter: char| !letter.is_whitespace()));
        assert!(!rust.contains("// lesson:"), "{}", passage.key);
        assert!(passage.python.lines().count() >= 2, "{}", passage.key);
        assert!(passage.python.ends_with('\n') && !passage.python.contains('\t'));
    }
}

#[test]
fn every_marked_passage_is_shown_and_ends() {
    let expected: BTreeSet<String> = shown()
        .iter()
        .map(|passage| passage.file.to_owned())
        .collect();
    // The files that name the markers.
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/session/lesson/passages");
    let mut marked = BTreeSet::new();
    let mut n_marked = 0;
    for file in sources() {
        if file.starts_with(&own) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("the sources can be read");
        let mut is_open = false;
        for line in text.lines().map(str::trim) {
            if line.starts_with(BEGIN) {
                assert!(!is_open, "{}: one in another", file.display());
                is_open = true;
                n_marked += 1;
                let root = Path::new(env!("CARGO_MANIFEST_DIR"));
                let file = file.strip_prefix(root).expect("it is a source");
                marked.insert(file.to_string_lossy().replace('\\', "/"));
            } else if line.starts_with("// lesson:") {
                assert_eq!(line, END, "{}", file.display());
                assert!(is_open, "{}: an end without a beginning", file.display());
                is_open = false;
            }
        }
        assert!(!is_open, "{}: a passage without an end", file.display());
    }
    assert_eq!(marked, expected);
    assert_eq!(n_marked, shown().len());
}

#[test]
fn a_passage_is_cut_by_its_name() {
    const SOURCE: &str = "a\n// lesson: begin one-two\nb\n// lesson: end\n  // lesson: begin one\n    c\n\n      d\n  // lesson: end\n";
    const PLACE: (usize, usize) = find(SOURCE, "one");
    let cut: [u8; PLACE.1] = copy(SOURCE, PLACE.0);
    assert_eq!(cut, *b"    c\n\n      d\n");
    let passage = Passage {
        rust: "    c\n\n      d\n",
        ..READING
    };
    assert_eq!(passage.rust(), "c\n\n  d\n");
}

fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the sources can be read") {
            let path = entry.expect("the sources can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path);
            }
        }
    }
    files
}
