//! The four gzipped IDX files of the data set.

use std::io::{Read, Write};

use fitting_room::data::{IdxError, idx};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::mutator::Mutator;
use super::{assert_is_a_sentence, fixtures};

type Parse = fn(&[u8]) -> Result<Vec<u8>, IdxError>;

const KINDS: [(&str, Parse); 2] = [("images.gz", idx::images), ("labels.gz", idx::labels)];

/// Whether the file is refused; fails if its error is not a sentence or it has no items.
#[track_caller]
fn is_refused(file: &[u8], parse: Parse) -> bool {
    match parse(file) {
        Ok(items) => {
            assert!(!items.is_empty());
            false
        }
        Err(error) => {
            assert_is_a_sentence(&error);
            true
        }
    }
}

fn gunzip(file: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    GzDecoder::new(file)
        .read_to_end(&mut bytes)
        .expect("a good file");
    bytes
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory does not fail");
    encoder.finish().expect("memory does not fail")
}

#[test]
fn mutated_files_never_panic_or_change_an_item() {
    let mut mutator = Mutator::new(3);
    for (name, parse) in KINDS {
        let good = fixtures::bytes(name);
        let items = parse(&good).expect("a good file");
        let mut n_refused = 0;
        for _ in 0..6_000 {
            let mut file = good.clone();
            mutator.mutate(&mut file);
            match parse(&file) {
                Ok(found) => assert_eq!(found, items, "{name}: gzip's checksum must differ"),
                Err(error) => {
                    assert_is_a_sentence(&error);
                    n_refused += 1;
                }
            }
        }
        assert!(n_refused > 3_000, "{name}: only {n_refused} refused");
    }
}

/// The mutated header is gzipped with a right checksum, or not gzipped at all.
#[test]
fn mutated_headers_never_panic() {
    let mut mutator = Mutator::new(5);
    for (name, parse) in KINDS {
        let good = gunzip(&fixtures::bytes(name));
        let mut n_refused = 0;
        for _ in 0..3_000 {
            let mut header = good[..16.min(good.len())].to_vec();
            mutator.mutate(&mut header);
            let file = [&header[..], &good[header.len().min(good.len())..]].concat();
            n_refused += usize::from(is_refused(&gzip(&file), parse));
            is_refused(&file, parse);
        }
        assert!(n_refused > 1_500, "{name}: only {n_refused} refused");
    }
}
