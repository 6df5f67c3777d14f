//! The opcodes of the protocols 2 to 5, with their names in Python's `pickletools`. A group is what lies above the last [`MARK`].

/// Opens a group of values on the stack.
pub const MARK: u8 = b'(';
/// The end; the topmost value is the result.
pub const STOP: u8 = b'.';
/// A float of 8 bytes, big-endian.
pub const BINFLOAT: u8 = b'G';
/// An int of 4 bytes with a sign.
pub const BININT: u8 = b'J';
/// An int of 1 byte.
pub const BININT1: u8 = b'K';
/// An int of 2 bytes.
pub const BININT2: u8 = b'M';
/// `None`.
pub const NONE: u8 = b'N';
/// What lies outside the pickle, by the id on the stack: in PyTorch a storage.
pub const BINPERSID: u8 = b'Q';
/// A call of the function below with the tuple above.
pub const REDUCE: u8 = b'R';
/// A text, its length in 4 bytes.
pub const BINUNICODE: u8 = b'X';
/// `[]`.
pub const EMPTY_LIST: u8 = b']';
/// Appends the topmost value to the list below.
pub const APPEND: u8 = b'a';
/// Sets the state of the object below.
pub const BUILD: u8 = b'b';
/// A class or function, as two lines: its module and its name.
pub const GLOBAL: u8 = b'c';
/// Appends a group to the list below it.
pub const APPENDS: u8 = b'e';
/// A value of the memo, its number in 1 byte.
pub const BINGET: u8 = b'h';
/// A value of the memo, its number in 4 bytes.
pub const LONG_BINGET: u8 = b'j';
/// Notes the topmost value in the memo, under a number of 1 byte.
pub const BINPUT: u8 = b'q';
/// Notes the topmost value in the memo, under a number of 4 bytes.
pub const LONG_BINPUT: u8 = b'r';
/// Sets one key of the dict below.
pub const SETITEM: u8 = b's';
/// A tuple of a group.
pub const TUPLE: u8 = b't';
/// Sets the keys of a group in the dict below it.
pub const SETITEMS: u8 = b'u';
/// `{}`.
pub const EMPTY_DICT: u8 = b'}';
/// `()`.
pub const EMPTY_TUPLE: u8 = b')';
/// The protocol, in 1 byte.
pub const PROTO: u8 = 0x80;
/// An object: the class below, made with the tuple above.
pub const NEWOBJ: u8 = 0x81;
/// A tuple of the topmost value.
pub const TUPLE1: u8 = 0x85;
/// A tuple of the two topmost values.
pub const TUPLE2: u8 = 0x86;
/// A tuple of the three topmost values.
pub const TUPLE3: u8 = 0x87;
/// `True`.
pub const NEWTRUE: u8 = 0x88;
/// `False`.
pub const NEWFALSE: u8 = 0x89;
/// An int of any size, its length in 1 byte.
pub const LONG1: u8 = 0x8a;
/// A text, its length in 1 byte.
pub const SHORT_BINUNICODE: u8 = 0x8c;
/// A class or function whose module and name lie on the stack.
pub const STACK_GLOBAL: u8 = 0x93;
/// Notes the topmost value under the next number of the memo.
pub const MEMOIZE: u8 = 0x94;
/// The length of what follows, in 8 bytes: for reading ahead.
pub const FRAME: u8 = 0x95;
/// Drops the topmost value.
pub const POP: u8 = b'0';
/// Drops a group.
pub const POP_MARK: u8 = b'1';
/// The topmost value once more.
pub const DUP: u8 = b'2';
/// Bytes, their length in 4 bytes.
pub const BINBYTES: u8 = b'B';
/// Bytes, their length in 1 byte.
pub const SHORT_BINBYTES: u8 = b'C';
/// A string of Python 2, its length in 4 bytes.
pub const BINSTRING: u8 = b'T';
/// A string of Python 2, its length in 1 byte.
pub const SHORT_BINSTRING: u8 = b'U';
/// A list of a group.
pub const LIST: u8 = b'l';
/// A dict of a group: keys and values in turn.
pub const DICT: u8 = b'd';
/// An int of any size, its length in 4 bytes.
pub const LONG4: u8 = 0x8b;
/// A text, its length in 8 bytes.
pub const BINUNICODE8: u8 = 0x8d;
/// Bytes, their length in 8 bytes.
pub const BINBYTES8: u8 = 0x8e;
/// `set()`.
pub const EMPTY_SET: u8 = 0x8f;
/// Adds a group to the set below it.
pub const ADDITEMS: u8 = 0x90;
/// A frozen set of a group.
pub const FROZENSET: u8 = 0x91;
/// An object: the class, made with a tuple and a dict of named arguments.
pub const NEWOBJ_EX: u8 = 0x92;
/// A byte array, its length in 8 bytes.
pub const BYTEARRAY8: u8 = 0x96;
