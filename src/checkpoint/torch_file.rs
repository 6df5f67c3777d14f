//! Reads and writes the zip archives of `torch.save(model.state_dict(), …)`.
//!
//! Such an archive holds, below one folder, `data.pkl` (the pickled state dict, with the location of each tensor),
//! `data/0`, `data/1`, … (the raw values) and a few small records. Nothing in it is compressed.

mod pickle;
mod tensors;
mod write;

pub use write::write;

use std::collections::HashMap;
use std::io::{Cursor, ErrorKind, Read};

use zip::read::{ArchiveOffset, Config};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::error::shortened;
use super::metadata::{self, Metadata};
use super::{CheckpointError, TensorFile};
use tensors::TorchTensor;

/// The record of the metadata, which are not part of a state dict.
const METADATA_RECORD: &str = "fitting_room.txt";

/// The archive starts at byte 0. Detection of the start fails where the first entry of PyTorch's directory is as long as
/// the records between directory and end, which is so with a file name of 21 characters.
const FROM_THE_START: Config = Config {
    archive_offset: ArchiveOffset::Known(0),
};

/// An archive whose pickle has been read.
pub struct TorchFile<'file> {
    archive: ZipArchive<Cursor<&'file [u8]>>,
    /// The name of the archive's one folder, with the slash; PyTorch takes it from the file name.
    folder: String,
    tensors: Vec<TorchTensor>,
    big_endian: bool,
    /// Storages read so far by key; several tensors may share one.
    storages: HashMap<String, Vec<u8>>,
}

impl<'file> TorchFile<'file> {
    /// Reads the pickle, but no values yet.
    pub fn open(file: &'file [u8]) -> Result<Self, CheckpointError> {
        let archive = ZipArchive::with_config(FROM_THE_START, Cursor::new(file))
            .map_err(|error| damaged(&error))?;
        let folder = archive
            .file_names()
            .filter_map(Result::ok)
            .filter_map(|name| Some(name.strip_suffix("data.pkl")?.to_owned()))
            .find(|folder| folder.is_empty() || folder.ends_with('/'))
            .ok_or_else(|| CheckpointError::NoRecord {
                record: "data.pkl".to_owned(),
            })?;
        let is_program = archive
            .index_for_name(&format!("{folder}constants.pkl"))
            .is_some();
        if is_program {
            return Err(CheckpointError::TorchScript);
        }
        let mut file = Self {
            archive,
            folder,
            tensors: Vec::new(),
            big_endian: false,
            storages: HashMap::new(),
        };
        // Files of older PyTorch versions lack this record; they are little-endian.
        file.big_endian = file.record("byteorder").is_ok_and(|order| order == b"big");
        file.tensors = tensors::of_state_dict(&file.record("data.pkl")?)?;
        Ok(file)
    }

    /// The bytes of the record below the archive's folder.
    fn record(&mut self, name: &str) -> Result<Vec<u8>, CheckpointError> {
        let path = format!("{}{name}", self.folder);
        let mut record = self.archive.by_name(&path).map_err(|error| match error {
            ZipError::FileNotFound => CheckpointError::NoRecord {
                record: shortened(name),
            },
            other => damaged(&other),
        })?;
        // A stored record is no larger than the file, which bounds the memory.
        if record.compression() != CompressionMethod::Stored {
            return Err(CheckpointError::DamagedZip {
                cause: format!("its record {} is compressed", shortened(name)),
            });
        }
        let mut bytes = Vec::new();
        // Reading to the end also verifies the checksum.
        match record.read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                Err(CheckpointError::DamagedZip {
                    cause: format!("its record {} breaks off", shortened(name)),
                })
            }
            Err(error) => Err(CheckpointError::DamagedZip {
                cause: format!("its record {}: {error}", shortened(name)),
            }),
        }
    }

    /// The bytes of the storage `data/<key>`.
    fn storage(&mut self, key: &str) -> Result<&[u8], CheckpointError> {
        if !self.storages.contains_key(key) {
            let bytes = self.record(&format!("data/{key}"))?;
            self.storages.insert(key.to_owned(), bytes);
        }
        Ok(&self.storages[key])
    }
}

fn damaged(error: &ZipError) -> CheckpointError {
    CheckpointError::DamagedZip {
        cause: shortened(&error.to_string()),
    }
}

impl TensorFile for TorchFile<'_> {
    fn shapes(&self) -> Vec<(String, Vec<usize>)> {
        self.tensors
            .iter()
            .map(|tensor| (tensor.name.clone(), tensor.shape.clone()))
            .collect()
    }

    fn values(&mut self, name: &str) -> Result<Vec<f32>, CheckpointError> {
        let tensor = self
            .tensors
            .iter()
            .find(|tensor| tensor.name == name)
            .ok_or(CheckpointError::DamagedPickle {
                cause: "lost a tensor",
            })?
            .clone();
        let dtype = tensor.dtype();
        if dtype != "float32" {
            return Err(CheckpointError::WrongDtype {
                tensor: name.to_owned(),
                dtype,
            });
        }
        let to_float = if self.big_endian {
            f32::from_be_bytes
        } else {
            f32::from_le_bytes
        };
        let (words, _) = self.storage(&tensor.storage_key)?.as_chunks();
        tensor
            .gather(words)
            .map(|values| values.into_iter().map(to_float).collect())
            .ok_or_else(|| CheckpointError::BeyondData {
                tensor: name.to_owned(),
            })
    }

    fn metadata(&mut self) -> Metadata {
        let record = self.record(METADATA_RECORD).unwrap_or_default();
        metadata::from_lines(&String::from_utf8_lossy(&record))
    }
}

#[cfg(test)]
mod tests;
