//! The sections of the lesson as plain data: what each says, and what it asks before it shows the answer.

use crate::fashion_mnist::CLASS_NAMES;

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

/// What a section asks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    pub text: &'static str,
    pub kind: QuestionKind,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum QuestionKind {
    /// By one of these.
    Choice(&'static [&'static str]),
    /// By a number that the label describes.
    Number { label: &'static str },
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
        match self {
            Self::Libraries => "Libraries",
            Self::Images => "The images",
            Self::Batches => "Batches",
            Self::Baseline => "A baseline",
            Self::Results => "How good is it?",
            Self::Devices => "CPU or GPU",
            Self::NonLinearity => "Bending the lines",
            Self::Convolutions => "Convolutions",
            Self::Comparison => "Compare",
            Self::Predictions => "Random predictions",
            Self::Confusion => "Confusion matrix",
            Self::SavedModel => "Save and load",
            Self::TryIt => "Try it",
        }
    }

    /// What it is about, in two or three sentences.
    pub fn text(self) -> &'static str {
        match self {
            Self::Libraries => {
                "The chapter begins with the libraries that it stands on: PyTorch, and torchvision for images. Here Burn, a library in Rust, \
                 does their work, compiled to WebAssembly so that a browser can run it. The table shows both side by side."
            }
            Self::Images => {
                "FashionMNIST is 70 000 grey photos of clothes, each of 28 × 28 pixels and in one of ten classes. A model learns from 60 000 of \
                 them and is judged on the other 10 000. To a model, an image is 784 numbers from 0 to 1."
            }
            Self::Batches => {
                "A model does not see all images before it changes. It takes a batch of 32, corrects itself a little, and takes the next; once \
                 all images have had their turn, an epoch is over. The training images are shuffled for every epoch, the test images never."
            }
            Self::Baseline => {
                "Begin with the simplest model that could work, so that there is something to beat. Model 0 lays the 784 pixels in a row and \
                 passes them through two linear layers: products and sums, nothing else. Press “Start training” and watch the loss fall."
            }
            Self::Results => {
                "A trained model is judged on the test images, from which it has not learnt. The loss says how far its answers are from the \
                 truth, the accuracy how many are right. The notebook's accuracy is the mean over 313 batches."
            }
            Self::Devices => {
                "Code for PyTorch usually asks for a graphics card and takes the CPU if there is none. This page does the same with WebGPU, \
                 the browser's way to the graphics card. Where both work, it measures which one is faster."
            }
            Self::NonLinearity => {
                "Two linear layers in a row can do no more than one. A ReLU, which replaces every negative number by zero, changes that: now \
                 the model can bend its lines. Model 1 has one between its layers and, as in the notebook, another one on its ten results."
            }
            Self::Convolutions => {
                "A convolution slides a small window over the image and computes one number at each place; pooling keeps the largest of each \
                 four. So a sleeve counts as a sleeve wherever it is. Model 2 does this twice over: it is the TinyVGG of CNN Explainer. Training it takes half a minute or more."
            }
            Self::Comparison => {
                "Three models have learnt from the same images. Which one to use depends on what counts: right answers, time or size. Here \
                 they stand side by side, each above the figures that the notebook prints."
            }
            Self::Predictions => {
                "Ten results are not yet an answer. The softmax turns them into probabilities that add up to one, and the class with the \
                 highest one is the prediction. Look at a few images yourself: would you have known better?"
            }
            Self::Confusion => {
                "One number hides which mistakes a model makes. The confusion matrix counts all of them: a row for each true class, a column \
                 for each prediction. What lies off the diagonal is wrong."
            }
            Self::SavedModel => {
                "A trained model is a list of numbers with names, its state dict. It can be kept in this browser or as a file that PyTorch \
                 reads too. Loaded into a new model, it must judge exactly as before."
            }
            Self::TryIt => {
                "The models have learnt from photos of a shop. Now give them something else: your own drawing, or a photo. It is cropped, \
                 shrunk to 28 × 28 pixels and made bright on black first, as the images of the data set were."
            }
        }
    }

    /// Whether its cards show the answer by themselves, so that they had better wait for the guess.
    pub fn shows_its_answer(self) -> bool {
        matches!(self, Self::Results | Self::Confusion)
    }

    /// What it asks.
    pub fn question(self) -> Question {
        use QuestionKind::{Choice, Number};
        let (text, kind) = match self {
            Self::Libraries => (
                "Where will the training take place?",
                Choice(&[
                    "On a server, which sends the results",
                    "In this tab, on your computer",
                    "At the maker of your browser",
                ]),
            ),
            Self::Images => (
                "Could a model of nothing but straight lines tell the ten classes apart?",
                Choice(&[
                    "Hardly: one image in ten, as by guessing",
                    "Some: about half of the images",
                    "Most: more than three quarters of them",
                ]),
            ),
            Self::Batches => (
                "60 000 training images in batches of 32: how many batches has an epoch?",
                Number { label: "Batches" },
            ),
            Self::Baseline => (
                "After three epochs, what share of the test images will Model 0 get right?",
                Number {
                    label: "Percent right",
                },
            ),
            Self::Results => (
                "The last test batch has 16 images instead of 32, and counts as much as any other. Is the mean over the batches still the true share of right answers?",
                Choice(&[
                    "Yes, exactly",
                    "Almost: less than a tenth of a percentage point apart",
                    "No: more than that apart",
                ]),
            ),
            Self::Devices => (
                "The notebook trains Model 0 on a CPU, and Model 1, of the same size, on a graphics card. Which one takes longer?",
                Choice(&["Model 0, on the CPU", "Model 1, on the graphics card"]),
            ),
            Self::NonLinearity => (
                "Will Model 1, with its two ReLUs, beat Model 0?",
                Choice(&[
                    "Yes, it gets more right",
                    "They come out the same, within a percentage point",
                    "No, it gets fewer right",
                ]),
            ),
            Self::Convolutions => (
                "Model 2 has four convolutions and a linear layer. How many parameters does it have, compared with Model 1?",
                Choice(&["More", "As many", "Fewer"]),
            ),
            Self::Comparison => (
                "How much longer does the most accurate model train than the quickest one?",
                Choice(&[
                    "Less than twice as long",
                    "Two to ten times as long",
                    "More than ten times as long",
                ]),
            ),
            Self::Predictions => (
                "Of nine random test images, how many does the best model get right?",
                Number {
                    label: "Right of nine",
                },
            ),
            Self::Confusion => (
                "Which class will the best model recognise worst?",
                Choice(&CLASS_NAMES),
            ),
            Self::SavedModel => (
                "A model is saved and loaded again. Will its loss on the test images be the same?",
                Choice(&[
                    "Yes, in every printed digit",
                    "Nearly: a little is lost in the file",
                    "No: it must be trained again",
                ]),
            ),
            Self::TryIt => (
                "Will a model that has only seen photos recognise what you draw?",
                Choice(&["Never", "Sometimes: it depends on the drawing", "Always"]),
            ),
        };
        Question { text, kind }
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
        assert_eq!(
            distinct(|section| section.question().text),
            Section::ALL.len()
        );
        for section in Section::ALL {
            let n_sentences = section.text().matches(". ").count() + 1;
            assert!((2..=4).contains(&n_sentences), "{section:?}: {n_sentences}");
            match section.question().kind {
                QuestionKind::Choice(options) => {
                    let all: BTreeSet<&&str> = options.iter().collect();
                    assert!(options.len() >= 2 && all.len() == options.len());
                }
                QuestionKind::Number { label } => assert!(!label.is_empty()),
            }
        }
    }
}
