//! PyTorch's CPU random numbers, function by function: a seed gives the same weights and batches as in PyTorch.
//!
//! | here | mirrors in PyTorch |
//! |---|---|
//! | [`TorchGenerator::manual_seed`] | `torch.manual_seed`, `at::mt19937(seed)` |
//! | [`TorchGenerator::random`], [`TorchGenerator::random64`] | `CPUGeneratorImpl::random`, `random64` |
//! | [`TorchGenerator::random_int64`] | `Tensor.random_()` of an int64 tensor |
//! | [`TorchGenerator::randint`] | `torch.randint(0, high, size=[1])` |
//! | [`TorchGenerator::randperm`] | `torch.randperm(n)` |
//! | [`TorchGenerator::uniform`] | `Tensor.uniform_(low, high)` of a float32 tensor |
//! | [`TorchGenerator::first_values`] | `nn.Linear.reset_parameters`, `nn.Conv2d.reset_parameters` |
//! | [`EpochOrders`] | `DataLoader(shuffle=True)` with its `RandomSampler`, beside an unshuffled test `DataLoader` |
//! | [`random_picks`] | the lesson's 4×4 grid of random training images |
//!
//! `tests/random.rs` compares them with values written by PyTorch (`tests/fixtures/make_fixtures.py`).

mod init;
mod loader;

pub use loader::{EpochOrders, random_picks};

use rand_mt::Mt;

/// Ranges from this on take 64 bits for an integer in PyTorch, which keeps the modulo's skew small.
const RANGE_THAT_NEEDS_64_BITS: u64 = 1 << 28;

/// The default generator of PyTorch on the CPU: a Mersenne Twister, MT19937.
#[derive(Clone, Debug)]
pub struct TorchGenerator {
    twister: Mt,
}

impl TorchGenerator {
    /// `torch.manual_seed(seed)`: only the low 32 bits of the seed reach the twister, as in PyTorch.
    pub fn manual_seed(seed: u64) -> Self {
        let low_bits = (seed & u64::from(u32::MAX)) as u32;
        Self {
            twister: Mt::new(low_bits),
        }
    }

    /// The next 32 bits.
    pub fn random(&mut self) -> u32 {
        self.twister.next_u32()
    }

    /// Two draws of 32 bits; the first becomes the high half.
    pub fn random64(&mut self) -> u64 {
        let high = u64::from(self.random());
        let low = u64::from(self.random());
        high << 32 | low
    }

    /// `torch.empty((), dtype=torch.int64).random_()`: uniform in `0..=i64::MAX`.
    pub fn random_int64(&mut self) -> u64 {
        self.random64() & i64::MAX as u64
    }

    /// One value of `torch.randint(0, high, ...)`: uniform in `0..high`; 0 when `high` is 0.
    pub fn randint(&mut self, high: u64) -> u64 {
        let bits = if high >= RANGE_THAT_NEEDS_64_BITS {
            self.random64()
        } else {
            u64::from(self.random())
        };
        bits.checked_rem(high).unwrap_or(0)
    }

    /// `torch.randperm(n)`: the numbers `0..n` in random order, by Fisher and Yates' shuffle.
    ///
    /// ```
    /// use fitting_room::random::TorchGenerator;
    ///
    /// // torch.manual_seed(42); torch.randperm(10)
    /// let order = TorchGenerator::manual_seed(42).randperm(10);
    /// assert_eq!(order, [2, 6, 1, 8, 4, 5, 0, 9, 3, 7]);
    /// ```
    ///
    /// PyTorch uses this method up to n = 214 748 364; its method beyond that is not mirrored.
    pub fn randperm(&mut self, n: u32) -> Vec<u32> {
        let mut order: Vec<u32> = (0..n).collect();
        for i in 0..n.saturating_sub(1) {
            let offset = self.random() % (n - i);
            order.swap(i as usize, (i + offset) as usize);
        }
        order
    }

    /// `torch.empty(n).uniform_(low, high)`: `n` values in `[low, high)`, one draw each.
    ///
    /// The bounds are doubles that PyTorch rounds to f32 first. 24 bits of each draw are used, and the scaling is a
    /// fused multiply-add, rounded once, as PyTorch's AVX2 and AVX-512 kernels do it.
    pub fn uniform(&mut self, n: usize, low: f64, high: f64) -> Vec<f32> {
        const MANTISSA_BITS: u32 = 24;
        let (low, high) = (low as f32, high as f32);
        let width = high - low;
        let unit = 1.0 / (1u32 << MANTISSA_BITS) as f32;
        (0..n)
            .map(|_| {
                let bits = self.random() & ((1 << MANTISSA_BITS) - 1);
                (bits as f32 * unit).mul_add(width, low)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_low_32_bits_of_a_seed_count() {
        let mut small = TorchGenerator::manual_seed(42);
        let mut large = TorchGenerator::manual_seed(42 | 7 << 32);
        assert_eq!(small.random64(), large.random64());
    }

    #[test]
    fn the_twister_has_the_reference_output_of_mt19937() {
        // The 10 000th number is the C++ standard's for std::mt19937 with its default seed.
        let mut generator = TorchGenerator::manual_seed(5489);
        assert_eq!(generator.random(), 3_499_211_612);
        let tenthousandth = (1..10_000).map(|_| generator.random()).last();
        assert_eq!(tenthousandth, Some(4_123_659_995));
    }

    #[test]
    fn a_permutation_holds_every_number_once() {
        let mut order = TorchGenerator::manual_seed(3).randperm(1000);
        order.sort_unstable();
        assert!(order.into_iter().eq(0..1000));
        assert!(TorchGenerator::manual_seed(3).randperm(0).is_empty());
        assert_eq!(TorchGenerator::manual_seed(3).randperm(1), [0]);
    }

    #[test]
    fn uniform_values_stay_inside_their_bounds() {
        let values = TorchGenerator::manual_seed(1).uniform(10_000, -0.25, 0.5);
        assert!(values.iter().all(|value| (-0.25..0.5).contains(value)));
        let mean = values.iter().sum::<f32>() / 10_000.0;
        assert!((mean - 0.125).abs() < 0.01, "the mean is {mean}");
    }
}
