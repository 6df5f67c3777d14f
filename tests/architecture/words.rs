//! Holds the sources to one vocabulary: names that were replaced do not come back, and comments say what a thing is, without
//! persons.

use super::{files_of, source};

/// Names that had several meanings or none outside this project. The glossary in `ARCHITECTURE.md` has those in use.
const REPLACED: [&str; 16] = [
    "Wardrobe",
    "HeldModel",
    "Chore",
    "Stretch",
    "harvest",
    "judge",
    "judging",
    "JUDGES",
    "bent_model",
    "Plan",
    "Desk",
    "Contender",
    "look_at",
    "kept_runs",
    "keep_run",
    "SnapshotPlan",
];

/// Persons and what they do, where a comment has to do without.
const PERSONS: [&str; 9] = [
    "tells",
    "tell",
    "wants",
    "whoever",
    "nobody",
    "somebody",
    "everybody",
    "anybody",
    "knows",
];

/// Below `src`.
const FOLDERS: [&str; 4] = ["", "../xtask", "../benches/src", "../tests"];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

#[test]
fn replaced_names_do_not_come_back_and_comments_are_without_persons() {
    let mut breaches = Vec::new();
    let mut n_comments = 0;
    let own = source().join("../tests/architecture/words.rs");
    let files = FOLDERS.iter().flat_map(|folder| files_of(folder));
    for file in files.filter(|file| *file != own) {
        let text = std::fs::read_to_string(&file).expect("the sources can be read");
        for (line, number) in text.lines().zip(1..) {
            let (code, comment) = line.split_once("//").unwrap_or((line, ""));
            n_comments += usize::from(!comment.is_empty());
            let replaced = words(code).filter(|word| REPLACED.contains(word));
            let persons =
                words(comment).filter(|word| PERSONS.contains(&word.to_lowercase().as_str()));
            for word in replaced.chain(persons) {
                let place = file.strip_prefix(source()).unwrap_or(&file);
                breaches.push(format!("{}:{number}: {word}", place.display()));
            }
        }
    }
    assert!(n_comments > 1000, "{n_comments} comments were read");
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}
