//! Two linear layers: blocks of hidden units, the logits' biases, and what a step needs besides.
//!
//! # Rounding
//! Numbers are f32, as in PyTorch. Model 1 rests on the sign of hidden values near 1e-7, so how sums are rounded decides
//! which ReLU opens, and once one differs a run leaves PyTorch's path. The long sums, over the pixels, are therefore
//! taken in blocks whose totals are added in f64; so are the exponentials of the softmax. Over three epochs of 24 seeds
//! (0 to 20, 42, 123 and 1234) Model 0 never left PyTorch's path, and Model 1 twice (seeds 12 and 13), no more often
//! than with all sums in f64 at half the speed; with weights in f64 it left six times, with Burn's operations it leaves
//! in step 261 of seed 42.
//!
//! The operations are plain IEEE ones in a fixed order, without fused multiply-add or a platform's `exp`: native code and wasm
//! give the same bits.
//!
//! # Work
//! Per image and hidden unit: 784 products and additions forward and as many for the gradient. Half of the data set's
//! pixels are black and need none; skipping them by fours leaves 62 %, some 480 pixels. With the lesson's 10 hidden
//! units, kept as 12, that is 2 × 480 × 3 multiplications of four f32 and as many additions, 5 800 vector operations.
//! The second layer and the softmax add a tenth. Per step every weight is fetched twice and written once (38 KB), while
//! four pixels' weights serve all images of the batch; images come as bytes straight from the split, 784 an image.

use super::block::Block;
use super::by_image::ByImage;
use super::lanes::{add, descend, relu, relu_backward, total};
use super::loss::{Logits, LossGradient, argmax, softmax_cross_entropy};
use super::pixels::{self, BatchPixels, Group, N_PLACES};
use super::{FusedNetwork, Images, Relus, StepMetrics};
use crate::fashion_mnist::N_CLASSES;

/// Widths of the blocks into which hidden units are cut: whole vectors of four, and no more than the registers hold.
const BLOCK_WIDTHS: [usize; 3] = [4, 8, 12];

/// The network in blocks of the width that computes fewest hidden units for nothing, the widest of several. Parameters
/// are in PyTorch's order and layouts.
pub fn of_width(parameters: &[&[f32]], relus: Relus, learning_rate: f64) -> Box<dyn FusedNetwork> {
    let hidden_units = parameters[1].len();
    let widths = BLOCK_WIDTHS.into_iter().rev();
    match widths.min_by_key(|width| hidden_units.next_multiple_of(*width)) {
        Some(4) => Box::new(Mlp::<4>::new(parameters, relus, learning_rate)),
        Some(8) => Box::new(Mlp::<8>::new(parameters, relus, learning_rate)),
        _ => Box::new(Mlp::<12>::new(parameters, relus, learning_rate)),
    }
}

/// Hidden units of the lesson's models.
const LESSON_UNITS: usize = 10;

pub struct Mlp<const W: usize> {
    blocks: Vec<Block<W>>,
    /// Of the logits.
    bias: Logits,
    hidden_units: usize,
    relus: Relus,
    learning_rate: f32,
    pixel_values: [f32; 256],
    pixels: BatchPixels,
    /// `[batch_size]` logits, then their gradients.
    logits: Vec<Logits>,
}

impl<const W: usize> Mlp<W> {
    /// Parameters in PyTorch's layout: `[hidden_units, 784]`, `[hidden_units]`, `[10, hidden_units]`, `[10]`.
    pub fn new(parameters: &[&[f32]], relus: Relus, learning_rate: f64) -> Self {
        let [weights, biases, output_weights, output_biases] =
            std::array::from_fn(|i| parameters[i]);
        let mut bias = Logits::default();
        bias[..N_CLASSES].copy_from_slice(output_biases);
        Self {
            blocks: (0..biases.len())
                .step_by(W)
                .map(|first| Block::new(first, weights, biases, output_weights))
                .collect(),
            bias,
            hidden_units: biases.len(),
            relus,
            learning_rate: learning_rate as f32,
            pixel_values: pixels::value_table(),
            pixels: BatchPixels::default(),
            logits: Vec::new(),
        }
    }

    fn forward(&mut self, n_images: usize) {
        self.logits.clear();
        self.logits.resize(n_images, Logits::default());
        for block in &mut self.blocks {
            block.forward(
                &self.pixels,
                &self.pixel_values,
                self.relus.hidden,
                &mut self.logits,
            );
        }
        let mut batch = std::mem::take(&mut self.logits);
        batch.iter_mut().for_each(|logits| self.finish(logits));
        self.logits = batch;
    }

    /// Turns the logits into the gradients of the batch's mean loss with respect to them.
    fn loss_and_gradients(&mut self, data: Images, indices: &[u32]) -> StepMetrics {
        let share = 1.0 / indices.len() as f64;
        let mut loss_sum = 0.0;
        let mut n_correct = 0;
        for (logits, &index) in self.logits.iter_mut().zip(indices) {
            let label = data.labels[index as usize];
            let LossGradient { loss, mut gradient } = softmax_cross_entropy(logits, label, share);
            loss_sum += loss;
            n_correct += usize::from(argmax(&logits[..N_CLASSES]) == usize::from(label));
            if self.relus.last {
                relu_backward(&mut gradient, logits);
            }
            *logits = gradient;
        }
        StepMetrics {
            loss: (loss_sum * share) as f32,
            accuracy: n_correct as f32 / indices.len() as f32,
        }
    }

    /// The logits of these images, one after another, by the first `U` units of each block.
    fn logits_by_image<const U: usize>(&self, data: Images, indices: &[u32]) -> Vec<f32> {
        let groups = data.pixels.as_chunks().0;
        let images: &[[Group; N_PLACES]] = groups.as_chunks().0;
        let blocks = self.blocks.iter();
        let blocks: Vec<_> = blocks
            .map(|block| (block, ByImage::<U>::new(block)))
            .collect();
        let mut rows = Vec::with_capacity(indices.len() * N_CLASSES);
        for &index in indices {
            let mut logits = Logits::default();
            for (block, by_image) in &blocks {
                let sums = by_image.sums(&images[index as usize]);
                block.add_to_logits(&block.units(&sums, self.relus.hidden), &mut logits);
            }
            self.finish(&mut logits);
            rows.extend_from_slice(&logits[..N_CLASSES]);
        }
        rows
    }

    /// Adds the biases to an image's logits, and applies the last ReLU where there is one.
    fn finish(&self, logits: &mut Logits) {
        add(logits, &self.bias);
        if self.relus.last {
            relu(logits);
        }
    }

    fn backward(&mut self) {
        for block in &mut self.blocks {
            block.backward(
                &self.pixels,
                &self.pixel_values,
                self.relus.hidden,
                &self.logits,
                self.learning_rate,
            );
        }
        descend(&mut self.bias, &total(&self.logits), self.learning_rate);
    }
}

impl<const W: usize> FusedNetwork for Mlp<W> {
    // lesson: begin training-step
    fn train_step(&mut self, data: Images, indices: &[u32]) -> StepMetrics {
        self.pixels.read(data, indices);
        self.forward(indices.len());
        let step_metrics = self.loss_and_gradients(data, indices);
        self.backward();
        step_metrics
    }
    // lesson: end

    fn logits(&mut self, data: Images, indices: &[u32]) -> Vec<f32> {
        // The widest block has two units too many for the lesson's ten.
        if W == 12 && self.hidden_units == LESSON_UNITS {
            self.logits_by_image::<LESSON_UNITS>(data, indices)
        } else {
            self.logits_by_image::<W>(data, indices)
        }
    }

    fn parameters(&self) -> Vec<Vec<f32>> {
        let (mut weights, mut biases) = (Vec::new(), Vec::new());
        let mut output_weights = vec![0.0; N_CLASSES * self.hidden_units];
        for unit in 0..self.hidden_units {
            let (from_pixels, bias, to_logits) = self.blocks[unit / W].unit(unit % W);
            weights.extend(from_pixels);
            biases.push(bias);
            for (class, weight) in to_logits.enumerate() {
                output_weights[class * self.hidden_units + unit] = weight;
            }
        }
        let output_biases = self.bias[..N_CLASSES].to_vec();
        vec![weights, biases, output_weights, output_biases]
    }
}
