//! The stages of a single training step, and what follows from its logits.

use crate::protocol::{N_CLASSES, SingleStep};
use crate::texts::text;

/// A stage of a step, in the order in which they happen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepStage {
    #[default]
    Images,
    Logits,
    Loss,
    Gradients,
    Update,
    LossAfter,
}

impl StepStage {
    /// From the batch to the loss after the update.
    pub const ALL: [Self; 6] = [
        Self::Images,
        Self::Logits,
        Self::Loss,
        Self::Gradients,
        Self::Update,
        Self::LossAfter,
    ];

    /// The label of its button.
    pub fn title(self) -> &'static str {
        match self {
            Self::Images => text!("step-images"),
            Self::Logits => text!("step-logits"),
            Self::Loss => text!("step-loss"),
            Self::Gradients => text!("step-gradients"),
            Self::Update => text!("step-update"),
            Self::LossAfter => text!("step-loss-after"),
        }
    }

    /// The suffix of its `data-testid`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Images => "images",
            Self::Logits => "logits",
            Self::Loss => "loss",
            Self::Gradients => "gradients",
            Self::Update => "update",
            Self::LossAfter => "loss-after",
        }
    }

    /// The stage after it; none after the last.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    /// The stage before it; none before the first.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.get((self as usize).checked_sub(1)?).copied()
    }
}

/// The logits of the image at this position, before the update and after it.
pub fn logits_of(step: &SingleStep, position: usize) -> Option<(&[f32], &[f32])> {
    let before = step.logits.chunks_exact(N_CLASSES).nth(position)?;
    let after = step.logits_after.chunks_exact(N_CLASSES).nth(position)?;
    Some((before, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stages_lead_to_one_another_and_back() {
        let mut stage = StepStage::default();
        let mut seen = vec![stage];
        while let Some(next) = stage.next() {
            assert_eq!(next.previous(), Some(stage));
            stage = next;
            seen.push(stage);
        }
        assert_eq!(seen, StepStage::ALL);
        assert_eq!(StepStage::Images.previous(), None);
    }
}
