//! A model's layers at work on one image: shapes and numbers of every layer, from an engine's answer.

pub mod place;
pub mod templates;
pub mod working;

pub use place::{Place, Stage, Step};
pub use templates::{ClassTemplate, Templates};
pub use working::{Part, Sum, Working};

use super::format::group_thousands;
use crate::models::{Architecture, Layer, PlacedLayer};
use crate::protocol::{Inspected, Inspection, Unit};

/// One image's way through a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The model and the image.
    pub inspected: Inspected,
    /// From the image to the logits.
    pub layers: Vec<PlacedLayer>,
    /// The grey values as numbers from 0 to 1.
    input: Vec<f32>,
    /// One list a layer.
    outputs: Vec<Vec<f32>>,
    parameters: Parameters,
}

/// The parameters that are known here.
#[derive(Clone, Debug, PartialEq)]
enum Parameters {
    /// Weight and bias by layer; both empty for a layer without parameters.
    All(Vec<[Vec<f32>; 2]>),
    /// Of a wide model, one unit's weights and bias.
    Of(Unit, Vec<f32>, f32),
    None,
}

/// Numbers as pictures: `[channels, height, width]`; a list of features is one of channels of a single pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Maps<'a> {
    pub values: &'a [f32],
    pub shape: [usize; 3],
}

impl<'a> Maps<'a> {
    fn new(values: &'a [f32], shape: &[usize]) -> Self {
        let shape = match *shape {
            [channels, height, width] => [channels, height, width],
            _ => [values.len(), 1, 1],
        };
        Self { values, shape }
    }

    /// One channel, row by row; empty outside.
    pub fn channel(self, channel: usize) -> &'a [f32] {
        let [_, height, width] = self.shape;
        let size = height * width;
        self.values
            .get(channel * size..(channel + 1) * size)
            .unwrap_or_default()
    }

    /// A single number; none outside.
    pub fn at(self, channel: usize, row: usize, column: usize) -> Option<f32> {
        let [_, height, width] = self.shape;
        if row >= height || column >= width {
            return None;
        }
        self.channel(channel).get(row * width + column).copied()
    }
}

impl Trace {
    /// Reads an engine's answer; none if its numbers do not fit its settings.
    pub fn read(answer: &Inspection) -> Option<Self> {
        let architecture = Architecture::of(&answer.inspected.config);
        let layers = architecture.layers();
        let mut values = floats(&answer.outputs);
        let mut outputs = Vec::with_capacity(layers.len());
        for layer in &layers {
            outputs.push(take(&mut values, layer.output_shape.iter().product())?);
        }
        let mut values = floats(&answer.parameters);
        let parameters = match answer.unit {
            _ if values.is_empty() => Parameters::None,
            Some(unit) => {
                let bias = values.pop()?;
                Parameters::Of(unit, values, bias)
            }
            None => {
                let mut all = Vec::with_capacity(layers.len());
                for layer in &layers {
                    let mut of_layer = [Vec::new(), Vec::new()];
                    for (list, spec) in of_layer.iter_mut().zip(layer.parameters()) {
                        *list = take(&mut values, spec.n_elements())?;
                    }
                    all.push(of_layer);
                }
                Parameters::All(all)
            }
        };
        let inspected = answer.inspected.clone();
        let greys = inspected.pixels.iter();
        Some(Self {
            input: greys.map(|&grey| f32::from(grey) / 255.0).collect(),
            inspected,
            layers,
            outputs,
            parameters,
        })
    }

    /// The numbers of a stage as pictures.
    pub fn maps(&self, stage: Stage) -> Maps<'_> {
        match stage {
            Stage::Input => self.input_of(0),
            Stage::Layer(layer) => match (self.outputs.get(layer), self.layers.get(layer)) {
                (Some(values), Some(placed)) => Maps::new(values, &placed.output_shape),
                _ => Maps::new(&[], &[]),
            },
            Stage::Softmax => Maps::new(&self.inspected.probabilities, &[]),
        }
    }

    /// What a layer gets: the output of the one before.
    pub fn input_of(&self, layer: usize) -> Maps<'_> {
        let shape = self.layers.get(layer).map(|placed| &placed.input_shape[..]);
        let values = match layer.checked_sub(1) {
            Some(before) => self.outputs.get(before),
            None => Some(&self.input),
        };
        let values = values.map(Vec::as_slice).unwrap_or_default();
        Maps::new(values, shape.unwrap_or_default())
    }

    /// The ten results before softmax.
    pub fn logits(&self) -> &[f32] {
        self.outputs.last().map(Vec::as_slice).unwrap_or_default()
    }

    /// A layer's weights and biases in PyTorch's layout; none where they are not known as a whole.
    pub fn parameters(&self, layer: usize) -> Option<[&[f32]; 2]> {
        let Parameters::All(all) = &self.parameters else {
            return None;
        };
        let [weight, bias] = all.get(layer)?;
        (!weight.is_empty()).then_some([weight, bias])
    }

    /// Whether a stage has weights that are known as a whole.
    pub fn has_kernels(&self, stage: Stage) -> bool {
        match stage {
            Stage::Layer(layer) => self.parameters(layer).is_some(),
            Stage::Input | Stage::Softmax => false,
        }
    }

    /// The weights of one unit, input by input, and its bias; none where they are not known.
    pub fn unit(&self, layer: usize, unit: usize) -> Option<(&[f32], f32)> {
        match &self.parameters {
            Parameters::All(all) => {
                let [weight, bias] = all.get(layer)?;
                let n_inputs = weight.len() / bias.len().max(1);
                let weights = weight.get(unit * n_inputs..(unit + 1) * n_inputs)?;
                Some((weights, *bias.get(unit)?))
            }
            Parameters::Of(known, weights, bias) => {
                (*known == Unit { layer, unit }).then_some((weights, *bias))
            }
            Parameters::None => None,
        }
    }

    /// Rows and columns of the weights for one input channel: a kernel, or a whole picture that was flattened.
    pub fn kernel_shape(&self, layer: usize) -> [usize; 2] {
        let flattened = self.flattened_by(layer).map(|flatten| &flatten.input_shape);
        match (self.layers.get(layer).map(|placed| placed.layer), flattened) {
            (Some(Layer::Conv2d { kernel, .. }), _) => [kernel; 2],
            (_, Some(shape)) => match shape[..] {
                [_, height, width] => [height, width],
                _ => [1, 1],
            },
            _ => [1, 1],
        }
    }

    /// The layer whose output is flattened into this layer's input: its channels are groups of that input.
    fn flattened_by(&self, layer: usize) -> Option<&PlacedLayer> {
        let before = self.layers.get(layer.checked_sub(1)?)?;
        (before.layer == Layer::Flatten).then_some(before)
    }

    /// Whether a ReLU takes this layer's output.
    pub fn has_relu_after(&self, layer: usize) -> bool {
        let next = self.layers.get(layer + 1);
        next.is_some_and(|next| next.layer == Layer::Relu)
    }
}

/// A number of a model as the page writes it: few decimals, a true minus.
pub fn number(value: f32) -> String {
    let digits = match value.abs() {
        size if size >= 1e7 => format!("{value:.1e}"),
        size if size >= 10_000.0 => group_thousands(&format!("{value:.0}")),
        size if size >= 100.0 => format!("{value:.1}"),
        size if size >= 10.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    };
    let is_nothing = digits
        .trim_start_matches('-')
        .chars()
        .all(|letter| matches!(letter, '0' | '.'));
    if is_nothing {
        return "0".to_owned();
    }
    digits.replace('-', "−")
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers
        .iter()
        .map(|&number| f32::from_le_bytes(number))
        .collect()
}

/// The first `n_values` numbers, taken out; none if there are fewer.
fn take(values: &mut Vec<f32>, n_values: usize) -> Option<Vec<f32>> {
    if values.len() < n_values {
        return None;
    }
    let rest = values.split_off(n_values);
    Some(std::mem::replace(values, rest))
}

#[cfg(test)]
pub(super) mod tests;
