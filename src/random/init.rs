//! PyTorch's default initial weights of linear and convolutional layers.

use super::TorchGenerator;
use crate::models::{Architecture, NamedTensor, ParameterSpec, StateDict};

impl StateDict {
    /// The parameters of the model that PyTorch constructs after `torch.manual_seed(seed)`.
    ///
    /// ```
    /// use fitting_room::models::{Architecture, ModelKind, StateDict};
    ///
    /// // torch.manual_seed(42); FashionMNISTModelV0().state_dict()["layer_stack.1.weight"]
    /// let model = Architecture::new(ModelKind::BASELINE, 10, true);
    /// let state = StateDict::initial(&model, 42);
    /// let weight = state.get("layer_stack.1.weight").expect("Model 0 has this parameter");
    /// assert_eq!(weight.shape, [10, 784]);
    /// assert_eq!(weight.values[0].to_bits(), 0x3cdf_aea1);
    /// ```
    pub fn initial(architecture: &Architecture, seed: u32) -> Self {
        let mut generator = TorchGenerator::manual_seed(u64::from(seed));
        let tensors = architecture
            .parameters()
            .into_iter()
            .map(|spec| NamedTensor {
                values: generator.first_values(&spec),
                name: spec.name,
                shape: spec.shape,
            })
            .collect();
        Self { tensors }
    }
}

impl TorchGenerator {
    /// The values that `reset_parameters` of `nn.Linear` and `nn.Conv2d` draws for this parameter, row-major; PyTorch
    /// draws a layer's weight before its bias.
    pub fn first_values(&mut self, spec: &ParameterSpec) -> Vec<f32> {
        let is_bias = spec.shape.len() == 1;
        let bound = if is_bias {
            1.0 / (spec.fan_in as f64).sqrt()
        } else {
            kaiming_uniform_bound(spec.fan_in)
        };
        self.uniform(spec.n_elements(), -bound, bound)
    }
}

/// The bound of `init.kaiming_uniform_(weight, a=math.sqrt(5))`.
///
/// Mathematically it is 1/√fan_in; in doubles it differs from that by a few units in the last place. The steps are
/// PyTorch's, so that it rounds to the same f32.
fn kaiming_uniform_bound(fan_in: usize) -> f64 {
    let negative_slope = 5f64.sqrt();
    let gain = (2.0 / (1.0 + negative_slope * negative_slope)).sqrt();
    let standard_deviation = gain / (fan_in as f64).sqrt();
    3f64.sqrt() * standard_deviation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::ModelKind;

    #[test]
    fn the_bound_is_one_over_the_root_of_fan_in() {
        for fan_in in [9, 10, 90, 490, 784] {
            let expected = 1.0 / (fan_in as f64).sqrt();
            assert!((kaiming_uniform_bound(fan_in) - expected).abs() < 1e-15);
        }
    }

    #[test]
    fn first_weights_follow_the_architecture_and_the_seed() {
        for kind in ModelKind::ALL {
            let architecture = Architecture::new(kind, 10, true);
            let state = StateDict::initial(&architecture, 42);
            for (tensor, spec) in state.tensors.iter().zip(architecture.parameters()) {
                assert_eq!((&tensor.name, &tensor.shape), (&spec.name, &spec.shape));
                assert_eq!(tensor.values.len(), spec.n_elements());
                let bound = 1.0 / (spec.fan_in as f32).sqrt();
                assert!(tensor.values.iter().all(|value| value.abs() <= bound));
            }
            assert_eq!(state, StateDict::initial(&architecture, 42));
            assert_ne!(state, StateDict::initial(&architecture, 43));
        }
    }
}
