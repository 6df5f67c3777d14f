//! A model's parameters as plain numbers, by PyTorch's names and in PyTorch's layouts.

use crate::models::{Architecture, ParameterSpec, StateError};
use crate::random::TorchGenerator;

/// One parameter tensor.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedTensor {
    /// Such as `block_1.0.weight`.
    pub name: String,
    pub shape: Vec<usize>,
    /// Row-major, as many as the shape says.
    pub values: Vec<f32>,
}

/// The parameters of a model, in PyTorch's order of construction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StateDict {
    pub tensors: Vec<NamedTensor>,
}

impl StateDict {
    /// What PyTorch holds after `torch.manual_seed(seed)` and the model's constructor.
    pub fn initial(architecture: &Architecture, seed: u32) -> Self {
        let mut generator = TorchGenerator::manual_seed(u64::from(seed));
        let tensors = architecture
            .parameters()
            .chunks_exact(2)
            .flat_map(|layer| {
                let (weight, bias) = (&layer[0], &layer[1]);
                let drawn = generator.linear(weight.fan_in, bias.n_elements());
                [(weight, drawn.weight), (bias, drawn.bias)]
            })
            .map(|(spec, values)| NamedTensor {
                name: spec.name.clone(),
                shape: spec.shape.clone(),
                values,
            })
            .collect();
        Self { tensors }
    }

    pub fn get(&self, name: &str) -> Option<&NamedTensor> {
        self.tensors.iter().find(|tensor| tensor.name == name)
    }

    /// The tensor that a model's plan asks for.
    ///
    /// # Errors
    /// When it is missing or has another shape.
    pub fn tensor(&self, spec: &ParameterSpec) -> Result<&NamedTensor, StateError> {
        let tensor = self.get(&spec.name).ok_or_else(|| StateError::Missing {
            name: spec.name.clone(),
        })?;
        if tensor.shape != spec.shape {
            return Err(StateError::WrongShape {
                name: spec.name.clone(),
                found: tensor.shape.clone(),
                expected: spec.shape.clone(),
            });
        }
        Ok(tensor)
    }

    /// Whether every parameter is an ordinary number.
    pub fn is_finite(&self) -> bool {
        self.tensors
            .iter()
            .all(|tensor| tensor.values.iter().all(|value| value.is_finite()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{ModelKind, TrainingConfig};

    #[test]
    fn first_weights_follow_the_plan_and_the_seed() {
        for kind in ModelKind::ALL {
            let architecture = Architecture::of(&TrainingConfig::lesson(kind));
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
