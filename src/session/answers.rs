//! The engine's answers, by the number of the question; only the newest are kept.

use std::collections::VecDeque;

use crate::protocol::{
    CheckpointFormat, LabelledImage, ModelKind, Prediction, RequestId, SplitName,
};

/// Answers kept of each kind: more than any page shows at once.
const MAX_ANSWERS: usize = 64;

#[derive(Clone, Debug, PartialEq)]
pub struct ImagesAnswer {
    pub split: SplitName,
    pub images: Vec<LabelledImage>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BatchAnswer {
    pub split: SplitName,
    pub batch_index: usize,
    pub n_batches: usize,
    /// `[batch, channel, height, width]`
    pub images_shape: [usize; 4],
    pub images: Vec<LabelledImage>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PredictionsAnswer {
    pub model: ModelKind,
    pub predictions: Vec<Prediction>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ClassificationAnswer {
    pub model: ModelKind,
    /// The 28×28 grey values that the model saw.
    pub pixels: Vec<u8>,
    /// The picture was dark on light and has been inverted.
    pub inverted: bool,
    /// After softmax, by class.
    pub probabilities: Vec<f32>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SavedFileAnswer {
    pub model: ModelKind,
    pub format: CheckpointFormat,
    pub file: Vec<u8>,
}

/// Answers of one kind, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answers<T>(VecDeque<(RequestId, T)>);

impl<T> Default for Answers<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T> Answers<T> {
    pub fn get(&self, request: RequestId) -> Option<&T> {
        let found = self.0.iter().rev().find(|(known, _)| *known == request);
        found.map(|(_, answer)| answer)
    }

    pub fn insert(&mut self, request: RequestId, answer: T) {
        self.0.retain(|(known, _)| *known != request);
        self.0.push_back((request, answer));
        if self.0.len() > MAX_ANSWERS {
            self.0.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_answers_make_room_for_new_ones() {
        let mut answers = Answers::default();
        for number in 0..100 {
            answers.insert(RequestId(number), number);
        }
        assert_eq!(answers.get(RequestId(99)), Some(&99));
        assert_eq!(answers.get(RequestId(36)), Some(&36));
        assert_eq!(answers.get(RequestId(35)), None);
    }

    #[test]
    fn an_answer_given_twice_is_kept_once() {
        let mut answers = Answers::default();
        answers.insert(RequestId(7), "a");
        answers.insert(RequestId(7), "b");
        assert_eq!(answers.get(RequestId(7)), Some(&"b"));
        assert_eq!(answers.0.len(), 1);
    }
}
