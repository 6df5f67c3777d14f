//! The step itself, for hidden units cut into tiles of `W`.

use super::super::super::{StepFigures, metrics};
use super::Steps;
use super::loss::softmax_cross_entropy;
use super::pixels::{self, BatchPixels, GROUP_SIZE, Group, N_GROUPS};
use crate::data::Split;
use crate::protocol::{N_CLASSES, N_PIXELS};

/// Two linear layers with their gradients and everything that a step needs, allocated once.
pub struct Mlp<const W: usize> {
    tiles: Vec<Tile<W>>,
    /// Of the logits.
    bias: [f64; N_CLASSES],
    hidden_units: usize,
    has_hidden_relu: bool,
    has_final_relu: bool,
    /// An f32's value, as PyTorch multiplies by.
    learning_rate: f64,
    brightness: [f64; 256],
    pixels: BatchPixels,
    /// `[batch_size]` logits, then their gradients.
    logits: Vec<[f64; N_CLASSES]>,
    /// Images that are lit at one place.
    lit_images: Vec<u32>,
}

/// `W` hidden units; those beyond the last one have weights of zero and stay so.
struct Tile<const W: usize> {
    /// `[N_GROUPS, GROUP_SIZE]` pixels, `W` weights each.
    weights: Vec<[[f64; W]; GROUP_SIZE]>,
    bias: [f64; W],
    /// From each unit to the ten logits.
    output_weights: [[f64; N_CLASSES]; W],
    /// `[batch_size]`.
    activations: Vec<[f64; W]>,
    /// `[batch_size]`: of the loss with respect to the units before their ReLU.
    gradients: Vec<[f64; W]>,
}

impl<const W: usize> Mlp<W> {
    /// Parameters in PyTorch's layout: `[hidden_units, 784]`, `[hidden_units]`, `[10, hidden_units]`, `[10]`.
    pub fn new(
        parameters: &[&[f32]],
        hidden_units: usize,
        relus: [bool; 2],
        learning_rate: f64,
    ) -> Self {
        let (weights, biases) = (parameters[0], parameters[1]);
        let (output_weights, output_biases) = (parameters[2], parameters[3]);
        let tile = |first: usize| {
            let unit = |lane: usize| (first + lane < hidden_units).then_some(first + lane);
            let of_unit = |lane: usize, value: &dyn Fn(usize) -> f32| {
                unit(lane).map_or(0.0, |unit| f64::from(value(unit)))
            };
            let row = |pixel: usize| {
                std::array::from_fn(|lane| of_unit(lane, &|unit| weights[unit * N_PIXELS + pixel]))
            };
            Tile {
                weights: (0..N_GROUPS)
                    .map(|place| std::array::from_fn(|corner| row(place * GROUP_SIZE + corner)))
                    .collect(),
                bias: std::array::from_fn(|lane| of_unit(lane, &|unit| biases[unit])),
                output_weights: std::array::from_fn(|lane| {
                    std::array::from_fn(|class| {
                        of_unit(lane, &|unit| output_weights[class * hidden_units + unit])
                    })
                }),
                activations: Vec::new(),
                gradients: Vec::new(),
            }
        };
        Self {
            tiles: (0..hidden_units).step_by(W).map(tile).collect(),
            bias: std::array::from_fn(|class| f64::from(output_biases[class])),
            hidden_units,
            has_hidden_relu: relus[0],
            has_final_relu: relus[1],
            learning_rate: f64::from(learning_rate as f32),
            brightness: pixels::brightness_table(),
            pixels: BatchPixels::default(),
            logits: Vec::new(),
            lit_images: Vec::new(),
        }
    }

    fn forward(&mut self, split: &Split, indices: &[u32]) {
        self.logits.clear();
        self.logits.resize(indices.len(), [0.0; N_CLASSES]);
        for tile in &mut self.tiles {
            tile.activations.clear();
            for (position, &index) in indices.iter().enumerate() {
                let sums = tile.weighted_pixels(
                    pixels::groups_of(split, index),
                    self.pixels.lit_places(position),
                    &self.brightness,
                );
                let mut units = round(sum(sums, tile.bias));
                if self.has_hidden_relu {
                    units = relu(units);
                }
                tile.activations.push(units);
                for (unit, weights) in units.iter().zip(&tile.output_weights) {
                    add_product(&mut self.logits[position], *unit, weights);
                }
            }
        }
        for logits in &mut self.logits {
            *logits = round(sum(*logits, self.bias));
            if self.has_final_relu {
                *logits = relu(*logits);
            }
        }
    }

    /// Turns the logits into their gradients.
    fn judge(&mut self, split: &Split, indices: &[u32]) -> StepFigures {
        let n_images = indices.len() as f64;
        let mut loss_sum = 0.0;
        let mut n_correct = 0;
        for (logits, &index) in self.logits.iter_mut().zip(indices) {
            let label = split.labels()[index as usize];
            let judgement = softmax_cross_entropy(logits, label);
            loss_sum += judgement.loss;
            n_correct += usize::from(metrics::argmax(logits) == usize::from(label));
            let mut gradient = round(judgement.gradient.map(|value| value / n_images));
            if self.has_final_relu {
                gradient = where_open(gradient, logits);
            }
            *logits = gradient;
        }
        StepFigures {
            loss: (loss_sum / n_images) as f32,
            accuracy: n_correct as f32 / indices.len() as f32,
        }
    }

    fn backward(&mut self) {
        for tile in &mut self.tiles {
            tile.propagate(&self.logits, self.has_hidden_relu);
            tile.update_output_weights(&self.logits, self.learning_rate);
            tile.update_weights(
                &self.pixels,
                &self.brightness,
                &mut self.lit_images,
                self.learning_rate,
            );
        }
        let gradient = self.logits.iter().copied().fold([0.0; N_CLASSES], sum);
        descend(&mut self.bias, &gradient, self.learning_rate);
    }
}

impl<const W: usize> Steps for Mlp<W> {
    fn train_step(&mut self, split: &Split, indices: &[u32]) -> StepFigures {
        self.pixels.read(split, indices);
        self.forward(split, indices);
        let figures = self.judge(split, indices);
        self.backward();
        figures
    }

    fn parameters(&self) -> [Vec<f32>; 4] {
        let units = || {
            let lanes = self
                .tiles
                .iter()
                .flat_map(|tile| (0..W).map(move |lane| (tile, lane)));
            lanes.take(self.hidden_units)
        };
        let weights = units().flat_map(|(tile, lane)| {
            let rows = tile.weights.iter().flatten();
            rows.map(move |row| row[lane] as f32)
        });
        let output_weights = (0..N_CLASSES).flat_map(|class| {
            units().map(move |(tile, lane)| tile.output_weights[lane][class] as f32)
        });
        [
            weights.collect(),
            units().map(|(tile, lane)| tile.bias[lane] as f32).collect(),
            output_weights.collect(),
            self.bias.map(|value| value as f32).to_vec(),
        ]
    }
}

impl<const W: usize> Tile<W> {
    /// `Σ pixel · weight` of each unit. Two sums side by side, because each addition waits for the one before.
    fn weighted_pixels(
        &self,
        groups: &[Group],
        lit_places: &[u8],
        brightness: &[f64; 256],
    ) -> [f64; W] {
        let (mut even, mut odd) = ([0.0; W], [0.0; W]);
        for &place in lit_places {
            let place = usize::from(place);
            let [p0, p1, p2, p3] = groups[place].map(|byte| brightness[usize::from(byte)]);
            let [w0, w1, w2, w3] = &self.weights[place];
            add_product(&mut even, p0, w0);
            add_product(&mut odd, p1, w1);
            add_product(&mut even, p2, w2);
            add_product(&mut odd, p3, w3);
        }
        sum(even, odd)
    }

    /// The gradients of the units from those of the logits.
    fn propagate(&mut self, logit_gradients: &[[f64; N_CLASSES]], has_relu: bool) {
        let mut by_class = [[0.0; W]; N_CLASSES];
        for (lane, weights) in self.output_weights.iter().enumerate() {
            for (class, weight) in weights.iter().enumerate() {
                by_class[class][lane] = *weight;
            }
        }
        self.gradients.clear();
        for (gradients, units) in logit_gradients.iter().zip(&self.activations) {
            let mut sums = [0.0; W];
            for (gradient, weights) in gradients.iter().zip(&by_class) {
                add_product(&mut sums, *gradient, weights);
            }
            let sums = round(sums);
            self.gradients.push(if has_relu {
                where_open(sums, units)
            } else {
                sums
            });
        }
    }

    fn update_output_weights(&mut self, logit_gradients: &[[f64; N_CLASSES]], learning_rate: f64) {
        let mut sums = [[0.0; N_CLASSES]; W];
        for (gradients, units) in logit_gradients.iter().zip(&self.activations) {
            for (sum, unit) in sums.iter_mut().zip(units) {
                add_product(sum, *unit, gradients);
            }
        }
        for (weights, sum) in self.output_weights.iter_mut().zip(&sums) {
            descend(weights, sum, learning_rate);
        }
    }

    /// Place by place: the gradient of four pixels' weights is summed over the images that are lit there, and used at
    /// once, so no gradient is ever stored.
    fn update_weights(
        &mut self,
        pixels: &BatchPixels,
        brightness: &[f64; 256],
        lit_images: &mut Vec<u32>,
        learning_rate: f64,
    ) {
        let n_images = self.gradients.len();
        lit_images.resize(n_images, 0);
        for (place, weights) in self.weights.iter_mut().enumerate() {
            let groups = pixels.at_place(place);
            let mut n_lit = 0;
            for (position, group) in groups.iter().enumerate() {
                lit_images[n_lit] = position as u32;
                n_lit += usize::from(pixels::is_lit(*group));
            }
            let lit_images = &lit_images[..n_lit];
            for half in [0, 2] {
                let (mut first, mut second) = ([0.0; W], [0.0; W]);
                for &position in lit_images {
                    let position = position as usize;
                    let group = groups[position];
                    let gradient = &self.gradients[position];
                    add_product(&mut first, brightness[usize::from(group[half])], gradient);
                    add_product(
                        &mut second,
                        brightness[usize::from(group[half + 1])],
                        gradient,
                    );
                }
                descend(&mut weights[half], &first, learning_rate);
                descend(&mut weights[half + 1], &second, learning_rate);
            }
        }
        let gradient = self.gradients.iter().copied().fold([0.0; W], sum);
        descend(&mut self.bias, &gradient, learning_rate);
    }
}

/// `sums += factor · values`, two roundings.
#[inline(always)]
fn add_product<const N: usize>(sums: &mut [f64; N], factor: f64, values: &[f64; N]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += factor * value;
    }
}

#[inline(always)]
fn sum<const N: usize>(left: [f64; N], right: [f64; N]) -> [f64; N] {
    std::array::from_fn(|lane| left[lane] + right[lane])
}

/// `values − learning_rate · gradient`, kept as f32.
#[inline(always)]
fn descend<const N: usize>(values: &mut [f64; N], gradient: &[f64; N], learning_rate: f64) {
    for (value, gradient) in values.iter_mut().zip(gradient) {
        *value = f64::from((*value - learning_rate * gradient) as f32);
    }
}

/// To the nearest f32.
#[inline(always)]
fn round<const N: usize>(values: [f64; N]) -> [f64; N] {
    values.map(|value| f64::from(value as f32))
}

/// Negative values to zero; not a number stays, so that divergence shows.
#[inline(always)]
fn relu<const N: usize>(values: [f64; N]) -> [f64; N] {
    values.map(|value| if value < 0.0 { 0.0 } else { value })
}

/// A ReLU's gradient: nothing where its output is zero.
#[inline(always)]
fn where_open<const N: usize>(gradient: [f64; N], output: &[f64; N]) -> [f64; N] {
    std::array::from_fn(|lane| {
        if output[lane] <= 0.0 {
            0.0
        } else {
            gradient[lane]
        }
    })
}
