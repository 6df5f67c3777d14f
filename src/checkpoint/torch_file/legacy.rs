//! Reads the files of PyTorch before zip, which `_use_new_zipfile_serialization=False` still writes.
//!
//! Such a file is a row of pickles: a magic number, a version, facts about the machine, the saved object, and the names of
//! its storages. Behind them lie the storages in this order, each after its number of values.

use std::collections::HashMap;
use std::ops::Range;

use super::pickle::{Pickle, Value};
use super::tensors;
use crate::checkpoint::CheckpointError;

/// A pickle of protocol 2 of the number 0x1950a86a20f9469cfc6c.
pub const MAGIC: &[u8] = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19\x2e";

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
    /// When a pickle is damaged, or the file ends before its last storage does.
    pub fn open(file: &[u8]) -> Result<Self, CheckpointError> {
        let rest = file.get(MAGIC.len()..).unwrap_or_default();
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
