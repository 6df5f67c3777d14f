//! A model's metrics with the notebook's settings, as the notebook publishes them and as PyTorch computes them.

/// Training steps whose losses are recorded from PyTorch.
pub const N_FIRST_LOSSES: usize = 20;

/// One model's published metrics.
#[derive(Debug)]
pub struct Published {
    /// What the notebook prints after each of its three epochs.
    pub epochs: [PublishedEpoch; 3],
    /// Duration of the notebook's training.
    pub training_secs: f64,
    /// What it was trained on: `CPU` or `CUDA`.
    pub device: &'static str,
    /// Losses of the first steps in PyTorch on a CPU, to five digits; `tests/fixtures/runs.txt` has all bits. Two runs of
    /// a convolutional network drift apart by rounding: their first losses can be compared more closely than their
    /// epochs' metrics.
    pub first_losses: [f64; N_FIRST_LOSSES],
    /// How closely another run agrees with them.
    pub reproducibility: Reproducibility,
}

/// How closely a run with the notebook's settings repeats the published metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reproducibility {
    /// Every printed digit.
    Digits,
    /// About one percentage point of accuracy: training is chaotic, and rounding alone moves it by that much.
    Points,
}

/// What the notebook prints after an epoch; accuracies are fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublishedEpoch {
    /// Mean of the per-batch training losses.
    pub train_loss: f64,
    /// Mean of the per-batch training accuracies; none where the notebook does not print it.
    pub train_accuracy: Option<f64>,
    /// Mean of the per-batch losses on the test images.
    pub test_loss: f64,
    /// Mean of the per-batch accuracies on the test images.
    pub test_accuracy: f64,
}

/// Three epochs of train loss, train accuracy, test loss and test accuracy.
pub(super) const fn epochs(rows: [(f64, Option<f64>, f64, f64); 3]) -> [PublishedEpoch; 3] {
    let [first, second, third] = rows;
    [epoch(first), epoch(second), epoch(third)]
}

const fn epoch(row: (f64, Option<f64>, f64, f64)) -> PublishedEpoch {
    let (train_loss, train_accuracy, test_loss, test_accuracy) = row;
    PublishedEpoch {
        train_loss,
        train_accuracy,
        test_loss,
        test_accuracy,
    }
}
