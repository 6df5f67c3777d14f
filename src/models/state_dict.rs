//! A model's parameters as plain numbers, by PyTorch's names and in PyTorch's layouts.

use super::ParameterSpec;

/// One parameter tensor.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedTensor {
    /// Such as `block_1.0.weight`.
    pub name: String,
    pub shape: Vec<usize>,
    /// Row-major, as many as the shape says.
    pub values: Vec<f32>,
}

/// A state dict that does not fit the model it is meant for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    #[error("the tensor {name} is missing")]
    Missing { name: String },
    #[error("the tensor {name} has the shape {found:?}, but this model needs {expected:?}")]
    WrongShape {
        name: String,
        found: Vec<usize>,
        expected: Vec<usize>,
    },
}

/// The parameters of a model, in PyTorch's order of construction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StateDict {
    pub tensors: Vec<NamedTensor>,
}

impl StateDict {
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
