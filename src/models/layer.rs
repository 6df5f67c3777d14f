//! The kinds of layers, and what follows from a layer and the shape of its input.

use serde::Serialize;

/// A layer, without its parameters. Shapes are those of one image, without the batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Layer {
    /// `[channels, height, width]` to `[channels · height · width]`.
    Flatten,
    /// `[inputs]` to `[outputs]`, with a bias.
    Linear {
        /// Output features.
        outputs: usize,
    },
    /// `[channels_in, height, width]` to `[channels, …]`, square kernels, with a bias.
    Conv2d {
        /// Output channels.
        channels: usize,
        /// Rows and columns of a kernel.
        kernel: usize,
        /// Pixels between neighbouring positions of the kernel.
        stride: usize,
        /// Rows and columns of zeros on each side of the input.
        padding: usize,
    },
    /// `max(0, x)` of every value.
    Relu,
    /// The highest of each `kernel` × `kernel` window; windows lie side by side.
    MaxPool2d {
        /// Rows and columns of a window, and the stride.
        kernel: usize,
    },
}

/// A layer and its path in PyTorch's module tree, such as `block_1.0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedLayer {
    /// The name of the `nn.Sequential` and the position in it.
    pub path: String,
    /// Its kind and sizes.
    pub layer: Layer,
}

/// Numbers the layers as the `nn.Sequential` of this name does.
pub fn sequential(name: &str, layers: impl IntoIterator<Item = Layer>) -> Vec<NamedLayer> {
    layers
        .into_iter()
        .enumerate()
        .map(|(position, layer)| NamedLayer {
            path: format!("{name}.{position}"),
            layer,
        })
        .collect()
}

impl Layer {
    /// The shape of its output.
    ///
    /// ```
    /// use fitting_room::models::Layer;
    ///
    /// assert_eq!(Layer::MaxPool2d { kernel: 2 }.output_shape(&[10, 28, 28]), [10, 14, 14]);
    /// ```
    ///
    /// # Panics
    /// When the layer does not accept an input of this shape, such as a linear layer `[1, 28, 28]`.
    pub fn output_shape(self, input: &[usize]) -> Vec<usize> {
        match (self, input) {
            (Self::Relu, _) => input.to_vec(),
            (Self::Flatten, _) => vec![input.iter().product()],
            (Self::Linear { outputs }, [_]) => vec![outputs],
            (
                Self::Conv2d {
                    channels,
                    kernel,
                    stride,
                    padding,
                },
                &[_, height, width],
            ) => {
                let size = |input: usize| (input + 2 * padding - kernel) / stride + 1;
                vec![channels, size(height), size(width)]
            }
            (Self::MaxPool2d { kernel }, &[channels, height, width]) => {
                vec![channels, height / kernel, width / kernel]
            }
            (Self::Linear { .. } | Self::Conv2d { .. } | Self::MaxPool2d { .. }, _) => {
                panic!("{self:?} cannot take the shape {input:?}")
            }
        }
    }

    /// The shape of its weight in PyTorch's layout: `[out, in]`, or `[out, in, kernel, kernel]`; none of a layer
    /// without parameters. The bias has the shape `[out]`.
    pub fn weight_shape(self, input: &[usize]) -> Option<Vec<usize>> {
        match self {
            Self::Linear { outputs } => Some(vec![outputs, input[0]]),
            Self::Conv2d {
                channels, kernel, ..
            } => Some(vec![channels, input[0], kernel, kernel]),
            Self::Flatten | Self::Relu | Self::MaxPool2d { .. } => None,
        }
    }

    /// PyTorch's classes of all kinds of layers.
    pub const CLASS_NAMES: [&str; 5] = ["Conv2d", "Flatten", "Linear", "MaxPool2d", "ReLU"];

    /// PyTorch's class of this kind of layer: `Conv2d`.
    pub fn class_name(self) -> &'static str {
        match self {
            Self::Flatten => "Flatten",
            Self::Linear { .. } => "Linear",
            Self::Conv2d { .. } => "Conv2d",
            Self::Relu => "ReLU",
            Self::MaxPool2d { .. } => "MaxPool2d",
        }
    }

    /// Kind and sizes as the page shows them: `Conv2d(1 → 10, 3×3, stride 1, padding 1)`.
    pub fn title(self, input: &[usize]) -> String {
        let name = self.class_name();
        match self {
            Self::Flatten | Self::Relu => name.to_owned(),
            Self::Linear { outputs } => format!("{name}({} → {outputs})", input[0]),
            Self::Conv2d {
                channels,
                kernel,
                stride,
                padding,
            } => format!(
                "{name}({} → {channels}, {kernel}×{kernel}, stride {stride}, padding {padding})",
                input[0]
            ),
            Self::MaxPool2d { kernel } => format!("{name}({kernel}×{kernel})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn convolutions_and_pools_have_pytorchs_output_shapes() {
        let conv = |kernel, stride, padding| Layer::Conv2d {
            channels: 10,
            kernel,
            stride,
            padding,
        };
        // The first two are worked through in section 7 of the lesson.
        assert_eq!(conv(3, 1, 0).output_shape(&[3, 64, 64]), [10, 62, 62]);
        assert_eq!(conv(5, 2, 0).output_shape(&[3, 64, 64]), [10, 30, 30]);
        assert_eq!(conv(3, 1, 1).output_shape(&[1, 28, 28]), [10, 28, 28]);
        assert_eq!(
            conv(5, 2, 0).weight_shape(&[3, 64, 64]),
            Some(vec![10, 3, 5, 5])
        );
        let pool = Layer::MaxPool2d { kernel: 2 };
        assert_eq!(pool.output_shape(&[10, 62, 62]), [10, 31, 31]);
        assert_eq!(pool.output_shape(&[10, 7, 7]), [10, 3, 3]);
    }

    #[test]
    #[should_panic(expected = "cannot take the shape")]
    fn a_linear_layer_takes_flat_input_only() {
        Layer::Linear { outputs: 10 }.output_shape(&[1, 28, 28]);
    }
}
