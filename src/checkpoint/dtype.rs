//! The type of a tensor's values: a number that can be cast, or another by its name.

use std::fmt::{self, Display, Formatter};

use super::error::shortened;
use crate::protocol::NumberType;

/// The type of a tensor's values.
#[derive(Clone, Debug, PartialEq)]
pub enum Dtype {
    /// One that can be converted to float32.
    Number(NumberType),
    /// Its name, shortened.
    Other(String),
}

impl Dtype {
    /// The type of this name in PyTorch.
    pub fn named(name: &str) -> Self {
        let mut numbers = NumberType::ALL.into_iter();
        let number = numbers.find(|number| number.name() == name);
        number.map_or_else(|| Self::Other(shortened(name)), Self::Number)
    }
}

impl Display for Dtype {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => f.write_str(number.name()),
            Self::Other(name) => f.write_str(name),
        }
    }
}
