//! A block of hidden units: their weights from the pixels and to the logits, their values and gradients for a batch.

use super::lanes::{
    add, add_product, add_to_doubles, descend, product, relu, relu_backward, total,
};
use super::loss::Logits;
use super::pixels::{BatchPixels, GROUP_SIZE, N_PLACES};
use crate::fashion_mnist::{N_CLASSES, N_PIXELS};

/// Places whose products are summed in f32 before f64 takes over: two rows of an image. The shorter, the closer to the
/// true sum; 14 costs some 5 % of a step.
const SUM_PLACES: usize = 14;

/// `W` hidden units. Those beyond the last one have weights of zero, and gradients of zero leave them so.
pub struct Block<const W: usize> {
    /// By place: the weights of four pixels, `W` each.
    weights: Vec<[[f32; W]; GROUP_SIZE]>,
    bias: [f32; W],
    /// From each unit to the logits.
    output_weights: [Logits; W],
    /// `[batch_size]`; during the forward pass partial sums.
    values: Vec<[f32; W]>,
    /// `[batch_size]`: sums of the parts so far.
    sums: Vec<[f64; W]>,
    /// `[batch_size]`: of the loss with respect to the units before their ReLU.
    gradients: Vec<[f32; W]>,
}

impl<const W: usize> Block<W> {
    /// The hidden units from `first` on, of parameters in PyTorch's layout: `[hidden_units, 784]`, `[hidden_units]`
    /// and `[10, hidden_units]`.
    pub fn new(first: usize, weights: &[f32], biases: &[f32], output_weights: &[f32]) -> Self {
        let hidden_units = biases.len();
        let lane = |lane: usize, value: &dyn Fn(usize) -> f32| {
            let unit = first + lane;
            if unit < hidden_units {
                value(unit)
            } else {
                0.0
            }
        };
        let pixel_weights = |pixel: usize| {
            std::array::from_fn(|w| lane(w, &|unit| weights[unit * N_PIXELS + pixel]))
        };
        let place_weights =
            |place: usize| std::array::from_fn(|i| pixel_weights(place * GROUP_SIZE + i));
        let mut to_logits = [Logits::default(); W];
        for (w, row) in to_logits.iter_mut().enumerate() {
            for (class, weight) in row[..N_CLASSES].iter_mut().enumerate() {
                *weight = lane(w, &|unit| output_weights[class * hidden_units + unit]);
            }
        }
        Self {
            weights: (0..N_PLACES).map(place_weights).collect(),
            bias: std::array::from_fn(|w| lane(w, &|unit| biases[unit])),
            output_weights: to_logits,
            values: Vec::new(),
            sums: Vec::new(),
            gradients: Vec::new(),
        }
    }

    /// The weights of one unit from all pixels, its bias, and its weights to the logits.
    pub fn unit(&self, lane: usize) -> (impl Iterator<Item = f32>, f32, impl Iterator<Item = f32>) {
        (
            self.weights.iter().flatten().map(move |row| row[lane]),
            self.bias[lane],
            self.output_weights[lane].into_iter().take(N_CLASSES),
        )
    }

    /// Computes the units and adds what they give to the logits.
    pub fn forward(
        &mut self,
        pixels: &BatchPixels,
        pixel_values: &[f32; 256],
        has_relu: bool,
        logits: &mut [Logits],
    ) {
        self.values.clear();
        self.values.resize(logits.len(), [0.0; W]);
        self.sums.clear();
        self.sums.resize(logits.len(), [0.0; W]);
        let mut places = pixels.places();
        for weights in self.weights.chunks(SUM_PLACES) {
            for (weights, groups) in weights.iter().zip(&mut places) {
                // In halves, because the weights of four pixels do not fit into sixteen registers.
                for half in [0, 2] {
                    let (first, second) = (weights[half], weights[half + 1]);
                    for group in groups {
                        let [one, two] = [group.greys[half], group.greys[half + 1]]
                            .map(|grey| pixel_values[usize::from(grey)]);
                        let mut products = product(one, &first);
                        add_product(&mut products, two, &second);
                        add(&mut self.values[group.image as usize], &products);
                    }
                }
            }
            for (sums, values) in self.sums.iter_mut().zip(&mut self.values) {
                add_to_doubles(sums, values);
                *values = [0.0; W];
            }
        }
        let mut values = std::mem::take(&mut self.values);
        for ((sums, values), logits) in self.sums.iter().zip(&mut values).zip(logits) {
            *values = self.units(sums, has_relu);
            self.add_to_logits(values, logits);
        }
        self.values = values;
    }

    /// The units' values, of the sums over the pixels.
    pub fn units(&self, sums: &[f64; W], has_relu: bool) -> [f32; W] {
        let mut values = std::array::from_fn(|w| (sums[w] + f64::from(self.bias[w])) as f32);
        if has_relu {
            relu(&mut values);
        }
        values
    }

    /// Adds what the units give to the logits of their image.
    pub fn add_to_logits(&self, values: &[f32; W], logits: &mut Logits) {
        for (value, weights) in values.iter().zip(&self.output_weights) {
            add_product(logits, *value, weights);
        }
    }

    /// The weights from the pixels, by place and unit.
    pub fn weights(&self) -> &[[[f32; W]; GROUP_SIZE]] {
        &self.weights
    }

    /// Learns from the logits' gradients.
    pub fn backward(
        &mut self,
        pixels: &BatchPixels,
        pixel_values: &[f32; 256],
        has_relu: bool,
        logit_gradients: &[Logits],
        learning_rate: f32,
    ) {
        self.propagate(logit_gradients, has_relu);
        self.update_output_weights(logit_gradients, learning_rate);
        self.update_weights(pixels, pixel_values, learning_rate);
        descend(&mut self.bias, &total(&self.gradients), learning_rate);
    }

    fn propagate(&mut self, logit_gradients: &[Logits], has_relu: bool) {
        let by_class: [[f32; W]; N_CLASSES] =
            std::array::from_fn(|class| self.output_weights.map(|weights| weights[class]));
        self.gradients.clear();
        for (of_logits, values) in logit_gradients.iter().zip(&self.values) {
            let mut gradient = [0.0; W];
            for (of_logit, weights) in of_logits.iter().zip(&by_class) {
                add_product(&mut gradient, *of_logit, weights);
            }
            if has_relu {
                relu_backward(&mut gradient, values);
            }
            self.gradients.push(gradient);
        }
    }

    fn update_output_weights(&mut self, logit_gradients: &[Logits], learning_rate: f32) {
        let mut sums = [Logits::default(); W];
        for (of_logits, values) in logit_gradients.iter().zip(&self.values) {
            for (sum, value) in sums.iter_mut().zip(values) {
                add_product(sum, *value, of_logits);
            }
        }
        for (weights, sum) in self.output_weights.iter_mut().zip(&sums) {
            descend(weights, sum, learning_rate);
        }
    }

    /// The gradient of four pixels' weights is summed over the images that are nonzero there and used at once, so no
    /// gradient is ever stored.
    fn update_weights(
        &mut self,
        pixels: &BatchPixels,
        pixel_values: &[f32; 256],
        learning_rate: f32,
    ) {
        for (weights, groups) in self.weights.iter_mut().zip(pixels.places()) {
            let mut sums = [[0.0; W]; GROUP_SIZE];
            for group in groups {
                let gradient = &self.gradients[group.image as usize];
                for (sum, grey) in sums.iter_mut().zip(group.greys) {
                    add_product(sum, pixel_values[usize::from(grey)], gradient);
                }
            }
            for (weights, sum) in weights.iter_mut().zip(&sums) {
                descend(weights, sum, learning_rate);
            }
        }
    }
}
