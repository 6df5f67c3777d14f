//! Two linear layers: blocks of hidden units, the logits' biases, and what a step needs besides.

use super::block::Block;
use super::lanes::{add, descend, relu, relu_backward, total};
use super::loss::{Logits, LossGradient, softmax_cross_entropy};
use super::pixels::{self, BatchPixels};
use super::{AnyMlp, MlpShape, StepMetrics, metrics};
use crate::data::Split;
use crate::protocol::N_CLASSES;

pub struct Mlp<const W: usize> {
    blocks: Vec<Block<W>>,
    /// Of the logits.
    bias: Logits,
    shape: MlpShape,
    learning_rate: f32,
    pixel_values: [f32; 256],
    pixels: BatchPixels,
    /// `[batch_size]` logits, then their gradients.
    logits: Vec<Logits>,
}

impl<const W: usize> Mlp<W> {
    /// Parameters in PyTorch's layout: `[hidden_units, 784]`, `[hidden_units]`, `[10, hidden_units]`, `[10]`.
    pub fn new(parameters: [&[f32]; 4], shape: MlpShape, learning_rate: f64) -> Self {
        let [weights, biases, output_weights, output_biases] = parameters;
        let mut bias = Logits::default();
        bias[..N_CLASSES].copy_from_slice(output_biases);
        Self {
            blocks: (0..biases.len())
                .step_by(W)
                .map(|first| Block::new(first, weights, biases, output_weights))
                .collect(),
            bias,
            shape,
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
                self.shape.has_hidden_relu,
                &mut self.logits,
            );
        }
        for logits in &mut self.logits {
            add(logits, &self.bias);
            if self.shape.has_final_relu {
                relu(logits);
            }
        }
    }

    /// Turns the logits into the gradients of the batch's mean loss with respect to them.
    fn loss_and_gradients(&mut self, split: &Split, indices: &[u32]) -> StepMetrics {
        let share = 1.0 / indices.len() as f64;
        let mut loss_sum = 0.0;
        let mut n_correct = 0;
        for (logits, &index) in self.logits.iter_mut().zip(indices) {
            let label = split.labels()[index as usize];
            let LossGradient { loss, mut gradient } = softmax_cross_entropy(logits, label, share);
            loss_sum += loss;
            n_correct += usize::from(metrics::argmax(&logits[..N_CLASSES]) == usize::from(label));
            if self.shape.has_final_relu {
                relu_backward(&mut gradient, logits);
            }
            *logits = gradient;
        }
        StepMetrics {
            loss: (loss_sum * share) as f32,
            accuracy: n_correct as f32 / indices.len() as f32,
        }
    }

    fn backward(&mut self) {
        for block in &mut self.blocks {
            block.backward(
                &self.pixels,
                &self.pixel_values,
                self.shape.has_hidden_relu,
                &self.logits,
                self.learning_rate,
            );
        }
        descend(&mut self.bias, &total(&self.logits), self.learning_rate);
    }
}

impl<const W: usize> AnyMlp for Mlp<W> {
    fn train_step(&mut self, split: &Split, indices: &[u32]) -> StepMetrics {
        self.pixels.read(split, indices);
        self.forward(indices.len());
        let step_metrics = self.loss_and_gradients(split, indices);
        self.backward();
        step_metrics
    }

    fn logits(&mut self, split: &Split, indices: &[u32]) -> Vec<f32> {
        self.pixels.read(split, indices);
        self.forward(indices.len());
        let rows = self.logits.iter().map(|logits| &logits[..N_CLASSES]);
        rows.flatten().copied().collect()
    }

    fn parameters(&self) -> [Vec<f32>; 4] {
        let (mut weights, mut biases) = (Vec::new(), Vec::new());
        let mut output_weights = vec![0.0; N_CLASSES * self.shape.hidden_units];
        for unit in 0..self.shape.hidden_units {
            let (from_pixels, bias, to_logits) = self.blocks[unit / W].unit(unit % W);
            weights.extend(from_pixels);
            biases.push(bias);
            for (class, weight) in to_logits.enumerate() {
                output_weights[class * self.shape.hidden_units + unit] = weight;
            }
        }
        let output_biases = self.bias[..N_CLASSES].to_vec();
        [weights, biases, output_weights, output_biases]
    }
}
