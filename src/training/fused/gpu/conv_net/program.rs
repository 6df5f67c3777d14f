//! The table that the kernel of a step reads: the stages of its pass, and the tiles of weights whose gradients it sums.

use cubecl::prelude::*;

use super::super::table::table_row;
use super::layout::{Conv, ConvNet, WINDOW};

/// The words of a program, and what they hold.
pub struct Program {
    /// `[n_stages]` of [`Stage`], then `[n_tiles]` of [`Tile`].
    pub words: Vec<u32>,
    pub n_stages: usize,
    /// Stages up to the logits.
    pub n_logits_stages: usize,
    pub n_tiles: usize,
}

/// What a stage computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageKind {
    /// A convolution and its [`Epilogue`].
    Convolve,
    /// Bytes to numbers from 0 to 1.
    Unpack,
    /// The way back through a pool: each gradient to the one of four pixels that the pool took.
    Unpool,
    PartialLogits,
    Logits,
    Loss,
    FeatureGradients,
}

/// What a convolution does with its sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Epilogue {
    None,
    Relu,
    /// ReLU and the highest of each 2×2; which one is remembered.
    ReluPool,
    /// The way back through a ReLU: zero where its output was.
    ReluGradient,
}

table_row! {
    /// A stage of the pass. Only a convolution has an epilogue, weights and biases.
    pub struct Stage {
        /// A [`StageKind`].
        pub kind,
        /// An [`Epilogue`].
        pub epilogue,
        /// Input channels.
        pub n_inputs,
        /// Rows and columns of the input.
        pub size,
        /// Offset among the parameters of the weights.
        pub weights,
        /// Offset among the parameters of the biases.
        pub biases,
        /// Offset among the floats of an image, as all that follow: what the stage reads.
        pub input,
        /// What the stage writes.
        pub output,
        /// Which of four values the pool took.
        pub choices,
        /// The ReLU's output that decides which gradients pass.
        pub mask,
        /// Rows and columns of zeros around the output.
        pub border,
    }
}

table_row! {
    /// The weights between some output and some input channels of a convolution.
    pub struct Tile {
        /// Rows and columns of the convolution's input.
        pub size,
        /// Offset among the floats of an image of the first input channel.
        pub input,
        /// Offset among the floats of an image of the first output channel's gradients.
        pub gradients,
        /// Output channels.
        pub n_outputs,
        /// Input channels.
        pub n_inputs,
        /// 1 if the outputs' biases belong to this tile.
        pub has_biases,
    }
}

/// A tile, and where its weights and biases lie among the parameters.
pub struct ParameterTile {
    pub tile: Tile,
    pub weights: usize,
    /// Weights from one output channel to the next.
    pub weights_per_output: usize,
    pub biases: usize,
}

impl Stage {
    fn of(kind: StageKind) -> Self {
        Self {
            kind: kind as usize,
            ..Self::default()
        }
    }
}

impl ConvNet {
    /// What the workgroups do with their images.
    pub fn program(&self) -> Program {
        let mut stages = vec![Stage::of(StageKind::Unpack)];
        stages.extend(self.convs.iter().map(Conv::forward));
        stages.push(Stage::of(StageKind::PartialLogits));
        stages.push(Stage::of(StageKind::Logits));
        let n_logits_stages = stages.len();
        stages.push(Stage::of(StageKind::Loss));
        stages.push(Stage::of(StageKind::FeatureGradients));
        stages.extend(self.backward());
        let tiles = self.tiles();
        let stage_words = stages.iter().flat_map(Stage::words);
        let tile_words = tiles.iter().flat_map(|tile| tile.tile.words());
        Program {
            words: stage_words.chain(tile_words).collect(),
            n_stages: stages.len(),
            n_logits_stages,
            n_tiles: tiles.len(),
        }
    }

    /// From the gradients of the features to those of the first convolution.
    fn backward(&self) -> Vec<Stage> {
        let mut stages = Vec::new();
        for (index, conv) in self.convs.iter().enumerate().rev() {
            if let Some(choices) = conv.choices {
                stages.push(Stage {
                    size: conv.layer.size / 2,
                    input: self.layout.pooled_gradients,
                    output: conv.gradients,
                    choices,
                    ..Stage::of(StageKind::Unpool)
                });
            }
            let (Some(weights), Some(previous)) = (
                conv.flipped_weights,
                index.checked_sub(1).map(|index| &self.convs[index]),
            ) else {
                continue;
            };
            let stage = Stage {
                n_inputs: self.layout.n_channels,
                size: conv.layer.size,
                weights,
                biases: self.zero_biases,
                input: conv.gradients,
                ..Stage::of(StageKind::Convolve)
            };
            stages.push(if previous.layer.is_pooled {
                Stage {
                    epilogue: Epilogue::None as usize,
                    output: self.layout.pooled_gradients,
                    ..stage
                }
            } else {
                Stage {
                    epilogue: Epilogue::ReluGradient as usize,
                    output: previous.gradients,
                    mask: previous.output,
                    border: 1,
                    ..stage
                }
            });
        }
        stages
    }

    /// All weights of the convolutions. The large images come first, so that no unit begins with one while others have
    /// finished.
    pub fn tiles(&self) -> Vec<ParameterTile> {
        let launch = self.layout.launch;
        let n_channels = self.layout.n_channels;
        let mut convs: Vec<&Conv> = self.convs.iter().collect();
        convs.sort_by_key(|conv| std::cmp::Reverse((conv.layer.size, conv.layer.n_inputs)));
        let mut tiles = Vec::new();
        for conv in convs {
            let n_inputs = conv.layer.n_inputs;
            let plane = (conv.layer.size + 2) * (conv.layer.size + 2);
            for output in (0..n_channels).step_by(launch.tile_outputs) {
                for input in (0..n_inputs).step_by(launch.tile_inputs) {
                    tiles.push(ParameterTile {
                        tile: Tile {
                            size: conv.layer.size,
                            input: conv.input + input * plane,
                            gradients: conv.gradients + output * plane,
                            n_outputs: launch.tile_outputs.min(n_channels - output),
                            n_inputs: launch.tile_inputs.min(n_inputs - input),
                            has_biases: usize::from(input == 0),
                        },
                        weights: conv.weights + (output * n_inputs + input) * WINDOW,
                        weights_per_output: n_inputs * WINDOW,
                        biases: conv.biases + output,
                    });
                }
            }
        }
        tiles
    }
}

impl Conv {
    fn forward(&self) -> Stage {
        let epilogue = if self.layer.is_pooled {
            Epilogue::ReluPool
        } else {
            Epilogue::Relu
        };
        Stage {
            epilogue: epilogue as usize,
            n_inputs: self.layer.n_inputs,
            size: self.layer.size,
            weights: self.weights,
            biases: self.biases,
            input: self.input,
            output: self.output,
            choices: self.choices.unwrap_or_default(),
            border: usize::from(self.has_output_border),
            ..Stage::of(StageKind::Convolve)
        }
    }
}

/// The stages and tiles that a pass works through.
#[derive(CubeType, CubeLaunch)]
pub struct Pass {
    /// The words of a [`Program`].
    pub program: Box<[u32]>,
    /// Stages to be done of those in the program.
    pub n_stages: usize,
    /// Word offset of the tiles.
    pub first_tile: usize,
    /// Tiles to be done: all or none.
    pub n_tiles: usize,
}
