//! The hot loops of Fitting Room's engine in plain Rust, without Burn: the fused training steps on the CPU, and which images
//! are alike.
//!
//! A crate of its own, because cargo optimises by crate: these loops for speed, everything around them for a small download.
//! Without models and messages: numbers come in and go out in PyTorch's layouts.

mod block;
mod by_image;
pub mod conv_net;
mod exp;
/// The file that the library has as well: the constants are written once.
#[path = "../fashion_mnist.rs"]
#[allow(dead_code, reason = "some of them are for the library alone")]
mod fashion_mnist;
mod lanes;
mod loss;
pub mod mlp;
mod nearest;
mod pixels;

use std::ops::Range;

pub use loss::{Logits, LossGradient, argmax, softmax_cross_entropy, sum_of_exponentials};
pub use nearest::FeatureIndex;

/// Images and their labels.
#[derive(Clone, Copy, Debug)]
pub struct Images<'a> {
    /// `[n_images, 784]` grey values, row by row.
    pub pixels: &'a [u8],
    /// `[n_images]`, each below 10.
    pub labels: &'a [u8],
}

/// Which linear layers of two have a ReLU behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relus {
    pub hidden: bool,
    pub last: bool,
}

/// The metrics of one optimiser update.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepMetrics {
    /// Mean cross-entropy of the batch, before the update.
    pub loss: f32,
    /// Share of the batch that was right before the update, a fraction.
    pub accuracy: f32,
}

/// A network of any width with a step of its own.
pub trait FusedNetwork {
    fn train_step(&mut self, data: Images, indices: &[u32]) -> StepMetrics;
    /// `[n_images, 10]`, row by row.
    fn logits(&mut self, data: Images, indices: &[u32]) -> Vec<f32>;
    /// What the last layer gets, `[n_images, n_features]`, row by row; none where Burn's operations are as fast.
    fn features(&mut self, _data: Images, _images: Range<usize>) -> Option<Vec<f32>> {
        None
    }
    /// In PyTorch's order and layouts.
    fn parameters(&self) -> Vec<Vec<f32>>;
    /// The step cut into parts, if several workers can share it.
    fn shared_step(&mut self) -> Option<&mut dyn SharedStep> {
        None
    }
}

/// A step whose sums over parts of a batch can be computed by several workers.
pub trait SharedStep {
    /// Images of a leaf of the tree in which sums are added.
    fn group_images(&self) -> usize;
    /// Numbers of a partial sum, no fewer than there are parameters.
    fn n_numbers(&self) -> usize;
    /// The sum over a whole subtree's images, `[n, 784]` and `[n]`, each with this weight in the batch's mean.
    fn sum(&mut self, pixels: &[u8], labels: &[u8], weight: f64, numbers: &mut [f32]);
    /// Adds the next subtree, of this height above the groups.
    fn push(&mut self, height: u32, read: &mut dyn FnMut(&mut [f32]));
    /// Updates the parameters when all subtrees of a batch have been added.
    fn finish(&mut self, batch_size: usize) -> StepMetrics;
    /// All parameters, to be read or overwritten.
    fn parameter_numbers(&mut self) -> &mut [f32];
}
