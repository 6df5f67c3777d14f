//! How much arithmetic a training step is, from the shapes of the layers.

use super::figures::BATCH_SIZE;

const HIDDEN: usize = 10;
const N_CLASSES: usize = 10;

/// A layer's products of two numbers for one image, forwards.
struct Layer {
    n_products: usize,
    /// The first layer need not know how the loss depends on the image.
    is_first: bool,
}

fn linear(inputs: usize, outputs: usize) -> Layer {
    Layer {
        n_products: inputs * outputs,
        is_first: false,
    }
}

/// 3×3 with padding, so that the image keeps its size.
fn convolution(inputs: usize, outputs: usize, size: usize) -> Layer {
    Layer {
        n_products: size * size * 9 * inputs * outputs,
        is_first: false,
    }
}

fn layers(model: usize) -> Vec<Layer> {
    let mut layers = match model {
        0 | 1 => vec![linear(28 * 28, HIDDEN), linear(HIDDEN, N_CLASSES)],
        _ => vec![
            convolution(1, HIDDEN, 28),
            convolution(HIDDEN, HIDDEN, 28),
            convolution(HIDDEN, HIDDEN, 14),
            convolution(HIDDEN, HIDDEN, 14),
            linear(HIDDEN * 7 * 7, N_CLASSES),
        ],
    };
    layers[0].is_first = true;
    layers
}

/// Additions and multiplications of one training step: forwards, back to the weights, and back to the layer before.
pub fn flop_per_step(model: usize) -> f64 {
    let per_image: usize = layers(model)
        .iter()
        .map(|layer| 2 * layer.n_products * if layer.is_first { 2 } else { 3 })
        .sum();
    (per_image * BATCH_SIZE) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_mlp_takes_a_million_operations_and_tiny_vgg_two_hundred_million() {
        assert_eq!(flop_per_step(0), flop_per_step(1));
        assert!((flop_per_step(0) / 1e6 - 1.02).abs() < 0.01);
        assert!(
            (flop_per_step(2) / 1e6 - 214.0).abs() < 5.0,
            "{}",
            flop_per_step(2)
        );
    }
}
