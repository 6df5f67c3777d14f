//! The stack machine that runs a pickle's opcodes.

use std::collections::HashMap;

use super::{Id, ORDERED_DICT, REBUILD_PARAMETER, REBUILD_TENSOR, Value, opcode};
use crate::checkpoint::CheckpointError;
use crate::checkpoint::error::shortened;

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

    /// Interprets the opcodes up to STOP; returns the position of the topmost value.
    ///
    /// # Errors
    /// When an opcode is unknown or forbidden, or its operands are missing or of the wrong type.
    pub fn run(&mut self) -> Step<Id> {
        loop {
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
                opcode::LONG1 => self.long()?,
                opcode::BINFLOAT => {
                    let value = f64::from_be_bytes(self.take()?);
                    self.push(Value::Float(value));
                }
                opcode::BINUNICODE => {
                    let n_bytes = u32::from_le_bytes(self.take()?);
                    self.text(n_bytes as usize)?;
                }
                opcode::SHORT_BINUNICODE => {
                    let [n_bytes] = self.take()?;
                    self.text(n_bytes.into())?;
                }

                opcode::EMPTY_TUPLE => self.push(Value::Tuple(Vec::new())),
                opcode::EMPTY_LIST => self.push(Value::List(Vec::new())),
                opcode::EMPTY_DICT => self.push(Value::Dict(Vec::new())),
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
                opcode::NEWOBJ => self.refuse_object()?,
                opcode::BUILD => self.build()?,
                _ => return damaged("has an opcode that no state dict needs"),
            }
        }
    }

    fn take<const N: usize>(&mut self) -> Step<[u8; N]> {
        let Some((bytes, rest)) = self.input.split_first_chunk() else {
            return damaged("breaks off");
        };
        self.input = rest;
        Ok(*bytes)
    }

    fn take_slice(&mut self, n_bytes: usize) -> Step<&[u8]> {
        let Some((bytes, rest)) = self.input.split_at_checked(n_bytes) else {
            return damaged("breaks off");
        };
        self.input = rest;
        Ok(bytes)
    }

    fn skip(&mut self, n_bytes: usize) -> Step<()> {
        self.take_slice(n_bytes).map(|_| ())
    }

    /// Text up to the end of the line.
    fn line(&mut self) -> Step<String> {
        let Some(length) = self.input.iter().position(|&byte| byte == b'\n') else {
            return damaged("breaks off");
        };
        let line = utf8(self.take_slice(length)?)?;
        self.skip(1)?;
        Ok(line)
    }

    fn text(&mut self, n_bytes: usize) -> Step<()> {
        let text = utf8(self.take_slice(n_bytes)?)?;
        self.push(Value::Text(text));
        Ok(())
    }

    /// A little-endian two's complement number of up to 8 bytes.
    fn long(&mut self) -> Step<()> {
        let [n_bytes] = self.take()?;
        let bytes = self.take_slice(n_bytes.into())?;
        if bytes.len() > 8 {
            return damaged("has a number beyond 64 bits");
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
            return damaged("takes more values than it has made");
        }
        match self.stack.pop() {
            Some(id) => Ok(id),
            None => damaged("takes more values than it has made"),
        }
    }

    fn pop_to_mark(&mut self) -> Step<Vec<Id>> {
        match self.marks.pop() {
            Some(height) if height <= self.stack.len() => Ok(self.stack.split_off(height)),
            _ => damaged("closes what it has not opened"),
        }
    }

    fn top(&mut self) -> Step<&mut Value> {
        match self.stack.last() {
            Some(&id) => Ok(&mut self.values[id]),
            None => damaged("takes more values than it has made"),
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

    fn append(&mut self, items: Vec<Id>) -> Step<()> {
        match self.top()? {
            Value::List(list) => list.extend(items),
            _ => return damaged("appends to what is no list"),
        }
        Ok(())
    }

    fn set_items(&mut self, items: &[Id]) -> Step<()> {
        let (pairs, []) = items.as_chunks() else {
            return damaged("has a key without a value");
        };
        match self.top()? {
            Value::Dict(entries) => entries.extend(pairs.iter().map(|&[key, value]| (key, value))),
            _ => return damaged("sets items of what is no dict"),
        }
        Ok(())
    }

    fn memoize(&mut self, key: u32) -> Step<()> {
        let Some(&id) = self.stack.last() else {
            return damaged("takes more values than it has made");
        };
        self.memo.insert(key, id);
        Ok(())
    }

    fn recall(&mut self, key: u32) -> Step<()> {
        let Some(&id) = self.memo.get(&key) else {
            return damaged("recalls what it has not memorised");
        };
        self.stack.push(id);
        Ok(())
    }

    fn stack_global(&mut self) -> Step<()> {
        let name = self.pop()?;
        let module = self.pop()?;
        let (Value::Text(module), Value::Text(name)) = (&self.values[module], &self.values[name])
        else {
            return damaged("looks up what is no name");
        };
        let global = format!("{module}.{name}");
        self.push(Value::Global(global));
        Ok(())
    }

    /// A call. The functions that rebuild a state dict are recorded, all others are refused.
    fn reduce(&mut self) -> Step<()> {
        let arguments = self.pop()?;
        let function = self.pop()?;
        let Value::Global(function) = &self.values[function] else {
            return damaged("calls what is no function");
        };
        let value = match function.as_str() {
            ORDERED_DICT => match &self.values[arguments] {
                Value::Tuple(items) if items.is_empty() => Value::Dict(Vec::new()),
                _ => return damaged("makes a dict in a way that PyTorch does not"),
            },
            REBUILD_TENSOR | REBUILD_PARAMETER => Value::Call {
                function: function.clone(),
                arguments,
            },
            other => {
                return Err(CheckpointError::ForbiddenCall {
                    function: shortened(other),
                });
            }
        };
        self.push(value);
        Ok(())
    }

    /// Refuses an object of a class: a pickled model is one, and no state dict has one.
    fn refuse_object(&mut self) -> Step<()> {
        let _arguments = self.pop()?;
        let class = self.pop()?;
        let class = match &self.values[class] {
            Value::Global(class) => shortened(class),
            _ => "unknown".to_owned(),
        };
        Err(CheckpointError::WholeModule { class })
    }

    /// Attributes for the value below. Older versions of PyTorch give an OrderedDict `_metadata`, which is ignored.
    fn build(&mut self) -> Step<()> {
        let _attributes = self.pop()?;
        match self.top()? {
            Value::Dict(_) => Ok(()),
            _ => damaged("sets attributes of what is no dict"),
        }
    }
}

fn utf8(bytes: &[u8]) -> Step<String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => damaged("has text that is not UTF-8"),
    }
}
