//! The lesson's three models as Burn modules, built from and turned back into PyTorch's state dicts.

mod architecture;
mod mlp;
mod state_dict;
mod tiny_vgg;

use burn::module::{Module, Param};
use burn::nn::conv::Conv2d;
use burn::nn::{Linear, PaddingConfig2d};
use burn::tensor::{Device, ExecutionError, Tensor, TensorData};

pub use architecture::{Architecture, ParameterSpec};
pub use mlp::Mlp;
pub use state_dict::{NamedTensor, StateDict};
pub use tiny_vgg::{TinyVgg, VggBlock};

use crate::protocol::ModelKind;

/// Any of the three models.
#[expect(clippy::large_enum_variant, reason = "a handful exist at a time")]
#[derive(Module, Debug)]
pub enum Classifier {
    Mlp(Mlp),
    TinyVgg(TinyVgg),
}

/// A state dict that does not fit the model it is meant for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    #[error("the tensor {name} is missing")]
    Missing { name: String },
    #[error("the tensor {name} has the shape {found:?}, but this model needs {expected:?}")]
    WrongShape {
        name: String,
        found: Vec<usize>,
        expected: Vec<usize>,
    },
}

impl Classifier {
    /// Builds the model with these parameters; on an autodiff device it can be trained.
    ///
    /// # Errors
    /// When a tensor is missing or has another shape; tensors that the model does not know are ignored.
    pub fn from_state(
        architecture: &Architecture,
        state: &StateDict,
        device: &Device,
    ) -> Result<Self, StateError> {
        let mut source = ParameterSource {
            architecture,
            state,
            device,
            position: 0,
        };
        Ok(match architecture.kind {
            ModelKind::Baseline | ModelKind::NonLinear => Self::Mlp(Mlp {
                hidden: source.linear()?,
                output: source.linear()?,
                hidden_relu: architecture.kind == ModelKind::NonLinear,
                final_relu: architecture.final_relu,
            }),
            ModelKind::TinyVgg => Self::TinyVgg(TinyVgg {
                block_1: VggBlock::new(source.conv()?, source.conv()?),
                block_2: VggBlock::new(source.conv()?, source.conv()?),
                classifier: source.linear()?,
            }),
        })
    }

    /// # Shapes
    /// - images: `[batch_size, 1, 28, 28]`, values 0 to 1
    /// - logits: `[batch_size, 10]`
    pub fn forward(&self, images: Tensor<4>) -> Tensor<2> {
        match self {
            Self::Mlp(model) => model.forward(images),
            Self::TinyVgg(model) => model.forward(images),
        }
    }

    /// Reads the parameters back from the device, by PyTorch's names and in its layouts.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn state(&self, architecture: &Architecture) -> Result<StateDict, ExecutionError> {
        let mut tensors = Vec::new();
        for (spec, values) in architecture.parameters().into_iter().zip(self.parameters()) {
            let data = values.into_data_async().await?;
            let values = data.iter::<f32>().collect();
            tensors.push(NamedTensor {
                name: spec.name,
                shape: spec.shape,
                values,
            });
        }
        Ok(StateDict { tensors })
    }

    /// Every parameter flattened in PyTorch's layout, in its order of construction.
    fn parameters(&self) -> Vec<Tensor<1>> {
        let linear = |layer: &Linear| {
            // Burn keeps a linear weight as [in, out], PyTorch as [out, in].
            let weight = layer.weight.val().inner().transpose().flatten(0, 1);
            [
                Some(weight),
                layer.bias.as_ref().map(|bias| bias.val().inner()),
            ]
        };
        let conv = |layer: &Conv2d| {
            let weight = layer.weight.val().inner().flatten(0, 3);
            [
                Some(weight),
                layer.bias.as_ref().map(|bias| bias.val().inner()),
            ]
        };
        let layers = match self {
            Self::Mlp(model) => vec![linear(&model.hidden), linear(&model.output)],
            Self::TinyVgg(model) => vec![
                conv(&model.block_1.conv_1),
                conv(&model.block_1.conv_2),
                conv(&model.block_2.conv_1),
                conv(&model.block_2.conv_2),
                linear(&model.classifier),
            ],
        };
        layers.into_iter().flatten().flatten().collect()
    }
}

/// Hands out a state dict's tensors in the plan's order.
struct ParameterSource<'a> {
    architecture: &'a Architecture,
    state: &'a StateDict,
    device: &'a Device,
    position: usize,
}

impl ParameterSource<'_> {
    fn linear(&mut self) -> Result<Linear, StateError> {
        let weight: Tensor<2> = Tensor::from_data(self.next()?, &self.device.clone().inner());
        let bias = self.parameter::<1>()?;
        Ok(Linear {
            weight: self.trainable(weight.transpose()),
            bias: Some(bias),
        })
    }

    fn conv(&mut self) -> Result<Conv2d, StateError> {
        let weight = self.parameter::<4>()?;
        let bias = self.parameter::<1>()?;
        Ok(Conv2d {
            weight,
            bias: Some(bias),
            stride: [1, 1],
            kernel_size: [3, 3],
            dilation: [1, 1],
            groups: 1,
            padding: PaddingConfig2d::Explicit(1, 1, 1, 1),
        })
    }

    fn parameter<const D: usize>(&mut self) -> Result<Param<Tensor<D>>, StateError> {
        Ok(Param::from_data(self.next()?, self.device))
    }

    fn trainable(&self, values: Tensor<2>) -> Param<Tensor<2>> {
        let values = if self.device.is_autodiff() {
            Tensor::from_inner(values)
        } else {
            values
        };
        Param::from_tensor(values)
    }

    fn next(&mut self) -> Result<TensorData, StateError> {
        let spec = self.architecture.parameters().swap_remove(self.position);
        self.position += 1;
        let tensor = self.state.tensor(&spec)?;
        Ok(TensorData::new(tensor.values.clone(), tensor.shape.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::TrainingConfig;

    fn lesson(kind: ModelKind) -> Architecture {
        Architecture::of(&TrainingConfig::lesson(kind))
    }

    #[test]
    fn every_model_maps_a_batch_to_ten_logits() {
        let device = Device::flex();
        for kind in ModelKind::ALL {
            let state = StateDict::initial(&lesson(kind), 42);
            let model = Classifier::from_state(&lesson(kind), &state, &device).unwrap();
            assert_eq!(
                model.forward(Tensor::zeros([3, 1, 28, 28], &device)).dims(),
                [3, 10]
            );
            assert_eq!(model.num_params(), lesson(kind).n_parameters());
        }
    }

    #[test]
    fn parameters_survive_the_way_into_a_model_and_back() {
        for device in [Device::flex(), Device::flex().autodiff()] {
            for kind in ModelKind::ALL {
                let architecture = Architecture::new(kind, 7, true);
                let state = StateDict::initial(&architecture, 1);
                let model = Classifier::from_state(&architecture, &state, &device).unwrap();
                assert_eq!(
                    pollster::block_on(model.state(&architecture)).unwrap(),
                    state
                );
            }
        }
    }

    #[test]
    fn other_hidden_units_are_refused_with_both_shapes() {
        let state = StateDict::initial(&lesson(ModelKind::TinyVgg), 42);
        let wider = Architecture::new(ModelKind::TinyVgg, 128, true);
        let error = Classifier::from_state(&wider, &state, &Device::flex()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the tensor block_1.0.weight has the shape [10, 1, 3, 3], but this model needs [128, 1, 3, 3]"
        );
    }

    #[test]
    fn model_1_never_gives_negative_logits_with_its_final_relu() {
        let device = Device::flex();
        for (final_relu, expected) in [(true, false), (false, true)] {
            let architecture = Architecture::new(ModelKind::NonLinear, 10, final_relu);
            let state = StateDict::initial(&architecture, 42);
            let model = Classifier::from_state(&architecture, &state, &device).unwrap();
            let logits = model.forward(Tensor::ones([1, 1, 28, 28], &device));
            let logits = pollster::block_on(logits.into_data_async()).unwrap();
            assert_eq!(logits.iter::<f32>().any(|logit| logit < 0.0), expected);
        }
    }
}
