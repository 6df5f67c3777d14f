//! Models 0 and 1: two linear layers, without and with ReLU.

use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::Tensor;
use burn::tensor::activation::relu;

/// The lesson's `FashionMNISTModelV0` (no ReLU) and `FashionMNISTModelV1` (ReLU after both layers, the logits too).
#[derive(Module, Debug)]
pub struct Mlp {
    /// Pixels to hidden units.
    pub hidden: Linear,
    /// Hidden units to logits.
    pub output: Linear,
    pub hidden_relu: bool,
    pub final_relu: bool,
}

impl Mlp {
    /// # Shapes
    /// - images: `[batch_size, 1, 28, 28]`
    /// - logits: `[batch_size, 10]`
    pub fn forward(&self, images: Tensor<4>) -> Tensor<2> {
        let hidden = self.hidden.forward(images.flatten::<2>(1, 3)); // [batch, hidden_units]
        let hidden = if self.hidden_relu {
            relu(hidden)
        } else {
            hidden
        };
        let logits = self.output.forward(hidden);
        if self.final_relu {
            relu(logits)
        } else {
            logits
        }
    }
}
