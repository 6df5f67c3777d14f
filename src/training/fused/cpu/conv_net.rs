//! Two convolutional blocks and a linear layer: forward, loss, backward and update of a batch, an image at a time.
//!
//! Everything of one image stays in the first caches: activations lie channels last, padded to whole vectors and by a
//! border of zeros, so that a kernel row of three places is one run of vectors. Whatever a step does not need is never
//! computed: see [`winograd`], [`gradient_list`] and [`black`].
//!
//! # Rounding
//! Sums are f32 in a fixed order without fused multiply-add, so native code and wasm give the same bits. Gradients are
//! summed over groups of [`GROUP_IMAGES`] images, and the groups' sums in a binary tree ([`partial`]): however a batch
//! is shared out along this tree, the bits stay.

mod black;
mod classifier;
mod first_layer;
mod gradient_list;
mod layout;
mod parameters;
mod partial;
mod winograd;

use wide::{f32x4, u32x4};

use super::loss::{Logits, softmax_cross_entropy};
use super::{ConvNetShape, FusedNetwork, SharedStep, StepMetrics, metrics};
use crate::data::Split;
use crate::fashion_mnist::{N_CLASSES, N_PIXELS};
use black::BlackImage;
use first_layer::Pixels;
use gradient_list::GradientList;
use layout::{Plane, Width};
use parameters::{Conv, Parameters, Sections};
use partial::{Partial, PartialTree};
use winograd::{Tile, Winograd};

/// Images whose gradients are summed one after another, before the sums of groups are.
pub const GROUP_IMAGES: usize = 4;

/// The full-size plane of activations, the pooled one, and the one that the classifier reads, which has no border.
const FULL: Plane = Plane::padded(28);
const HALF: Plane = Plane::padded(14);
const QUARTER: Plane = Plane::bare(7);

/// The tiles of the third and fourth convolution.
const HALF_TILES: [Tile; 49] = Tile::all::<7, 49>();

/// The most channels that this step is for: with more, weights no longer stay in the caches, and Burn's products of large
/// matrices are faster.
const MAX_CHANNELS: usize = 64;

/// The network with as many vectors of channels at a time as the width needs; none for one that is too wide. Parameters
/// are in PyTorch's order and layouts.
pub fn of_width(
    parameters: &[&[f32]],
    ConvNetShape { channels }: ConvNetShape,
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
    width: Width<W, ONE>,
    sections: Sections,
    learning_rate: f32,
    parameters: Parameters,
    /// The weights of the convolutions in Winograd's domain; computed anew when the parameters change.
    kernels: [Winograd<W, ONE>; 3],
    /// The third convolution's, for the gradient of its input.
    input_gradient_kernel: Winograd<W, ONE>,
    are_kernels_stale: bool,
    image: Image,
    black: BlackImage,
    /// Of the groups of a part of a batch.
    group_tree: PartialTree,
    /// Of the parts of a batch that several workers share.
    batch_tree: PartialTree,
}

/// One image on its way through the network; each buffer is `[plane.size, width.vectors]`.
struct Image {
    pixels: Pixels,
    /// After the first convolution's ReLU.
    first: Vec<f32x4>,
    /// The pooled second convolution, and which of four places each maximum came from.
    pooled: Vec<f32x4>,
    pooled_from: Vec<u32x4>,
    /// After the third convolution's ReLU.
    third: Vec<f32x4>,
    /// The pooled fourth convolution, and where from.
    features: Vec<f32x4>,
    features_from: Vec<u32x4>,
    /// Of the loss with respect to each of the above, before its ReLU once it has been masked.
    first_gradient: Vec<f32x4>,
    pooled_gradient: Vec<f32x4>,
    third_gradient: Vec<f32x4>,
    features_gradient: Vec<f32x4>,
    list: GradientList,
    scratch: winograd::Scratch,
}

impl<const W: usize, const ONE: bool> ConvNet<W, ONE> {
    /// Parameters in PyTorch's order and layouts.
    pub fn new(tensors: &[&[f32]], channels: usize, learning_rate: f64) -> Self {
        let width = Width::new(channels);
        let sections = Sections::new(width.channels(), width.vectors());
        let buffer = |plane: Plane| vec![f32x4::ZERO; plane.size() * width.vectors()];
        let windows = |plane: Plane| vec![u32x4::ZERO; plane.size() * width.vectors()];
        Self {
            width,
            parameters: Parameters::from_pytorch(tensors, &sections),
            kernels: std::array::from_fn(|_| Winograd::new(width)),
            input_gradient_kernel: Winograd::new(width),
            are_kernels_stale: true,
            image: Image {
                pixels: Pixels::default(),
                first: buffer(FULL),
                pooled: buffer(HALF),
                pooled_from: windows(HALF),
                third: buffer(HALF),
                features: buffer(QUARTER),
                features_from: windows(QUARTER),
                first_gradient: buffer(FULL),
                pooled_gradient: buffer(HALF),
                third_gradient: buffer(HALF),
                features_gradient: buffer(QUARTER),
                list: GradientList::default(),
                scratch: winograd::Scratch::new(width.vectors()),
            },
            black: BlackImage::new(width.vectors()),
            group_tree: PartialTree::default(),
            batch_tree: PartialTree::default(),
            sections,
            learning_rate: learning_rate as f32,
        }
    }

    /// What depends on the parameters alone, once a step.
    fn prepare(&mut self) {
        if !std::mem::take(&mut self.are_kernels_stale) {
            return;
        }
        let convs = [Conv::Second, Conv::Third, Conv::Fourth];
        for (kernel, conv) in self.kernels.iter_mut().zip(convs) {
            kernel.transform(self.parameters.conv_weights(conv, &self.sections));
        }
        let third = self.parameters.conv_weights(Conv::Third, &self.sections);
        self.input_gradient_kernel.transform_for_input(third);
        self.black.compute(
            self.width,
            &self.parameters,
            &self.sections,
            &self.kernels[0],
            &mut self.image.scratch,
        );
    }

    fn forward(&mut self, pixels: &[u8]) -> Logits {
        let Self {
            width,
            sections,
            parameters,
            kernels: [second, third, fourth],
            image,
            black,
            ..
        } = self;
        let width = *width;
        image.pixels.read(pixels);
        let (weights, bias) = parameters.first_conv(sections);
        first_layer::forward(width, &image.pixels, weights, bias, &mut image.first);

        let pooled = &mut image.pooled;
        let from = &mut image.pooled_from;
        black.copy_to(pooled, from);
        second.run::<{ FULL.stride }>(
            &image.first,
            image.pixels.tiles(),
            &mut image.scratch,
            winograd::pool(
                width,
                parameters.conv_bias(Conv::Second, sections),
                FULL,
                (HALF, pooled, from),
            ),
        );
        third.run::<{ HALF.stride }>(
            &image.pooled,
            &HALF_TILES,
            &mut image.scratch,
            winograd::relu(
                width,
                parameters.conv_bias(Conv::Third, sections),
                HALF,
                &mut image.third,
            ),
        );
        let features = &mut image.features;
        let from = &mut image.features_from;
        fourth.run::<{ HALF.stride }>(
            &image.third,
            &HALF_TILES,
            &mut image.scratch,
            winograd::pool(
                width,
                parameters.conv_bias(Conv::Fourth, sections),
                HALF,
                (QUARTER, features, from),
            ),
        );
        let (weights, bias) = parameters.classifier(sections);
        classifier::forward(features, weights, bias)
    }

    /// Adds the image's gradients to the partial sums.
    fn backward(&mut self, logit_gradients: &Logits, gradients: &mut Parameters) {
        let Self {
            width,
            sections,
            parameters,
            image,
            input_gradient_kernel,
            ..
        } = self;
        let width = *width;
        let list = &mut image.list;
        {
            let (weights, _) = parameters.classifier(sections);
            let sums = gradients.classifier_mut(sections);
            classifier::backward(
                logit_gradients,
                &image.features,
                weights,
                sums,
                &mut image.features_gradient,
            );
        }

        // The fourth convolution, from the maxima alone.
        let gradient = &mut image.features_gradient;
        let (weight_gradients, bias_gradient) = gradients.conv_mut(Conv::Fourth, sections);
        gradient_list::mask(width, gradient, &image.features, bias_gradient);
        image.third_gradient.fill(f32x4::ZERO);
        let weights = parameters.conv_weights(Conv::Fourth, sections);
        for channel in 0..width.channels() {
            list.collect_pooled(width, channel, (QUARTER, gradient, &image.features_from));
            list.add_weight_gradients(
                width,
                HALF,
                &image.third,
                width.of_channel_mut(weight_gradients, channel),
            );
            list.add_input_gradients(
                width,
                HALF,
                width.of_channel(weights, channel),
                &mut image.third_gradient,
            );
        }

        // The third: its weights from the places where its ReLU is open, its input dense.
        let gradient = &mut image.third_gradient;
        let (weight_gradients, bias_gradient) = gradients.conv_mut(Conv::Third, sections);
        gradient_list::mask(width, gradient, &image.third, bias_gradient);
        for channel in 0..width.channels() {
            list.collect(width, channel, (HALF, gradient));
            list.add_weight_gradients(
                width,
                HALF,
                &image.pooled,
                width.of_channel_mut(weight_gradients, channel),
            );
        }
        input_gradient_kernel.run::<{ HALF.stride }>(
            gradient,
            &HALF_TILES,
            &mut image.scratch,
            winograd::store(width, HALF, &mut image.pooled_gradient),
        );

        // The second, from the maxima alone.
        let gradient = &mut image.pooled_gradient;
        let (weight_gradients, bias_gradient) = gradients.conv_mut(Conv::Second, sections);
        gradient_list::mask(width, gradient, &image.pooled, bias_gradient);
        image.first_gradient.fill(f32x4::ZERO);
        let weights = parameters.conv_weights(Conv::Second, sections);
        for channel in 0..width.channels() {
            list.collect_pooled(width, channel, (HALF, gradient, &image.pooled_from));
            list.add_weight_gradients(
                width,
                FULL,
                &image.first,
                width.of_channel_mut(weight_gradients, channel),
            );
            list.add_input_gradients(
                width,
                FULL,
                width.of_channel(weights, channel),
                &mut image.first_gradient,
            );
        }

        // The first, from the pixels that are not black.
        let gradient = &mut image.first_gradient;
        let (weight_gradients, bias_gradient) = gradients.first_conv_mut(sections);
        gradient_list::mask(width, gradient, &image.first, bias_gradient);
        list.collect_pixels(width, &image.pixels);
        list.add_weight_gradients(width, FULL, gradient, weight_gradients);
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
                let logits = self.forward(pixels);
                let loss = softmax_cross_entropy(&logits, label, weight);
                let predicted = metrics::argmax(&logits[..N_CLASSES]);
                partial.note(loss.loss * weight, predicted == usize::from(label));
                self.backward(&loss.gradient, &mut partial.0);
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
    fn train_step(&mut self, split: &Split, indices: &[u32]) -> StepMetrics {
        let images = indices.iter().map(|&index| {
            let index = index as usize;
            (
                &split.images()[index * N_PIXELS..][..N_PIXELS],
                split.labels()[index],
            )
        });
        let sum = self.partial(images, 1.0 / indices.len() as f64);
        let step_metrics = self.apply(&sum, indices.len());
        self.group_tree.recycle(sum);
        step_metrics
    }

    fn logits(&mut self, split: &Split, indices: &[u32]) -> Vec<f32> {
        self.prepare();
        let mut logits = Vec::with_capacity(indices.len() * N_CLASSES);
        for &index in indices {
            let pixels = &split.images()[index as usize * N_PIXELS..][..N_PIXELS];
            logits.extend_from_slice(&self.forward(pixels)[..N_CLASSES]);
        }
        logits
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
