//! Files and addresses: each is read or refused in one sentence.

use std::fmt::Display;
use std::io::{Cursor, Write};

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, ZipWriter};
use fitting_room::checkpoint;
use fitting_room::data::{IdxError, Split, idx as idx_files};
use fitting_room::protocol::N_PIXELS;
use fitting_room::session::{Hidden, Tab, address as addresses};

/// Characters of the longest error text.
const MAX_SENTENCE: usize = 400;

/// Bytes of the storage that a pickle may name: enough for the largest tensor of a small model.
const STORAGE_BYTES: usize = 4 * 784 * 10;

/// The magic number of the format before zip.
const LEGACY_MAGIC: &[u8] = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19\x2e";

/// Fails unless the text has a sentence's length and no control characters, which it might quote from a file.
#[track_caller]
pub fn assert_is_a_sentence(error: &dyn Display) {
    let text = error.to_string();
    assert!(text.len() > 10, "{text:?} says little");
    assert!(
        text.chars().count() < MAX_SENTENCE,
        "{text:?} says too much"
    );
    assert!(!text.contains(char::is_control), "{text:?}");
}

/// Reads a checkpoint, which must be valid or refused.
fn read(file: &[u8]) {
    match checkpoint::read_with_notes(file) {
        Ok(read) => {
            assert!(read.checkpoint.state.is_finite());
            assert!(read.checkpoint.config.validate().is_ok());
            for note in &read.notes {
                assert_is_a_sentence(note);
            }
            for other in &read.others {
                assert!(other.validate().is_ok());
            }
        }
        Err(error) => assert_is_a_sentence(&error),
    }
}

/// A pickle in a PyTorch archive without checksums.
pub fn pickle(bytes: &[u8]) {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, record) in [
        ("a/data.pkl", bytes),
        ("a/data/0", &[0; STORAGE_BYTES][..]),
        ("a/data/1", &[0; 40]),
    ] {
        archive.start_file(name, stored).expect("memory is enough");
        archive.write_all(record).expect("memory is enough");
    }
    read(&archive.finish().expect("memory is enough").into_inner());
}

/// A PyTorch archive.
pub fn zip(bytes: &[u8]) {
    read(&[b"PK\x03\x04", bytes].concat());
}

/// A PyTorch file of the format before zip, behind its magic number.
pub fn legacy(bytes: &[u8]) {
    read(&[LEGACY_MAGIC, bytes].concat());
}

/// A safetensors file: as it is, and as a header with its right length and data behind it.
pub fn safetensors(bytes: &[u8]) {
    read(bytes);
    let length = (bytes.len() as u64).to_le_bytes();
    read(&[&length[..], bytes, &[0; STORAGE_BYTES]].concat());
}

fn is_read(items: Result<Vec<u8>, IdxError>, item_bytes: usize) {
    match items {
        Ok(items) => assert!(!items.is_empty() && items.len().is_multiple_of(item_bytes)),
        Err(error) => assert_is_a_sentence(&error),
    }
}

/// An IDX file of images or labels, decompressed.
pub fn idx(bytes: &[u8]) {
    is_read(idx_files::images(bytes), N_PIXELS);
    is_read(idx_files::labels(bytes), 1);
    let (images, labels) = bytes.split_at(bytes.len() / 2);
    if let Err(error) = Split::parse(images, labels) {
        assert_is_a_sentence(&error);
    }
}

/// A gzip stream: as it is, and behind a good header.
pub fn gzip(bytes: &[u8]) {
    idx(bytes);
    idx(&[&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255][..], bytes].concat());
}

/// The page's address, behind `#` and behind `?`: what is read and written again is read as the same.
pub fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (tab, form) = addresses::read(&text);
    let section = addresses::read_section(&text);
    assert_eq!(
        addresses::read(&addresses::write(tab, &form)),
        (tab, form.clone())
    );
    let with_section = addresses::write_section(section, &form);
    assert_eq!(addresses::read(&with_section), (Tab::Lesson, form.clone()));
    assert_eq!(addresses::read_section(&with_section), section);
    assert!(
        addresses::unknown(&with_section).is_empty(),
        "{with_section}"
    );
    for part in addresses::unknown(&text) {
        assert!(text.contains(part));
    }
    match form.parse() {
        Ok(config) => assert_eq!(config.validate(), Ok(())),
        Err(errors) => assert!(!errors.is_empty()),
    }
    let hidden = Hidden::read(&text);
    assert!(!hidden.has(hidden.or_first_visible(tab)));
    for word in Hidden::unknown(&text) {
        assert!(text.contains(word));
    }
}
