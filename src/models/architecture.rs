//! A model with a number of hidden units: its layers with their shapes, parameters and operations.

use serde::Serialize;

use super::{Layer, ModelKind, NamedLayer};
use crate::fashion_mnist::IMAGE_SIZE;

/// The shape of one image: `[channels, height, width]`.
const INPUT_SHAPE: [usize; 3] = [1, IMAGE_SIZE, IMAGE_SIZE];

/// A model of the catalogue with the settings that determine its layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Architecture {
    /// The entry whose list of layers is built.
    pub model: ModelKind,
    /// Outputs of the hidden linear layer, or channels of each convolution.
    pub hidden_units: usize,
    /// Whether a ReLU on the logits ends it; never for a model whose list of layers does not end in one.
    pub final_relu: bool,
}

/// One parameter tensor as PyTorch names and lays it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterSpec {
    /// Such as `block_1.0.weight`.
    pub name: String,
    /// `[out, in]` of a linear layer, `[out, in, height, width]` of a convolution, `[out]` of a bias.
    pub shape: Vec<usize>,
    /// Inputs that one output sums over: what PyTorch scales its first weights by.
    pub fan_in: usize,
}

impl ParameterSpec {
    /// Values of the tensor: the product of its shape.
    pub fn n_elements(&self) -> usize {
        self.shape.iter().product()
    }
}

/// A layer at its place in a model. Shapes are those of one image, without the batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlacedLayer {
    /// PyTorch's path of the layer, such as `block_1.0`.
    pub path: String,
    /// Its kind and sizes.
    pub layer: Layer,
    /// `[channels, height, width]`, or `[features]` once flattened.
    pub input_shape: Vec<usize>,
    /// As `input_shape`; the next layer's input.
    pub output_shape: Vec<usize>,
}

impl PlacedLayer {
    /// Weight, then bias; empty for a layer without parameters.
    pub fn parameters(&self) -> Vec<ParameterSpec> {
        let Some(shape) = self.layer.weight_shape(&self.input_shape) else {
            return Vec::new();
        };
        let fan_in = shape[1..].iter().product();
        let spec = |name, shape| ParameterSpec {
            name: format!("{}.{name}", self.path),
            shape,
            fan_in,
        };
        let bias = vec![shape[0]];
        vec![spec("weight", shape), spec("bias", bias)]
    }

    /// Values of its weight and bias together.
    pub fn n_parameters(&self) -> usize {
        self.parameters()
            .iter()
            .map(ParameterSpec::n_elements)
            .sum()
    }

    /// Kind and sizes as the page shows them: `Linear(784 → 10)`.
    pub fn title(&self) -> String {
        self.layer.title(&self.input_shape)
    }

    /// Multiplications of one image's forward pass, those with the zeros of the padding included.
    fn n_multiplications(&self) -> usize {
        let n_positions: usize = self.output_shape.iter().skip(1).product();
        let weight = self.layer.weight_shape(&self.input_shape);
        weight.map_or(0, |shape| shape.iter().product::<usize>() * n_positions)
    }
}

impl Architecture {
    /// `final_relu` has no effect on a model whose list of layers does not end in a ReLU.
    pub fn new(model: ModelKind, hidden_units: usize, final_relu: bool) -> Self {
        let ends_in_relu = (model.layers)(hidden_units)
            .last()
            .is_some_and(|last| last.layer == Layer::Relu);
        Self {
            model,
            hidden_units,
            final_relu: final_relu && ends_in_relu,
        }
    }

    /// The layers from the image to the logits.
    ///
    /// ```
    /// use fitting_room::models::{Architecture, ModelKind};
    ///
    /// let layers = Architecture::new(ModelKind::TINY_VGG, 10, true).layers();
    /// assert_eq!(layers[0].title(), "Conv2d(1 → 10, 3×3, stride 1, padding 1)");
    /// assert_eq!(layers[4].path, "block_1.4");
    /// assert_eq!(layers[4].input_shape, [10, 28, 28]);
    /// assert_eq!(layers[4].output_shape, [10, 14, 14]);
    /// ```
    pub fn layers(&self) -> Vec<PlacedLayer> {
        let mut layers = (self.model.layers)(self.hidden_units);
        if !self.final_relu && layers.last().is_some_and(|last| last.layer == Layer::Relu) {
            layers.pop();
        }
        let mut shape = INPUT_SHAPE.to_vec();
        let place = |NamedLayer { path, layer }| {
            let output_shape = layer.output_shape(&shape);
            PlacedLayer {
                path,
                layer,
                input_shape: std::mem::replace(&mut shape, output_shape.clone()),
                output_shape,
            }
        };
        layers.into_iter().map(place).collect()
    }

    /// The parameters in PyTorch's order of construction: weight, then bias, layer by layer.
    ///
    /// ```
    /// use fitting_room::models::{Architecture, ModelKind};
    ///
    /// let parameters = Architecture::new(ModelKind::BASELINE, 10, true).parameters();
    /// assert_eq!(parameters[0].name, "layer_stack.1.weight");
    /// assert_eq!(parameters[0].shape, [10, 784]);
    /// ```
    pub fn parameters(&self) -> Vec<ParameterSpec> {
        let layers = self.layers();
        layers.iter().flat_map(PlacedLayer::parameters).collect()
    }

    /// Values of all parameters together.
    pub fn n_parameters(&self) -> usize {
        self.layers().iter().map(PlacedLayer::n_parameters).sum()
    }

    /// Additions and multiplications of a dense training step for one image: the forward pass, the gradients of the
    /// weights, and the gradients of each layer's input, which the first layer with parameters does not need.
    pub fn training_flop_per_image(&self) -> usize {
        let layers = self.layers();
        let multiplications = layers.iter().map(PlacedLayer::n_multiplications);
        let with_parameters = multiplications.filter(|&n_multiplications| n_multiplications > 0);
        with_parameters
            .enumerate()
            .map(|(position, n_multiplications)| {
                2 * n_multiplications * if position == 0 { 2 } else { 3 }
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notebook(model: ModelKind) -> Architecture {
        Architecture::new(model, 10, true)
    }

    #[test]
    fn the_models_have_the_notebooks_parameter_counts() {
        let models = [
            ModelKind::BASELINE,
            ModelKind::NON_LINEAR,
            ModelKind::TINY_VGG,
        ];
        let counts = models.map(|model| notebook(model).n_parameters());
        assert_eq!(counts, [7_960, 7_960, 7_740]);
    }

    #[test]
    fn parameters_carry_pytorchs_names() {
        let names = |model| {
            notebook(model)
                .parameters()
                .into_iter()
                .map(|parameter| parameter.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names(ModelKind::BASELINE),
            [
                "layer_stack.1.weight",
                "layer_stack.1.bias",
                "layer_stack.2.weight",
                "layer_stack.2.bias"
            ]
        );
        assert_eq!(names(ModelKind::NON_LINEAR)[2], "layer_stack.3.weight");
        assert_eq!(
            names(ModelKind::TINY_VGG),
            [
                "block_1.0.weight",
                "block_1.0.bias",
                "block_1.2.weight",
                "block_1.2.bias",
                "block_2.0.weight",
                "block_2.0.bias",
                "block_2.2.weight",
                "block_2.2.bias",
                "classifier.1.weight",
                "classifier.1.bias"
            ]
        );
    }

    #[test]
    fn a_wider_tiny_vgg_grows_as_pytorchs_does() {
        // 1·9·16+16 + 3·(16·9·16+16) + 784·10+10
        assert_eq!(
            Architecture::new(ModelKind::TINY_VGG, 16, true).n_parameters(),
            160 + 3 * 2320 + 7850
        );
    }

    #[test]
    fn layers_have_shapes_titles_and_parameters() {
        let layers = notebook(ModelKind::TINY_VGG).layers();
        assert_eq!(layers.len(), 12);
        assert_eq!(
            layers[0].title(),
            "Conv2d(1 → 10, 3×3, stride 1, padding 1)"
        );
        assert_eq!(layers[0].output_shape, [10, 28, 28]);
        assert_eq!(layers[4].output_shape, [10, 14, 14]);
        assert_eq!(layers[9].output_shape, [10, 7, 7]);
        assert_eq!(layers[10].output_shape, [490]);
        assert_eq!(layers[11].n_parameters(), 4910);
    }

    #[test]
    fn only_model_1_has_a_final_relu_to_switch_off() {
        assert_eq!(
            Architecture::new(ModelKind::NON_LINEAR, 10, false)
                .layers()
                .len(),
            4
        );
        assert_eq!(notebook(ModelKind::NON_LINEAR).layers().len(), 5);
        assert!(!notebook(ModelKind::BASELINE).final_relu);
    }

    #[test]
    fn every_list_of_layers_leads_from_an_image_to_ten_logits() {
        for model in ModelKind::ALL {
            for hidden_units in [1, 10, 512] {
                let layers = Architecture::new(model, hidden_units, true).layers();
                let last = layers.last().expect("a model has layers");
                assert_eq!(last.output_shape, [10], "{}", model.title());
            }
        }
    }

    #[test]
    fn operations_are_counted_from_the_layers() {
        // 2 · (2 · 784·10 + 3 · 10·10)
        assert_eq!(
            notebook(ModelKind::BASELINE).training_flop_per_image(),
            31_960
        );
        assert_eq!(
            notebook(ModelKind::TINY_VGG).training_flop_per_image(),
            2 * (2 * 784 * 9 * 10 + 3 * (784 * 900 + 2 * 196 * 900 + 4900))
        );
    }
}
