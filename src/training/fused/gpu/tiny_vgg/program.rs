//! What the workgroups do, as a table that their kernel reads: stages of a pass, and tiles of gradients to gather.

use super::plan::{FULL, HALF, Plan, QUARTER, WINDOW};

/// What a kernel reads to know what to do.
pub struct Program {
    /// `[N_STAGES, STAGE_LEN]`, then `[n_tiles, TILE_LEN]`
    pub words: Vec<u32>,
    /// Stages until the logits are there.
    pub n_to_logits: usize,
    pub n_tiles: usize,
}

/// Stages from the bytes to the gradients of everything that was convolved.
pub const N_STAGES: usize = 14;
/// Words of a stage and of a tile in a program.
pub const STAGE_LEN: usize = 9;
pub const TILE_LEN: usize = 6;

/// What all workgroups do before they wait for each other's units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum StageKind {
    /// A convolution with ReLU behind it.
    Relu,
    /// … with ReLU and the highest of each 2×2; which one is remembered.
    ReluPool,
    /// … on the way back: zero where an activation is.
    Mask,
    /// … on the way back: the sums as they are.
    Plain,
    /// Bytes into numbers.
    Unpack,
    /// Each gradient behind a pool goes to the one of four pixels that the pool had chosen.
    Unpool,
    PartialLogits,
    Logits,
    Loss,
    FeatureGradients,
}

/// A stage, and for a convolution its shape and places.
#[derive(Clone, Copy, Debug)]
struct Stage {
    kind: StageKind,
    n_in: usize,
    /// Rows and columns of input and output.
    size: usize,
    /// Among the parameters.
    weights: usize,
    biases: usize,
    input: usize,
    output: usize,
    /// The choices of the pool, or the activation that masks.
    other: usize,
    /// Of zeros, around the output.
    border: usize,
}

impl Stage {
    fn of(kind: StageKind) -> Self {
        Self {
            kind,
            n_in: 0,
            size: 0,
            weights: 0,
            biases: 0,
            input: 0,
            output: 0,
            other: 0,
            border: 0,
        }
    }

    fn words(&self) -> [usize; STAGE_LEN] {
        [
            self.kind as usize,
            self.n_in,
            self.size,
            self.weights,
            self.biases,
            self.input,
            self.output,
            self.other,
            self.border,
        ]
    }
}

/// Windows of weights between some output and some input channels of a layer.
pub struct Tile {
    /// Rows and columns.
    pub size: usize,
    /// Of the first input and of the first output channel.
    pub input: usize,
    pub gradient: usize,
    pub n_outputs: usize,
    pub n_inputs: usize,
    /// Among the parameters.
    pub weights: usize,
    pub weights_per_output: usize,
    /// One of an output channel's tiles gathers its bias too.
    pub biases: Option<usize>,
}

impl Tile {
    fn words(&self) -> [usize; TILE_LEN] {
        [
            self.size,
            self.input,
            self.gradient,
            self.n_outputs,
            self.n_inputs,
            usize::from(self.biases.is_some()),
        ]
    }
}

impl Plan {
    /// What the workgroups do for their images, stage by stage, and what tiles of gradients they gather afterwards.
    pub fn program(&self) -> Program {
        let mut stages = vec![Stage::of(StageKind::Unpack)];
        stages.extend(self.forwards());
        stages.push(Stage::of(StageKind::PartialLogits));
        stages.push(Stage::of(StageKind::Logits));
        let n_to_logits = stages.len();
        stages.push(Stage::of(StageKind::Loss));
        stages.push(Stage::of(StageKind::FeatureGradients));
        stages.extend(self.backwards());
        assert_eq!(
            stages.len(),
            N_STAGES,
            "the kernel looks for the tiles behind the stages"
        );
        let tiles = self.tiles();
        let words = stages
            .iter()
            .flat_map(|stage| stage.words())
            .chain(tiles.iter().flat_map(Tile::words));
        Program {
            words: words.map(|word| word as u32).collect(),
            n_to_logits,
            n_tiles: tiles.len(),
        }
    }

    /// The four convolutions, first to last.
    fn forwards(&self) -> [Stage; 4] {
        let conv = |layer, kind, n_in, size, input, output, other| Stage {
            kind,
            n_in,
            size,
            weights: self.weights(layer),
            biases: self.weights(layer) + self.hidden * n_in * WINDOW,
            input,
            output,
            other,
            // What is convolved next has a border.
            border: usize::from(layer < 4),
        };
        let (h, relu, pool) = (self.hidden, StageKind::Relu, StageKind::ReluPool);
        [
            conv(1, relu, 1, FULL, self.pixels, self.relu_1, 0),
            conv(2, pool, h, FULL, self.relu_1, self.pool_1, self.choices_1),
            conv(3, relu, h, HALF, self.pool_1, self.relu_3, 0),
            conv(4, pool, h, HALF, self.relu_3, self.pool_2, self.choices_2),
        ]
    }

    /// From the gradients of the features to those of the first convolution.
    fn backwards(&self) -> [Stage; 5] {
        let (mask, plain) = (StageKind::Mask, StageKind::Plain);
        let conv = |layer, kind, size, input, output, other| Stage {
            kind,
            n_in: self.hidden,
            size,
            weights: self.turned_weights(layer),
            biases: self.no_biases(),
            input,
            output,
            other,
            border: usize::from(kind == mask),
        };
        let unpool = |size, output, other| Stage {
            size,
            input: self.pooled_gradient,
            output,
            other,
            ..Stage::of(StageKind::Unpool)
        };
        let (to_1, to_2, to_3, to_4) = (
            self.gradient_1,
            self.gradient_2,
            self.gradient_3,
            self.gradient_4,
        );
        [
            unpool(QUARTER, to_4, self.choices_2),
            conv(4, mask, HALF, to_4, to_3, self.relu_3),
            conv(3, plain, HALF, to_3, self.pooled_gradient, 0),
            unpool(HALF, to_2, self.choices_1),
            conv(2, mask, FULL, to_2, to_1, self.relu_1),
        ]
    }

    /// All windows of weights, some output by some input channels at a time. The large images come first: those who
    /// finish early then have little to wait for.
    pub fn tiles(&self) -> Vec<Tile> {
        let layers = [
            (2, self.hidden, FULL, self.relu_1, self.gradient_2),
            (1, 1, FULL, self.pixels, self.gradient_1),
            (3, self.hidden, HALF, self.pool_1, self.gradient_3),
            (4, self.hidden, HALF, self.relu_3, self.gradient_4),
        ];
        let (max_outputs, max_inputs) = (self.layout.gradient_outputs, self.layout.gradient_inputs);
        let mut tiles = Vec::new();
        for (layer, n_in, size, input, gradient) in layers {
            let plane = (size + 2) * (size + 2);
            for output_0 in (0..self.hidden).step_by(max_outputs) {
                for input_0 in (0..n_in).step_by(max_inputs) {
                    tiles.push(Tile {
                        size,
                        input: input + input_0 * plane,
                        gradient: gradient + output_0 * plane,
                        n_outputs: max_outputs.min(self.hidden - output_0),
                        n_inputs: max_inputs.min(n_in - input_0),
                        weights: self.weights(layer) + (output_0 * n_in + input_0) * WINDOW,
                        weights_per_output: n_in * WINDOW,
                        biases: (input_0 == 0)
                            .then(|| self.weights(layer) + self.hidden * n_in * WINDOW + output_0),
                    });
                }
            }
        }
        tiles
    }
}
