//! The type of a tensor's values: a float that can be cast, or another by its name.

use std::fmt::{self, Display, Formatter};

use super::error::shortened;
use crate::protocol::FloatType;

/// The type of a tensor's values.
#[derive(Clone, Debug, PartialEq)]
pub enum Dtype {
    Float(FloatType),
    /// Its name, as long as the file likes.
    Other(String),
}

impl Dtype {
    /// The type of this name in PyTorch.
    pub fn named(name: &str) -> Self {
        let floats = [
            FloatType::Float16,
            FloatType::Bfloat16,
            FloatType::Float32,
            FloatType::Float64,
        ];
        let float = floats.into_iter().find(|float| float.name() == name);
        float.map_or_else(|| Self::Other(name.to_owned()), Self::Float)
    }
}

impl Display for Dtype {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Float(float) => f.write_str(float.name()),
            Self::Other(name) => f.write_str(&shortened(name)),
        }
    }
}
