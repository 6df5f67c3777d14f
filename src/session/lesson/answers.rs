//! The answers to the sections' questions, from the learner's own session where it has one, else from the notebook.

use crate::protocol::ModelKind;
use crate::session::{ModelEntry, Session};

use super::guesses::Guess;
use super::sections::Section;
use crate::texts::text;

mod evaluated;
mod given;
mod trained;

/// The answer to a section's question, and why it is so.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionAnswer {
    /// The right guess.
    pub right: Guess,
    /// How far a right number may be off; 0 for options.
    pub tolerance: f64,
    /// The answer in a sentence, with its reason.
    pub words: String,
}

/// How near a guess comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// Not far from a number.
    Close,
    Wrong,
}

impl SectionAnswer {
    fn option(right: usize, words: impl Into<String>) -> Self {
        Self {
            right: Guess::Option(right),
            tolerance: 0.0,
            words: words.into(),
        }
    }

    fn number(right: f64, tolerance: f64, words: impl Into<String>) -> Self {
        Self {
            right: Guess::Number(right),
            tolerance,
            words: words.into(),
        }
    }

    /// How near a guess comes.
    pub fn verdict(&self, guess: Guess) -> Verdict {
        match (guess, self.right) {
            (Guess::Option(option), Guess::Option(right)) if option == right => Verdict::Right,
            (Guess::Number(number), Guess::Number(right)) => {
                let gap = (number - right).abs();
                if gap <= self.tolerance {
                    Verdict::Right
                } else if gap <= 3.0 * self.tolerance {
                    Verdict::Close
                } else {
                    Verdict::Wrong
                }
            }
            (Guess::Option(_) | Guess::Number(_), _) => Verdict::Wrong,
        }
    }
}

/// The answer to a section's question, from what the session holds now.
pub fn answer(section: Section, session: &Session) -> SectionAnswer {
    match section {
        Section::Libraries => given::libraries(session),
        Section::Images => given::images(session),
        Section::Batches => given::batches(session),
        Section::Baseline => trained::baseline(session),
        Section::Results => evaluated::results(session),
        Section::Devices => given::devices(session),
        Section::NonLinearity => trained::non_linearity(session),
        Section::Convolutions => trained::convolutions(session),
        Section::Comparison => trained::comparison(session),
        Section::Predictions => evaluated::predictions(session),
        Section::Confusion => evaluated::confusion(session),
        Section::SavedModel => evaluated::saved_model(session),
        Section::TryIt => SectionAnswer::option(1, text!("answer-try-it")),
    }
}

/// The model of straight lines.
pub fn linear_model() -> ModelKind {
    ModelKind::default()
}

/// The model with ReLUs between and behind its linear layers.
pub fn non_linear_model() -> ModelKind {
    first(ModelKind::has_final_relu)
}

/// The model with convolutions.
pub fn convolutional_model() -> ModelKind {
    first(ModelKind::has_convolutions)
}

fn first(is_meant: fn(ModelKind) -> bool) -> ModelKind {
    let mut all = ModelKind::ALL.into_iter();
    all.find(|&model| is_meant(model)).unwrap_or_default()
}

/// An accuracy, and whose it is, as the subject of a sentence that may not begin it.
struct Reached {
    accuracy: f64,
    who: String,
}

impl Reached {
    /// By the model in the session, else in the notebook.
    fn by(model: ModelKind, session: &Session) -> Self {
        let entry = whole(model, session);
        let own = entry.and_then(|entry| Some((entry, entry.score()?.accuracy)));
        match own {
            Some((entry, accuracy)) => Self {
                accuracy,
                who: owned(entry),
            },
            None => Self {
                accuracy: published(model).map_or(0.0, |(accuracy, _)| accuracy),
                who: text!("lesson-of-notebook", model = name(model)),
            },
        }
    }
}

/// The model in the session, unless its run was stopped: such a one decides no answer.
fn whole(model: ModelKind, session: &Session) -> Option<&ModelEntry> {
    let entry = session.models.get(model)?;
    entry.stopped_at().is_none().then_some(entry)
}

/// The model, and whose it is: `your Model 0`.
fn owned(entry: &ModelEntry) -> String {
    let model = name(entry.kind());
    if entry.is_pretrained() {
        text!("lesson-pretrained", model = model)
    } else {
        text!("lesson-own", model = model)
    }
}

/// The words, and another sentence where there is one.
fn and(words: String, more: &str) -> String {
    if more.is_empty() {
        words
    } else {
        format!("{words} {more}")
    }
}

/// The notebook's accuracy, and the seconds that it trained; none of a model that is not in it.
fn published(model: ModelKind) -> Option<(f64, f64)> {
    let published = model.published.as_ref()?;
    let [.., last] = &published.epochs;
    Some((last.test_accuracy, published.training_secs))
}

/// The short form of a title: `Model 2` of `Model 2 · TinyVGG`.
fn name(model: ModelKind) -> &'static str {
    let title = model.title();
    title.split(" · ").next().unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_miss_by_the_tolerance() {
        let answer = SectionAnswer {
            right: Guess::Number(83.4),
            tolerance: 1.0,
            words: String::new(),
        };
        for (number, expected) in [
            (84.0, Verdict::Right),
            (81.0, Verdict::Close),
            (10.0, Verdict::Wrong),
        ] {
            assert_eq!(answer.verdict(Guess::Number(number)), expected);
        }
        assert_eq!(answer.verdict(Guess::Option(0)), Verdict::Wrong);
    }
}
