//! A model's parameters by PyTorch's names and shapes, and its layers as a table: no tensors, just the plan.

use crate::protocol::{IMAGE_SIZE, LayerSummary, ModelKind, N_CLASSES, N_PIXELS, TrainingConfig};

/// What must be known to build one of the models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Architecture {
    pub kind: ModelKind,
    pub hidden_units: usize,
    /// Model 1's ReLU on the logits; the other models have none.
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
    pub fn n_elements(&self) -> usize {
        self.shape.iter().product()
    }
}

/// A layer of the plan: its place in PyTorch's module tree, its kind, and its output without the batch.
struct Layer {
    path: String,
    operation: Operation,
    output: Vec<usize>,
}

enum Operation {
    Flatten,
    Linear {
        n_in: usize,
        n_out: usize,
    },
    /// 3×3, stride 1, padding 1.
    Conv {
        n_in: usize,
        n_out: usize,
    },
    Relu,
    MaxPool,
}

impl Architecture {
    pub fn of(config: &TrainingConfig) -> Self {
        Self::new(config.model, config.hidden_units, config.final_relu)
    }

    pub fn new(kind: ModelKind, hidden_units: usize, final_relu: bool) -> Self {
        Self {
            kind,
            hidden_units,
            final_relu: final_relu && kind == ModelKind::NonLinear,
        }
    }

    /// The parameters in PyTorch's order of construction: weight, then bias, layer by layer.
    pub fn parameters(&self) -> Vec<ParameterSpec> {
        self.layers().iter().flat_map(Layer::parameters).collect()
    }

    pub fn n_parameters(&self) -> usize {
        self.parameters()
            .iter()
            .map(ParameterSpec::n_elements)
            .sum()
    }

    /// One row a layer.
    pub fn summary(&self) -> Vec<LayerSummary> {
        self.layers().into_iter().map(Layer::into_summary).collect()
    }

    fn layers(&self) -> Vec<Layer> {
        let hidden = self.hidden_units;
        match self.kind {
            ModelKind::Baseline => sequential(
                "layer_stack",
                vec![
                    (Operation::Flatten, vec![N_PIXELS]),
                    (
                        Operation::Linear {
                            n_in: N_PIXELS,
                            n_out: hidden,
                        },
                        vec![hidden],
                    ),
                    (
                        Operation::Linear {
                            n_in: hidden,
                            n_out: N_CLASSES,
                        },
                        vec![N_CLASSES],
                    ),
                ],
            ),
            ModelKind::NonLinear => {
                let mut layers = vec![
                    (Operation::Flatten, vec![N_PIXELS]),
                    (
                        Operation::Linear {
                            n_in: N_PIXELS,
                            n_out: hidden,
                        },
                        vec![hidden],
                    ),
                    (Operation::Relu, vec![hidden]),
                    (
                        Operation::Linear {
                            n_in: hidden,
                            n_out: N_CLASSES,
                        },
                        vec![N_CLASSES],
                    ),
                ];
                if self.final_relu {
                    layers.push((Operation::Relu, vec![N_CLASSES]));
                }
                sequential("layer_stack", layers)
            }
            ModelKind::TinyVgg => {
                let pooled = IMAGE_SIZE / 4;
                let mut layers = vgg_block("block_1", 1, hidden, IMAGE_SIZE);
                layers.extend(vgg_block("block_2", hidden, hidden, IMAGE_SIZE / 2));
                layers.extend(sequential(
                    "classifier",
                    vec![
                        (Operation::Flatten, vec![hidden * pooled * pooled]),
                        (
                            Operation::Linear {
                                n_in: hidden * pooled * pooled,
                                n_out: N_CLASSES,
                            },
                            vec![N_CLASSES],
                        ),
                    ],
                ));
                layers
            }
        }
    }
}

/// Conv, ReLU, Conv, ReLU, MaxPool on images of `size` × `size`.
fn vgg_block(name: &str, n_in: usize, n_out: usize, size: usize) -> Vec<Layer> {
    sequential(
        name,
        vec![
            (Operation::Conv { n_in, n_out }, vec![n_out, size, size]),
            (Operation::Relu, vec![n_out, size, size]),
            (
                Operation::Conv { n_in: n_out, n_out },
                vec![n_out, size, size],
            ),
            (Operation::Relu, vec![n_out, size, size]),
            (Operation::MaxPool, vec![n_out, size / 2, size / 2]),
        ],
    )
}

/// Numbers the layers as `nn.Sequential` does.
fn sequential(name: &str, layers: Vec<(Operation, Vec<usize>)>) -> Vec<Layer> {
    layers
        .into_iter()
        .enumerate()
        .map(|(position, (operation, output))| Layer {
            path: format!("{name}.{position}"),
            operation,
            output,
        })
        .collect()
}

impl Layer {
    fn parameters(&self) -> Vec<ParameterSpec> {
        let (shape, fan_in) = match self.operation {
            Operation::Linear { n_in, n_out } => (vec![n_out, n_in], n_in),
            Operation::Conv { n_in, n_out } => (vec![n_out, n_in, 3, 3], n_in * 9),
            Operation::Flatten | Operation::Relu | Operation::MaxPool => return Vec::new(),
        };
        let bias = ParameterSpec {
            name: format!("{}.bias", self.path),
            shape: vec![shape[0]],
            fan_in,
        };
        vec![
            ParameterSpec {
                name: format!("{}.weight", self.path),
                shape,
                fan_in,
            },
            bias,
        ]
    }

    fn into_summary(self) -> LayerSummary {
        LayerSummary {
            layer: match self.operation {
                Operation::Flatten => "Flatten".to_owned(),
                Operation::Linear { n_in, n_out } => format!("Linear({n_in} → {n_out})"),
                Operation::Conv { n_in, n_out } => {
                    format!("Conv2d({n_in} → {n_out}, 3×3, stride 1, padding 1)")
                }
                Operation::Relu => "ReLU".to_owned(),
                Operation::MaxPool => "MaxPool2d(2×2)".to_owned(),
            },
            n_parameters: self
                .parameters()
                .iter()
                .map(ParameterSpec::n_elements)
                .sum(),
            name: self.path,
            output_shape: self.output,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson(kind: ModelKind) -> Architecture {
        Architecture::of(&TrainingConfig::lesson(kind))
    }

    #[test]
    fn the_models_have_the_lessons_parameter_counts() {
        let counts = ModelKind::ALL.map(|kind| lesson(kind).n_parameters());
        assert_eq!(counts, [7_960, 7_960, 7_740]);
    }

    #[test]
    fn parameters_carry_pytorchs_names() {
        let names = |kind| {
            lesson(kind)
                .parameters()
                .into_iter()
                .map(|p| p.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names(ModelKind::Baseline),
            [
                "layer_stack.1.weight",
                "layer_stack.1.bias",
                "layer_stack.2.weight",
                "layer_stack.2.bias"
            ]
        );
        assert_eq!(names(ModelKind::NonLinear)[2], "layer_stack.3.weight");
        assert_eq!(
            names(ModelKind::TinyVgg),
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
            Architecture::new(ModelKind::TinyVgg, 16, true).n_parameters(),
            160 + 3 * 2320 + 7850
        );
    }

    #[test]
    fn the_summary_shows_shapes_and_parameters_layer_by_layer() {
        let summary = lesson(ModelKind::TinyVgg).summary();
        assert_eq!(summary.len(), 12);
        assert_eq!(summary[0].layer, "Conv2d(1 → 10, 3×3, stride 1, padding 1)");
        assert_eq!(summary[0].output_shape, [10, 28, 28]);
        assert_eq!(summary[4].output_shape, [10, 14, 14]);
        assert_eq!(summary[9].output_shape, [10, 7, 7]);
        assert_eq!(summary[10].output_shape, [490]);
        assert_eq!(summary[11].n_parameters, 4910);
        assert_eq!(
            summary.iter().map(|row| row.n_parameters).sum::<usize>(),
            7_740
        );
    }

    #[test]
    fn only_model_1_has_a_final_relu_to_switch_off() {
        assert_eq!(
            Architecture::new(ModelKind::NonLinear, 10, false)
                .summary()
                .len(),
            4
        );
        assert_eq!(lesson(ModelKind::NonLinear).summary().len(), 5);
        assert!(!lesson(ModelKind::Baseline).final_relu);
    }
}
