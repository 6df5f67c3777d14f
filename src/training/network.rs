//! Any list of layers as a Burn module, built from and turned back into PyTorch's state dict.

use std::ops::Range;

use burn::module::{Module, Param};
use burn::nn::conv::Conv2d;
use burn::nn::pool::{MaxPool2d, MaxPool2dConfig};
use burn::nn::{Linear, PaddingConfig2d};
use burn::tensor::activation::relu;
use burn::tensor::{Device, ExecutionError, Gradients, Tensor, TensorData};

use crate::data::{Split, batcher};
use crate::fashion_mnist::N_PIXELS;
use crate::models::{Architecture, Layer, NamedTensor, ParameterSpec, StateDict, StateError};

/// The layers of a model in Burn's operations.
#[derive(Module, Debug)]
pub struct Network {
    layers: Vec<NetworkLayer>,
}

/// A layer with its parameters.
#[derive(Module, Debug)]
enum NetworkLayer {
    Flatten(Stateless),
    Linear(Linear),
    Conv2d(Conv2d),
    Relu(Stateless),
    MaxPool2d(MaxPool2d),
}

/// A layer without parameters.
#[derive(Module, Debug)]
struct Stateless;

/// What passes from layer to layer.
enum Activations {
    /// `[batch_size, channels, height, width]`
    Images(Tensor<4>),
    /// `[batch_size, features]`
    Features(Tensor<2>),
}

impl NetworkLayer {
    fn forward(&self, input: Activations) -> Activations {
        use Activations::{Features, Images};
        match (self, input) {
            (Self::Flatten(_), Images(images)) => Features(images.flatten(1, 3)),
            (Self::Linear(linear), Features(features)) => Features(linear.forward(features)),
            (Self::Conv2d(conv), Images(images)) => Images(conv.forward(images)),
            (Self::Relu(_), Images(images)) => Images(relu(images)),
            (Self::Relu(_), Features(features)) => Features(relu(features)),
            (Self::MaxPool2d(pool), Images(images)) => Images(pool.forward(images)),
            (Self::Flatten(_) | Self::Conv2d(_) | Self::MaxPool2d(_), Features(_))
            | (Self::Linear(_), Images(_)) => {
                unreachable!("the shapes of the list of layers follow one another")
            }
        }
    }

    /// Weight and bias, or the gradients by them, flattened in PyTorch's layout; none of a layer without parameters.
    fn parameters(&self, reading: Reading) -> Option<[Tensor<1>; 2]> {
        let (weight, bias) = match self {
            Self::Linear(layer) => {
                // Burn keeps a linear weight as [in, out], PyTorch as [out, in].
                let weight = reading.of(layer.weight.val()).transpose().flatten(0, 1);
                (weight, &layer.bias)
            }
            Self::Conv2d(layer) => (reading.of(layer.weight.val()).flatten(0, 3), &layer.bias),
            Self::Flatten(_) | Self::Relu(_) | Self::MaxPool2d(_) => return None,
        };
        let bias = bias.as_ref().expect("every layer is built with a bias");
        Some([weight, reading.of(bias.val())])
    }
}

/// What is read of a parameter.
#[derive(Clone, Copy)]
enum Reading<'a> {
    /// Its values.
    Values,
    /// The loss's gradient by it.
    Gradients(&'a Gradients),
}

impl Reading<'_> {
    fn of<const D: usize>(self, parameter: Tensor<D>) -> Tensor<D> {
        match self {
            Self::Values => parameter.inner(),
            Self::Gradients(gradients) => parameter
                .grad(gradients)
                .expect("the loss depends on every parameter"),
        }
    }
}

impl Network {
    /// Builds the model with these parameters; on an autodiff device it can be trained.
    ///
    /// # Errors
    /// When a tensor is missing or has another shape; tensors of other names are ignored.
    pub fn from_state(
        architecture: &Architecture,
        state: &StateDict,
        device: &Device,
    ) -> Result<Self, StateError> {
        let source = ParameterSource { state, device };
        let layers = architecture.layers().into_iter().map(|placed| {
            let parameters = placed.parameters();
            Ok(match placed.layer {
                Layer::Flatten => NetworkLayer::Flatten(Stateless),
                Layer::Relu => NetworkLayer::Relu(Stateless),
                Layer::Linear { .. } => NetworkLayer::Linear(source.linear(&parameters)?),
                Layer::Conv2d {
                    kernel,
                    stride,
                    padding,
                    ..
                } => NetworkLayer::Conv2d(Conv2d {
                    weight: source.parameter(&parameters[0])?,
                    bias: Some(source.parameter(&parameters[1])?),
                    stride: [stride; 2],
                    kernel_size: [kernel; 2],
                    dilation: [1, 1],
                    groups: 1,
                    padding: PaddingConfig2d::Explicit(padding, padding, padding, padding),
                }),
                Layer::MaxPool2d { kernel } => NetworkLayer::MaxPool2d(
                    MaxPool2dConfig::new([kernel; 2])
                        .with_strides([kernel; 2])
                        .init(),
                ),
            })
        });
        Ok(Self {
            layers: layers.collect::<Result<_, _>>()?,
        })
    }

    /// # Shapes
    /// - images: `[batch_size, 1, 28, 28]`, values 0 to 1
    /// - logits: `[batch_size, 10]`
    pub fn forward(&self, images: Tensor<4>) -> Tensor<2> {
        let last = self
            .layers
            .iter()
            .fold(Activations::Images(images), |input, layer| {
                layer.forward(input)
            });
        match last {
            Activations::Features(logits) => logits,
            Activations::Images(_) => unreachable!("every list of layers ends in ten logits"),
        }
    }

    /// What the last layer with parameters gets.
    ///
    /// # Shapes
    /// - images: `[batch_size, 1, 28, 28]`, values 0 to 1
    /// - features: `[batch_size, n_features]`
    pub fn features(&self, images: Tensor<4>) -> Tensor<2> {
        let has_parameters = |layer: &NetworkLayer| layer.parameters(Reading::Values).is_some();
        let last = self.layers.iter().rposition(has_parameters).unwrap_or(0);
        let layers = self.layers[..last].iter();
        match layers.fold(Activations::Images(images), |input, layer| {
            layer.forward(input)
        }) {
            Activations::Features(features) => features,
            Activations::Images(images) => images.flatten(1, 3),
        }
    }

    /// The gradient by each parameter tensor, flattened in PyTorch's layout; of the architecture's order.
    pub(super) fn gradients(&self, gradients: &Gradients) -> Vec<Tensor<1>> {
        let reading = Reading::Gradients(gradients);
        let layers = self.layers.iter();
        let of_layers = layers.filter_map(|layer| layer.parameters(reading));
        of_layers.flatten().collect()
    }

    /// The logits of these images of a split, `[n_images, 10]`, row by row.
    ///
    /// # Errors
    /// When the device fails.
    ///
    /// # Panics
    /// When the images lie outside the split.
    pub async fn logits(
        &self,
        split: &Split,
        images: Range<usize>,
        device: &Device,
    ) -> Result<Vec<f32>, ExecutionError> {
        let pixels = &split.images().as_chunks::<N_PIXELS>().0[images];
        let images = batcher::images(pixels.iter(), device);
        let logits = self.forward(images).into_data_async().await?;
        Ok(logits.iter().collect())
    }

    /// The outputs of all layers for one image, row by row; the last are the logits.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn outputs(
        &self,
        image: &[u8; N_PIXELS],
        device: &Device,
    ) -> Result<Vec<Vec<f32>>, ExecutionError> {
        let mut input = Activations::Images(batcher::images(std::iter::once(image), device));
        let mut outputs = Vec::with_capacity(self.layers.len());
        for layer in &self.layers {
            input = layer.forward(input);
            let data = match &input {
                Activations::Images(images) => images.clone().into_data_async().await?,
                Activations::Features(features) => features.clone().into_data_async().await?,
            };
            outputs.push(data.iter().collect());
        }
        Ok(outputs)
    }

    /// Reads the parameters back from the device, by PyTorch's names and in its layouts.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn state(&self, architecture: &Architecture) -> Result<StateDict, ExecutionError> {
        let parameters = self
            .layers
            .iter()
            .filter_map(|layer| layer.parameters(Reading::Values));
        let mut tensors = Vec::new();
        for (spec, values) in architecture
            .parameters()
            .into_iter()
            .zip(parameters.flatten())
        {
            let data = values.into_data_async().await?;
            tensors.push(NamedTensor {
                name: spec.name,
                shape: spec.shape,
                values: data.iter::<f32>().collect(),
            });
        }
        Ok(StateDict { tensors })
    }
}

/// Makes Burn parameters of a state dict's tensors.
struct ParameterSource<'a> {
    state: &'a StateDict,
    device: &'a Device,
}

impl ParameterSource<'_> {
    /// Burn keeps a linear weight as `[in, out]`. It is laid out so, as a training step leaves it, since a transposed view has
    /// its sums rounded otherwise: a continued run would part from an uninterrupted one.
    fn linear(&self, parameters: &[ParameterSpec]) -> Result<Linear, StateError> {
        let weight = self.state.tensor(&parameters[0])?;
        let [outputs, inputs] = [0, 1].map(|dimension| weight.shape[dimension]);
        let transposed = (0..inputs).flat_map(|input| {
            (0..outputs).map(move |output| weight.values[output * inputs + input])
        });
        let data = TensorData::new(transposed.collect::<Vec<_>>(), [inputs, outputs]);
        Ok(Linear {
            weight: Param::from_data(data, self.device),
            bias: Some(self.parameter(&parameters[1])?),
        })
    }

    fn parameter<const D: usize>(
        &self,
        spec: &ParameterSpec,
    ) -> Result<Param<Tensor<D>>, StateError> {
        Ok(Param::from_data(self.data(spec)?, self.device))
    }

    fn data(&self, spec: &ParameterSpec) -> Result<TensorData, StateError> {
        let tensor = self.state.tensor(spec)?;
        Ok(TensorData::new(tensor.values.clone(), tensor.shape.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::ModelKind;

    fn notebook(kind: ModelKind) -> Architecture {
        Architecture::new(kind, 10, true)
    }

    #[test]
    fn every_model_maps_a_batch_to_ten_logits() {
        let device = Device::flex();
        for kind in ModelKind::ALL {
            let state = StateDict::initial(&notebook(kind), 42);
            let model = Network::from_state(&notebook(kind), &state, &device).unwrap();
            assert_eq!(
                model.forward(Tensor::zeros([3, 1, 28, 28], &device)).dims(),
                [3, 10]
            );
            assert_eq!(model.num_params(), notebook(kind).n_parameters());
        }
    }

    #[test]
    fn parameters_survive_the_way_into_a_model_and_back() {
        for device in [Device::flex(), Device::flex().autodiff()] {
            for kind in ModelKind::ALL {
                let architecture = Architecture::new(kind, 7, true);
                let state = StateDict::initial(&architecture, 1);
                let model = Network::from_state(&architecture, &state, &device).unwrap();
                assert_eq!(
                    pollster::block_on(model.state(&architecture)).unwrap(),
                    state
                );
            }
        }
    }

    #[test]
    fn other_hidden_units_are_refused_with_both_shapes() {
        let state = StateDict::initial(&notebook(ModelKind::TINY_VGG), 42);
        let wider = Architecture::new(ModelKind::TINY_VGG, 128, true);
        let error = Network::from_state(&wider, &state, &Device::flex()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the tensor block_1.0.weight has the shape [10, 1, 3, 3], but this model needs [128, 1, 3, 3]"
        );
    }

    #[test]
    fn model_1_never_gives_negative_logits_with_its_final_relu() {
        let device = Device::flex();
        for (final_relu, expected) in [(true, false), (false, true)] {
            let architecture = Architecture::new(ModelKind::NON_LINEAR, 10, final_relu);
            let state = StateDict::initial(&architecture, 42);
            let model = Network::from_state(&architecture, &state, &device).unwrap();
            let logits = model.forward(Tensor::ones([1, 1, 28, 28], &device));
            let logits = pollster::block_on(logits.into_data_async()).unwrap();
            assert_eq!(logits.iter::<f32>().any(|logit| logit < 0.0), expected);
        }
    }
}
