//! One image's way through the network and back.

use wide::{f32x4, u32x4};

use super::first_layer::{self, Pixels};
use super::gradient_list::{self, GradientList};
use super::kernels::Kernels;
use super::layout::{Plane, Width};
use super::parameters::{Conv, Parameters, Sections};
use super::winograd::{self, Winograd};
use super::{FULL, HALF, QUARTER, classifier};
use crate::loss::Logits;

/// One image on its way through the network; each buffer is `[plane.size, width.vectors]`.
pub struct Image {
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

impl Image {
    pub fn new<const W: usize, const ONE: bool>(width: Width<W, ONE>) -> Self {
        let buffer = |plane: Plane| vec![f32x4::ZERO; plane.size() * width.vectors()];
        let windows = |plane: Plane| vec![u32x4::ZERO; plane.size() * width.vectors()];
        Self {
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
        }
    }

    /// The image's logits; what the way back needs besides is noted if the image is learnt from.
    pub fn forward<const LEARNS: bool, const W: usize, const ONE: bool>(
        &mut self,
        kernels: &Kernels<W, ONE>,
        (parameters, sections): (&Parameters, &Sections),
        pixels: &[u8],
    ) -> Logits {
        let image = self;
        let width = kernels.width;
        let [second, third, fourth] = &kernels.forward;
        let half_tiles = Winograd::<W, ONE>::half_tiles();
        // lesson: begin forward
        image.pixels.read(pixels, Winograd::<W, ONE>::TILE_STEP);
        let (weights, bias) = parameters.first_conv(sections);
        first_layer::forward(width, &image.pixels, weights, bias, &mut image.first);

        let pooled = &mut image.pooled;
        let from = &mut image.pooled_from;
        kernels.black.copy_to::<LEARNS>(pooled, from);
        second.run::<{ FULL.stride }>(
            &image.first,
            image.pixels.tiles(),
            &mut image.scratch,
            winograd::pool::<LEARNS, _, _>(
                width,
                parameters.conv_bias(Conv::Second, sections),
                FULL,
                (HALF, pooled, from),
            ),
        );
        third.run::<{ HALF.stride }>(
            &image.pooled,
            half_tiles,
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
            half_tiles,
            &mut image.scratch,
            winograd::pool::<LEARNS, _, _>(
                width,
                parameters.conv_bias(Conv::Fourth, sections),
                HALF,
                (QUARTER, features, from),
            ),
        );
        let (weights, bias) = parameters.classifier(sections);
        classifier::forward(features, weights, bias)
        // lesson: end
    }

    /// Appends what the classifier got of the image, in PyTorch's order: `[channels, 7, 7]`.
    pub fn read_features<const W: usize, const ONE: bool>(
        &self,
        width: Width<W, ONE>,
        features: &mut Vec<f32>,
    ) {
        let numbers: &[f32] = bytemuck::cast_slice(&self.features);
        for channel in 0..width.channels() {
            let places = numbers[channel..].iter().step_by(4 * width.vectors());
            features.extend(places);
        }
    }

    /// Adds the image's gradients to the partial sums.
    pub fn backward<const W: usize, const ONE: bool>(
        &mut self,
        kernels: &Kernels<W, ONE>,
        (parameters, sections): (&Parameters, &Sections),
        logit_gradients: &Logits,
        gradients: &mut Parameters,
    ) {
        let image = self;
        let width = kernels.width;
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
        list.go_back_pooled(
            width,
            (QUARTER, gradient, &image.features_from),
            (HALF, &image.third),
            (
                parameters.conv_weights(Conv::Fourth, sections),
                weight_gradients,
            ),
            &mut image.third_gradient,
        );

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
        kernels.third_for_input.run::<{ HALF.stride }>(
            gradient,
            Winograd::<W, ONE>::half_tiles(),
            &mut image.scratch,
            winograd::store(width, HALF, &mut image.pooled_gradient),
        );

        // The second, from the maxima alone.
        let gradient = &mut image.pooled_gradient;
        let (weight_gradients, bias_gradient) = gradients.conv_mut(Conv::Second, sections);
        gradient_list::mask(width, gradient, &image.pooled, bias_gradient);
        list.go_back_pooled(
            width,
            (HALF, gradient, &image.pooled_from),
            (FULL, &image.first),
            (
                parameters.conv_weights(Conv::Second, sections),
                weight_gradients,
            ),
            &mut image.first_gradient,
        );

        // The first, from the pixels that are not black.
        let gradient = &mut image.first_gradient;
        let (weight_gradients, bias_gradient) = gradients.first_conv_mut(sections);
        gradient_list::mask(width, gradient, &image.first, bias_gradient);
        list.collect_pixels(width, &image.pixels);
        list.add_weight_gradients(width, FULL, gradient, weight_gradients);
    }
}
