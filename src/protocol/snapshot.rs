//! Snapshots: what an interrupted run is continued from.

use serde::{Deserialize, Serialize};

/// A run between two steps. With the run's settings it is all that decides the rest: an epoch's order follows from the seed
/// and the number of epochs before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The checkpoint of the present parameters.
    #[serde(with = "serde_bytes")]
    pub file: Vec<u8>,
    pub position: RunPosition,
}

/// The place of a run in its epoch, and the sums from which the epoch's metrics will come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunPosition {
    /// Counting from 0.
    pub epoch: u32,
    /// Steps made in this epoch. After all of them the test pass follows, from its beginning.
    pub n_epoch_steps: usize,
    /// Steps in the sums: those of this epoch, without what a run before a continued one made of it.
    pub n_summed_steps: usize,
    /// Of the losses.
    pub loss_sum: f32,
    /// Of the batch accuracies.
    pub accuracy_sum: f64,
}

impl RunPosition {
    /// The place after so many steps, with nothing in the sums.
    pub fn after(n_steps: usize, n_steps_per_epoch: usize) -> Self {
        Self {
            epoch: (n_steps / n_steps_per_epoch) as u32,
            n_epoch_steps: n_steps % n_steps_per_epoch,
            ..Self::default()
        }
    }

    /// Steps made in the whole run.
    pub fn n_steps(&self, n_steps_per_epoch: usize) -> usize {
        let before = (self.epoch as usize).saturating_mul(n_steps_per_epoch);
        before.saturating_add(self.n_epoch_steps)
    }

    /// Whether a run can be there: what comes from a browser's storage may be damaged.
    pub fn is_sound(&self, n_steps_per_epoch: usize) -> bool {
        self.n_epoch_steps <= n_steps_per_epoch
            && self.n_summed_steps <= self.n_epoch_steps
            && self.loss_sum.is_finite()
            && self.accuracy_sum.is_finite()
    }
}
