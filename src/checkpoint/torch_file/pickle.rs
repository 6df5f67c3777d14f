//! An interpreter for the few pickle opcodes of which state dicts are made. It builds values; it never calls anything.
//!
//! All values lie in one arena and refer to each other by position. So the memory needed grows with the length of the
//! pickle only, however often it repeats itself, and no depth of nesting can exhaust the stack.

mod machine;
mod opcode;

use crate::checkpoint::CheckpointError;
use machine::Machine;

/// Position of a value in the arena.
pub type Id = usize;

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    Tuple(Vec<Id>),
    List(Vec<Id>),
    /// An OrderedDict as well as a plain one.
    Dict(Vec<(Id, Id)>),
    /// A name that was looked up, such as `torch.FloatStorage`.
    Global(String),
    /// What stands in for a storage that lies outside of the pickle.
    PersistentId(Id),
    /// What a whitelisted function was called with: nobody has run it.
    Call {
        function: String,
        arguments: Id,
    },
}

/// The functions and classes that a state dict is rebuilt with.
pub const ORDERED_DICT: &str = "collections.OrderedDict";
pub const REBUILD_TENSOR: &str = "torch._utils._rebuild_tensor_v2";
pub const REBUILD_PARAMETER: &str = "torch._utils._rebuild_parameter";

/// The values of a pickle.
pub struct Pickle {
    values: Vec<Value>,
    root: Id,
}

impl Pickle {
    /// Interprets a pickle of the protocols 2 to 5.
    pub fn read(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let mut machine = Machine::new(bytes);
        let root = machine.run()?;
        Ok(Self {
            values: machine.into_values(),
            root,
        })
    }

    pub fn root(&self) -> &Value {
        self.get(self.root)
    }

    pub fn get(&self, id: Id) -> &Value {
        &self.values[id]
    }
}

#[cfg(test)]
mod tests;
