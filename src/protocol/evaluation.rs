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

/// A test pass between two steps of an epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestWithin {
    /// Steps made by then in the whole run.
    pub step: usize,
    /// Mean of the per-batch losses.
    pub loss: f64,
    /// Mean of the per-batch accuracies, a fraction.
    pub accuracy: f64,
    pub confusion: ConfusionMatrix,
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
    /// The true class of each test image, in order.
    #[serde(default, with = "serde_bytes")]
    pub truth: Vec<u8>,
    /// The model's probability of each predicted class, in the same order.
    #[serde(default)]
    pub confidence: Probabilities,
}

/// Probabilities to within 1/131 070, in two bytes each, so that thousands of them cross as one buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Probabilities(#[serde(with = "serde_bytes")] Vec<u8>);

impl Probabilities {
    /// Adds a probability at the end; what is not a number counts as 0.
    pub fn push(&mut self, probability: f64) {
        let share = (probability * f64::from(u16::MAX)).round() as u16;
        self.0.extend(share.to_le_bytes());
    }

    /// Their number.
    pub fn n_values(&self) -> usize {
        self.0.len() / 2
    }

    /// The probability at this position; 0 beyond the end.
    pub fn at(&self, position: usize) -> f64 {
        let pair = self.0.as_chunks::<2>().0.get(position);
        let share = pair.map_or(0, |bytes| u16::from_le_bytes(*bytes));
        f64::from(share) / f64::from(u16::MAX)
    }
}

/// Counts of test images: rows are true classes, columns predicted ones. One that is read has no more images than sums can hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Counts")]
pub struct ConfusionMatrix {
    pub counts: [[u32; N_CLASSES]; N_CLASSES],
}

/// A confusion matrix as it is read, with any numbers.
#[derive(Deserialize)]
struct Counts {
    counts: [[u32; N_CLASSES]; N_CLASSES],
}

impl TryFrom<Counts> for ConfusionMatrix {
    type Error = &'static str;

    fn try_from(Counts { counts }: Counts) -> Result<Self, Self::Error> {
        let n_images: u64 = counts.iter().flatten().map(|&count| u64::from(count)).sum();
        // Twice as many are added for F1.
        match n_images <= u64::from(u32::MAX / 2) {
            true => Ok(Self { counts }),
            false => Err("a confusion matrix of too many images"),
        }
    }
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

    /// The share of the predictions of this class that are right, a fraction; none where it is never predicted.
    pub fn precision(&self, class: usize) -> Option<f64> {
        let n_predicted: u32 = self.counts.iter().map(|row| row[class]).sum();
        (n_predicted > 0).then(|| f64::from(self.counts[class][class]) / f64::from(n_predicted))
    }

    /// The harmonic mean of precision and recall, 2·right / (images + predictions); none without either.
    pub fn f1(&self, class: usize) -> Option<f64> {
        let n_images: u32 = self.counts[class].iter().sum();
        let n_predicted: u32 = self.counts.iter().map(|row| row[class]).sum();
        let n_both = f64::from(n_images + n_predicted);
        (n_both > 0.0).then(|| 2.0 * f64::from(self.counts[class][class]) / n_both)
    }
}

/// `torch.isclose` with the lesson's tolerances, `|a − b| ≤ 1e-8 + 1e-4·|b|`: the check after loading a model.
pub fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-8 + 1e-4 * b.abs()
}

/// A loss with five decimals, as the lesson prints it; one that grows without end as a power of ten.
pub fn format_loss(loss: f64) -> String {
    /// Beyond it no decimal means anything.
    const READABLE: f64 = 1e6;
    if loss.abs() < READABLE || !loss.is_finite() {
        format!("{loss:.5}")
    } else {
        format!("{loss:.1e}")
    }
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
    fn precision_recall_and_f1_count_columns_rows_and_both() {
        let mut matrix = ConfusionMatrix::default();
        // Three of four of class 0 are found, and one of class 1 is taken for it as well.
        matrix.counts[0][0] = 3;
        matrix.counts[0][1] = 1;
        matrix.counts[1][0] = 1;
        matrix.counts[1][2] = 5;
        assert_eq!(matrix.precision(0), Some(0.75));
        assert_eq!(matrix.recall(0), Some(0.75));
        assert_eq!(matrix.f1(0), Some(0.75));
        assert_eq!(matrix.precision(1), Some(0.0));
        assert_eq!(matrix.f1(1), Some(0.0));
        assert_eq!(
            (matrix.precision(9), matrix.recall(9), matrix.f1(9)),
            (None, None, None)
        );
    }

    #[test]
    fn probabilities_come_back_to_the_fifth_decimal() {
        let mut probabilities = Probabilities::default();
        for probability in [0.0, 0.123_456, 0.999_99, 1.0, f64::NAN] {
            probabilities.push(probability);
        }
        assert_eq!(probabilities.n_values(), 5);
        assert!((probabilities.at(1) - 0.123_456).abs() < 1e-5);
        assert!((probabilities.at(2) - 0.999_99).abs() < 1e-5);
        assert_eq!((probabilities.at(0), probabilities.at(3)), (0.0, 1.0));
        assert_eq!((probabilities.at(4), probabilities.at(5)), (0.0, 0.0));
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
