//! The learner's votes on wrong predictions: is the model to blame, or the picture and its label?

use crate::texts::text;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Who is to blame for a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Vote {
    /// The picture is clear: a modelling error.
    Model,
    /// The picture could be either, or its label is wrong: a data error.
    Data,
}

/// Votes by the position of the test image.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Votes(BTreeMap<u32, Vote>);

impl Votes {
    /// The vote on this image.
    pub fn get(&self, image: u32) -> Option<Vote> {
        self.0.get(&image).copied()
    }

    /// Sets the vote on this image; the same vote again takes it back.
    pub fn toggle(&mut self, image: u32, vote: Vote) {
        if self.0.insert(image, vote) == Some(vote) {
            self.0.remove(&image);
        }
    }

    /// The votes as a sentence; none before the first one.
    pub fn tally(&self) -> Option<String> {
        let count = |vote: Vote| self.0.values().filter(|known| **known == vote).count();
        let (n_model, n_data) = (count(Vote::Model), count(Vote::Data));
        match n_model + n_data {
            0 => None,
            1 if n_model == 1 => Some(text!("evaluate-votes-one-model").to_owned()),
            1 => Some(text!("evaluate-votes-one-data").to_owned()),
            n_votes => Some(text!(
                "evaluate-votes",
                n = n_votes,
                model = n_model,
                data = n_data
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vote_can_be_changed_and_taken_back() {
        let mut votes = Votes::default();
        assert_eq!(votes.tally(), None);
        votes.toggle(17, Vote::Model);
        assert_eq!(
            votes.tally().as_deref(),
            Some("You have judged one mistake: the model’s.")
        );
        votes.toggle(4, Vote::Model);
        votes.toggle(17, Vote::Data);
        assert_eq!(votes.get(17), Some(Vote::Data));
        assert_eq!(
            votes.tally().as_deref(),
            Some("You have judged 2 mistakes: 1 the model’s, 1 the data’s.")
        );
        votes.toggle(17, Vote::Data);
        assert_eq!(votes.get(17), None);
    }
}
