//! PyTorch's default first weights for a linear and a convolutional layer.

use super::TorchGenerator;

/// The parameters of one layer in PyTorch's layout, row-major.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerWeights {
    /// `[n_outputs, n_inputs]` of a linear layer, `[n_outputs, n_inputs, kernel, kernel]` of a convolution.
    pub weight: Vec<f32>,
    /// `[n_outputs]`.
    pub bias: Vec<f32>,
}

impl TorchGenerator {
    /// What `nn.Linear(n_inputs, n_outputs)` draws when it is constructed: first the weight, then the bias.
    ///
    /// # Shapes
    ///
    /// - weight: `[n_outputs, n_inputs]` (PyTorch's layout; Burn's is the transpose)
    /// - bias: `[n_outputs]`
    pub fn linear(&mut self, n_inputs: usize, n_outputs: usize) -> LayerWeights {
        self.layer(n_inputs, n_outputs)
    }

    /// What `nn.Conv2d(in_channels, out_channels, kernel_size)` draws when it is constructed.
    ///
    /// # Shapes
    ///
    /// - weight: `[out_channels, in_channels, kernel_size, kernel_size]`
    /// - bias: `[out_channels]`
    pub fn conv2d(
        &mut self,
        in_channels: usize,
        out_channels: usize,
        kernel_size: usize,
    ) -> LayerWeights {
        self.layer(in_channels * kernel_size * kernel_size, out_channels)
    }

    /// `fan_in` is the number of values that one output sums over.
    fn layer(&mut self, fan_in: usize, n_outputs: usize) -> LayerWeights {
        let weight_bound = kaiming_uniform_bound(fan_in);
        let bias_bound = 1.0 / (fan_in as f64).sqrt();
        LayerWeights {
            weight: self.uniform(fan_in * n_outputs, -weight_bound, weight_bound),
            bias: self.uniform(n_outputs, -bias_bound, bias_bound),
        }
    }
}

/// The bound of `init.kaiming_uniform_(weight, a=math.sqrt(5))`.
///
/// On paper it is 1/√fan_in, in doubles it is that up to a few units in the last place: the steps are PyTorch's, so
/// that the rounding to f32 can never fall to the other side.
fn kaiming_uniform_bound(fan_in: usize) -> f64 {
    let negative_slope = 5f64.sqrt();
    let gain = (2.0 / (1.0 + negative_slope * negative_slope)).sqrt();
    let standard_deviation = gain / (fan_in as f64).sqrt();
    3f64.sqrt() * standard_deviation
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_is_one_over_the_root_of_fan_in() {
        for fan_in in [9, 10, 90, 490, 784] {
            let expected = 1.0 / (fan_in as f64).sqrt();
            assert!((kaiming_uniform_bound(fan_in) - expected).abs() < 1e-15);
        }
    }

    #[test]
    fn a_convolution_sums_over_its_whole_window() {
        let layer = TorchGenerator::manual_seed(0).conv2d(2, 5, 3);
        assert_eq!((layer.weight.len(), layer.bias.len()), (90, 5));
        let bound = 1.0 / 18f32.sqrt();
        assert!(layer.weight.iter().all(|weight| weight.abs() <= bound));
    }
}
