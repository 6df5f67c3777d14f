//! Softmax, cross-entropy and their gradient for one image, with the same bits on every platform.

use crate::protocol::N_CLASSES;
use crate::training::exp::exp;

/// One number a class, filled up with zeros to whole vectors of four.
pub type Logits = [f32; 12];

/// What one image's logits lead to.
pub struct LossGradient {
    /// `ln Σ exp(logits) − logits[label]`.
    pub loss: f64,
    /// Of the batch's loss with respect to the logits: `share · (softmax(logits) − one_hot(label))`.
    pub gradient: Logits,
}

/// Cross-entropy after softmax of one image, and its gradient times `share`, the image's weight in the batch's mean.
// lesson: begin loss
pub fn softmax_cross_entropy(logits: &Logits, label: u8, share: f64) -> LossGradient {
    let label = usize::from(label);
    let logits: [f64; N_CLASSES] = std::array::from_fn(|class| f64::from(logits[class]));
    let max = logits[1..].iter().fold(
        logits[0],
        |max, &logit| {
            if logit > max { logit } else { max }
        },
    );
    let mut exponentials = logits.map(|logit| exp(logit - max));
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
    use crate::training::metrics;

    fn padded(logits: [f32; N_CLASSES]) -> Logits {
        std::array::from_fn(|class| logits.get(class).copied().unwrap_or(0.0))
    }

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
    fn it_agrees_with_the_loss_of_evaluation() {
        let logits = [-3.5, 0.25, 7.0, -0.0, 1.5, 2.25, -8.0, 6.5, 0.0, 4.0];
        for label in 0..10 {
            let result = softmax_cross_entropy(&padded(logits), label, 1.0);
            let expected = metrics::cross_entropy(&logits, &[label]);
            assert!((result.loss - expected).abs() < 1e-14);
        }
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
