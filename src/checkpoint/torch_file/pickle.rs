//! Interprets the pickle opcodes of state dicts: it builds values and never calls a function.
//!
//! All values lie in one arena and refer to each other by position. Memory is therefore proportional to the length of the
//! pickle, whatever it repeats, and no depth of nesting can exhaust the stack.

mod machine;
mod opcode;

use crate::checkpoint::CheckpointError;
use machine::Machine;

/// Position of a value in the arena.
pub type Id = usize;

/// A Python value; those inside of it are positions in the arena.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    Tuple(Vec<Id>),
    List(Vec<Id>),
    /// A `dict` or an `OrderedDict`, in order of insertion.
    Dict(Vec<(Id, Id)>),
    /// A class or a function with its module, such as `torch.FloatStorage`.
    Global(String),
    /// A reference to a storage outside of the pickle: the position of its description, a tuple.
    PersistentId(Id),
    /// A call of an allowed function, recorded and not run.
    Call {
        /// [`REBUILD_TENSOR`] or [`REBUILD_PARAMETER`].
        function: String,
        /// The position of a tuple.
        arguments: Id,
    },
}

/// The class of a state dict.
pub const ORDERED_DICT: &str = "collections.OrderedDict";
/// The function that makes a tensor of a storage.
pub const REBUILD_TENSOR: &str = "torch._utils._rebuild_tensor_v2";
/// The function that makes an `nn.Parameter` of a tensor.
pub const REBUILD_PARAMETER: &str = "torch._utils._rebuild_parameter";

/// The values of a pickle.
pub struct Pickle {
    values: Vec<Value>,
    root: Id,
}

impl Pickle {
    /// Interprets a pickle of the protocols 2 to 5.
    ///
    /// # Errors
    /// When it has an opcode, a call or an object that no state dict has, or breaks off.
    pub fn read(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let mut machine = Machine::new(bytes);
        let root = machine.run()?;
        Ok(Self {
            values: machine.into_values(),
            root,
        })
    }

    /// The value of the whole pickle.
    pub fn root(&self) -> &Value {
        self.get(self.root)
    }

    /// The value at this position.
    pub fn get(&self, id: Id) -> &Value {
        &self.values[id]
    }
}

#[cfg(test)]
mod tests;
