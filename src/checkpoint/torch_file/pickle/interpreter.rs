//! Follows a pickle's opcodes: reads their operands, and has the machine carry them out.

use super::machine::{Machine, Step, damaged, global};
use super::{Id, Value, opcode};

/// Opcodes at most, many more than a training script's records have: it bounds the memory of values.
const MAX_OPCODES: usize = 1 << 21;

/// The bytes of a pickle, and what those before them have made.
pub struct Interpreter<'bytes> {
    input: &'bytes [u8],
    machine: Machine,
}

impl<'bytes> Interpreter<'bytes> {
    /// At the pickle's first opcode.
    pub fn new(pickle: &'bytes [u8]) -> Self {
        Self {
            input: pickle,
            machine: Machine::default(),
        }
    }

    /// All values that were built.
    pub fn into_values(self) -> Vec<Value> {
        self.machine.into_values()
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
                opcode::STOP => return self.machine.pop(),
                opcode::PROTO => self.skip(1)?,
                opcode::FRAME => self.skip(8)?,
                opcode::MARK => self.machine.mark(),

                opcode::NONE => self.machine.push(Value::None),
                opcode::NEWTRUE => self.machine.push(Value::Bool(true)),
                opcode::NEWFALSE => self.machine.push(Value::Bool(false)),
                opcode::BININT => {
                    let value = i32::from_le_bytes(self.take()?);
                    self.machine.push(Value::Int(value.into()));
                }
                opcode::BININT1 => {
                    let value = u8::from_le_bytes(self.take()?);
                    self.machine.push(Value::Int(value.into()));
                }
                opcode::BININT2 => {
                    let value = u16::from_le_bytes(self.take()?);
                    self.machine.push(Value::Int(value.into()));
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
                    self.machine.push(Value::Float(value));
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

                opcode::EMPTY_TUPLE => self.machine.push(Value::Tuple(Vec::new())),
                opcode::EMPTY_LIST => self.machine.push(Value::List(Vec::new())),
                opcode::EMPTY_DICT => self.machine.push(Value::Dict(Vec::new())),
                opcode::EMPTY_SET => self.machine.push(Value::Set),
                opcode::LIST => {
                    let items = self.machine.pop_to_mark()?;
                    self.machine.push(Value::List(items));
                }
                opcode::DICT => {
                    let items = self.machine.pop_to_mark()?;
                    self.machine.push(Value::Dict(Vec::new()));
                    self.machine.set_items(&items)?;
                }
                opcode::FROZENSET => {
                    self.machine.pop_to_mark()?;
                    self.machine.push(Value::Set);
                }
                opcode::ADDITEMS => {
                    self.machine.pop_to_mark()?;
                    self.machine.top()?;
                }
                opcode::POP => self.machine.drop_top()?,
                opcode::POP_MARK => {
                    self.machine.pop_to_mark()?;
                }
                opcode::DUP => self.machine.duplicate()?,
                opcode::TUPLE => {
                    let items = self.machine.pop_to_mark()?;
                    self.machine.push(Value::Tuple(items));
                }
                opcode::TUPLE1 => self.machine.tuple(1)?,
                opcode::TUPLE2 => self.machine.tuple(2)?,
                opcode::TUPLE3 => self.machine.tuple(3)?,
                opcode::APPEND => {
                    let item = self.machine.pop()?;
                    self.machine.append(vec![item])?;
                }
                opcode::APPENDS => {
                    let items = self.machine.pop_to_mark()?;
                    self.machine.append(items)?;
                }
                opcode::SETITEM => {
                    let value = self.machine.pop()?;
                    let key = self.machine.pop()?;
                    self.machine.set_items(&[key, value])?;
                }
                opcode::SETITEMS => {
                    let items = self.machine.pop_to_mark()?;
                    self.machine.set_items(&items)?;
                }

                opcode::BINPUT => {
                    let [key] = self.take()?;
                    self.machine.memoize(key.into())?;
                }
                opcode::LONG_BINPUT => {
                    let key = u32::from_le_bytes(self.take()?);
                    self.machine.memoize(key)?;
                }
                opcode::MEMOIZE => self.machine.memoize_next()?,
                opcode::BINGET => {
                    let [key] = self.take()?;
                    self.machine.recall(key.into())?;
                }
                opcode::LONG_BINGET => {
                    let key = u32::from_le_bytes(self.take()?);
                    self.machine.recall(key)?;
                }

                opcode::GLOBAL => {
                    let module = self.line()?;
                    let name = self.line()?;
                    self.machine.push(global(&module, &name)?);
                }
                opcode::STACK_GLOBAL => self.machine.stack_global()?,
                opcode::BINPERSID => {
                    let id = self.machine.pop()?;
                    self.machine.push(Value::PersistentId(id));
                }
                opcode::REDUCE => self.machine.reduce()?,
                opcode::NEWOBJ => self.machine.object(false)?,
                opcode::NEWOBJ_EX => {
                    let _keywords = self.machine.pop()?;
                    self.machine.object(false)?;
                }
                opcode::BUILD => self.machine.build()?,
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
        self.machine.push(Value::Text(text));
        Ok(())
    }

    fn bytes(&mut self, n_bytes: usize) -> Step<()> {
        let bytes = self.take_slice(n_bytes)?.to_vec();
        self.machine.push(Value::Bytes(bytes));
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
            self.machine.push(value);
            return Ok(());
        }
        if bytes.len() > 8 {
            self.machine.push(Value::LongInt);
            return Ok(());
        }
        let is_negative = bytes.last().is_some_and(|byte| byte & 0x80 != 0);
        let mut word = [if is_negative { 0xff } else { 0 }; 8];
        word[..bytes.len()].copy_from_slice(bytes);
        self.machine.push(Value::Int(i64::from_le_bytes(word)));
        Ok(())
    }
}

/// Text of a file; what is not UTF-8, such as half of a surrogate pair, is replaced.
fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
