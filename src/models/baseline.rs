//! Model 0: two linear layers with nothing between them, the baseline that the others must beat.

use super::published::epochs;
use super::{Layer, ModelSpec, NamedLayer, Published, Reproducibility, sequential};
use crate::fashion_mnist::N_CLASSES;

pub const SPEC: ModelSpec = ModelSpec {
    number: 0,
    key: "Baseline",
    class_name: "FashionMNISTModelV0",
    english_title: "Model 0 · linear baseline",
    english_description: "Two linear layers with nothing between them: straight lines only. The baseline that the others must beat.",
    remark: |_| "Flatten lays the 28 rows end to end, so the model no longer knows which pixels are neighbours.",
    color_slot: 0,
    layers,
    published: Some(Published {
        epochs: epochs([
            (0.59039, None, 0.50954, 0.8204),
            (0.47633, None, 0.47989, 0.8320),
            (0.45503, None, 0.47664, 0.8343),
        ]),
        training_secs: 32.349,
        device: "CPU",
        first_losses: [
            2.36648, 2.30105, 2.25144, 2.24636, 2.21585, 2.18852, 2.11611, 2.03217, 2.07243,
            1.94362, 1.94263, 1.92037, 1.87038, 1.92484, 1.82615, 1.83084, 1.81035, 1.64241,
            1.57773, 1.73727,
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
            Layer::Linear { outputs: N_CLASSES },
        ],
    )
}
// lesson: end
