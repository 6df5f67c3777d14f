//! Reads the records of a PyTorch archive: stored or deflated, with or without checksums.

use std::io::{Cursor, Read};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::read::{ArchiveOffset, Config};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::checkpoint::CheckpointError;
use crate::checkpoint::error::shortened;
use crate::texts::{self, text};

/// The archive starts at byte 0. Detection of the start fails where the first entry of PyTorch's directory is as long as
/// the records between directory and end, which is so with a file name of 21 characters.
const FROM_THE_START: Config = Config {
    archive_offset: ArchiveOffset::Known(0),
};

/// Bytes of all deflated records together at most: more than the largest model has in 64-bit floats, and less than a tab
/// can spare. A deflated record may be a thousand times as large as its file.
const MAX_INFLATED_BYTES: usize = 128 << 20;

/// An archive with the one folder that PyTorch writes.
pub struct Archive<'file> {
    zip: ZipArchive<Cursor<&'file [u8]>>,
    /// The folder's name with the slash; PyTorch takes it from the file name.
    folder: String,
    /// PyTorch can save without them, and then writes zeros.
    has_checksums: bool,
    /// What is left of the file's bytes: records that lie on each other could repeat them.
    readable_bytes: usize,
    /// What is left of [`MAX_INFLATED_BYTES`].
    inflatable_bytes: usize,
}

impl<'file> Archive<'file> {
    /// Reads the directory.
    ///
    /// # Errors
    /// When it is damaged, or has no pickle.
    pub fn open(file: &'file [u8]) -> Result<Self, CheckpointError> {
        let zip = ZipArchive::with_config(FROM_THE_START, Cursor::new(file)).map_err(|error| {
            if is_cut(file) {
                CheckpointError::BrokenOff
            } else {
                damaged(&error)
            }
        })?;
        let folder = zip
            .file_names()
            .filter_map(Result::ok)
            .filter_map(|name| Some(name.strip_suffix("data.pkl")?.to_owned()))
            .find(|folder| folder.is_empty() || folder.ends_with('/'));
        let Some(folder) = folder else {
            return Err(CheckpointError::of_other_archive(&names(&zip)));
        };
        let mut archive = Self {
            zip,
            folder,
            has_checksums: true,
            readable_bytes: file.len(),
            inflatable_bytes: MAX_INFLATED_BYTES,
        };
        let checksum = archive.checksum("data.pkl").unwrap_or_default();
        archive.has_checksums = checksum != 0;
        Ok(archive)
    }

    /// Whether damage to the records would be noticed.
    pub fn has_checksums(&self) -> bool {
        self.has_checksums
    }

    /// Whether there is a record of this name below the folder.
    pub fn contains(&self, name: &str) -> bool {
        self.zip
            .index_for_name(&format!("{}{name}", self.folder))
            .is_some()
    }

    fn checksum(&mut self, name: &str) -> Option<u32> {
        let index = self.zip.index_for_name(&format!("{}{name}", self.folder))?;
        Some(self.zip.by_index_raw(index).ok()?.crc32())
    }

    /// The bytes of the record of this name below the folder.
    ///
    /// # Errors
    /// When it is missing or damaged.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, CheckpointError> {
        let path = format!("{}{name}", self.folder);
        let problem = |what: &'static str| CheckpointError::DamagedZip {
            cause: text!(
                "checkpoint-record",
                record = shortened(name),
                what = texts::get(what)
            ),
        };
        let index = self.zip.index_for_name(&path);
        let index = index.ok_or_else(|| CheckpointError::NoRecord {
            record: shortened(name),
        })?;
        let mut record = self.zip.by_index_raw(index).map_err(|e| damaged(&e))?;
        let (method, checksum, size_bytes) = (record.compression(), record.crc32(), record.size());
        let mut stored = Vec::new();
        record
            .by_ref()
            .take(self.readable_bytes as u64 + 1)
            .read_to_end(&mut stored)
            .map_err(|_| problem("checkpoint-record-breaks-off"))?;
        self.readable_bytes = self
            .readable_bytes
            .checked_sub(stored.len())
            .ok_or_else(|| problem("checkpoint-record-overlaps"))?;
        let bytes = match method {
            CompressionMethod::Stored => stored,
            CompressionMethod::DEFLATE => {
                let mut inflated = Vec::new();
                DeflateDecoder::new(&*stored)
                    .take(self.inflatable_bytes as u64 + 1)
                    .read_to_end(&mut inflated)
                    .map_err(|_| problem("checkpoint-record-inflate"))?;
                self.inflatable_bytes = self
                    .inflatable_bytes
                    .checked_sub(inflated.len())
                    .ok_or_else(|| problem("checkpoint-record-large"))?;
                inflated
            }
            _ => return Err(problem("checkpoint-record-method")),
        };
        if bytes.len() as u64 != size_bytes {
            return Err(problem("checkpoint-record-breaks-off"));
        }
        if self.has_checksums && checksum_of(&bytes) != checksum {
            return Err(problem("checkpoint-record-checksum"));
        }
        Ok(bytes)
    }
}

/// Bytes of the record that ends an archive, without its comment.
const END_BYTES: usize = 22;

/// Whether the last bytes are missing: those of the record that ends an archive, or all of it.
fn is_cut(file: &[u8]) -> bool {
    let is_end = |bytes: &[u8]| bytes == b"PK\x05\x06";
    let Some(at) = file.windows(4).rposition(is_end) else {
        return true;
    };
    let end = &file[at..];
    let comment = end.get(END_BYTES - 2..END_BYTES);
    comment.is_none_or(|length| {
        let comment_bytes = u16::from_le_bytes([length[0], length[1]]);
        end.len() < END_BYTES + usize::from(comment_bytes)
    })
}

fn checksum_of(bytes: &[u8]) -> u32 {
    let mut checksum = Crc::new();
    checksum.update(bytes);
    checksum.sum()
}

fn names(zip: &ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    let names = zip.file_names().filter_map(Result::ok);
    names.map(|name| name.into_owned()).collect()
}

fn damaged(error: &ZipError) -> CheckpointError {
    CheckpointError::DamagedZip {
        cause: shortened(&error.to_string()),
    }
}
