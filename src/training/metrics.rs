//! Cross-entropy and accuracy from logits that have been read back from the device.

pub use cpu_kernels::argmax;
use cpu_kernels::sum_of_exponentials;

use crate::protocol::N_CLASSES;

/// What one image's logits say, with the same bits on every platform.
#[derive(Clone, Copy, Debug)]
pub struct ImageOutcome {
    /// `log Σ exp(logits) − logits[label]`.
    pub loss: f64,
    /// The first highest logit.
    pub predicted: usize,
    /// The highest of the probabilities that [`softmax`](crate::logits::softmax) gives.
    pub confidence: f64,
}

/// Loss and prediction of one image by its logits.
pub fn outcome(logits: &[f32; N_CLASSES], label: u8) -> ImageOutcome {
    let (max, sum) = sum_of_exponentials(logits);
    ImageOutcome {
        loss: max + libm::log(sum) - f64::from(logits[usize::from(label)]),
        predicted: argmax(logits),
        confidence: sum.recip(),
    }
}

/// Mean cross-entropy of a batch, as `nn.CrossEntropyLoss`: `mean(log Σ exp(logits) − logits[target])`, with
/// the same bits on every platform.
///
/// ```
/// use fitting_room::training::metrics::cross_entropy;
///
/// // Equal logits: each class has the probability 1/10.
/// let loss = cross_entropy(&[0.0; 10], &[3]);
/// assert!((loss - 10f64.ln()).abs() < 1e-12);
/// ```
///
/// # Shapes
/// - logits: `[batch_size, 10]`, row by row
/// - labels: `[batch_size]`
pub fn cross_entropy(logits: &[f32], labels: &[u8]) -> f64 {
    let rows = logits.as_chunks().0.iter().zip(labels);
    let losses = rows.map(|(row, &label)| outcome(row, label).loss);
    losses.sum::<f64>() / labels.len() as f64
}

/// Rows whose predicted class is the label: the first highest logit.
pub fn n_correct(logits: &[f32], labels: &[u8]) -> usize {
    logits
        .chunks_exact(N_CLASSES)
        .zip(labels)
        .filter(|(row, label)| argmax(row) == usize::from(**label))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logits::softmax;

    const TWO_ROWS: [f32; 20] = [
        0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, //
        0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
    ];

    #[test]
    fn cross_entropy_matches_a_hand_worked_case() {
        // Row 0: ln(e² + 9) − 2; row 1: ln 10.
        let expected = ((2f64.exp() + 9.0).ln() - 2.0 + 10f64.ln()) / 2.0;
        assert!((cross_entropy(&TWO_ROWS, &[1, 7]) - expected).abs() < 1e-12);
    }

    #[test]
    fn it_agrees_with_the_loss_of_the_fused_steps() {
        let logits = [-3.5, 0.25, 7.0, -0.0, 1.5, 2.25, -8.0, 6.5, 0.0, 4.0];
        let padded = std::array::from_fn(|class| logits.get(class).copied().unwrap_or_default());
        for label in 0..10 {
            let fused = cpu_kernels::softmax_cross_entropy(&padded, label, 1.0);
            assert!((fused.loss - cross_entropy(&logits, &[label])).abs() < 1e-14);
        }
    }

    #[test]
    fn cross_entropy_is_finite_for_huge_logits() {
        let mut row = [0.0; 10];
        row[3] = 1e30;
        assert_eq!(cross_entropy(&row, &[3]), 0.0);
        assert!(cross_entropy(&row, &[4]) > 1e29);
    }

    #[test]
    fn among_equal_logits_the_first_class_wins() {
        assert_eq!(argmax(&[0.0; 10]), 0);
        assert_eq!(argmax(&[0.0, 1.0, 1.0]), 1);
        assert_eq!(n_correct(&TWO_ROWS, &[1, 0]), 2);
        assert_eq!(n_correct(&TWO_ROWS, &[1, 7]), 1);
    }

    #[test]
    fn confidence_is_the_highest_probability() {
        // The other classes are as good as impossible.
        let mut row = [-1e4; 10];
        row[..3].copy_from_slice(&[1.0, 3.0, 2.0]);
        let confidence = outcome(&row, 0).confidence;
        assert!((confidence - f64::from(softmax(&row)[1])).abs() < 1e-6);
    }
}
