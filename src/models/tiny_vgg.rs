//! Model 2: TinyVGG, the convolutional network of CNN Explainer.

use super::published::epochs;
use super::{Layer, ModelSpec, NamedLayer, Published, Reproducibility, sequential};
use crate::fashion_mnist::N_CLASSES;

pub const SPEC: ModelSpec = ModelSpec {
    number: 2,
    key: "TinyVgg",
    class_name: "FashionMNISTModelV2",
    english_title: "Model 2 · TinyVGG",
    english_description: "A small convolutional network: it looks at neighbourhoods of pixels, as CNN Explainer's TinyVGG does.",
    remark: |_| "Pooling halves height and width, and the small kernels are shared by all places: hence so few parameters.",
    color_slot: 2,
    layers,
    published: Some(Published {
        // Of three published runs, the one with PyTorch 2.0.1.
        epochs: epochs([
            (0.59302, Some(0.7841), 0.39771, 0.8601),
            (0.36149, Some(0.8700), 0.35713, 0.8700),
            (0.32354, Some(0.8828), 0.32857, 0.8838),
        ]),
        training_secs: 44.250,
        device: "CUDA",
        first_losses: [
            2.30123, 2.29002, 2.31310, 2.29940, 2.30879, 2.30257, 2.29885, 2.29363, 2.29560,
            2.29646, 2.28463, 2.30125, 2.29954, 2.29652, 2.29986, 2.30556, 2.30105, 2.29109,
            2.27848, 2.29608,
        ],
        reproducibility: Reproducibility::Points,
    }),
    is_pretrained: true,
};

// lesson: begin layers
fn layers(hidden_units: usize) -> Vec<NamedLayer> {
    let block = |name| {
        let conv = Layer::Conv2d {
            channels: hidden_units,
            kernel: 3,
            stride: 1,
            padding: 1,
        };
        let pool = Layer::MaxPool2d { kernel: 2 };
        sequential(name, [conv, Layer::Relu, conv, Layer::Relu, pool])
    };
    let classifier = [Layer::Flatten, Layer::Linear { outputs: N_CLASSES }];
    [
        block("block_1"),
        block("block_2"),
        sequential("classifier", classifier),
    ]
    .concat()
}
// lesson: end
