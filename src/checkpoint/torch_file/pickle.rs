//! Interprets pickles: it builds plain values, and records calls and objects without making them.
//!
//! All values lie in one arena and refer to each other by position. Memory is therefore proportional to the length of the
//! pickle, whatever it repeats, and no depth of nesting can exhaust the stack.

mod interpreter;
mod machine;
pub mod opcode;

use crate::checkpoint::CheckpointError;
use interpreter::Interpreter;

/// Position of a value in the arena.
pub type Id = usize;

/// A Python value; those inside of it are positions in the arena.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `None`.
    None,
    /// A `bool`.
    Bool(bool),
    /// An `int` of at most 64 bits.
    Int(i64),
    /// A `float`.
    Float(f64),
    /// A `str`.
    Text(String),
    /// A `bytes` or a `bytearray`.
    Bytes(Vec<u8>),
    /// A number beyond 64 bits, such as a seed.
    LongInt,
    /// A set, whose items nothing here needs.
    Set,
    /// A `tuple`.
    Tuple(Vec<Id>),
    /// A `list`.
    List(Vec<Id>),
    /// A `dict` or an `OrderedDict`, in order of insertion.
    Dict(Vec<(Id, Id)>),
    /// A class or a function with its module, such as `torch.FloatStorage`.
    Global(String),
    /// A reference to a storage outside of the pickle: the position of its description, a tuple.
    PersistentId(Id),
    /// An object of a class, or the result of a call.
    Object(Box<Object>),
}

/// What a pickle says of an object or of a call; no class is made, and no code runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// The position of the class or the function.
    pub callee: Id,
    /// The position of their arguments, a tuple.
    pub arguments: Id,
    /// Whether Python would call a function, rather than make an object of a class.
    pub is_call: bool,
    /// The position of what Python would make its attributes of, mostly a dict.
    pub attributes: Option<Id>,
    /// Items of a class of dicts.
    pub entries: Vec<(Id, Id)>,
}

/// Bytes of a name that is kept apart from the pickle, which may refer to the same long text very often.
pub const MAX_NAME: usize = 300;

/// Entries of a dict among which one is looked for by its name: a pickle may refer to the same long dict very often.
const MAX_NAMED: usize = 300;

/// The class of a state dict.
pub const ORDERED_DICT: &str = "collections.OrderedDict";

/// The values of a pickle.
pub struct Pickle {
    values: Vec<Value>,
    root: Id,
}

impl Pickle {
    /// Interprets a pickle of the protocols 2 to 5.
    ///
    /// # Errors
    /// When it has an opcode of another protocol, or breaks off.
    pub fn read(bytes: &[u8]) -> Result<Self, CheckpointError> {
        Self::read_first(bytes).map(|(pickle, _)| pickle)
    }

    /// As [`Self::read`], with the bytes behind it.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_first(bytes: &[u8]) -> Result<(Self, &[u8]), CheckpointError> {
        let mut interpreter = Interpreter::new(bytes);
        let root = interpreter.run()?;
        let rest = interpreter.rest();
        let values = interpreter.into_values();
        Ok((Self { values, root }, rest))
    }

    /// Every value, those that the root does not reach as well.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// The position of the value of the whole pickle.
    pub fn root_id(&self) -> Id {
        self.root
    }

    /// The class or the function of an object, such as `torch.nn.modules.linear.Linear`.
    pub fn class(&self, object: &Object) -> &str {
        self.global(object.callee)
    }

    /// The name of a class or a function.
    pub fn global(&self, id: Id) -> &str {
        match self.get(id) {
            Value::Global(name) => name,
            // Before zip, PyTorch wrote a module's class with its source text: ("module", class, file, source).
            Value::PersistentId(id) => match self.get(*id) {
                Value::Tuple(items) => match items.get(1).map(|&id| self.get(id)) {
                    Some(Value::Global(name)) => name,
                    _ => "unknown",
                },
                _ => "unknown",
            },
            _ => "unknown",
        }
    }

    /// A tuple's items.
    pub fn tuple(&self, id: Id) -> Option<&[Id]> {
        match self.get(id) {
            Value::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a dict under this name, the last of equal ones; of a long dict only the end is searched.
    pub fn entry(&self, dict: Id, name: &str) -> Option<Id> {
        let Value::Dict(entries) = self.get(dict) else {
            return None;
        };
        let is_meant = |key: Id| matches!(self.get(key), Value::Text(key) if key == name);
        let mut entries = entries.iter().rev().take(MAX_NAMED);
        entries.find_map(|&(key, value)| is_meant(key).then_some(value))
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
