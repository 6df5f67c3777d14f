//! Where everything of a TinyVGG step lies on the device.

use crate::protocol::{IMAGE_SIZE, N_CLASSES};

/// Columns that one unit convolves: both sizes of image are a multiple of it.
pub const STRIP: usize = 14;

/// Rows and columns of the images in block 1, in block 2, and after both.
const FULL: usize = IMAGE_SIZE;
const HALF: usize = IMAGE_SIZE / 2;
pub const QUARTER: usize = IMAGE_SIZE / 4;

/// A convolution's shape and places.
#[derive(Clone, Copy, Debug)]
pub struct Convolution {
    pub n_in: usize,
    pub n_out: usize,
    /// Rows and columns of input and output.
    pub size: usize,
    /// Among the parameters: the weights, with the biases behind them.
    pub weights: usize,
    pub input: usize,
    pub then: Then,
    pub output: usize,
    /// The choices of the pool, or the activation that masks.
    pub other: usize,
    /// Of zeros, around a pool's output.
    pub border: usize,
}

/// What is done with the sums of a convolution; the last two are on the way back, from the gradient of a layer's output
/// to that of its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Then {
    /// ReLU, with a border of zeros around.
    Relu,
    /// ReLU and the highest of each 2×2; which one is remembered.
    ReluPool,
    /// Zero where an activation is.
    Mask,
    /// Each sum goes to the one of four pixels that the pool had chosen.
    Unpool,
}

impl Then {
    pub fn is_backwards(self) -> bool {
        matches!(self, Self::Mask | Self::Unpool)
    }
}

/// Places of activations and gradients, in floats an image. What is convolved has a border of zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Arena {
    pub hidden: usize,
    /// Parts into which the rows of an image are cut when the gradients of weights are gathered: 1, 2 or 7, enough to
    /// keep a device busy, few enough that a wide model's partial sums stay small.
    pub n_row_groups: usize,
    /// `[30, 30]`
    pub pixels: usize,
    /// `[hidden, 30, 30]`: block 1's first layer.
    pub relu_1: usize,
    /// `[hidden, 16, 16]`, and `[hidden, 14, 14]` choices.
    pub pool_1: usize,
    pub choices_1: usize,
    /// `[hidden, 16, 16]`: block 2's first layer.
    pub relu_3: usize,
    /// `[hidden, 7, 7]` both.
    pub pool_2: usize,
    pub choices_2: usize,
    /// Gradients before the activations of the four convolutions, shaped like their outputs with a border.
    pub gradient_1: usize,
    pub gradient_2: usize,
    pub gradient_3: usize,
    pub gradient_4: usize,
    /// `[parts, 10]`: partial sums of logits.
    pub partial_logits: usize,
    /// `[10]` both.
    pub logits: usize,
    pub dlogits: usize,
    pub loss: usize,
    /// 1 if the image was right.
    pub right: usize,
    /// `[n_conv_parameters, n_row_groups]`: gradients by group of rows.
    pub partial_gradients: usize,
    pub len: usize,
}

impl Arena {
    pub fn new(hidden: usize, n_head_parts: usize) -> Self {
        let mut len = 0;
        let mut take = |n: usize| {
            let at = len;
            len += n;
            at
        };
        let n_row_groups = match hidden {
            ..=12 => 7,
            13..=20 => 2,
            _ => 1,
        };
        let bordered = |size: usize| (size + 2) * (size + 2);
        let places = Self {
            hidden,
            n_row_groups,
            pixels: take(bordered(FULL)),
            relu_1: take(hidden * bordered(FULL)),
            pool_1: take(hidden * bordered(HALF)),
            choices_1: take(hidden * HALF * HALF),
            relu_3: take(hidden * bordered(HALF)),
            pool_2: take(hidden * QUARTER * QUARTER),
            choices_2: take(hidden * QUARTER * QUARTER),
            gradient_1: take(hidden * bordered(FULL)),
            gradient_2: take(hidden * bordered(FULL)),
            gradient_3: take(hidden * bordered(HALF)),
            gradient_4: take(hidden * bordered(HALF)),
            partial_logits: take(n_head_parts * N_CLASSES),
            logits: take(N_CLASSES),
            dlogits: take(N_CLASSES),
            loss: take(1),
            right: take(1),
            partial_gradients: take(n_conv_parameters(hidden) * n_row_groups),
            len: 0,
        };
        Self { len, ..places }
    }

    /// Weights of layer 1 to 4 among the parameters.
    fn weights(&self, layer: usize) -> usize {
        let first = self.hidden * (9 + 1);
        let others = self.hidden * (self.hidden * 9 + 1);
        match layer {
            1 => 0,
            _ => first + (layer - 2) * others,
        }
    }

    /// The four convolutions, first to last.
    pub fn forwards(&self) -> [Convolution; 4] {
        let conv = |layer, n_in, size, input, then, output, other| Convolution {
            n_in,
            n_out: self.hidden,
            size,
            weights: self.weights(layer),
            input,
            then,
            output,
            other,
            // What is convolved next has a border.
            border: usize::from(layer < 4),
        };
        let (h, relu, pool) = (self.hidden, Then::Relu, Then::ReluPool);
        [
            conv(1, 1, FULL, self.pixels, relu, self.relu_1, 0),
            conv(2, h, FULL, self.relu_1, pool, self.pool_1, self.choices_1),
            conv(3, h, HALF, self.pool_1, relu, self.relu_3, 0),
            conv(4, h, HALF, self.relu_3, pool, self.pool_2, self.choices_2),
        ]
    }

    /// From the gradients of the fourth convolution to those of the first.
    pub fn backwards(&self) -> [Convolution; 3] {
        let conv = |layer, size, input, then, output, other| Convolution {
            n_in: self.hidden,
            n_out: self.hidden,
            size,
            weights: self.weights(layer),
            input,
            then,
            output,
            other,
            border: 0,
        };
        let (to_1, to_2, to_3) = (self.gradient_1, self.gradient_2, self.gradient_3);
        [
            conv(4, HALF, self.gradient_4, Then::Mask, to_3, self.relu_3),
            conv(3, HALF, to_3, Then::Unpool, to_2, self.choices_1),
            conv(2, FULL, to_2, Then::Mask, to_1, self.relu_1),
        ]
    }
}

/// Parameters of the four convolutions.
pub fn n_conv_parameters(hidden: usize) -> usize {
    hidden * 10 + 3 * hidden * (9 * hidden + 1)
}

/// Parts of at most `max` into which `n` goes most evenly.
pub fn tile(n: usize, max: usize) -> usize {
    n.div_ceil(n.div_ceil(max))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lessons_arena_fits_into_one_binding_at_a_batch_of_128() {
        let arena = Arena::new(32, 32);
        assert!(arena.len * 128 * 4 < 128 << 20, "{}", arena.len);
        assert_eq!(n_conv_parameters(10) + 4910, 7740);
    }
}
