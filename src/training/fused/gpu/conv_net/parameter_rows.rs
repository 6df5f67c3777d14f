//! Where the gradient and the second copy of each convolution's parameter lie.

use cubecl::prelude::*;

use super::super::table::table_row;
use super::layout::{ConvNet, WINDOW};

table_row! {
    /// One of the convolutions' parameters.
    pub struct ParameterRow {
        /// Offset of its gradient among the floats of an image.
        pub gradient,
        /// Offset of its copy among the flipped weights; its own where there is none.
        pub copy,
    }
}

impl ConvNet {
    /// A row for each of the convolutions' parameters.
    ///
    /// Flipped weights are rotated by half a turn, with input and output channels exchanged.
    pub fn parameter_rows(&self) -> Vec<ParameterRow> {
        let n_channels = self.layout.n_channels;
        let mut rows: Vec<ParameterRow> = (0..self.layout.linear_weights)
            .map(|copy| ParameterRow { gradient: 0, copy })
            .collect();
        for conv in &self.convs {
            let Some(flipped_weights) = conv.flipped_weights else {
                continue;
            };
            let n_inputs = conv.layer.n_inputs;
            for output in 0..n_channels {
                for input in 0..n_inputs {
                    for k in 0..WINDOW {
                        let weight = (output * n_inputs + input) * WINDOW + k;
                        let flipped = (input * n_channels + output) * WINDOW + WINDOW - 1 - k;
                        rows[conv.weights + weight].copy = flipped_weights + flipped;
                    }
                }
            }
        }
        let launch = self.layout.launch;
        for (index, tile) in self.tiles().iter().enumerate() {
            let weights = self.layout.weight_gradients + index * launch.tile_len();
            let biases = weights + launch.tile_weights();
            for output in 0..tile.tile.n_outputs {
                let parameters = tile.weights + output * tile.weights_per_output;
                let gradients = weights + output * launch.tile_inputs * WINDOW;
                for k in 0..tile.tile.n_inputs * WINDOW {
                    rows[parameters + k].gradient = gradients + k;
                }
                if tile.tile.has_biases == 1 {
                    rows[tile.biases + output].gradient = biases + output;
                }
            }
        }
        rows
    }
}
