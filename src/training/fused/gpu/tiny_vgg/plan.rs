//! How a TinyVGG step is laid out over workgroups, and where everything of it lies on the device.

use super::super::AdapterKind;
use crate::protocol::{IMAGE_SIZE, N_CLASSES};

/// Rows and columns of the images in block 1, in block 2, and after both.
pub const FULL: usize = IMAGE_SIZE;
pub const HALF: usize = IMAGE_SIZE / 2;
pub const QUARTER: usize = IMAGE_SIZE / 4;
/// Weights of a window.
pub const WINDOW: usize = 9;

/// Which units do what: how fast it goes, and in which order sums are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layout {
    /// Images that a workgroup takes from their bytes to their gradients, side by side.
    pub n_images: usize,
    /// Invocations of a workgroup.
    pub n_units: usize,
    /// Output channels of a convolution that one unit takes at a time …
    pub conv_channels: usize,
    /// … over so many columns of two rows.
    pub conv_columns: usize,
    /// Output and input channels between which one unit gathers gradients at a time …
    pub gradient_outputs: usize,
    pub gradient_inputs: usize,
    /// … over so many columns of a row.
    pub gradient_columns: usize,
    /// Units that share the columns and rows of these gradients, and add up what they found: 1 or 28.
    pub n_positions: usize,
    /// Units that share the features of an image in the linear layer.
    pub n_head_parts: usize,
    /// Classes of the linear layer that one unit updates a feature's weights to.
    pub update_classes: usize,
}

impl Layout {
    /// A graphics card wants many units, with neighbours that read neighbouring pixels, and sums that fit into their
    /// registers; a software adapter wants four units that read four images side by side, one vector of the processor's,
    /// as few loads as possible, and nobody to wait for.
    fn new(kind: AdapterKind, hidden: usize) -> Self {
        match kind {
            AdapterKind::Hardware => Self {
                n_images: 1,
                n_units: 256,
                conv_channels: tile(hidden, 2),
                conv_columns: 2,
                gradient_outputs: tile(hidden, 10),
                gradient_inputs: 1,
                gradient_columns: 1,
                n_positions: FULL,
                n_head_parts: 64,
                update_classes: 1,
            },
            AdapterKind::Software => Self {
                n_images: 4,
                n_units: 4,
                conv_channels: tile(hidden, 5),
                conv_columns: HALF,
                gradient_outputs: tile(hidden, 10),
                gradient_inputs: 2,
                gradient_columns: QUARTER,
                n_positions: 1,
                n_head_parts: 1,
                update_classes: N_CLASSES,
            },
        }
    }

    /// Units that see the same image.
    pub fn units_per_image(&self) -> usize {
        self.n_units / self.n_images
    }

    /// Gradients that a tile holds: its windows, output by output, and a bias of each output.
    pub fn tile_len(&self) -> usize {
        self.gradient_outputs * (self.gradient_inputs * WINDOW + 1)
    }

    /// Tiles of weights whose gradients a workgroup gathers at a time.
    pub fn n_gradient_slots(&self) -> usize {
        self.units_per_image() / self.n_positions
    }
}

/// The layout, and places of activations and gradients in floats an image. What is convolved has a border of zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Plan {
    pub hidden: usize,
    pub layout: Layout,
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
    /// `[hidden, 14, 14]`: gradients behind a pool, where the features' lie as `[hidden, 7, 7]` before.
    pub pooled_gradient: usize,
    /// Gradients before the activations of the four convolutions, shaped like their outputs with a border.
    pub gradient_1: usize,
    pub gradient_2: usize,
    pub gradient_3: usize,
    pub gradient_4: usize,
    /// `[n_head_parts, 10]`: partial sums of logits.
    pub partial_logits: usize,
    /// `[10]`
    pub dlogits: usize,
    pub loss: usize,
    /// 1 if the image was right.
    pub right: usize,
    /// `[n_tiles, TILE's len]`: the gradients of the convolutions.
    pub gradients: usize,
    /// Floats of an image.
    pub len: usize,
}

impl Plan {
    pub fn new(kind: AdapterKind, hidden: usize) -> Self {
        let layout = Layout::new(kind, hidden);
        let mut len = 0;
        let mut take = |n: usize| {
            let at = len;
            len += n;
            at
        };
        let bordered = |size: usize| (size + 2) * (size + 2);
        let plan = Self {
            hidden,
            layout,
            pixels: take(bordered(FULL)),
            relu_1: take(hidden * bordered(FULL)),
            pool_1: take(hidden * bordered(HALF)),
            choices_1: take(hidden * HALF * HALF),
            relu_3: take(hidden * bordered(HALF)),
            pool_2: take(hidden * QUARTER * QUARTER),
            choices_2: take(hidden * QUARTER * QUARTER),
            pooled_gradient: take(hidden * HALF * HALF),
            gradient_1: take(hidden * bordered(FULL)),
            gradient_2: take(hidden * bordered(FULL)),
            gradient_3: take(hidden * bordered(HALF)),
            gradient_4: take(hidden * bordered(HALF)),
            partial_logits: take(layout.n_head_parts * N_CLASSES),
            dlogits: take(N_CLASSES),
            loss: take(1),
            right: take(1),
            gradients: len,
            len: 0,
        };
        let len = len + plan.tiles().len() * layout.tile_len();
        Self { len, ..plan }
    }

    /// Where the weights of layers 1 to 4 begin among the parameters; their biases lie behind them.
    pub fn weights(&self, layer: usize) -> usize {
        let first = self.hidden * (WINDOW + 1);
        let others = self.hidden * (self.hidden * WINDOW + 1);
        match layer {
            1 => 0,
            _ => first + (layer - 2) * others,
        }
    }

    /// Everything that is learnt.
    pub fn n_parameters(&self) -> usize {
        n_conv_parameters(self.hidden) + (self.hidden * QUARTER * QUARTER + 1) * N_CLASSES
    }

    /// Behind what is learnt lie the turned weights of layers 2 to 4, and biases of zero: a convolution with these leads
    /// from the gradients of a layer's outputs to those of its inputs.
    pub fn turned_weights(&self, layer: usize) -> usize {
        self.n_parameters() + (layer - 2) * self.hidden * self.hidden * WINDOW
    }

    pub fn no_biases(&self) -> usize {
        self.turned_weights(5)
    }

    /// Floats of the parameters with the turned weights behind them.
    pub fn n_values(&self) -> usize {
        self.no_biases() + self.hidden
    }

    /// Of each convolution's parameter: where its gradient lies among an image's places, and where its second copy lies
    /// among the parameters, which is its own place if it has none.
    ///
    /// A copy is turned by half a circle, with the roles of the channels exchanged.
    ///
    /// # Shapes
    /// - `[n_conv_parameters, 2]`
    pub fn links(&self) -> Vec<[u32; 2]> {
        let own = 0..n_conv_parameters(self.hidden) as u32;
        let mut links: Vec<[u32; 2]> = own.map(|place| [0, place]).collect();
        for layer in 2..=4 {
            for output in 0..self.hidden {
                for input in 0..self.hidden {
                    for k in 0..WINDOW {
                        let place = (output * self.hidden + input) * WINDOW + k;
                        let turned = (input * self.hidden + output) * WINDOW + WINDOW - 1 - k;
                        links[self.weights(layer) + place][1] =
                            (self.turned_weights(layer) + turned) as u32;
                    }
                }
            }
        }
        let n_inputs = self.layout.gradient_inputs;
        for (index, tile) in self.tiles().iter().enumerate() {
            let windows = self.gradients + index * self.layout.tile_len();
            let biases = windows + self.layout.gradient_outputs * n_inputs * WINDOW;
            for output in 0..tile.n_outputs {
                let weights = tile.weights + output * tile.weights_per_output;
                for at in 0..tile.n_inputs * WINDOW {
                    links[weights + at][0] = (windows + output * n_inputs * WINDOW + at) as u32;
                }
                if let Some(of_tile) = tile.biases {
                    links[of_tile + output][0] = (biases + output) as u32;
                }
            }
        }
        links
    }
}

/// Parameters of the four convolutions.
pub fn n_conv_parameters(hidden: usize) -> usize {
    hidden * (WINDOW + 1) + 3 * hidden * (WINDOW * hidden + 1)
}

/// Parts of at most `max` into which `n` goes most evenly.
fn tile(n: usize, max: usize) -> usize {
    n.div_ceil(n.div_ceil(max))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_arena_fits_into_one_binding_at_a_batch_of_128() {
        for kind in [AdapterKind::Hardware, AdapterKind::Software] {
            let plan = Plan::new(kind, 32);
            assert!(plan.len * 128 * 4 < 128 << 20, "{}", plan.len);
        }
    }

    #[test]
    fn the_lessons_parameters_are_counted() {
        let plan = Plan::new(AdapterKind::Hardware, 10);
        assert_eq!(plan.n_parameters(), 7740);
        assert_eq!(plan.program().n_to_logits, 7);
    }

    #[test]
    fn every_gradient_of_the_convolutions_has_a_place_of_its_own() {
        for (kind, hidden) in [
            (AdapterKind::Hardware, 10),
            (AdapterKind::Software, 10),
            (AdapterKind::Hardware, 17),
            (AdapterKind::Software, 17),
        ] {
            let plan = Plan::new(kind, hidden);
            let mut places: Vec<u32> = plan.links().iter().map(|link| link[0]).collect();
            places.sort_unstable();
            assert!(places[0] as usize >= plan.gradients && places.is_sorted_by(|a, b| a < b));
            assert!(
                places
                    .last()
                    .is_some_and(|&last| (last as usize) < plan.len)
            );
        }
    }

    #[test]
    fn every_weight_of_the_later_layers_has_a_turned_copy_of_its_own() {
        let plan = Plan::new(AdapterKind::Software, 10);
        let mut copies: Vec<u32> = plan.links().iter().map(|link| link[1]).collect();
        copies.retain(|&place| place as usize >= plan.n_parameters());
        copies.sort_unstable();
        let expected: Vec<u32> = (plan.n_parameters() as u32..plan.no_biases() as u32).collect();
        assert_eq!(copies, expected);
    }
}
