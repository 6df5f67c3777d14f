//! Reads the files of PyTorch before zip, which `_use_new_zipfile_serialization=False` still writes.
//!
//! Such a file is a row of pickles: a magic number, a version, facts about the machine, the saved object, and the names of
//! its storages. Behind them lie the storages in this order, each after its number of values.

use std::collections::HashMap;
use std::ops::Range;

use super::pickle::{Pickle, Value, opcode};
use super::tensors;
use crate::checkpoint::CheckpointError;

/// The opcodes of the magic number 0x1950a86a20f9469cfc6c: it is beyond 64 bits, so every protocol writes it as bytes.
const MAGIC: &[u8] = b"\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19\x2e";

/// The bytes behind the first pickle, if it is the magic number in one of the protocols 2 to 5.
pub fn behind_magic(file: &[u8]) -> Option<&[u8]> {
    let [opcode::PROTO, 2..=5, rest @ ..] = file else {
        return None;
    };
    // From protocol 4 on, the opcodes lie in a frame, whose length comes first.
    let opcodes = match rest {
        [opcode::FRAME, framed @ ..] => framed.split_first_chunk::<8>()?.1,
        plain => plain,
    };
    opcodes.strip_prefix(MAGIC)
}

/// The pickles' contents, and where the storages lie in the file.
pub struct LegacyFile {
    /// The saved object.
    pub pickle: Pickle,
    /// By name; the values are little-endian on every machine.
    pub storages: HashMap<String, Range<usize>>,
}

impl LegacyFile {
    /// Reads the pickles and the lengths of the storages.
    ///
    /// # Errors
    /// When the file does not begin with the magic number, a pickle is damaged, or the file ends before its last storage does.
    pub fn open(file: &[u8]) -> Result<Self, CheckpointError> {
        let rest = behind_magic(file).ok_or(CheckpointError::BarePickle)?;
        let (_version, rest) = Pickle::read_first(rest)?;
        let (_machine, rest) = Pickle::read_first(rest)?;
        let (pickle, rest) = Pickle::read_first(rest)?;
        let (keys, rest) = Pickle::read_first(rest)?;
        let storages = storages(&pickle, &keys, rest, file.len())?;
        Ok(Self { pickle, storages })
    }
}

fn storages(
    pickle: &Pickle,
    keys: &Pickle,
    mut rest: &[u8],
    file_bytes: usize,
) -> Result<HashMap<String, Range<usize>>, CheckpointError> {
    let references = pickle.values().iter();
    let value_bytes: HashMap<String, Option<usize>> = references
        .filter_map(|value| tensors::storage(pickle, value))
        .map(|storage| (storage.key, storage.value_bytes))
        .collect();
    let Value::List(keys_in_order) = keys.root() else {
        return Err(damaged("checkpoint-pickle-storages"));
    };
    let mut storages = HashMap::new();
    for &key in keys_in_order {
        let Value::Text(key) = keys.get(key) else {
            return Err(damaged("checkpoint-pickle-storages"));
        };
        let Some(&Some(value_bytes)) = value_bytes.get(key) else {
            return Err(damaged("checkpoint-pickle-storage-type"));
        };
        let (n_values, values) = rest.split_first_chunk().ok_or(CheckpointError::BrokenOff)?;
        let n_bytes = usize::try_from(u64::from_le_bytes(*n_values))
            .ok()
            .and_then(|n_values| n_values.checked_mul(value_bytes))
            .ok_or(CheckpointError::BrokenOff)?;
        let (_, behind) = values
            .split_at_checked(n_bytes)
            .ok_or(CheckpointError::BrokenOff)?;
        let start = file_bytes - values.len();
        storages.insert(key.clone(), start..start + n_bytes);
        rest = behind;
    }
    Ok(storages)
}

fn damaged(cause: &'static str) -> CheckpointError {
    CheckpointError::DamagedPickle { cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_magic_number_is_known_in_every_protocol_and_no_other() {
        let number = b"\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.rest";
        let frame = b"\x95\x0d\0\0\0\0\0\0\0";
        for (start, is_known) in [
            (&b"\x80\x02"[..], true),
            (b"\x80\x03", true),
            (&[b"\x80\x04", &frame[..]].concat(), true),
            (&[b"\x80\x05", &frame[..]].concat(), true),
            (b"\x80\x06", false),
            (b"\x80\x04\x95", false),
            (b"", false),
        ] {
            let file = [start, number].concat();
            let rest = behind_magic(&file);
            assert_eq!(rest, is_known.then_some(&b"rest"[..]), "{start:?}");
        }
        assert_eq!(behind_magic(b"\x80\x03\x8a\x01\x07."), None);
    }
}
