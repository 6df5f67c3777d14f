//! The order in which the lesson's two DataLoaders draw from the generator.

use super::TorchGenerator;

/// The order of the training images in each epoch of the lesson's loop, after `torch.manual_seed(seed)`; there is
/// always a next epoch.
///
/// Every epoch takes three int64 values from the shared generator, in this order: the train loader's iterator draws its
/// base seed (for worker processes, of which there are none), the `RandomSampler` draws the seed of a second generator,
/// which makes the permutation, and after the epoch the test loader's iterator draws its base seed.
///
/// ```
/// use fitting_room::random::EpochOrders;
///
/// let mut orders = EpochOrders::new(42, 60_000);
/// let first_epoch = orders.next_epoch();
/// assert_eq!(first_epoch.chunks(32).len(), 1875);
/// assert_ne!(orders.next_epoch(), first_epoch);
/// ```
#[derive(Clone, Debug)]
pub struct EpochOrders {
    generator: TorchGenerator,
    n_images: u32,
}

impl EpochOrders {
    /// The orders of a training split of `n_images`, starting with the first epoch.
    pub fn new(seed: u64, n_images: u32) -> Self {
        Self {
            generator: TorchGenerator::manual_seed(seed),
            n_images,
        }
    }

    /// Indices into the training split, `n_images` of them, each once.
    // lesson: begin shuffle
    pub fn next_epoch(&mut self) -> Vec<u32> {
        let _train_base_seed = self.generator.random_int64();
        let sampler_seed = self.generator.random_int64();
        let _test_base_seed = self.generator.random_int64();
        TorchGenerator::manual_seed(sampler_seed).randperm(self.n_images)
    }
    // lesson: end

    /// Passes over an epoch without making its order.
    pub fn skip_epoch(&mut self) {
        for _ in 0..3 {
            self.generator.random_int64();
        }
    }
}

/// Random positions in a split: `torch.randint(0, n_images, size=[1])`, `n_picks` times after
/// `torch.manual_seed(seed)`. Seed 42 and 16 picks of 60 000 make the lesson's 4×4 grid. A position may come twice.
pub fn random_picks(seed: u64, n_picks: usize, n_images: u32) -> Vec<u32> {
    let mut generator = TorchGenerator::manual_seed(seed);
    // A draw is below n_images, a u32.
    let mut pick = || generator.randint(u64::from(n_images)) as u32;
    std::iter::repeat_with(&mut pick).take(n_picks).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_epoch_has_its_own_order() {
        let mut orders = EpochOrders::new(42, 50);
        assert_ne!(orders.next_epoch(), orders.next_epoch());
    }

    #[test]
    fn a_skipped_epoch_leaves_the_next_one_as_it_is() {
        let mut all = EpochOrders::new(42, 50);
        let mut second_only = all.clone();
        all.next_epoch();
        second_only.skip_epoch();
        assert_eq!(second_only.next_epoch(), all.next_epoch());
    }
}
