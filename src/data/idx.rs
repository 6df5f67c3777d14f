//! Parses the gzipped IDX files in which FashionMNIST is published, believing nothing that their headers say.

use std::io::{self, ErrorKind, Read};

use flate2::bufread::GzDecoder;

use crate::protocol::{IMAGE_SIZE, N_CLASSES};

/// Magic numbers: two zero bytes, 8 for "unsigned bytes", and the number of dimensions.
const IMAGES_MAGIC: u32 = 0x0000_0803;
const LABELS_MAGIC: u32 = 0x0000_0801;

/// More items than either split has (60 000 and 10 000); a header that claims more is not believed.
const MAX_ITEMS: usize = 100_000;

/// Deflate cannot do better than 1032 to 1, so memory is never reserved for more than the file can hold.
const MAX_COMPRESSION: usize = 1032;

/// More bytes than the largest file of the data set unpacks to; a file made with malice may unpack to a thousand times
/// its size.
const MAX_LOOKED_AT: u64 = (MAX_ITEMS * IMAGE_SIZE * IMAGE_SIZE) as u64;

/// Why a file is no IDX file of FashionMNIST's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdxError {
    #[error("it is empty; load it again")]
    Empty,
    #[error(
        "it is a web page, so the server does not have the file; `cargo xtask data` fetches it"
    )]
    WebPage,
    #[error("it is neither a gzip nor an IDX file; `cargo xtask data` fetches the right one")]
    NotGzip,
    #[error("the download broke off: the compressed data ends too early; load it again")]
    TruncatedGzip,
    #[error("its compressed data is damaged ({cause}); load it again")]
    Corrupt { cause: String },
    #[error("it holds {n_read} bytes, less than an IDX header")]
    NoHeader { n_read: usize },
    #[error("its magic number is {found:#010x} instead of {expected:#010x}{}", swapped(*found))]
    WrongMagic { expected: u32, found: u32 },
    #[error(
        "its header claims {n_items} items; FashionMNIST has 60000 for training and 10000 for testing"
    )]
    AbsurdLength { n_items: u32 },
    #[error("its images are {width}×{height} pixels instead of 28×28")]
    WrongShape { width: u32, height: u32 },
    #[error("it holds no item at all")]
    NoItems,
    #[error("it ends after {n_read} of the {n_expected} bytes that its header promises")]
    Truncated { n_read: usize, n_expected: usize },
    #[error("more bytes follow after the last item")]
    TrailingBytes,
    #[error("label {position} is {label}, and there are only the classes 0 to 9")]
    LabelOutOfRange { position: usize, label: u8 },
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

/// The parenthesis for files that were taken for each other.
fn swapped(found: u32) -> &'static str {
    match found {
        IMAGES_MAGIC => " (it holds images, and labels were expected)",
        LABELS_MAGIC => " (it holds labels, and images were expected)",
        _ => "",
    }
}

/// The grey values of an image file, 784 an image.
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

/// The labels of a label file, each below 10.
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
    // A damaged file may hold anything, too much or the wrong thing: that it is damaged is the plainer truth.
    items(&mut source).map_err(|error| source.damage().unwrap_or(error))
}

/// Fails when there is no label, or one that is no class.
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
    /// Some servers declare a `.gz` file as an encoding of its content, and the browser then unpacks it on the way.
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

    /// Checks the magic number and reads the number of items behind it.
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

    /// The next bytes, fewer than `n_bytes` only at the end.
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

    /// What is wrong with the compressed data, at whose end stands gzip's checksum; none as far as anyone looks.
    fn damage(&mut self) -> Option<IdxError> {
        let Self::Gzip(decoder) = self else {
            return None;
        };
        let mut rest = decoder.take(MAX_LOOKED_AT);
        let error = io::copy(&mut rest, &mut io::sink()).err()?;
        Some(IdxError::from_gzip(&error))
    }

    /// Whether bytes follow behind the end of the gzip stream.
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
