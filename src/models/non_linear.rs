//! Model 1: Model 0 with a ReLU after each linear layer, after the logits too.

use super::published::epochs;
use super::{Layer, ModelSpec, NamedLayer, Published, Reproducibility, sequential};
use crate::fashion_mnist::N_CLASSES;

pub const SPEC: ModelSpec = ModelSpec {
    number: 1,
    key: "NonLinear",
    class_name: "FashionMNISTModelV1",
    english_title: "Model 1 · with ReLU",
    english_description: "The same two layers with a ReLU after each, so that it can bend its lines. Will that help?",
    remark: |has_final_relu| {
        if has_final_relu {
            "ReLU keeps what is positive and turns the rest into 0; the lesson puts one even on the ten results, which can silence a class for good."
        } else {
            "ReLU keeps what is positive and turns the rest into 0. Without the lesson's last one, a result may be negative, and no class can fall silent."
        }
    },
    color_slot: 1,
    layers,
    published: Some(Published {
        epochs: epochs([
            (1.09199, Some(0.6134), 0.95636, 0.6500),
            (0.78101, Some(0.7193), 0.72227, 0.7391),
            (0.67027, Some(0.7594), 0.68500, 0.7502),
        ]),
        training_secs: 36.878,
        device: "CUDA",
        first_losses: [
            2.31337, 2.29265, 2.27960, 2.30045, 2.28778, 2.31995, 2.26183, 2.26874, 2.27364,
            2.25872, 2.24797, 2.29030, 2.28002, 2.25336, 2.22240, 2.17623, 2.11298, 2.17774,
            2.08001, 2.20743,
        ],
        reproducibility: Reproducibility::Digits,
    }),
    is_pretrained: true,
};

// lesson: begin layers
fn layers(hidden_units: usize) -> Vec<NamedLayer> {
    sequential(
        "layer_stack",
        [
            Layer::Flatten,
            Layer::Linear {
                outputs: hidden_units,
            },
            Layer::Relu,
            Layer::Linear { outputs: N_CLASSES },
            Layer::Relu,
        ],
    )
}
// lesson: end
