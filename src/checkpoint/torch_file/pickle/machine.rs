//! The stack machine that runs a pickle's opcodes.

use std::collections::HashMap;

use super::{Id, ORDERED_DICT, Object, Value, opcode};
use crate::checkpoint::CheckpointError;

/// Opcodes at most, many more than a training script's records have: it bounds the memory of values.
const MAX_OPCODES: usize = 1 << 21;

/// A stack of values, and a memo of values that are used again.
pub struct Machine<'bytes> {
    input: &'bytes [u8],
    values: Vec<Value>,
    stack: Vec<Id>,
    /// Heights of the stack at each open MARK.
    marks: Vec<usize>,
    memo: HashMap<u32, Id>,
}

type Step<T> = Result<T, CheckpointError>;

fn damaged<T>(cause: &'static str) -> Step<T> {
    Err(CheckpointError::DamagedPickle { cause })
}

impl<'bytes> Machine<'bytes> {
    /// A machine at the pickle's first opcode.
    pub fn new(pickle: &'bytes [u8]) -> Self {
        Self {
            input: pickle,
            values: Vec::new(),
            stack: Vec::new(),
            marks: Vec::new(),
            memo: HashMap::new(),
        }
    }

    /// The arena: all values that were built.
    pub fn into_values(self) -> Vec<Value> {
        self.values
    }

    /// The bytes behind the opcodes that were interpreted.
    pub fn rest(&self) -> &'bytes [u8] {
        self.input
    }

    /// Interprets the opcodes up to STOP; returns the position of the topmost value.
    ///
    /// # Errors
    /// When an opcode is unknown, or its operands are missing or of the wrong type.
    pub fn run(&mut self) -> Step<Id> {
        for _ in 0..MAX_OPCODES {
            let [code] = self.take()?;
            match code {
                opcode::STOP => return self.pop(),
                opcode::PROTO => self.skip(1)?,
                opcode::FRAME => self.skip(8)?,
                opcode::MARK => self.marks.push(self.stack.len()),

                opcode::NONE => self.push(Value::None),
                opcode::NEWTRUE => self.push(Value::Bool(true)),
                opcode::NEWFALSE => self.push(Value::Bool(false)),
                opcode::BININT => {
                    let value = i32::from_le_bytes(self.take()?);
                    self.push(Value::Int(value.into()));
                }
                opcode::BININT1 => {
                    let value = u8::from_le_bytes(self.take()?);
                    self.push(Value::Int(value.into()));
                }
                opcode::BININT2 => {
                    let value = u16::from_le_bytes(self.take()?);
                    self.push(Value::Int(value.into()));
                }
                opcode::LONG1 => {
                    let [n_bytes] = self.take()?;
                    self.long(n_bytes.into())?;
                }
                opcode::LONG4 => {
                    let n_bytes = u32::from_le_bytes(self.take()?);
                    self.long(n_bytes as usize)?;
                }
                opcode::BINFLOAT => {
                    let value = f64::from_be_bytes(self.take()?);
                    self.push(Value::Float(value));
                }
                opcode::BINUNICODE => {
                    let n_bytes = u32::from_le_bytes(self.take()?);
                    self.text(n_bytes as usize)?;
                }
                opcode::SHORT_BINUNICODE | opcode::SHORT_BINSTRING => {
                    let [n_bytes] = self.take()?;
                    self.text(n_bytes.into())?;
                }
                opcode::BINSTRING => {
                    let n_bytes = u32::from_le_bytes(self.take()?);
                    self.text(n_bytes as usize)?;
                }
                opcode::BINUNICODE8 => {
                    let n_bytes = self.length()?;
                    self.text(n_bytes)?;
                }
                opcode::SHORT_BINBYTES => {
                    let [n_bytes] = self.take()?;
                    self.bytes(n_bytes.into())?;
                }
                opcode::BINBYTES => {
                    let n_bytes = u32::from_le_bytes(self.take()?);
                    self.bytes(n_bytes as usize)?;
                }
                opcode::BINBYTES8 | opcode::BYTEARRAY8 => {
                    let n_bytes = self.length()?;
                    self.bytes(n_bytes)?;
                }

                opcode::EMPTY_TUPLE => self.push(Value::Tuple(Vec::new())),
                opcode::EMPTY_LIST => self.push(Value::List(Vec::new())),
                opcode::EMPTY_DICT => self.push(Value::Dict(Vec::new())),
                opcode::EMPTY_SET => self.push(Value::Set),
                opcode::LIST => {
                    let items = self.pop_to_mark()?;
                    self.push(Value::List(items));
                }
                opcode::DICT => {
                    let items = self.pop_to_mark()?;
                    self.push(Value::Dict(Vec::new()));
                    self.set_items(&items)?;
                }
                opcode::FROZENSET => {
                    self.pop_to_mark()?;
                    self.push(Value::Set);
                }
                opcode::ADDITEMS => {
                    self.pop_to_mark()?;
                    self.top()?;
                }
                opcode::POP => self.drop_top()?,
                opcode::POP_MARK => {
                    self.pop_to_mark()?;
                }
                opcode::DUP => {
                    let top = self.pop()?;
                    self.stack.extend([top, top]);
                }
                opcode::TUPLE => {
                    let items = self.pop_to_mark()?;
                    self.push(Value::Tuple(items));
                }
                opcode::TUPLE1 => self.tuple(1)?,
                opcode::TUPLE2 => self.tuple(2)?,
                opcode::TUPLE3 => self.tuple(3)?,
                opcode::APPEND => {
                    let item = self.pop()?;
                    self.append(vec![item])?;
                }
                opcode::APPENDS => {
                    let items = self.pop_to_mark()?;
                    self.append(items)?;
                }
                opcode::SETITEM => {
                    let value = self.pop()?;
                    let key = self.pop()?;
                    self.set_items(&[key, value])?;
                }
                opcode::SETITEMS => {
                    let items = self.pop_to_mark()?;
                    self.set_items(&items)?;
                }

                opcode::BINPUT => {
                    let [key] = self.take()?;
                    self.memoize(key.into())?;
                }
                opcode::LONG_BINPUT => {
                    let key = u32::from_le_bytes(self.take()?);
                    self.memoize(key)?;
                }
                opcode::MEMOIZE => self.memoize(self.memo.len() as u32)?,
                opcode::BINGET => {
                    let [key] = self.take()?;
                    self.recall(key.into())?;
                }
                opcode::LONG_BINGET => {
                    let key = u32::from_le_bytes(self.take()?);
                    self.recall(key)?;
                }

                opcode::GLOBAL => {
                    let module = self.line()?;
                    let name = self.line()?;
                    self.push(Value::Global(format!("{module}.{name}")));
                }
                opcode::STACK_GLOBAL => self.stack_global()?,
                opcode::BINPERSID => {
                    let id = self.pop()?;
                    self.push(Value::PersistentId(id));
                }
                opcode::REDUCE => self.reduce()?,
                opcode::NEWOBJ => self.object(false)?,
                opcode::NEWOBJ_EX => {
                    let _keywords = self.pop()?;
                    self.object(false)?;
                }
                opcode::BUILD => self.build()?,
                _ => return damaged("checkpoint-pickle-opcode"),
            }
        }
        damaged("checkpoint-pickle-values")
    }

    fn take<const N: usize>(&mut self) -> Step<[u8; N]> {
        let Some((bytes, rest)) = self.input.split_first_chunk() else {
            return damaged("checkpoint-pickle-breaks-off");
        };
        self.input = rest;
        Ok(*bytes)
    }

    fn take_slice(&mut self, n_bytes: usize) -> Step<&[u8]> {
        let Some((bytes, rest)) = self.input.split_at_checked(n_bytes) else {
            return damaged("checkpoint-pickle-breaks-off");
        };
        self.input = rest;
        Ok(bytes)
    }

    fn skip(&mut self, n_bytes: usize) -> Step<()> {
        self.take_slice(n_bytes).map(|_| ())
    }

    /// A length of eight bytes.
    fn length(&mut self) -> Step<usize> {
        let length = u64::from_le_bytes(self.take()?);
        usize::try_from(length).or_else(|_| damaged("checkpoint-pickle-breaks-off"))
    }

    /// Text up to the end of the line.
    fn line(&mut self) -> Step<String> {
        let Some(length) = self.input.iter().position(|&byte| byte == b'\n') else {
            return damaged("checkpoint-pickle-breaks-off");
        };
        let line = utf8(self.take_slice(length)?);
        self.skip(1)?;
        Ok(line)
    }

    fn text(&mut self, n_bytes: usize) -> Step<()> {
        let text = utf8(self.take_slice(n_bytes)?);
        self.push(Value::Text(text));
        Ok(())
    }

    fn bytes(&mut self, n_bytes: usize) -> Step<()> {
        let bytes = self.take_slice(n_bytes)?.to_vec();
        self.push(Value::Bytes(bytes));
        Ok(())
    }

    /// A little-endian two's complement number; one beyond 64 bits, such as a seed, is opaque.
    fn long(&mut self, n_bytes: usize) -> Step<()> {
        let bytes = self.take_slice(n_bytes)?;
        if let [low @ .., 0] = bytes
            && bytes.len() == 9
        {
            let word = low.try_into().map(u64::from_le_bytes).unwrap_or_default();
            let value = i64::try_from(word).map_or(Value::LongInt, Value::Int);
            self.push(value);
            return Ok(());
        }
        if bytes.len() > 8 {
            self.push(Value::LongInt);
            return Ok(());
        }
        let is_negative = bytes.last().is_some_and(|byte| byte & 0x80 != 0);
        let mut word = [if is_negative { 0xff } else { 0 }; 8];
        word[..bytes.len()].copy_from_slice(bytes);
        self.push(Value::Int(i64::from_le_bytes(word)));
        Ok(())
    }

    fn push(&mut self, value: Value) {
        self.stack.push(self.values.len());
        self.values.push(value);
    }

    /// The topmost value above the last mark.
    fn pop(&mut self) -> Step<Id> {
        if self.stack.len() <= self.marks.last().copied().unwrap_or(0) {
            return damaged("checkpoint-pickle-takes");
        }
        match self.stack.pop() {
            Some(id) => Ok(id),
            None => damaged("checkpoint-pickle-takes"),
        }
    }

    fn pop_to_mark(&mut self) -> Step<Vec<Id>> {
        match self.marks.pop() {
            Some(height) if height <= self.stack.len() => Ok(self.stack.split_off(height)),
            _ => damaged("checkpoint-pickle-closes"),
        }
    }

    fn top(&mut self) -> Step<&mut Value> {
        match self.stack.last() {
            Some(&id) => Ok(&mut self.values[id]),
            None => damaged("checkpoint-pickle-takes"),
        }
    }

    fn tuple(&mut self, n_items: usize) -> Step<()> {
        let mut items = Vec::with_capacity(n_items);
        for _ in 0..n_items {
            items.push(self.pop()?);
        }
        items.reverse();
        self.push(Value::Tuple(items));
        Ok(())
    }

    /// Takes off the topmost value, or the topmost mark if nothing lies above it.
    fn drop_top(&mut self) -> Step<()> {
        if self.marks.last() == Some(&self.stack.len()) {
            self.marks.pop();
            return Ok(());
        }
        self.pop().map(|_| ())
    }

    fn append(&mut self, items: Vec<Id>) -> Step<()> {
        match self.top()? {
            Value::List(list) => list.extend(items),
            // A class of lists of its own.
            Value::Object(_) => {}
            _ => return damaged("checkpoint-pickle-appends"),
        }
        Ok(())
    }

    fn set_items(&mut self, items: &[Id]) -> Step<()> {
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

    fn memoize(&mut self, key: u32) -> Step<()> {
        let Some(&id) = self.stack.last() else {
            return damaged("checkpoint-pickle-takes");
        };
        self.memo.insert(key, id);
        Ok(())
    }

    fn recall(&mut self, key: u32) -> Step<()> {
        let Some(&id) = self.memo.get(&key) else {
            return damaged("checkpoint-pickle-recalls");
        };
        self.stack.push(id);
        Ok(())
    }

    fn stack_global(&mut self) -> Step<()> {
        let name = self.pop()?;
        let module = self.pop()?;
        let (Value::Text(module), Value::Text(name)) = (&self.values[module], &self.values[name])
        else {
            return damaged("checkpoint-pickle-name");
        };
        let global = format!("{module}.{name}");
        self.push(Value::Global(global));
        Ok(())
    }

    /// A call, recorded and not made; that of an `OrderedDict` is a dict.
    fn reduce(&mut self) -> Step<()> {
        let [.., callee, arguments] = *self.stack else {
            return damaged("checkpoint-pickle-takes");
        };
        if !matches!(&self.values[callee], Value::Global(name) if name == ORDERED_DICT) {
            return self.object(true);
        }
        let entries = match &self.values[arguments] {
            Value::Tuple(items) => match **items {
                [] => Vec::new(),
                [pairs] => self.pairs(pairs),
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
    fn pairs(&self, list: Id) -> Vec<(Id, Id)> {
        let Value::List(items) = &self.values[list] else {
            return Vec::new();
        };
        let pair = |&item: &Id| match &self.values[item] {
            Value::List(pair) | Value::Tuple(pair) => match **pair {
                [key, value] => Some((key, value)),
                _ => None,
            },
            _ => None,
        };
        items.iter().filter_map(pair).collect()
    }

    /// An object of a class, or the result of a call: recorded, and not made.
    fn object(&mut self, is_call: bool) -> Step<()> {
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
    fn build(&mut self) -> Step<()> {
        let attributes = self.pop()?;
        if let Value::Object(object) = self.top()? {
            object.attributes = Some(attributes);
        }
        Ok(())
    }
}

/// Text of a file; what is not UTF-8, such as half of a surrogate pair, is replaced.
fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
