//! Models without convolutions as pictures: the weights that each pixel has for a class, or for a hidden unit.

use super::{Stage, Trace};
use crate::models::Layer;
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

impl Trace {
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
    pub fn contributions(&self, templates: &Templates, template: usize) -> Vec<f32> {
        let pixels = self.maps(Stage::Input).values.iter();
        pixels
            .zip(templates.weights(template))
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
