//! Model 2: TinyVGG, the convolutional network of CNN Explainer.

use burn::module::Module;
use burn::nn::Linear;
use burn::nn::conv::Conv2d;
use burn::nn::pool::{MaxPool2d, MaxPool2dConfig};
use burn::tensor::Tensor;
use burn::tensor::activation::relu;

/// The lesson's `FashionMNISTModelV2`.
#[derive(Module, Debug)]
pub struct TinyVgg {
    pub block_1: VggBlock,
    pub block_2: VggBlock,
    /// 7×7 positions of every channel to logits.
    pub classifier: Linear,
}

/// Two 3×3 convolutions with ReLU, then a 2×2 max pool.
#[derive(Module, Debug)]
pub struct VggBlock {
    pub conv_1: Conv2d,
    pub conv_2: Conv2d,
    pool: MaxPool2d,
}

impl VggBlock {
    pub fn new(conv_1: Conv2d, conv_2: Conv2d) -> Self {
        Self {
            conv_1,
            conv_2,
            pool: MaxPool2dConfig::new([2, 2]).with_strides([2, 2]).init(),
        }
    }

    /// # Shapes
    /// - input: `[batch_size, channels_in, size, size]`
    /// - output: `[batch_size, channels_out, size / 2, size / 2]`
    fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let features = relu(self.conv_1.forward(input));
        self.pool.forward(relu(self.conv_2.forward(features)))
    }
}

impl TinyVgg {
    /// # Shapes
    /// - images: `[batch_size, 1, 28, 28]`
    /// - logits: `[batch_size, 10]`
    pub fn forward(&self, images: Tensor<4>) -> Tensor<2> {
        let features = self.block_1.forward(images); // [batch, hidden_units, 14, 14]
        let features = self.block_2.forward(features); // [batch, hidden_units, 7, 7]
        self.classifier.forward(features.flatten::<2>(1, 3))
    }
}
