//! Softmax, cross-entropy and their gradient for one image, with the same bits on every platform.

use wide::f64x2;

use crate::exp::exp_of_pairs;
use crate::fashion_mnist::N_CLASSES;

/// The class with the highest logit; of equal ones the first, as in `torch.argmax` (ties are common after Model 1's last
/// ReLU).
pub fn argmax<T: PartialOrd>(logits: &[T]) -> usize {
    let mut best = 0;
    for (class, logit) in logits.iter().enumerate() {
        if *logit > logits[best] {
            best = class;
        }
    }
    best
}

/// One number a class, filled up with zeros to whole vectors of four.
pub type Logits = [f32; 12];

/// What one image's logits lead to.
pub struct LossGradient {
    /// `ln Σ exp(logits) − logits[label]`.
    pub loss: f64,
    /// Of the batch's loss with respect to the logits: `share · (softmax(logits) − one_hot(label))`.
    pub gradient: Logits,
}

/// The highest of some logits, and `exp(logit − highest)` of each.
#[inline]
fn exponentials(logits: &[f64; N_CLASSES]) -> (f64, [f64; N_CLASSES]) {
    let pairs: &[[f64; 2]; N_CLASSES / 2] = bytemuck::cast_ref(logits);
    let pairs = pairs.map(f64x2::new);
    // In vectors, because branches of a comparison one by one would often be guessed wrongly.
    let higher = pairs
        .into_iter()
        .reduce(f64x2::fast_max)
        .unwrap_or_default();
    let [even, odd] = higher.to_array();
    let max = higher.fast_max(f64x2::new([odd, even]));
    let exponentials = exp_of_pairs(pairs.map(|pair| pair - max));
    let [max, _] = max.to_array();
    let exponentials = bytemuck::cast(exponentials);
    (max, exponentials)
}

/// The highest of some logits, and `Σ exp(logit − highest)`, by which a softmax divides.
pub fn sum_of_exponentials(logits: &[f32; N_CLASSES]) -> (f64, f64) {
    let (max, exponentials) = exponentials(&logits.map(f64::from));
    (max, exponentials.iter().sum())
}

/// Cross-entropy after softmax of one image, and its gradient times `share`, the image's weight in the batch's mean.
// lesson: begin loss
pub fn softmax_cross_entropy(logits: &Logits, label: u8, share: f64) -> LossGradient {
    let label = usize::from(label);
    let logits: [f64; N_CLASSES] = std::array::from_fn(|class| f64::from(logits[class]));
    let (max, mut exponentials) = exponentials(&logits);
    let sum: f64 = exponentials.iter().sum();
    let scale = share / sum;
    for exponential in &mut exponentials {
        *exponential *= scale;
    }
    exponentials[label] -= share;
    let mut gradient = Logits::default();
    for (number, exponential) in gradient.iter_mut().zip(exponentials) {
        *number = exponential as f32;
    }
    LossGradient {
        loss: libm::log(sum) - (logits[label] - max),
        gradient,
    }
}
// lesson: end

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loss_and_gradient_match_a_hand_worked_case() {
        let mut logits = Logits::default();
        logits[1] = 2.0;
        let result = softmax_cross_entropy(&logits, 1, 0.25);
        let sum = 2f64.exp() + 9.0;
        assert!((result.loss - (sum.ln() - 2.0)).abs() < 1e-15);
        let expected = [0.25 / sum, 0.25 * (2f64.exp() / sum - 1.0)];
        assert_eq!(result.gradient[..2], expected.map(|value| value as f32));
        assert_eq!(result.gradient[N_CLASSES..], [0.0, 0.0]);
    }

    #[test]
    fn divergence_is_not_hidden() {
        for broken in [f32::NAN, f32::INFINITY] {
            for class in [0, 4] {
                let mut logits = Logits::default();
                logits[class] = broken;
                assert!(!softmax_cross_entropy(&logits, 0, 1.0).loss.is_finite());
            }
        }
    }
}
