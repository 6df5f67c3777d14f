//! Parses the gzipped IDX files in which FashionMNIST is published; every field of a header is checked before use.

use std::io::{self, ErrorKind, Read};

use flate2::bufread::GzDecoder;

use crate::protocol::{IMAGE_SIZE, N_CLASSES};
use crate::texts::text;

/// Magic numbers: two zero bytes, 8 for "unsigned bytes", and the number of dimensions.
const IMAGES_MAGIC: u32 = 0x0000_0803;
const LABELS_MAGIC: u32 = 0x0000_0801;

/// The most items that a header may state; the larger split has 60 000.
const MAX_ITEMS: usize = 100_000;

/// Decompressed bytes per compressed byte at most, by the format of deflate: bounds the memory reserved for a file.
const MAX_COMPRESSION: usize = 1032;

/// Decompressed bytes at most that are read to find damage. The largest file of the data set has fewer; a crafted file
/// may have a thousand times its own size.
const MAX_BYTES_CHECKED: u64 = (MAX_ITEMS * IMAGE_SIZE * IMAGE_SIZE) as u64;

/// Why a file is not one of FashionMNIST's IDX files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdxError {
    /// The file has no bytes.
    #[error("{}", text!("idx-empty"))]
    Empty,
    /// The file starts as HTML or XML.
    #[error("{}", text!("idx-web-page"))]
    WebPage,
    /// The first bytes are those of neither format.
    #[error("{}", text!("idx-not-gzip"))]
    NotGzip,
    /// The gzip stream is incomplete.
    #[error("{}", text!("idx-truncated-gzip"))]
    TruncatedGzip,
    /// The gzip stream does not decode, or its checksum differs.
    #[error("{}", text!("idx-corrupt", cause = cause))]
    Corrupt {
        /// The decoder's own message.
        cause: String,
    },
    /// The file ends inside of the header.
    #[error("{}", text!("idx-no-header", bytes = n_read))]
    NoHeader {
        /// Bytes of the incomplete header field.
        n_read: usize,
    },
    /// The first four bytes are another format's, or another kind of IDX file's.
    #[error("{}", wrong_magic(*expected, *found))]
    WrongMagic {
        /// The magic number of the expected kind of file.
        expected: u32,
        /// The file's first four bytes, big-endian.
        found: u32,
    },
    /// The header states more than 100 000 items.
    #[error("{}", text!("idx-absurd-length", n = n_items))]
    AbsurdLength {
        /// Items, as the header states them.
        n_items: u32,
    },
    /// The header states another image size.
    #[error("{}", text!("idx-wrong-shape", width = width, height = height))]
    WrongShape {
        /// Pixels of a row.
        width: u32,
        /// Pixels of a column.
        height: u32,
    },
    /// The header states 0 items.
    #[error("{}", text!("idx-no-items"))]
    NoItems,
    /// Fewer bytes follow than the header's items take.
    #[error("{}", text!("idx-truncated", read = n_read, expected = n_expected))]
    Truncated {
        /// Bytes behind the header.
        n_read: usize,
        /// Bytes of the header's items.
        n_expected: usize,
    },
    /// More bytes follow than the header's items take.
    #[error("{}", text!("idx-trailing"))]
    TrailingBytes,
    /// A label is above 9.
    #[error("{}", text!("idx-label", position = position, label = label))]
    LabelOutOfRange {
        /// The label's position in the file, from 0.
        position: usize,
        /// The label.
        label: u8,
    },
}

impl IdxError {
    fn from_gzip(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::TruncatedGzip,
            _ => Self::Corrupt {
                cause: error.to_string(),
            },
        }
    }
}

/// Names the case that image file and label file are swapped.
fn wrong_magic(expected: u32, found: u32) -> String {
    let [expected, number] = [expected, found].map(|number| format!("{number:#010x}"));
    match found {
        IMAGES_MAGIC => text!("idx-swapped-images", found = number, expected = expected),
        LABELS_MAGIC => text!("idx-swapped-labels", found = number, expected = expected),
        _ => text!("idx-wrong-magic", found = number, expected = expected),
    }
}

/// The grey values of an image file, 784 an image.
///
/// # Errors
/// When the file is damaged or not an image file of 28×28 pixels.
// lesson: begin images
pub fn images(file: &[u8]) -> Result<Vec<u8>, IdxError> {
    parse(file, |source| {
        let n_images = source.n_items(IMAGES_MAGIC)?;
        let (height, width) = (source.header_word()?, source.header_word()?);
        if (height, width) != (IMAGE_SIZE as u32, IMAGE_SIZE as u32) {
            return Err(IdxError::WrongShape { width, height });
        }
        source.rest(n_images * IMAGE_SIZE * IMAGE_SIZE, file.len())
    })
}
// lesson: end

/// The labels of a label file, each below 10.
///
/// # Errors
/// When the file is damaged or not a label file, or a label is above 9.
pub fn labels(file: &[u8]) -> Result<Vec<u8>, IdxError> {
    parse(file, |source| {
        let n_labels = source.n_items(LABELS_MAGIC)?;
        let labels = source.rest(n_labels, file.len())?;
        check_labels(&labels)?;
        Ok(labels)
    })
}

fn parse<'file>(
    file: &'file [u8],
    items: impl FnOnce(&mut Source<'file>) -> Result<Vec<u8>, IdxError>,
) -> Result<Vec<u8>, IdxError> {
    let mut source = Source::open(file)?;
    // A damaged stream may decode to any header or items: their error is then a consequence of the damage.
    items(&mut source).map_err(|error| source.damage().unwrap_or(error))
}

/// Fails when there is no label, or one above 9.
pub(super) fn check_labels(labels: &[u8]) -> Result<(), IdxError> {
    if labels.is_empty() {
        return Err(IdxError::NoItems);
    }
    let wrong = labels
        .iter()
        .position(|&label| usize::from(label) >= N_CLASSES);
    match wrong {
        Some(position) => Err(IdxError::LabelOutOfRange {
            position,
            label: labels[position],
        }),
        None => Ok(()),
    }
}

/// The decompressed bytes of a file, read from the front.
enum Source<'file> {
    Gzip(Box<GzDecoder<&'file [u8]>>),
    /// Some servers send a `.gz` file with `Content-Encoding: gzip`, which the browser decodes.
    Plain(&'file [u8]),
}

impl<'file> Source<'file> {
    fn open(file: &'file [u8]) -> Result<Self, IdxError> {
        match file {
            [] => Err(IdxError::Empty),
            [0x1f, 0x8b, ..] => Ok(Self::Gzip(Box::new(GzDecoder::new(file)))),
            [0, 0, 8, ..] => Ok(Self::Plain(file)),
            _ if looks_like_a_web_page(file) => Err(IdxError::WebPage),
            _ => Err(IdxError::NotGzip),
        }
    }

    /// Checks the magic number and reads the number of items after it.
    fn n_items(&mut self, expected: u32) -> Result<usize, IdxError> {
        let found = self.header_word()?;
        if found != expected {
            return Err(IdxError::WrongMagic { expected, found });
        }
        let n_items = self.header_word()?;
        match n_items as usize {
            0 => Err(IdxError::NoItems),
            n if n > MAX_ITEMS => Err(IdxError::AbsurdLength { n_items }),
            n => Ok(n),
        }
    }

    fn header_word(&mut self) -> Result<u32, IdxError> {
        let word = self.at_most(4, 4)?;
        let bytes = word
            .as_slice()
            .try_into()
            .map_err(|_| IdxError::NoHeader { n_read: word.len() })?;
        Ok(u32::from_be_bytes(bytes))
    }

    /// Everything behind the header, which must be `n_expected` bytes, to the end of the file.
    fn rest(&mut self, n_expected: usize, file_size: usize) -> Result<Vec<u8>, IdxError> {
        let capacity = n_expected.min(file_size.saturating_mul(MAX_COMPRESSION));
        let bytes = self.at_most(n_expected, capacity)?;
        if bytes.len() < n_expected {
            return Err(IdxError::Truncated {
                n_read: bytes.len(),
                n_expected,
            });
        }
        // Reading up to the end of the stream also verifies gzip's checksum.
        if !self.at_most(1, 1)?.is_empty() || self.has_more_input() {
            return Err(IdxError::TrailingBytes);
        }
        Ok(bytes)
    }

    /// The next `n_bytes`, fewer only at the end of the file; `capacity` bytes are reserved for them.
    fn at_most(&mut self, n_bytes: usize, capacity: usize) -> Result<Vec<u8>, IdxError> {
        let mut bytes = Vec::with_capacity(capacity);
        let reader: &mut dyn Read = match self {
            Self::Gzip(decoder) => decoder,
            Self::Plain(rest) => rest,
        };
        match reader.take(n_bytes as u64).read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(IdxError::from_gzip(&error)),
        }
    }

    /// Decodes the rest up to gzip's checksum and returns the first error; none if [`MAX_BYTES_CHECKED`] come first.
    fn damage(&mut self) -> Option<IdxError> {
        let Self::Gzip(decoder) = self else {
            return None;
        };
        let mut rest = decoder.take(MAX_BYTES_CHECKED);
        let error = io::copy(&mut rest, &mut io::sink()).err()?;
        Some(IdxError::from_gzip(&error))
    }

    /// Whether bytes follow after the end of the gzip stream.
    fn has_more_input(&self) -> bool {
        match self {
            Self::Gzip(decoder) => !decoder.get_ref().is_empty(),
            Self::Plain(_) => false,
        }
    }
}

fn looks_like_a_web_page(file: &[u8]) -> bool {
    let start = file.trim_ascii_start();
    start.starts_with(b"<") || start.starts_with(b"\xef\xbb\xbf<")
}

#[cfg(test)]
mod tests;
