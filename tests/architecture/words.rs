//! Holds the sources to one vocabulary: names that were replaced do not come back, and comments say what a thing is, without
//! persons.

use super::{files_of, source};

/// Names that had several meanings or none that a newcomer knows. The glossary in `ARCHITECTURE.md` has those in use.
const REPLACED: [&str; 12] = [
    "Wardrobe",
    "HeldModel",
    "Chore",
    "Stretch",
    "harvest",
    "judge",
    "judging",
    "Plan",
    "Desk",
    "Contender",
    "look_at",
    "kept_runs",
];

/// Persons and what they do, where a comment has to do without.
const PERSONS: [&str; 4] = ["tells", "whoever", "nobody", "somebody"];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

#[test]
fn replaced_names_do_not_come_back_and_comments_are_without_persons() {
    let mut breaches = Vec::new();
    let mut n_comments = 0;
    for file in files_of("") {
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
