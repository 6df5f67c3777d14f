//! The sections of the lesson: what each says, and what it asks before it shows the answer.

use crate::fashion_mnist::{CLASS_NAMES, N_CLASSES};
use crate::texts;

/// A section of the chapter, by its number there; the last is this page's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    Libraries,
    Images,
    Batches,
    Baseline,
    Results,
    Devices,
    NonLinearity,
    Convolutions,
    Comparison,
    Predictions,
    Confusion,
    SavedModel,
    TryIt,
}

/// How a section's question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// By one of so many options.
    Choice { n_options: usize },
    /// By a number.
    Number,
}

impl Section {
    /// In the lesson's order.
    pub const ALL: [Self; 13] = [
        Self::Libraries,
        Self::Images,
        Self::Batches,
        Self::Baseline,
        Self::Results,
        Self::Devices,
        Self::NonLinearity,
        Self::Convolutions,
        Self::Comparison,
        Self::Predictions,
        Self::Confusion,
        Self::SavedModel,
        Self::TryIt,
    ];

    /// Its number, which is its value in the page's address.
    pub fn number(self) -> usize {
        self as usize
    }

    /// The section of this number in the page's address.
    pub fn from_word(word: &str) -> Option<Self> {
        let number: usize = word.parse().ok()?;
        Self::ALL.get(number).copied()
    }

    /// The section after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number() + 1).copied()
    }

    /// The section before this one.
    pub fn previous(self) -> Option<Self> {
        self.number().checked_sub(1).map(|number| Self::ALL[number])
    }

    /// Its heading.
    pub fn title(self) -> &'static str {
        self.words("title")
    }

    /// What it is about, in two or three sentences.
    pub fn text(self) -> &'static str {
        self.words("text")
    }

    /// Whether its cards show the answer by themselves, so that they had better wait for the guess.
    pub fn shows_its_answer(self) -> bool {
        matches!(
            self,
            Self::Batches
                | Self::Baseline
                | Self::Results
                | Self::NonLinearity
                | Self::Convolutions
                | Self::Comparison
                | Self::Predictions
                | Self::Confusion
        )
    }

    /// How its question is answered.
    pub fn kind(self) -> QuestionKind {
        let n_options = match self {
            Self::Batches | Self::Baseline | Self::Predictions => return QuestionKind::Number,
            Self::Devices => 2,
            Self::Confusion => N_CLASSES,
            Self::Libraries
            | Self::Images
            | Self::Results
            | Self::NonLinearity
            | Self::Convolutions
            | Self::Comparison
            | Self::SavedModel
            | Self::TryIt => 3,
        };
        QuestionKind::Choice { n_options }
    }

    /// What it asks.
    pub fn question(self) -> &'static str {
        self.words("question")
    }

    /// What the number is that answers it.
    pub fn label(self) -> &'static str {
        self.words("label")
    }

    /// One of the options that answer it.
    pub fn option(self, position: usize) -> &'static str {
        match self {
            Self::Confusion => CLASS_NAMES.get(position).copied().unwrap_or_default(),
            _ => self.words(&format!("option-{position}")),
        }
    }

    fn words(self, what: &str) -> &'static str {
        texts::find(&format!("section-{}-{what}", self.number())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn sections_are_numbered_and_follow_one_another() {
        for (number, section) in Section::ALL.into_iter().enumerate() {
            assert_eq!(section.number(), number);
            assert_eq!(Section::from_word(&number.to_string()), Some(section));
            assert_eq!(section.next().map(Section::number), {
                let next = number + 1;
                (next < Section::ALL.len()).then_some(next)
            });
            assert_eq!(section.next().and_then(Section::previous), {
                section.next().map(|_| section)
            });
        }
        assert_eq!(Section::from_word("13"), None);
        assert_eq!(Section::from_word("-1"), None);
    }

    #[test]
    fn every_section_has_a_title_a_text_and_a_question_of_its_own() {
        let distinct = |of: fn(Section) -> &'static str| {
            let all: BTreeSet<&str> = Section::ALL.into_iter().map(of).collect();
            all.len()
        };
        assert_eq!(distinct(Section::title), Section::ALL.len());
        assert_eq!(distinct(Section::text), Section::ALL.len());
        assert_eq!(distinct(Section::question), Section::ALL.len());
        for section in Section::ALL {
            let n_sentences = section.text().matches(". ").count() + 1;
            assert!((2..=4).contains(&n_sentences), "{section:?}: {n_sentences}");
            match section.kind() {
                QuestionKind::Choice { n_options } => {
                    let all: BTreeSet<&str> = (0..n_options).map(|i| section.option(i)).collect();
                    assert!(all.len() == n_options && !all.contains(""));
                    assert!(n_options == N_CLASSES || section.option(n_options).is_empty());
                }
                QuestionKind::Number => assert!(!section.label().is_empty()),
            }
        }
    }
}
