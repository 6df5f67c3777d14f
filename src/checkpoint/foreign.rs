//! Recognises by their first bytes files of other kinds that are often taken for checkpoints.

use crate::texts::text;

use std::fmt::{self, Display, Formatter};

/// A kind of file that is no checkpoint of PyTorch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// The text that git keeps in place of a large file.
    GitLfsPointer,
    /// HTML or XML: what a server sends in place of a file that it does not have.
    WebPage,
    /// HDF5, as Keras wrote it before version 3.
    Hdf5,
    /// `.keras`, a zip archive.
    Keras,
    /// ONNX.
    Onnx,
    /// TensorFlow Lite.
    TfLite,
    /// GGUF, of llama.cpp.
    Gguf,
    /// `.npy`.
    NumpyArray,
    /// `.npz`.
    NumpyArchive,
    /// Core ML, in a zip archive.
    CoreMl,
    /// Compressed by gzip.
    Gzip,
    /// 7z, rar, xz, zstd or bzip2.
    OtherArchive,
    /// tar, not compressed.
    Tar,
    /// PNG, JPEG, GIF, BMP or WebP.
    Picture,
    /// PDF.
    Pdf,
    /// JSON, such as a configuration.
    Json,
    /// Any other text, such as a script.
    Text,
}

/// First bytes, each of one kind.
const SIGNATURES: [(&[u8], Foreign); 16] = [
    (b"version https://git-lfs", Foreign::GitLfsPointer),
    (b"\x89HDF\r\n\x1a\n", Foreign::Hdf5),
    (b"GGUF", Foreign::Gguf),
    (b"\x93NUMPY", Foreign::NumpyArray),
    (b"\x1f\x8b", Foreign::Gzip),
    (b"7z\xbc\xaf\x27\x1c", Foreign::OtherArchive),
    (b"Rar!", Foreign::OtherArchive),
    (b"\xfd7zXZ", Foreign::OtherArchive),
    (b"\x28\xb5\x2f\xfd", Foreign::OtherArchive),
    (b"BZh", Foreign::OtherArchive),
    (b"\x89PNG", Foreign::Picture),
    (b"\xff\xd8\xff", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"RIFF", Foreign::Picture),
    (b"BM", Foreign::Picture),
    (b"%PDF", Foreign::Pdf),
];

/// Where the name of the format stands in a tar archive.
const TAR_NAME: usize = 257;

/// Bytes at the start that are looked at for text.
const TEXT_BYTES: usize = 512;

impl Foreign {
    /// The kind of a file; none for what may be a checkpoint.
    pub fn of(file: &[u8]) -> Option<Self> {
        // A safetensors header, whose length may begin with any bytes.
        if file.get(8) == Some(&b'{') {
            return None;
        }
        let is_at =
            |at: usize, bytes: &[u8]| file.get(at..).is_some_and(|it| it.starts_with(bytes));
        let known = SIGNATURES.iter().find(|(bytes, _)| is_at(0, bytes));
        if let Some(&(_, kind)) = known {
            return Some(kind);
        }
        if is_at(4, b"TFL3") {
            return Some(Self::TfLite);
        }
        if is_at(TAR_NAME, b"ustar") {
            return Some(Self::Tar);
        }
        // Field 1 is the version of the format, field 2 the name of the program, or 7 the graph.
        if let [0x08, 1..=20, 0x12 | 0x3a, ..] = file {
            return Some(Self::Onnx);
        }
        let start = &file[..file.len().min(TEXT_BYTES)];
        let text = match std::str::from_utf8(start) {
            Ok(text) => text,
            // Cut within a character.
            Err(error) if error.error_len().is_none() => {
                std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => return None,
        };
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let is_text = !text.contains(|c: char| c.is_control() && !c.is_whitespace());
        match text.chars().next() {
            None => None,
            Some(_) if !is_text => None,
            Some('<') => Some(Self::WebPage),
            Some('{' | '[') => Some(Self::Json),
            // A few bytes are text by chance.
            Some(_) => (text.len() >= 8).then_some(Self::Text),
        }
    }

    /// The kind of a zip archive with these records, which is none of PyTorch's.
    pub fn of_archive(names: &[String]) -> Option<Self> {
        let has = |is_meant: fn(&str) -> bool| names.iter().any(|name| is_meant(name));
        if has(|name| name.ends_with(".weights.h5")) {
            Some(Self::Keras)
        } else if has(|name| name.ends_with(".mlmodel")) {
            Some(Self::CoreMl)
        } else if !names.is_empty() && names.iter().all(|name| name.ends_with(".npy")) {
            Some(Self::NumpyArchive)
        } else {
            None
        }
    }
}

impl Display for Foreign {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::GitLfsPointer => {
                text!("checkpoint-foreign-lfs")
            }
            Self::WebPage => {
                text!("checkpoint-foreign-web-page")
            }
            Self::Hdf5 => {
                text!("checkpoint-foreign-hdf5")
            }
            Self::Keras => {
                text!("checkpoint-foreign-keras")
            }
            Self::Onnx => {
                text!("checkpoint-foreign-onnx")
            }
            Self::TfLite => {
                text!("checkpoint-foreign-tflite")
            }
            Self::Gguf => {
                text!("checkpoint-foreign-gguf")
            }
            Self::NumpyArray | Self::NumpyArchive => {
                text!("checkpoint-foreign-numpy")
            }
            Self::CoreMl => {
                text!("checkpoint-foreign-coreml")
            }
            Self::Gzip => text!("checkpoint-foreign-gzip"),
            Self::OtherArchive => text!("checkpoint-foreign-archive"),
            Self::Tar => text!("checkpoint-foreign-tar"),
            Self::Picture => {
                text!("checkpoint-foreign-picture")
            }
            Self::Pdf => text!("checkpoint-foreign-pdf"),
            Self::Json => {
                text!("checkpoint-foreign-json")
            }
            Self::Text => text!("checkpoint-foreign-text"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_first_bytes() {
        let tar = [&[b'x'; TAR_NAME][..], b"ustar\0"].concat();
        for (file, kind) in [
            (
                &b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"[..],
                Foreign::GitLfsPointer,
            ),
            (b"<!DOCTYPE html><html>", Foreign::WebPage),
            (b"\xef\xbb\xbf\n <html lang=\"en\">", Foreign::WebPage),
            (b"\x89HDF\r\n\x1a\n\0\0\0", Foreign::Hdf5),
            (b"\x08\x08\x12\x07pytorch\x1a\x052.1.0", Foreign::Onnx),
            (b"\x1c\0\0\0TFL3", Foreign::TfLite),
            (b"\x93NUMPY\x01\0v\0", Foreign::NumpyArray),
            (b"\x1f\x8b\x08\0", Foreign::Gzip),
            (&tar, Foreign::Tar),
            (b"\x89PNG\r\n\x1a\n0000", Foreign::Picture),
            (b"{\"weight_map\": {}}", Foreign::Json),
            (b"epoch,loss,accuracy\n", Foreign::Text),
        ] {
            assert_eq!(Foreign::of(file), Some(kind));
        }
        for file in [
            &b""[..],
            b"x",
            b"PK\x03\x04",
            b"\x80\x02\x8a\x0a",
            &[0xff; 100],
        ] {
            assert_eq!(Foreign::of(file), None, "{file:?}");
        }
    }

    #[test]
    fn archives_are_told_by_their_records() {
        let of = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            Foreign::of_archive(&names)
        };
        let keras = ["metadata.json", "config.json", "model.weights.h5"];
        assert_eq!(of(&keras), Some(Foreign::Keras));
        assert_eq!(of(&["a.npy", "b.npy"]), Some(Foreign::NumpyArchive));
        assert_eq!(of(&["notes.txt"]), None);
        assert_eq!(of(&[]), None);
    }
}
