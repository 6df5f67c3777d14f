//! How one number of a layer comes about: the inputs, the weights, and what is done with them.

use super::{Stage, Trace};
use crate::models::Layer;
use crate::session::small;

/// The arithmetic behind one number.
#[derive(Clone, Debug, PartialEq)]
pub enum Working {
    /// A pixel of the image.
    Pixel { grey: u8, value: f32 },
    /// Inputs times weights, added up.
    Sum(Sum),
    /// The largest of a window.
    Largest(Largest),
    /// What is negative becomes 0.
    Relu { input: f32, output: f32 },
    /// `exp` of a logit as a share of all ten.
    Softmax {
        logit: f32,
        /// `exp(logit)`
        power: f64,
        /// The sum of all ten powers.
        total: f64,
        probability: f32,
    },
    /// The weights are not here: the model is too wide to have them all.
    Unknown,
}

/// A sum of products.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// One for each input channel, or for each input of a list.
    pub parts: Vec<Part>,
    pub bias: f32,
    /// The sum of all parts and the bias.
    pub total: f32,
    /// What the engine has computed.
    pub output: f32,
    /// What a ReLU after this layer makes of it; none without one.
    pub rectified: Option<f32>,
}

/// The products of one input channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub channel: usize,
    /// Rows and columns of the window.
    pub height: usize,
    pub width: usize,
    /// The place of the window's corner in the channel; negative in the padding.
    pub first_row: isize,
    pub first_column: isize,
    /// Row by row; none in the padding, which counts as 0.
    pub inputs: Vec<Option<f32>>,
    pub weights: Vec<f32>,
    /// The sum of the products.
    pub sum: f32,
}

/// A window of which the largest number is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Largest {
    /// Rows and columns of the window.
    pub kernel: usize,
    /// The place of its corner.
    pub first_row: usize,
    pub first_column: usize,
    /// Row by row.
    pub values: Vec<f32>,
    /// The position of the largest in `values`; of several, the first.
    pub winner: usize,
}

impl Part {
    /// Input times weight, row by row.
    pub fn products(&self) -> impl Iterator<Item = f32> + '_ {
        let inputs = self.inputs.iter().map(|input| input.unwrap_or(0.0));
        inputs
            .zip(&self.weights)
            .map(|(input, weight)| input * weight)
    }

    fn summed(mut self) -> Self {
        // In f64, so that what is shown is not off by its own rounding.
        self.sum = self.products().map(f64::from).sum::<f64>() as f32;
        self
    }
}

impl Sum {
    /// The parts to show: all, or the `n_shown` with the largest sums, in order; and the sum of the others.
    pub fn largest_parts(&self, n_shown: usize) -> (Vec<&Part>, usize, f32) {
        let mut order: Vec<&Part> = self.parts.iter().collect();
        if order.len() <= n_shown {
            return (order, 0, 0.0);
        }
        small::sort_by(&mut order, |a, b| b.sum.abs().total_cmp(&a.sum.abs()));
        let rest = order.split_off(n_shown);
        small::sort_by_key(&mut order, |part| part.channel);
        let sum = rest.iter().map(|part| f64::from(part.sum)).sum::<f64>();
        (order, rest.len(), sum as f32)
    }
}

impl Trace {
    /// The arithmetic behind one number; none where there is no such number.
    pub fn working(
        &self,
        stage: Stage,
        channel: usize,
        row: usize,
        column: usize,
    ) -> Option<Working> {
        let output = self.maps(stage).at(channel, row, column)?;
        match stage {
            Stage::Input => {
                let width = self.maps(stage).shape[2];
                let grey = *self.inspected.pixels.get(row * width + column)?;
                let value = output;
                Some(Working::Pixel { grey, value })
            }
            Stage::Layer(layer) => self.working_of_layer(layer, channel, row, column, output),
            Stage::Softmax => {
                let power = |logit: f32| f64::from(logit).exp();
                let logits = self.logits();
                let logit = *logits.get(channel)?;
                Some(Working::Softmax {
                    logit,
                    power: power(logit),
                    total: logits.iter().map(|&logit| power(logit)).sum(),
                    probability: output,
                })
            }
        }
    }

    fn working_of_layer(
        &self,
        layer: usize,
        channel: usize,
        row: usize,
        column: usize,
        output: f32,
    ) -> Option<Working> {
        let placed = self.layers.get(layer)?;
        let input = self.input_of(layer);
        match placed.layer {
            Layer::Flatten => None,
            Layer::Relu => Some(Working::Relu {
                input: input.at(channel, row, column)?,
                output,
            }),
            Layer::MaxPool2d { kernel } => {
                let (first_row, first_column) = (row * kernel, column * kernel);
                let places = (0..kernel * kernel)
                    .map(|place| (first_row + place / kernel, first_column + place % kernel));
                let values: Vec<f32> = places
                    .filter_map(|(row, column)| input.at(channel, row, column))
                    .collect();
                // Backwards, since the last of several largest wins in `max_by`.
                let winner = values.iter().enumerate().rev();
                let winner = winner.max_by(|(_, a), (_, b)| a.total_cmp(b))?.0;
                Some(Working::Largest(Largest {
                    kernel,
                    first_row,
                    first_column,
                    values,
                    winner,
                }))
            }
            Layer::Linear { .. } | Layer::Conv2d { .. } => {
                let Some((weights, bias)) = self.unit(layer, channel) else {
                    return Some(Working::Unknown);
                };
                let parts = match placed.layer {
                    Layer::Conv2d {
                        kernel,
                        stride,
                        padding,
                        ..
                    } => {
                        let corner = |place: usize| (place * stride) as isize - padding as isize;
                        self.windows(layer, weights, kernel, corner(row), corner(column))
                    }
                    _ => self.groups(layer, weights),
                };
                let sums = parts.iter().map(|part| f64::from(part.sum));
                let total = (sums.sum::<f64>() + f64::from(bias)) as f32;
                Some(Working::Sum(Sum {
                    parts,
                    bias,
                    total,
                    output,
                    rectified: self.has_relu_after(layer).then(|| output.max(0.0)),
                }))
            }
        }
    }

    /// A convolution's window over each input channel.
    fn windows(
        &self,
        layer: usize,
        weights: &[f32],
        kernel: usize,
        first_row: isize,
        first_column: isize,
    ) -> Vec<Part> {
        let input = self.input_of(layer);
        let weights = weights.chunks_exact(kernel * kernel).enumerate();
        weights
            .map(|(channel, weights)| {
                let at = |place: usize| {
                    let row = first_row.checked_add_unsigned(place / kernel)?;
                    let column = first_column.checked_add_unsigned(place % kernel)?;
                    input.at(channel, row.try_into().ok()?, column.try_into().ok()?)
                };
                Part {
                    channel,
                    height: kernel,
                    width: kernel,
                    first_row,
                    first_column,
                    inputs: (0..kernel * kernel).map(at).collect(),
                    weights: weights.to_vec(),
                    sum: 0.0,
                }
                .summed()
            })
            .collect()
    }

    /// The inputs of a linear layer: by channel where they were flattened, else one by one.
    fn groups(&self, layer: usize, weights: &[f32]) -> Vec<Part> {
        let values = self.input_of(layer).values;
        let [height, width] = self.kernel_shape(layer);
        let inputs = values.chunks_exact(height * width);
        inputs
            .zip(weights.chunks_exact(height * width))
            .enumerate()
            .map(|(channel, (inputs, weights))| {
                Part {
                    channel,
                    height,
                    width,
                    first_row: 0,
                    first_column: 0,
                    inputs: inputs.iter().copied().map(Some).collect(),
                    weights: weights.to_vec(),
                    sum: 0.0,
                }
                .summed()
            })
            .collect()
    }

    /// The stage whose channels the parts of this layer's sums are.
    pub fn source(&self, layer: usize) -> Stage {
        let n_before = layer - usize::from(self.flattened_by(layer).is_some());
        n_before.checked_sub(1).map_or(Stage::Input, Stage::Layer)
    }
}
