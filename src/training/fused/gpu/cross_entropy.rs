//! Softmax, cross-entropy and their gradient for one image.

use cubecl::prelude::*;

use crate::protocol::N_CLASSES;

/// What one image's logits lead to.
#[derive(CubeType)]
pub struct LossGradient {
    /// `ln Σ exp(logits) − logits[label]`.
    pub loss: f32,
    /// 1 if the highest logit is the label's, otherwise 0.
    pub is_correct: f32,
    /// `[10]`: of the batch's mean loss with respect to the logits.
    pub gradient: Sequence<f32>,
}

/// The loss of an image in a batch of so many.
///
/// # Shapes
/// - logits: `[10]`
#[cube]
pub fn softmax_cross_entropy(
    logits: &Sequence<f32>,
    label: usize,
    batch_size: usize,
) -> LossGradient {
    let mut highest = logits[0];
    let mut of_label = logits[0];
    let mut predicted = 0usize;
    #[unroll]
    for class in 1..N_CLASSES {
        let is_higher = logits[class] > highest;
        highest = select(is_higher, logits[class], highest);
        predicted = select(is_higher, class, predicted);
        of_label = select(label == class, logits[class], of_label);
    }
    let mut sum = 0.0f32;
    let mut exponentials = Sequence::<f32>::new();
    #[unroll]
    for class in 0..N_CLASSES {
        let exponential = (logits[class] - highest).exp();
        exponentials.push(exponential);
        sum += exponential;
    }
    let n_images = f32::cast_from(batch_size as u32);
    let mut gradient = Sequence::<f32>::new();
    #[unroll]
    for class in 0..N_CLASSES {
        let target = select(label == class, 1.0f32, 0.0f32);
        gradient.push((exponentials[class] / sum - target) / n_images);
    }
    LossGradient {
        loss: sum.ln() + highest - of_label,
        is_correct: select(predicted == label, 1.0f32, 0.0f32),
        gradient,
    }
}
