//! The stack and the memo of a pickle's values, and what the opcodes do to them.

use std::collections::HashMap;

use super::{Id, MAX_NAME, ORDERED_DICT, Object, Value};
use crate::checkpoint::CheckpointError;

/// Entries of all dicts together that are made of lists: a pickle may refer to the same list very often.
const MAX_PAIRS: usize = 1 << 21;

/// A stack of values, and a memo of values that are used again.
#[derive(Default)]
pub struct Machine {
    values: Vec<Value>,
    stack: Vec<Id>,
    /// Heights of the stack at each open MARK.
    marks: Vec<usize>,
    memo: HashMap<u32, Id>,
    /// Entries made of lists so far.
    n_pairs: usize,
}

/// What an opcode does, or why it cannot.
pub type Step<T> = Result<T, CheckpointError>;

/// The refusal of a pickle, by the key of its reason.
pub fn damaged<T>(cause: &'static str) -> Step<T> {
    Err(CheckpointError::DamagedPickle { cause })
}

impl Machine {
    /// The arena: all values that were built.
    pub fn into_values(self) -> Vec<Value> {
        self.values
    }

    /// Opens a group.
    pub fn mark(&mut self) {
        self.marks.push(self.stack.len());
    }

    /// Builds a value, on top of the stack.
    pub fn push(&mut self, value: Value) {
        self.stack.push(self.values.len());
        self.values.push(value);
    }

    /// The topmost value above the last mark.
    pub fn pop(&mut self) -> Step<Id> {
        if self.stack.len() <= self.marks.last().copied().unwrap_or(0) {
            return damaged("checkpoint-pickle-takes");
        }
        match self.stack.pop() {
            Some(id) => Ok(id),
            None => damaged("checkpoint-pickle-takes"),
        }
    }

    /// Takes off the group above the last mark, and the mark.
    pub fn pop_to_mark(&mut self) -> Step<Vec<Id>> {
        match self.marks.pop() {
            Some(height) if height <= self.stack.len() => Ok(self.stack.split_off(height)),
            _ => damaged("checkpoint-pickle-closes"),
        }
    }

    /// The topmost value, which stays.
    pub fn top(&mut self) -> Step<&mut Value> {
        match self.stack.last() {
            Some(&id) => Ok(&mut self.values[id]),
            None => damaged("checkpoint-pickle-takes"),
        }
    }

    /// Makes a tuple of so many topmost values.
    pub fn tuple(&mut self, n_items: usize) -> Step<()> {
        let mut items = Vec::with_capacity(n_items);
        for _ in 0..n_items {
            items.push(self.pop()?);
        }
        items.reverse();
        self.push(Value::Tuple(items));
        Ok(())
    }

    /// Copies the reference to the topmost value.
    pub fn duplicate(&mut self) -> Step<()> {
        let top = self.pop()?;
        self.stack.extend([top, top]);
        Ok(())
    }

    /// Takes off the topmost value, or the topmost mark if nothing lies above it.
    pub fn drop_top(&mut self) -> Step<()> {
        if self.marks.last() == Some(&self.stack.len()) {
            self.marks.pop();
            return Ok(());
        }
        self.pop().map(|_| ())
    }

    /// Appends to the list on top.
    pub fn append(&mut self, items: Vec<Id>) -> Step<()> {
        match self.top()? {
            Value::List(list) => list.extend(items),
            // A class of lists of its own.
            Value::Object(_) => {}
            _ => return damaged("checkpoint-pickle-appends"),
        }
        Ok(())
    }

    /// Adds keys and values in turn to the dict on top.
    pub fn set_items(&mut self, items: &[Id]) -> Step<()> {
        let (pairs, []) = items.as_chunks() else {
            return damaged("checkpoint-pickle-key");
        };
        match self.top()? {
            Value::Dict(entries) => entries.extend(pairs.iter().map(|&[key, value]| (key, value))),
            // A class of dicts of its own.
            Value::Object(object) => {
                let pairs = pairs.iter().map(|&[key, value]| (key, value));
                object.entries.extend(pairs);
            }
            _ => return damaged("checkpoint-pickle-items"),
        }
        Ok(())
    }

    /// Remembers the topmost value under this number.
    pub fn memoize(&mut self, key: u32) -> Step<()> {
        let Some(&id) = self.stack.last() else {
            return damaged("checkpoint-pickle-takes");
        };
        self.memo.insert(key, id);
        Ok(())
    }

    /// Remembers the topmost value under the next number.
    pub fn memoize_next(&mut self) -> Step<()> {
        self.memoize(self.memo.len() as u32)
    }

    /// Puts a remembered value on top.
    pub fn recall(&mut self, key: u32) -> Step<()> {
        let Some(&id) = self.memo.get(&key) else {
            return damaged("checkpoint-pickle-recalls");
        };
        self.stack.push(id);
        Ok(())
    }

    /// A class or a function, whose module and name lie on the stack.
    pub fn stack_global(&mut self) -> Step<()> {
        let name = self.pop()?;
        let module = self.pop()?;
        match (&self.values[module], &self.values[name]) {
            (Value::Text(module), Value::Text(name)) => {
                let global = global(module, name)?;
                self.push(global);
                Ok(())
            }
            _ => damaged("checkpoint-pickle-name"),
        }
    }

    /// A call, recorded and not made; that of an `OrderedDict` is a dict.
    pub fn reduce(&mut self) -> Step<()> {
        let [.., callee, arguments] = *self.stack else {
            return damaged("checkpoint-pickle-takes");
        };
        if !matches!(&self.values[callee], Value::Global(name) if name == ORDERED_DICT) {
            return self.object(true);
        }
        let entries = match &self.values[arguments] {
            Value::Tuple(items) => match **items {
                [] => Vec::new(),
                [pairs] => self.pairs(pairs)?,
                _ => return damaged("checkpoint-pickle-dict"),
            },
            _ => return damaged("checkpoint-pickle-dict"),
        };
        self.pop()?;
        self.pop()?;
        self.push(Value::Dict(entries));
        Ok(())
    }

    /// The entries of a list of pairs; those of another form are left out.
    fn pairs(&mut self, list: Id) -> Step<Vec<(Id, Id)>> {
        let Value::List(items) = &self.values[list] else {
            return Ok(Vec::new());
        };
        self.n_pairs += items.len();
        if self.n_pairs > MAX_PAIRS {
            return damaged("checkpoint-pickle-values");
        }
        let pair = |&item: &Id| match &self.values[item] {
            Value::List(pair) | Value::Tuple(pair) => match **pair {
                [key, value] => Some((key, value)),
                _ => None,
            },
            _ => None,
        };
        Ok(items.iter().filter_map(pair).collect())
    }

    /// An object of a class, or the result of a call: recorded, and not made.
    pub fn object(&mut self, is_call: bool) -> Step<()> {
        let arguments = self.pop()?;
        let callee = self.pop()?;
        self.push(Value::Object(Box::new(Object {
            callee,
            arguments,
            is_call,
            attributes: None,
            entries: Vec::new(),
        })));
        Ok(())
    }

    /// Attributes for the value below, which only an object keeps.
    pub fn build(&mut self) -> Step<()> {
        let attributes = self.pop()?;
        if let Value::Object(object) = self.top()? {
            object.attributes = Some(attributes);
        }
        Ok(())
    }
}

/// A class or a function by its module and its name.
pub fn global(module: &str, name: &str) -> Step<Value> {
    if module.len() + name.len() > MAX_NAME {
        return damaged("checkpoint-pickle-name");
    }
    Ok(Value::Global(format!("{module}.{name}")))
}
