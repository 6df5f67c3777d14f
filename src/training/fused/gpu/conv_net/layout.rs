//! How a step of a convolutional network is spread over workgroups, and where its values lie on the device.

use super::super::AdapterKind;
use crate::models::{Layer, ParameterSpec, PlacedLayer};
use crate::protocol::{IMAGE_SIZE, N_CLASSES};

/// Weights between an input and an output channel.
pub const WINDOW: usize = 9;

/// A 3×3 convolution with its ReLU, and the pool of 2×2 behind it if there is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConvLayer {
    /// Input channels.
    pub n_inputs: usize,
    /// Rows and columns of the input, and of the output before a pool.
    pub size: usize,
    pub is_pooled: bool,
}

impl ConvLayer {
    /// The convolutions among these layers.
    pub fn list(layers: &[PlacedLayer]) -> Vec<Self> {
        let mut convs: Vec<Self> = Vec::new();
        for placed in layers {
            match placed.layer {
                Layer::Conv2d { .. } => convs.push(Self {
                    n_inputs: placed.input_shape[0],
                    size: placed.input_shape[1],
                    is_pooled: false,
                }),
                Layer::MaxPool2d { .. } => {
                    if let Some(conv) = convs.last_mut() {
                        conv.is_pooled = true;
                    }
                }
                Layer::Flatten | Layer::Linear { .. } | Layer::Relu => {}
            }
        }
        convs
    }

    /// Rows and columns behind the pool.
    fn output_size(&self) -> usize {
        if self.is_pooled {
            self.size / 2
        } else {
            self.size
        }
    }
}

/// Which units do what: it decides the speed, and the order in which sums are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LaunchConfig {
    /// Images that a workgroup takes from their bytes to their gradients, side by side.
    pub n_images: usize,
    /// Units of a workgroup.
    pub n_units: usize,
    /// Output channels of a convolution that one unit computes at a time …
    pub conv_channels: usize,
    /// … over so many columns of two rows.
    pub conv_columns: usize,
    /// Output and input channels between which one unit sums weight gradients at a time …
    pub tile_outputs: usize,
    pub tile_inputs: usize,
    /// … over so many columns of a row.
    pub tile_columns: usize,
    /// Units that share the columns and rows of a tile's image, and then add up their sums.
    pub units_per_tile: usize,
    /// Units that share the features of an image in the linear layer.
    pub n_head_parts: usize,
    /// Classes for which one unit updates a feature's weights in the linear layer.
    pub update_classes: usize,
}

impl LaunchConfig {
    /// A graphics card is fast with many units, with neighbours that read neighbouring pixels, and sums that fit into
    /// their registers; a software adapter with four units that read four images side by side, one vector of the
    /// processor's, with as few loads as possible, and without barriers.
    fn new(adapter: AdapterKind, n_channels: usize, smallest_size: usize) -> Self {
        match adapter {
            AdapterKind::Hardware => Self {
                n_images: 1,
                n_units: 256,
                conv_channels: even_part(n_channels, 2),
                conv_columns: 2,
                tile_outputs: even_part(n_channels, 10),
                tile_inputs: 1,
                tile_columns: 1,
                units_per_tile: IMAGE_SIZE,
                n_head_parts: 64,
                update_classes: 1,
            },
            AdapterKind::Software => Self {
                n_images: 4,
                n_units: 4,
                conv_channels: even_part(n_channels, 5),
                conv_columns: smallest_size,
                tile_outputs: even_part(n_channels, 10),
                tile_inputs: 2,
                tile_columns: smallest_size / 2,
                units_per_tile: 1,
                n_head_parts: 1,
                update_classes: N_CLASSES,
            },
        }
    }

    /// Units that work on the same image.
    pub fn units_per_image(&self) -> usize {
        self.n_units / self.n_images
    }

    /// Weights of a tile: the windows between its channels.
    pub fn tile_weights(&self) -> usize {
        self.tile_outputs * self.tile_inputs * WINDOW
    }

    /// Gradients of a tile: its weights, output by output, and a bias of each output.
    pub fn tile_len(&self) -> usize {
        self.tile_weights() + self.tile_outputs
    }

    /// Tiles that a workgroup works on at a time.
    pub fn n_parallel_tiles(&self) -> usize {
        self.units_per_image() / self.units_per_tile
    }
}

/// The size of the parts, of at most `max`, into which `n` is divided most evenly.
fn even_part(n: usize, max: usize) -> usize {
    n.div_ceil(n.div_ceil(max))
}

/// The constants that the kernels are compiled with: their launch, and offsets that they use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MemoryLayout {
    pub launch: LaunchConfig,
    /// Output channels of every convolution.
    pub n_channels: usize,
    /// Values that the linear layer reads.
    pub n_features: usize,
    /// Offsets among the parameters; what lies before the first one are the convolutions'.
    pub linear_weights: usize,
    pub linear_biases: usize,
    /// Offsets among the floats of an image. `[30, 30]`, with a border of zeros:
    pub pixels: usize,
    /// `[n_features]`: the last convolution's output.
    pub features: usize,
    /// `[n_features]`, and later the gradients behind the other pools: one stage's output and the next one's input.
    pub pooled_gradients: usize,
    /// `[n_head_parts, 10]`: partial sums of logits.
    pub partial_logits: usize,
    /// `[10]`
    pub logit_gradients: usize,
    pub loss: usize,
    /// 1 if the prediction was correct.
    pub is_correct: usize,
    /// `[n_tiles, tile_len]`: the gradients of the convolutions' parameters.
    pub weight_gradients: usize,
    /// Floats of an image.
    pub image_len: usize,
}

/// A convolution, and where its values lie.
#[derive(Clone, Copy, Debug)]
pub struct Conv {
    pub layer: ConvLayer,
    /// Offsets among the parameters.
    pub weights: usize,
    pub biases: usize,
    /// Offset behind the parameters of the flipped weights, `[n_inputs, n_channels, 3, 3]`: a convolution of the outputs'
    /// gradients with them yields the inputs' gradients. The first convolution needs none.
    pub flipped_weights: Option<usize>,
    /// Offset among the floats of an image: `[n_inputs, size + 2, size + 2]`, with a border of zeros.
    pub input: usize,
    /// `[n_channels, size, size]`, behind the pool; with a border of zeros if it is another one's input.
    pub output: usize,
    pub has_output_border: bool,
    /// `[n_channels, size / 2, size / 2]`: which of four values the pool took.
    pub choices: Option<usize>,
    /// `[n_channels, size + 2, size + 2]`: gradients of the sums before the ReLU, with a border of zeros.
    pub gradients: usize,
}

/// Everything of a network that lies on the device.
pub struct ConvNet {
    pub layout: MemoryLayout,
    /// In forward order.
    pub convs: Vec<Conv>,
    /// `[n_channels]` zeros behind the flipped weights: the biases of a convolution with these.
    pub zero_biases: usize,
}

impl ConvNet {
    /// The network of these convolutions, the last of them pooled, and a linear layer.
    ///
    /// `specs` are its parameters, and `offsets` where each begins.
    pub fn new(
        adapter: AdapterKind,
        layers: &[ConvLayer],
        specs: &[ParameterSpec],
        offsets: &[usize],
    ) -> Self {
        let n_channels = specs[0].shape[0];
        let smallest_size = layers.iter().map(|layer| layer.size).min();
        let launch = LaunchConfig::new(adapter, n_channels, smallest_size.unwrap_or(IMAGE_SIZE));
        let [.., linear_weights, linear_biases] = offsets[..] else {
            unreachable!("a linear layer ends the network");
        };
        let n_parameters = linear_biases + N_CLASSES;

        let mut len = 0;
        let mut take = |n: usize| {
            let offset = len;
            len += n;
            offset
        };
        let bordered = |size: usize| (size + 2) * (size + 2);

        let pixels = take(bordered(IMAGE_SIZE));
        let mut convs: Vec<Conv> = Vec::new();
        let mut input = pixels;
        let mut flipped_len = 0;
        for (index, &layer) in layers.iter().enumerate() {
            let has_output_border = index + 1 < layers.len();
            let size = layer.output_size();
            let area = if has_output_border {
                bordered(size)
            } else {
                size * size
            };
            let output = take(n_channels * area);
            let flipped_weights = (index > 0).then(|| n_parameters + flipped_len);
            if flipped_weights.is_some() {
                flipped_len += specs[2 * index].n_elements();
            }
            convs.push(Conv {
                layer,
                weights: offsets[2 * index],
                biases: offsets[2 * index + 1],
                flipped_weights,
                input,
                output,
                has_output_border,
                choices: layer.is_pooled.then(|| take(n_channels * size * size)),
                gradients: 0,
            });
            input = output;
        }
        let pooled = layers.iter().filter(|layer| layer.is_pooled);
        let largest = pooled.map(ConvLayer::output_size).max().unwrap_or(0);
        let pooled_gradients = take(n_channels * largest * largest);
        for conv in &mut convs {
            conv.gradients = take(n_channels * bordered(conv.layer.size));
        }
        let mut network = Self {
            layout: MemoryLayout {
                launch,
                n_channels,
                n_features: specs[specs.len() - 2].shape[1],
                linear_weights,
                linear_biases,
                pixels,
                features: input,
                pooled_gradients,
                partial_logits: take(launch.n_head_parts * N_CLASSES),
                logit_gradients: take(N_CLASSES),
                loss: take(1),
                is_correct: take(1),
                weight_gradients: len,
                image_len: 0,
            },
            convs,
            zero_biases: n_parameters + flipped_len,
        };
        network.layout.image_len =
            network.layout.weight_gradients + network.tiles().len() * launch.tile_len();
        network
    }

    /// Floats of the parameters, the flipped weights and the biases of zero.
    pub fn params_len(&self) -> usize {
        self.zero_biases + self.layout.n_channels
    }
}
