//! What the learner guessed in each section, as it is kept, and how near a guess comes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::sections::{QuestionKind, Section};

/// The guesses that the learner has committed to, by the section's number: an option's position, or a number as typed.
/// A section is done once there is a guess.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Guesses(BTreeMap<String, String>);

/// A guess, read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Guess {
    /// The position of an option.
    Option(usize),
    Number(f64),
}

impl Guesses {
    /// The guess in this section; none if there is none, or if it no longer answers the question.
    pub fn of(&self, section: Section) -> Option<Guess> {
        let text = self.0.get(&section.number().to_string())?;
        read(section.kind(), text)
    }

    /// Keeps the guess, if it answers the question.
    pub fn commit(&mut self, section: Section, text: &str) {
        if read(section.kind(), text).is_some() {
            self.0
                .insert(section.number().to_string(), text.trim().to_owned());
        }
    }

    /// Forgets the guess in this section.
    pub fn withdraw(&mut self, section: Section) {
        self.0.remove(&section.number().to_string());
    }

    /// Whether the section is done.
    pub fn is_done(&self, section: Section) -> bool {
        self.of(section).is_some()
    }

    /// Sections that are done.
    pub fn n_done(&self) -> usize {
        let sections = Section::ALL.into_iter();
        sections.filter(|&section| self.is_done(section)).count()
    }

    /// The first section that is not done.
    pub fn first_open(&self) -> Option<Section> {
        let mut sections = Section::ALL.into_iter();
        sections.find(|&section| !self.is_done(section))
    }
}

/// A guess as typed or stored; none if it does not answer such a question.
pub fn read(kind: QuestionKind, text: &str) -> Option<Guess> {
    match kind {
        QuestionKind::Choice { n_options } => {
            let option: usize = text.trim().parse().ok()?;
            (option < n_options).then_some(Guess::Option(option))
        }
        QuestionKind::Number => number(text).map(Guess::Number),
    }
}

/// A number as people write it: `83.4 %`, `1 875`, `1,875` or `83,4`.
fn number(text: &str) -> Option<f64> {
    let is_kept = |letter: &char| !letter.is_whitespace() && *letter != '%';
    let plain: String = text.chars().filter(is_kept).collect();
    let plain = match plain.split_once(',') {
        Some((whole, rest)) if rest.len() == 3 => format!("{whole}{rest}"),
        Some((whole, rest)) => format!("{whole}.{rest}"),
        None => plain,
    };
    let number: f64 = plain.parse().ok()?;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("83.4 %", Some(83.4)),
            ("83,4", Some(83.4)),
            ("1 875", Some(1875.0)),
            ("1\u{202f}875", Some(1875.0)),
            ("1,875", Some(1875.0)),
            ("-3", Some(-3.0)),
            ("", None),
            ("many", None),
            ("inf", None),
            ("NaN", None),
        ] {
            assert_eq!(number(text), expected, "{text:?}");
        }
    }

    #[test]
    fn only_a_guess_that_answers_the_question_is_kept() {
        let mut guesses = Guesses::default();
        guesses.commit(Section::Libraries, "9");
        guesses.commit(Section::Libraries, "in this tab");
        guesses.commit(Section::Batches, "many");
        assert_eq!(guesses, Guesses::default());
        guesses.commit(Section::Libraries, "1");
        guesses.commit(Section::Batches, " 1 875 ");
        assert_eq!(guesses.of(Section::Libraries), Some(Guess::Option(1)));
        assert_eq!(guesses.of(Section::Batches), Some(Guess::Number(1875.0)));
        assert_eq!(guesses.n_done(), 2);
        assert_eq!(guesses.first_open(), Some(Section::Images));
        guesses.withdraw(Section::Libraries);
        assert!(!guesses.is_done(Section::Libraries));
        assert_eq!(guesses.first_open(), Some(Section::Libraries));
    }

    #[test]
    fn guesses_survive_being_stored() {
        let mut guesses = Guesses::default();
        guesses.commit(Section::Confusion, "6");
        let stored = serde_json::to_string(&guesses).expect("text can be stored");
        assert_eq!(stored, r#"{"10":"6"}"#);
        let read: Guesses = serde_json::from_str(&stored).expect("it is JSON");
        assert_eq!(read, guesses);
        // Of a page with other questions.
        let other: Guesses = serde_json::from_str(r#"{"10":"66","99":"1"}"#).expect("it is JSON");
        assert_eq!(other.n_done(), 0);
    }
}
