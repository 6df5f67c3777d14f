//! A model's parameters as plain numbers, with PyTorch's names and layouts.

use super::ParameterSpec;
use crate::texts::text;

/// One parameter tensor.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedTensor {
    /// Such as `block_1.0.weight`.
    pub name: String,
    /// Sizes of its dimensions, outermost first.
    pub shape: Vec<usize>,
    /// Row-major; their number is the product of the shape.
    pub values: Vec<f32>,
}

/// Why a state dict does not fit an architecture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// A parameter of the architecture is not in the state dict.
    #[error("{}", text!("state-missing", name = .name))]
    Missing {
        /// The parameter's name.
        name: String,
    },
    /// A tensor has the right name and another shape.
    #[error("{}", text!("state-shape", name = .name, found = format!("{:?}", .found), expected = format!("{:?}", .expected)))]
    WrongShape {
        /// The parameter's name.
        name: String,
        /// The state dict's shape.
        found: Vec<usize>,
        /// The architecture's shape.
        expected: Vec<usize>,
    },
}

/// The parameters of a model, in PyTorch's order of construction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StateDict {
    /// Weight, then bias, layer by layer.
    pub tensors: Vec<NamedTensor>,
}

impl StateDict {
    /// The tensor of this name.
    pub fn get(&self, name: &str) -> Option<&NamedTensor> {
        self.tensors.iter().find(|tensor| tensor.name == name)
    }

    /// The tensor with the name and the shape of this parameter.
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

    /// Whether no value is NaN or infinite.
    pub fn is_finite(&self) -> bool {
        self.tensors
            .iter()
            .all(|tensor| tensor.values.iter().all(|value| value.is_finite()))
    }
}
