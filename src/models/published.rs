//! What the course's notebook and PyTorch print of a model, with the notebook's settings.

/// Losses of the first steps that are known of PyTorch.
pub const N_FIRST_LOSSES: usize = 20;

/// The published figures of one model.
#[derive(Debug)]
pub struct Published {
    /// What the notebook prints after each of its three epochs.
    pub epochs: [PublishedEpoch; 3],
    /// How long the notebook's training took.
    pub training_secs: f64,
    /// What it was trained on: `CPU` or `CUDA`.
    pub device: &'static str,
    /// The losses of the first steps as PyTorch gets them on a CPU, to five digits; `tests/fixtures/runs.txt` has them
    /// in full. Until rounding parts two runs of a convolutional network, these compare them more closely than any
    /// epoch's metrics.
    pub first_losses: [f64; N_FIRST_LOSSES],
    pub reproducibility: Reproducibility,
}

/// How closely a run with the notebook's settings can repeat the published figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reproducibility {
    /// Every printed digit.
    Digits,
    /// Training is chaotic: rounding alone moves the accuracy by a point or so.
    Points,
}

/// What the notebook prints after an epoch; accuracies are fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublishedEpoch {
    pub train_loss: f64,
    /// None where the notebook prints none.
    pub train_accuracy: Option<f64>,
    pub test_loss: f64,
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
