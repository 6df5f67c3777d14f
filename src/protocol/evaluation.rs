//! Metrics of an epoch and of an evaluated model: losses, accuracies by both definitions, confusion matrix.

use serde::{Deserialize, Serialize};

use super::{ModelKind, N_CLASSES};

/// The metrics that the lesson prints after each epoch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EpochSummary {
    /// Counting from 0.
    pub epoch: u32,
    /// Mean of the per-batch training losses of this epoch.
    pub train_loss: f64,
    /// Mean of the per-batch training accuracies, a fraction.
    pub train_accuracy: f64,
    /// Mean of the per-batch test losses.
    pub test_loss: f64,
    /// Mean of the per-batch test accuracies, a fraction: the lesson's definition, where the short last batch weighs as much as a full one.
    pub test_accuracy: f64,
    /// The true share of right answers on the test images, a fraction.
    pub test_share_correct: f64,
}

/// Loss, accuracy and predictions of a model on the test images.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    pub model: ModelKind,
    /// Mean of the per-batch losses.
    pub loss: f64,
    /// Mean of the per-batch accuracies, a fraction: the lesson's definition.
    pub accuracy: f64,
    pub confusion: ConfusionMatrix,
    /// The predicted class of each test image, in order.
    #[serde(with = "serde_bytes")]
    pub predicted: Vec<u8>,
}

/// Counts of test images: rows are true classes, columns predicted ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfusionMatrix {
    pub counts: [[u32; N_CLASSES]; N_CLASSES],
}

impl ConfusionMatrix {
    /// All images.
    pub fn n_images(&self) -> u32 {
        self.counts.iter().flatten().sum()
    }

    /// Images on the diagonal.
    pub fn n_correct(&self) -> u32 {
        (0..N_CLASSES).map(|class| self.counts[class][class]).sum()
    }

    /// The true share of right answers, a fraction; 0 without images.
    pub fn share_correct(&self) -> f64 {
        f64::from(self.n_correct()) / f64::from(self.n_images().max(1))
    }

    /// The share of the images of this class that were recognised, a fraction; none without such images.
    // lesson: begin recall
    pub fn recall(&self, class: usize) -> Option<f64> {
        let n_images: u32 = self.counts[class].iter().sum();
        (n_images > 0).then(|| f64::from(self.counts[class][class]) / f64::from(n_images))
    }
    // lesson: end
}

/// `torch.isclose` with the lesson's tolerances, `|a − b| ≤ 1e-8 + 1e-4·|b|`: the check after loading a model.
pub fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-8 + 1e-4 * b.abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lessons_confusion_matrix_gives_its_metrics() {
        let run_a = ConfusionMatrix {
            counts: [
                [852, 0, 9, 30, 5, 2, 94, 0, 8, 0],
                [4, 961, 4, 24, 3, 0, 2, 0, 2, 0],
                [13, 2, 740, 9, 144, 0, 90, 0, 2, 0],
                [20, 5, 7, 902, 34, 0, 32, 0, 0, 0],
                [0, 1, 31, 29, 861, 0, 78, 0, 0, 0],
                [0, 0, 0, 1, 0, 984, 0, 7, 3, 5],
                [143, 0, 52, 29, 84, 0, 673, 0, 19, 0],
                [0, 0, 0, 0, 0, 34, 0, 942, 0, 24],
                [4, 1, 0, 8, 5, 5, 6, 3, 968, 0],
                [0, 0, 0, 0, 0, 9, 1, 36, 1, 953],
            ],
        };
        assert_eq!(run_a.n_images(), 10_000);
        assert_eq!(run_a.n_correct(), 8836);
        assert_eq!(run_a.share_correct(), 0.8836);
        assert_eq!(run_a.recall(6), Some(0.673));
        let worst = (0..N_CLASSES).min_by(|&a, &b| {
            run_a
                .recall(a)
                .partial_cmp(&run_a.recall(b))
                .expect("no NaN")
        });
        assert_eq!(worst, Some(6));
    }

    #[test]
    fn a_class_without_images_has_no_recall() {
        assert_eq!(ConfusionMatrix::default().recall(3), None);
        assert_eq!(ConfusionMatrix::default().share_correct(), 0.0);
    }

    #[test]
    fn is_close_uses_the_lessons_tolerances() {
        assert!(is_close(0.328_57, 0.328_57));
        assert!(is_close(0.328_57, 0.328_59));
        assert!(!is_close(0.328_57, 0.328_70));
        assert!(!is_close(f64::NAN, f64::NAN));
    }
}
