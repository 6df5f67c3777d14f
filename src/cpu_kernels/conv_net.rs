//! Two convolutional blocks and a linear layer: forward, loss, backward and update of a batch, an image at a time.
//!
//! Everything of one image stays in the first caches: activations lie channels last, padded to whole vectors and by a
//! border of zeros, so that a kernel row of three places is one run of vectors. Whatever a step does not need is never
//! computed: see `winograd`, `gradient_list` and `black`.
//!
//! # Rounding
//! Sums are f32 in a fixed order without fused multiply-add, so native code and wasm give the same bits; only the program for relaxed
//! SIMD has it, whose bits are those of one kind of processor. Gradients are
//! summed over groups of [`GROUP_IMAGES`] images, and the groups' sums in a binary tree (`partial`): however a batch
//! is shared out along this tree, the bits stay.

mod black;
mod classifier;
mod first_layer;
mod gradient_list;
mod kernels;
mod layout;
mod parameters;
mod partial;
mod passes;
mod winograd;

use std::ops::Range;

use super::loss::{argmax, softmax_cross_entropy};
use super::{FusedNetwork, Images, SharedStep, StepMetrics};
use crate::fashion_mnist::{N_CLASSES, N_PIXELS};
use kernels::Kernels;
use layout::{Plane, Width};
use parameters::{Parameters, Sections};
use partial::{Partial, PartialTree};
use passes::Image;

/// Images whose gradients are summed one after another, before the sums of groups are.
pub const GROUP_IMAGES: usize = 4;

/// The full-size plane of activations, the pooled one, and the one that the classifier reads, which has no border.
const FULL: Plane = Plane::padded(28);
const HALF: Plane = Plane::padded(14);
const QUARTER: Plane = Plane::bare(7);

/// The most channels that this step is for: with more, weights no longer stay in the caches, and Burn's products of large
/// matrices are faster.
const MAX_CHANNELS: usize = 64;

/// The network with as many vectors of channels at a time as the width needs; none for one that is too wide. Parameters
/// are in PyTorch's order and layouts.
pub fn of_width(
    parameters: &[&[f32]],
    channels: usize,
    learning_rate: f64,
) -> Option<Box<dyn FusedNetwork>> {
    Some(match channels {
        9..=10 => Box::new(ConvNet::<3, true>::new(parameters, channels, learning_rate)),
        ..=MAX_CHANNELS => Box::new(ConvNet::<2, false>::new(
            parameters,
            channels,
            learning_rate,
        )),
        _ => return None,
    })
}

/// `W` vectors of channels are kept in registers at a time; `ONE` if that is all of them.
pub struct ConvNet<const W: usize, const ONE: bool> {
    sections: Sections,
    learning_rate: f32,
    parameters: Parameters,
    kernels: Kernels<W, ONE>,
    are_kernels_stale: bool,
    image: Image,
    /// Of the groups of a part of a batch.
    group_tree: PartialTree,
    /// Of the parts of a batch that several workers share.
    batch_tree: PartialTree,
}

impl<const W: usize, const ONE: bool> ConvNet<W, ONE> {
    /// Parameters in PyTorch's order and layouts.
    pub fn new(tensors: &[&[f32]], channels: usize, learning_rate: f64) -> Self {
        let width = Width::new(channels);
        let sections = Sections::new(width.channels(), width.vectors());
        Self {
            parameters: Parameters::from_pytorch(tensors, &sections),
            kernels: Kernels::new(width),
            are_kernels_stale: true,
            image: Image::new(width),
            group_tree: PartialTree::default(),
            batch_tree: PartialTree::default(),
            sections,
            learning_rate: learning_rate as f32,
        }
    }

    /// Follows a change of the parameters.
    fn prepare(&mut self) {
        if std::mem::take(&mut self.are_kernels_stale) {
            self.kernels.compute(&self.parameters, &self.sections);
        }
    }

    /// The sum over some images and their labels, each with this weight in the batch's mean.
    fn partial<'a>(
        &mut self,
        mut images: impl Iterator<Item = (&'a [u8], u8)>,
        weight: f64,
    ) -> Partial {
        self.prepare();
        let mut tree = PartialTree::default();
        std::mem::swap(&mut tree, &mut self.group_tree);
        let mut next = images.next();
        while next.is_some() {
            let mut partial = tree.empty(&self.sections);
            for _ in 0..GROUP_IMAGES {
                let Some((pixels, label)) = next else { break };
                let weights = (&self.parameters, &self.sections);
                let logits = self
                    .image
                    .forward::<true, _, _>(&self.kernels, weights, pixels);
                let loss = softmax_cross_entropy(&logits, label, weight);
                let predicted = argmax(&logits[..N_CLASSES]);
                partial.note(loss.loss * weight, predicted == usize::from(label));
                let sums = &mut partial.0;
                self.image
                    .backward(&self.kernels, weights, &loss.gradient, sums);
                next = images.next();
            }
            tree.push(0, partial);
        }
        let sum = tree.finish();
        self.group_tree = tree;
        sum
    }

    /// Updates the parameters by a whole batch's sum.
    fn apply(&mut self, sum: &Partial, batch_size: usize) -> StepMetrics {
        self.parameters.descend(&sum.0, self.learning_rate);
        self.are_kernels_stale = true;
        let (loss, n_correct) = sum.metrics();
        StepMetrics {
            loss,
            accuracy: n_correct / batch_size as f32,
        }
    }
}

impl<const W: usize, const ONE: bool> FusedNetwork for ConvNet<W, ONE> {
    fn train_step(&mut self, data: Images, indices: &[u32]) -> StepMetrics {
        let images = indices.iter().map(|&index| {
            let index = index as usize;
            (
                &data.pixels[index * N_PIXELS..][..N_PIXELS],
                data.labels[index],
            )
        });
        let sum = self.partial(images, 1.0 / indices.len() as f64);
        let step_metrics = self.apply(&sum, indices.len());
        self.group_tree.recycle(sum);
        step_metrics
    }

    fn logits(&mut self, data: Images, indices: &[u32]) -> Vec<f32> {
        self.prepare();
        let mut logits = Vec::with_capacity(indices.len() * N_CLASSES);
        for &index in indices {
            let pixels = &data.pixels[index as usize * N_PIXELS..][..N_PIXELS];
            let weights = (&self.parameters, &self.sections);
            let row = self
                .image
                .forward::<false, _, _>(&self.kernels, weights, pixels);
            logits.extend_from_slice(&row[..N_CLASSES]);
        }
        logits
    }

    fn features(&mut self, data: Images, images: Range<usize>) -> Option<Vec<f32>> {
        self.prepare();
        let images = &data.pixels.as_chunks::<N_PIXELS>().0[images];
        let mut features = Vec::new();
        for pixels in images {
            let weights = (&self.parameters, &self.sections);
            self.image
                .forward::<false, _, _>(&self.kernels, weights, pixels);
            self.image.read_features(self.kernels.width, &mut features);
        }
        Some(features)
    }

    fn parameters(&self) -> Vec<Vec<f32>> {
        self.parameters.to_pytorch(&self.sections)
    }

    fn shared_step(&mut self) -> Option<&mut dyn SharedStep> {
        Some(self)
    }
}

impl<const W: usize, const ONE: bool> SharedStep for ConvNet<W, ONE> {
    fn group_images(&self) -> usize {
        GROUP_IMAGES
    }

    fn n_numbers(&self) -> usize {
        Partial::n_vectors(&self.sections) * 4
    }

    fn sum(&mut self, pixels: &[u8], labels: &[u8], weight: f64, numbers: &mut [f32]) {
        let images = pixels.chunks_exact(N_PIXELS).zip(labels.iter().copied());
        let sum = self.partial(images, weight);
        numbers.copy_from_slice(sum.numbers());
        self.group_tree.recycle(sum);
    }

    fn push(&mut self, height: u32, read: &mut dyn FnMut(&mut [f32])) {
        let mut sum = self.batch_tree.empty(&self.sections);
        read(sum.numbers_mut());
        self.batch_tree.push(height, sum);
    }

    fn finish(&mut self, batch_size: usize) -> StepMetrics {
        let sum = self.batch_tree.finish();
        let step_metrics = self.apply(&sum, batch_size);
        self.batch_tree.recycle(sum);
        step_metrics
    }

    fn parameter_numbers(&mut self) -> &mut [f32] {
        self.are_kernels_stale = true;
        bytemuck::cast_slice_mut(&mut self.parameters.0)
    }
}
