//! Reads and writes the files of `torch.save`, in both of its formats.
//!
//! Since PyTorch 1.6 such a file is a zip archive that holds, below one folder, `data.pkl` (the pickled state dict, with the
//! location of each tensor), `data/0`, `data/1`, … (the raw values) and a few small records. [`legacy`] reads the format
//! before.

mod legacy;
mod numpy;
mod pickle;
mod records;
mod scalar;
mod search;
mod tensors;
mod write;

pub use legacy::behind_magic as behind_legacy_magic;
pub use search::accuracy::of_texts as accuracy_of_texts;
pub use write::write;

use std::collections::HashMap;
use std::ops::Range;

use super::error::shortened;
use super::metadata::{self, Metadata};
use super::{CheckpointError, Dtype, FileTensor, Group, TensorFile, values};
use crate::protocol::LoadNote;
use legacy::LegacyFile;
use pickle::Pickle;
use records::Archive;
use search::accuracy::{Place, Recorded};
use search::{Contents, TorchGroup};
use tensors::{Source, TorchTensor};

/// The record of the metadata, which are not part of a state dict.
const METADATA_RECORD: &str = "fitting_room.txt";

/// A file whose pickle has been read.
pub struct TorchFile<'file> {
    pickle: Pickle,
    storages: Storages<'file>,
    groups: Vec<TorchGroup>,
    not_made: Vec<String>,
    /// With its key, a fraction.
    accuracy: Option<(String, f64)>,
    is_big_endian: bool,
}

/// Where the values lie.
enum Storages<'file> {
    Zip {
        archive: Box<Archive<'file>>,
        /// Storages read so far by key; several tensors may share one.
        read: HashMap<String, Vec<u8>>,
    },
    Legacy {
        file: &'file [u8],
        ranges: HashMap<String, Range<usize>>,
    },
}

impl<'file> TorchFile<'file> {
    /// Reads an archive's pickle, but no values yet.
    ///
    /// # Errors
    /// When the archive is damaged, holds a program of TorchScript, or no pickle that can be read.
    pub fn open(file: &'file [u8]) -> Result<Self, CheckpointError> {
        let mut archive = Archive::open(file)?;
        if archive.contains("constants.pkl") {
            return Err(CheckpointError::TorchScript);
        }
        // Files of older PyTorch versions lack this record; they are little-endian.
        let is_big_endian = archive.read("byteorder").is_ok_and(|order| order == b"big");
        let pickle = Pickle::read(&archive.read("data.pkl")?)?;
        let storages = Storages::Zip {
            archive: Box::new(archive),
            read: HashMap::new(),
        };
        Self::new(pickle, storages, is_big_endian)
    }

    /// Reads the pickles of a file from before zip, but no values yet.
    ///
    /// # Errors
    /// When a pickle cannot be read, or the file is cut short.
    pub fn open_legacy(file: &'file [u8]) -> Result<Self, CheckpointError> {
        let legacy = LegacyFile::open(file)?;
        let ranges = legacy.storages;
        Self::new(legacy.pickle, Storages::Legacy { file, ranges }, false)
    }

    fn new(
        pickle: Pickle,
        storages: Storages<'file>,
        is_big_endian: bool,
    ) -> Result<Self, CheckpointError> {
        let Contents {
            groups,
            not_made,
            accuracy,
        } = search::contents(&pickle)?;
        let mut file = Self {
            pickle,
            storages,
            groups,
            not_made,
            accuracy: None,
            is_big_endian,
        };
        file.accuracy = accuracy.and_then(|Recorded { key, place }| match place {
            Place::Fraction(fraction) => Some((key, fraction)),
            Place::Tensor(tensor) => {
                let values = file.values_of(&key, &tensor).ok()?;
                Some((
                    key,
                    search::accuracy::fraction(f64::from(*values.first()?))?,
                ))
            }
        });
        Ok(file)
    }

    /// The values of a tensor, row-major.
    fn values_of(&mut self, name: &str, tensor: &TorchTensor) -> Result<Vec<f32>, CheckpointError> {
        let Dtype::Number(number) = tensor.dtype else {
            return Err(CheckpointError::WrongDtype {
                tensor: shortened(name),
                dtype: tensor.dtype.to_string(),
            });
        };
        let n_bytes = number.n_bytes();
        let beyond_data = || CheckpointError::BeyondData {
            tensor: shortened(name),
        };
        let array;
        let (storage, is_big_endian) = match &tensor.source {
            Source::Storage(key) => (self.storages.get(key)?, self.is_big_endian),
            Source::Array {
                content,
                is_big_endian,
            } => {
                array =
                    numpy::bytes_of(&self.pickle, *content, usize::MAX).ok_or_else(beyond_data)?;
                (&array[..], *is_big_endian)
            }
        };
        let positions = tensor
            .positions(storage.len() / n_bytes)
            .ok_or_else(beyond_data)?;
        let sign = if tensor.is_negated { -1.0 } else { 1.0 };
        let value = |position: usize| {
            let bytes = &storage[position * n_bytes..];
            values::decode(number, is_big_endian, bytes).map(|value| sign * value)
        };
        let values: Option<Vec<f32>> = positions.into_iter().map(value).collect();
        values.ok_or_else(beyond_data)
    }
}

impl Storages<'_> {
    /// The bytes of a storage.
    fn get(&mut self, key: &str) -> Result<&[u8], CheckpointError> {
        match self {
            Self::Zip { archive, read } => {
                if !read.contains_key(key) {
                    let bytes = archive.read(&format!("data/{key}"))?;
                    read.insert(key.to_owned(), bytes);
                }
                Ok(&read[key])
            }
            Self::Legacy { file, ranges } => {
                let range = ranges.get(key).cloned();
                let bytes = range.and_then(|range| file.get(range));
                bytes.ok_or(CheckpointError::DamagedPickle {
                    cause: "checkpoint-pickle-no-storage",
                })
            }
        }
    }
}

impl TensorFile for TorchFile<'_> {
    fn groups(&self) -> Vec<Group> {
        let described = |group: &TorchGroup| Group {
            place: group.place.clone(),
            module: group.module.clone(),
            is_in_order: true,
            is_joined: group.is_joined,
            other_layers: group.other_layers.clone(),
            tensors: group
                .tensors
                .iter()
                .map(|(name, tensor)| FileTensor {
                    name: name.clone(),
                    shape: tensor.shape.clone(),
                    dtype: tensor.dtype.clone(),
                })
                .collect(),
        };
        self.groups.iter().map(described).collect()
    }

    fn values(&mut self, group: usize, tensor: usize) -> Result<Vec<f32>, CheckpointError> {
        let (name, tensor) = self.groups[group].tensors[tensor].clone();
        self.values_of(&name, &tensor)
    }

    fn metadata(&mut self) -> Metadata {
        let Storages::Zip { archive, .. } = &mut self.storages else {
            return Metadata::new();
        };
        let record = archive.read(METADATA_RECORD).unwrap_or_default();
        metadata::from_lines(&String::from_utf8_lossy(&record))
    }

    fn notes(&self) -> Vec<LoadNote> {
        let mut notes = Vec::new();
        if let Some((key, accuracy)) = self.accuracy.clone() {
            notes.push(LoadNote::RecordedAccuracy { key, accuracy });
        }
        if !self.not_made.is_empty() {
            let names = self.not_made.clone();
            notes.push(LoadNote::NotMade { names });
        }
        if let Storages::Zip { archive, .. } = &self.storages
            && !archive.has_checksums()
        {
            notes.push(LoadNote::NoChecksums);
        }
        notes
    }
}

#[cfg(test)]
mod tests;
