//! Good files, and one damaged file for each error.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use super::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes every byte");
    encoder.finish().expect("memory takes every byte")
}

fn idx(header: &[u32], items: &[u8]) -> Vec<u8> {
    let mut bytes: Vec<u8> = header.iter().flat_map(|word| word.to_be_bytes()).collect();
    bytes.extend(items);
    bytes
}

fn two_images() -> Vec<u8> {
    idx(&[IMAGES_MAGIC, 2, 28, 28], &[7; 2 * 784])
}

fn three_labels() -> Vec<u8> {
    idx(&[LABELS_MAGIC, 3], &[9, 0, 4])
}

#[test]
fn good_files_give_their_items() {
    assert_eq!(images(&gzip(&two_images())), Ok(vec![7; 2 * 784]));
    assert_eq!(labels(&gzip(&three_labels())), Ok(vec![9, 0, 4]));
}

#[test]
fn files_that_the_browser_has_decompressed_are_accepted() {
    assert_eq!(images(&two_images()), Ok(vec![7; 2 * 784]));
    assert_eq!(labels(&three_labels()), Ok(vec![9, 0, 4]));
}

#[test]
fn files_of_other_formats_are_refused_by_what_they_are() {
    assert_eq!(labels(b""), Err(IdxError::Empty));
    assert_eq!(labels(b"\n<!DOCTYPE html><html>"), Err(IdxError::WebPage));
    assert_eq!(labels(b"PK\x03\x04"), Err(IdxError::NotGzip));
}

#[test]
fn a_broken_download_is_recognised_wherever_it_broke() {
    let file = gzip(&two_images());
    for length in 2..file.len() {
        assert_eq!(
            images(&file[..length]),
            Err(IdxError::TruncatedGzip),
            "after {length} bytes"
        );
    }
    assert_eq!(images(&file[..1]), Err(IdxError::NotGzip));
}

#[test]
fn a_flipped_bit_never_changes_an_item_unnoticed() {
    let file = gzip(&three_labels());
    let mut n_refused = 0;
    for position in 0..file.len() {
        for bit in 0..8 {
            let mut damaged = file.clone();
            damaged[position] ^= 1 << bit;
            // Some bits do not matter: the date in the header, the padding of the last byte.
            match labels(&damaged) {
                Ok(items) => assert_eq!(items, [9, 0, 4], "bit {bit} of byte {position}"),
                Err(_) => n_refused += 1,
            }
        }
    }
    assert!(n_refused > file.len() * 8 / 2, "{n_refused} refused");
    let mut damaged = file.clone();
    let checksum = file.len() - 8;
    damaged[checksum] ^= 1;
    assert!(matches!(labels(&damaged), Err(IdxError::Corrupt { .. })));
}

#[test]
fn damage_is_reported_before_what_the_damaged_bytes_decode_to() {
    let pixels: Vec<u8> = (0..784).map(|i| (i % 28 * (i / 28)) as u8).collect();
    let file = gzip(&idx(&[IMAGES_MAGIC, 1, 28, 28], &pixels));
    let mut n_longer = 0;
    // After gzip's own header, whose damage has other errors.
    for position in 10..file.len() {
        for bit in 0..8 {
            let mut damaged = file.clone();
            damaged[position] ^= 1 << bit;
            match images(&damaged) {
                Ok(items) => assert_eq!(items, pixels),
                Err(IdxError::Corrupt { .. } | IdxError::TruncatedGzip) => {}
                Err(other) => panic!("bit {bit} of byte {position}: {other}"),
            }
            let mut unpacked = Vec::new();
            let mut decoder = GzDecoder::new(&damaged[..]);
            let outcome = decoder.read_to_end(&mut unpacked);
            n_longer += usize::from(outcome.is_err() && unpacked.len() > 16 + 784);
        }
    }
    assert!(n_longer > 0, "none unpacks to more than it should");
}

#[test]
fn an_endless_file_is_not_decoded_to_its_end() {
    let mut bytes = three_labels();
    bytes.resize(MAX_BYTES_CHECKED as usize + 2 * 1024 * 1024, 0);
    let mut file = gzip(&bytes);
    let checksum = file.len() - 8;
    file[checksum] ^= 1;
    assert_eq!(labels(&file), Err(IdxError::TrailingBytes));
}

#[test]
fn the_wrong_kind_of_file_is_named() {
    let error = images(&gzip(&three_labels())).expect_err("must be refused");
    assert_eq!(
        error.to_string(),
        "its magic number is 0x00000801 instead of 0x00000803 (it holds labels, and images were expected)"
    );
    let floats = idx(&[0x0000_0d03, 2, 28, 28], &[0; 16]);
    assert!(matches!(
        images(&gzip(&floats)),
        Err(IdxError::WrongMagic {
            found: 0x0d03,
            expected: IMAGES_MAGIC
        })
    ));
}

#[test]
fn absurd_lengths_are_refused_before_memory_is_reserved() {
    let n_items = 4_000_000_000;
    let error = Err(IdxError::AbsurdLength { n_items });
    let file = idx(&[IMAGES_MAGIC, n_items, 28, 28], &[]);
    assert_eq!(images(&gzip(&file)), error);
    let file = idx(&[LABELS_MAGIC, n_items], &[]);
    assert_eq!(labels(&gzip(&file)), error);
    let file = idx(&[IMAGES_MAGIC, 1, u32::MAX, u32::MAX], &[]);
    assert!(matches!(
        images(&gzip(&file)),
        Err(IdxError::WrongShape { .. })
    ));
}

#[test]
fn other_shapes_are_refused() {
    let file = idx(&[IMAGES_MAGIC, 1, 32, 30], &[0; 960]);
    assert_eq!(
        images(&gzip(&file))
            .expect_err("must be refused")
            .to_string(),
        "its images are 30×32 pixels instead of 28×28"
    );
}

#[test]
fn too_few_and_too_many_items_are_refused() {
    let mut bytes = three_labels();
    bytes.push(1);
    assert_eq!(labels(&gzip(&bytes)), Err(IdxError::TrailingBytes));
    assert_eq!(labels(&bytes), Err(IdxError::TrailingBytes));
    bytes.truncate(bytes.len() - 2);
    let truncated = Err(IdxError::Truncated {
        n_read: 2,
        n_expected: 3,
    });
    assert_eq!(labels(&gzip(&bytes)), truncated);
    let mut file = gzip(&three_labels());
    file.extend(b"more");
    assert_eq!(labels(&file), Err(IdxError::TrailingBytes));
}

#[test]
fn a_truncated_header_is_refused() {
    assert_eq!(
        labels(&gzip(&[0, 0, 8])),
        Err(IdxError::NoHeader { n_read: 3 })
    );
    assert_eq!(
        labels(&gzip(&idx(&[LABELS_MAGIC, 0], &[]))),
        Err(IdxError::NoItems)
    );
}

#[test]
fn a_label_above_9_is_refused() {
    let error = labels(&gzip(&idx(&[LABELS_MAGIC, 3], &[0, 10, 3]))).expect_err("must be refused");
    assert_eq!(
        error.to_string(),
        "label 1 is 10, and there are only the classes 0 to 9"
    );
}
