//! The stages of a single training step, and what follows from its logits.

use crate::protocol::{N_CLASSES, SingleStep};
use crate::texts::text;

/// A stage of a step, in the order in which they happen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    #[default]
    Images,
    Logits,
    Loss,
    Gradients,
    Update,
    LossAfter,
}

impl Stage {
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

/// Probabilities of the classes: the softmax of ten logits.
pub fn softmax(logits: &[f32]) -> Vec<f32> {
    let max = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let exponentials: Vec<f32> = logits.iter().map(|&logit| (logit - max).exp()).collect();
    let sum: f32 = exponentials.iter().sum();
    exponentials.into_iter().map(|value| value / sum).collect()
}

/// The cross-entropy of one image: −ln of the probability of its true class.
pub fn image_loss(logits: &[f32], label: u8) -> f32 {
    let max = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = logits.iter().map(|&logit| (logit - max).exp()).sum();
    logits
        .get(usize::from(label))
        .map_or(f32::NAN, |logit| max + sum.ln() - logit)
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
        let mut stage = Stage::default();
        let mut seen = vec![stage];
        while let Some(next) = stage.next() {
            assert_eq!(next.previous(), Some(stage));
            stage = next;
            seen.push(stage);
        }
        assert_eq!(seen, Stage::ALL);
        assert_eq!(Stage::Images.previous(), None);
    }

    #[test]
    fn ten_equal_logits_cost_ln_10() {
        assert!((image_loss(&[0.5; 10], 3) - 10f32.ln()).abs() < 1e-6);
        assert!((softmax(&[0.5; 10])[3] - 0.1).abs() < 1e-6);
        assert!(image_loss(&[0.0, 30.0], 1) < 1e-6);
        assert!(image_loss(&[0.0], 7).is_nan());
    }
}
