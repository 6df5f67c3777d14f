//! Gradients by Burn's autodiff, for the eye rather than for training: of a logit by the pixels, of a loss by the parameters.

use burn::nn::loss::CrossEntropyLossConfig;
use burn::tensor::{Device, ExecutionError};

use super::Network;
use crate::data::Split;
use crate::data::batcher::{self, Batch};
use crate::models::{Architecture, StateDict, StateError};
use crate::protocol::N_PIXELS;

/// Images of one backward pass at most: autodiff keeps every layer's output of all of them.
const MAX_BACKWARD_IMAGES: usize = 128;

/// A model whose gradients can be asked for.
pub struct Differentiable {
    network: Network,
    device: Device,
}

impl Differentiable {
    /// The model with these parameters.
    ///
    /// # Errors
    /// When a tensor is missing or has another shape.
    pub fn new(
        architecture: &Architecture,
        state: &StateDict,
        device: &Device,
    ) -> Result<Self, StateError> {
        let device = device.clone().autodiff();
        Ok(Self {
            network: Network::from_state(architecture, state, &device)?,
            device,
        })
    }

    /// The gradient of one class's logit by the pixels, whose values are 0 to 1: `[28, 28]`, row by row.
    ///
    /// # Errors
    /// When the device fails.
    ///
    /// # Panics
    /// When there is no such class.
    pub async fn of_logit(
        &self,
        pixels: &[u8; N_PIXELS],
        class: usize,
    ) -> Result<Vec<f32>, ExecutionError> {
        let images = batcher::images(std::iter::once(pixels), &self.device).require_grad();
        let logits = self.network.forward(images.clone());
        let logit = logits.slice([0..1, class..class + 1]).sum();
        let gradient = images.grad(&logit.backward());
        let gradient = gradient.expect("the logits depend on the image");
        Ok(gradient.into_data_async().await?.iter().collect())
    }

    /// The gradient of the mean cross-entropy of these images by each parameter tensor, in PyTorch's order and layouts.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn of_loss(&self, batch: &Split) -> Result<Vec<Vec<f32>>, ExecutionError> {
        let loss_fn = CrossEntropyLossConfig::new().init(&self.device);
        let indices: Vec<u32> = (0..batch.n_images() as u32).collect();
        let mut sums: Vec<Vec<f32>> = Vec::new();
        for part in indices.chunks(MAX_BACKWARD_IMAGES) {
            let share = part.len() as f32 / indices.len() as f32;
            let Batch { images, targets } = Batch::new(batch, part, &self.device);
            let loss = loss_fn.forward(self.network.forward(images), targets);
            let gradients = self.network.gradients(&(loss * share).backward());
            for (position, gradient) in gradients.into_iter().enumerate() {
                let values = gradient.into_data_async().await?;
                let values = values.iter::<f32>();
                match sums.get_mut(position) {
                    Some(sum) => sum
                        .iter_mut()
                        .zip(values)
                        .for_each(|(sum, value)| *sum += value),
                    None => sums.push(values.collect()),
                }
            }
        }
        Ok(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::ModelKind;
    use crate::random::TorchGenerator;

    fn logits(network: &Network, pixels: &[u8; N_PIXELS]) -> Vec<f32> {
        let split = Split::from_parts(pixels.to_vec(), vec![0]).expect("one image, one label");
        let logits = pollster::block_on(network.logits(&split, 0..1, &Device::flex()));
        logits.expect("the CPU works")
    }

    #[test]
    fn a_logits_gradient_is_its_change_by_a_pixel() {
        let mut generator = TorchGenerator::manual_seed(7);
        let pixels: [u8; N_PIXELS] = std::array::from_fn(|_| (generator.randint(200) + 20) as u8);
        for kind in ModelKind::ALL {
            let architecture = Architecture::new(kind, 10, false);
            let state = StateDict::initial(&architecture, 42);
            let network = Network::from_state(&architecture, &state, &Device::flex());
            let network = network.expect("the first weights fit");
            let model = Differentiable::new(&architecture, &state, &Device::flex());
            let model = model.expect("the first weights fit");
            let class = 3;
            let gradient = pollster::block_on(model.of_logit(&pixels, class));
            let gradient = gradient.expect("the CPU works");
            assert_eq!(gradient.len(), N_PIXELS);
            let largest = gradient.iter().fold(0.0, |max: f32, g| max.max(g.abs()));
            for position in [0, 100, 405, 406, 600, 783] {
                let moved = |by: i16| {
                    let mut pixels = pixels;
                    pixels[position] = pixels[position].saturating_add_signed(by as i8);
                    logits(&network, &pixels)[class]
                };
                let change = (moved(4) - moved(-4)) * 255.0 / 8.0;
                let difference = (change - gradient[position]).abs();
                assert!(
                    difference < 0.05 * largest,
                    "{}, pixel {position}: {change} is not {}",
                    kind.title(),
                    gradient[position]
                );
            }
        }
    }
}
