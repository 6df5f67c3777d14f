//! The four files and how each is checked: by its decompressed bytes, because
//! distributions compress them anew.

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::fmt;
use std::io::{self, Read};

pub struct DataFile {
    pub name: &'static str,
    /// Length after decompression.
    pub n_bytes: u64,
    /// SHA-256 after decompression, in hexadecimal.
    pub sha256: &'static str,
}

/// The 10 000 test images first: with them a page can already browse and classify.
pub const FILES: [DataFile; 4] = [
    DataFile {
        name: "t10k-images-idx3-ubyte.gz",
        n_bytes: 16 + 10_000 * 28 * 28,
        sha256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    },
    DataFile {
        name: "t10k-labels-idx1-ubyte.gz",
        n_bytes: 8 + 10_000,
        sha256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    },
    DataFile {
        name: "train-labels-idx1-ubyte.gz",
        n_bytes: 8 + 60_000,
        sha256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    },
    DataFile {
        name: "train-images-idx3-ubyte.gz",
        n_bytes: 16 + 60_000 * 28 * 28,
        sha256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    },
];

/// What is wrong with a file.
#[derive(Debug, PartialEq)]
pub enum Flaw {
    Missing,
    Unreadable(String),
    NotGzip,
    Truncated,
    Damaged(String),
    WrongLength { n_read: u64, n_expected: u64 },
    WrongHash { found: String },
}

impl Flaw {
    pub fn from_reading(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(f, "it is not there"),
            Self::Unreadable(error) => write!(f, "it cannot be read: {error}"),
            Self::NotGzip => write!(f, "it is not a gzip file (a web page, perhaps)"),
            Self::Truncated => write!(f, "it is cut short"),
            Self::Damaged(error) => write!(f, "it is damaged: {error}"),
            Self::WrongLength { n_read, n_expected } if n_read < n_expected => {
                write!(f, "it holds {n_read} bytes instead of {n_expected}")
            }
            Self::WrongLength { n_expected, .. } => {
                write!(f, "it holds more than {n_expected} bytes")
            }
            Self::WrongHash { found } => {
                write!(f, "it holds something else (SHA-256 {}…)", &found[..12])
            }
        }
    }
}

/// Decompresses `gz` and compares length and SHA-256 with what FashionMNIST has.
pub fn check(gz: &[u8], file: &DataFile) -> Result<(), Flaw> {
    if !gz.starts_with(&[0x1f, 0x8b]) {
        return Err(Flaw::NotGzip);
    }
    let mut hasher = Sha256::new();
    // One byte more than expected is enough to find that there is too much.
    let mut content = MultiGzDecoder::new(gz).take(file.n_bytes + 1);
    let n_read = io::copy(&mut content, &mut hasher).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => Flaw::Truncated,
        _ => Flaw::Damaged(error.to_string()),
    })?;
    if n_read != file.n_bytes {
        return Err(Flaw::WrongLength {
            n_read,
            n_expected: file.n_bytes,
        });
    }
    let found = hexadecimal(&hasher.finalize());
    if found != file.sha256 {
        return Err(Flaw::WrongHash { found });
    }
    Ok(())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    /// The SHA-256 of "abc" is the standard's own example.
    const ABC: DataFile = DataFile {
        name: "abc.gz",
        n_bytes: 3,
        sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    };

    fn gz(content: &[u8], level: u32) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::new(level));
        encoder.write_all(content).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    }

    #[test]
    fn the_content_counts_not_how_it_was_compressed() {
        assert_eq!(check(&gz(b"abc", 0), &ABC), Ok(()));
        assert_eq!(check(&gz(b"abc", 9), &ABC), Ok(()));
    }

    #[test]
    fn every_flaw_has_its_name() {
        let right = gz(b"abc", 6);
        assert_eq!(check(b"<!doctype html>", &ABC), Err(Flaw::NotGzip));
        assert_eq!(check(b"", &ABC), Err(Flaw::NotGzip));
        assert_eq!(check(&right[..right.len() - 9], &ABC), Err(Flaw::Truncated));
        assert_eq!(
            check(&gz(b"ab", 6), &ABC),
            Err(Flaw::WrongLength {
                n_read: 2,
                n_expected: 3
            })
        );
        assert!(matches!(
            check(&gz(b"abcd", 6), &ABC),
            Err(Flaw::WrongLength { n_read: 4, .. })
        ));
        assert!(matches!(
            check(&gz(b"abd", 6), &ABC),
            Err(Flaw::WrongHash { .. })
        ));
        let mut damaged = right;
        let checksum = damaged.len() - 8;
        damaged[checksum] ^= 1;
        // Only the gzip trailer shows it: the decoder must have been read to its end.
        assert!(check(&damaged, &ABC).is_err());
    }

    #[test]
    fn the_four_files_have_well_formed_hashes() {
        for file in &FILES {
            assert_eq!(file.sha256.len(), 64, "{}", file.name);
            assert!(file.sha256.bytes().all(|byte| byte.is_ascii_hexdigit()));
        }
        assert_eq!(FILES[0].n_bytes, 7_840_016);
        assert_eq!(FILES[3].n_bytes, 47_040_016);
    }
}
