//! Models without convolutions as pictures: the weights that each pixel has for a class, or for a hidden unit.

use super::{Stage, Trace};
use crate::models::{Layer, PlacedLayer};
use crate::protocol::N_PIXELS;

/// Pictures of 28×28 weights that an image is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Templates {
    /// The layer whose outputs they lead to.
    pub layer: usize,
    /// `[n_templates, 784]`
    weights: Vec<f32>,
    /// One a template.
    biases: Vec<f32>,
}

impl Templates {
    /// How many there are.
    pub fn n_templates(&self) -> usize {
        self.biases.len()
    }

    /// The weights of all pixels, row by row.
    pub fn weights(&self, template: usize) -> &[f32] {
        let weights = self.weights.chunks_exact(N_PIXELS).nth(template);
        weights.unwrap_or_default()
    }

    /// All weights, for a common scale.
    pub fn all_weights(&self) -> &[f32] {
        &self.weights
    }

    /// What is added to the sum of the products.
    pub fn bias(&self, template: usize) -> f32 {
        self.biases.get(template).copied().unwrap_or_default()
    }
}

/// What an image is compared with for one class, where ReLUs between the layers make it a picture of that image's own.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassTemplate {
    /// The layer with the class's result.
    pub layer: usize,
    /// One a pixel.
    pub weights: Vec<f32>,
    pub bias: f32,
    /// Hidden units before a ReLU.
    pub n_units: usize,
    /// How many of them their ReLU lets through.
    pub n_open: usize,
}

impl Trace {
    /// The template of a class for the trace's image: a ReLU passes on some hidden units as they are and the others not at
    /// all, and with those gone all layers together are one linear layer. A ReLU on the class's own result is left out. None
    /// where a layer is neither linear nor a ReLU, or where the parameters are not known.
    pub fn class_template(&self, class: usize) -> Option<ClassTemplate> {
        let is_linear = |placed: &PlacedLayer| matches!(placed.layer, Layer::Linear { .. });
        let last = self.layers.iter().rposition(is_linear)?;
        let mut factors = vec![0.0; self.outputs.get(last)?.len()];
        *factors.get_mut(class)? = 1.0;
        let mut template = ClassTemplate {
            layer: last,
            weights: Vec::new(),
            bias: 0.0,
            n_units: 0,
            n_open: 0,
        };
        // From the result back to the pixels: what each number of a layer adds to the class, times that number.
        for (layer, placed) in self.layers.iter().enumerate().rev() {
            match placed.layer {
                Layer::Flatten => {}
                Layer::Relu if layer > last => {}
                Layer::Relu => {
                    let sums = self.input_of(layer).values;
                    for (factor, &sum) in factors.iter_mut().zip(sums) {
                        if sum > 0.0 {
                            template.n_open += 1;
                        } else {
                            *factor = 0.0;
                        }
                    }
                    template.n_units += sums.len();
                }
                Layer::Linear { .. } => {
                    let [weight, bias] = self.parameters(layer)?;
                    let mut before = vec![0.0; weight.len() / bias.len().max(1)];
                    let rows = weight.chunks_exact(before.len().max(1));
                    for ((&factor, row), bias) in factors.iter().zip(rows).zip(bias) {
                        template.bias += factor * bias;
                        for (sum, weight) in before.iter_mut().zip(row) {
                            *sum += factor * weight;
                        }
                    }
                    factors = before;
                }
                Layer::Conv2d { .. } | Layer::MaxPool2d { .. } => return None,
            }
        }
        template.weights = factors;
        Some(template)
    }

    /// One template a class: the product of all layers. None where a ReLU or anything else comes between them, or where
    /// the parameters are not known.
    pub fn class_templates(&self) -> Option<Templates> {
        let mut templates = None;
        for (layer, placed) in self.layers.iter().enumerate() {
            match placed.layer {
                Layer::Flatten => {}
                Layer::Linear { .. } => {
                    let [weight, bias] = self.parameters(layer)?;
                    templates = Some(match templates {
                        None => Templates {
                            layer,
                            weights: weight.to_vec(),
                            biases: bias.to_vec(),
                        },
                        Some(before) => product(&before, layer, weight, bias),
                    });
                }
                Layer::Conv2d { .. } | Layer::Relu | Layer::MaxPool2d { .. } => return None,
            }
        }
        templates
    }

    /// One template a hidden unit, where the first layer with weights is linear and a ReLU follows it before the last layer.
    pub fn unit_templates(&self) -> Option<Templates> {
        let has_work = |layer: Layer| layer != Layer::Flatten;
        let layer = self
            .layers
            .iter()
            .position(|placed| has_work(placed.layer))?;
        let is_hidden = layer + 2 < self.layers.len();
        let is_linear = matches!(self.layers[layer].layer, Layer::Linear { .. });
        if !is_linear || !is_hidden || !self.has_relu_after(layer) {
            return None;
        }
        let [weight, bias] = self.parameters(layer)?;
        Some(Templates {
            layer,
            weights: weight.to_vec(),
            biases: bias.to_vec(),
        })
    }

    /// What each pixel of the image adds to the sum: grey value times weight.
    pub fn contributions(&self, weights: &[f32]) -> Vec<f32> {
        let pixels = self.maps(Stage::Input).values.iter();
        pixels
            .zip(weights)
            .map(|(pixel, weight)| pixel * weight)
            .collect()
    }
}

/// The templates of a linear layer's outputs, whose inputs have these templates.
fn product(before: &Templates, layer: usize, weight: &[f32], bias: &[f32]) -> Templates {
    let n_inputs = before.n_templates();
    let mut weights = vec![0.0; bias.len() * N_PIXELS];
    let mut biases = bias.to_vec();
    let rows = weight.chunks_exact(n_inputs.max(1));
    for ((row, sums), bias) in rows
        .zip(weights.chunks_exact_mut(N_PIXELS))
        .zip(&mut biases)
    {
        for (input, &factor) in row.iter().enumerate() {
            *bias += factor * before.bias(input);
            for (sum, weight) in sums.iter_mut().zip(before.weights(input)) {
                *sum += factor * weight;
            }
        }
    }
    Templates {
        layer,
        weights,
        biases,
    }
}
