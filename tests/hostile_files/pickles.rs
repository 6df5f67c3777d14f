//! Crafted pickles, in archives with right checksums, so that they reach the pickle's interpreter.

use std::io::{Cursor, Read, Write};

use fitting_room::checkpoint::{self, CheckpointError};
use fitting_room::protocol::{CheckpointFormat, ModelKind};
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::mutator::Mutator;
use super::{fixtures, is_refused, small};

/// Names and bytes of an archive's records.
pub type Records = Vec<(String, Vec<u8>)>;

fn records(file: &[u8]) -> Records {
    readable_records(file).expect("a good archive")
}

/// None of an archive that the `zip` of these tests does not read: of deflated records, for example, or without checksums.
fn readable_records(file: &[u8]) -> Option<Records> {
    let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
    (0..archive.len())
        .map(|index| {
            let mut record = archive.by_index(index).ok()?;
            let mut bytes = Vec::new();
            record.read_to_end(&mut bytes).ok()?;
            let name = record.name().ok()?.into_owned();
            Some((name, bytes))
        })
        .collect()
}

fn archive(records: &Records, method: CompressionMethod) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(method);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in records {
        writer.start_file(name, options).expect("memory is enough");
        writer.write_all(bytes).expect("memory is enough");
    }
    writer.finish().expect("memory is enough").into_inner()
}

pub fn stored(records: &Records) -> Vec<u8> {
    archive(records, CompressionMethod::Stored)
}

fn pickle_of(records: &mut Records) -> &mut Vec<u8> {
    let record = records
        .iter_mut()
        .find(|(name, _)| name.ends_with("data.pkl"));
    &mut record.expect("every PyTorch file has one").1
}

#[test]
fn mutated_pickles_never_panic() {
    const N_ROUNDS: usize = 3_000;
    let mut mutator = Mutator::new(7);
    let ours = checkpoint::write(&small(ModelKind::BASELINE), CheckpointFormat::PyTorch);
    let files = [
        ours,
        fixtures::bytes("model_0.pth"),
        fixtures::bytes("model_2.pth"),
    ];
    for good in files.map(|file| records(&file)) {
        assert!(!is_refused(&stored(&good)));
        let mut n_refused = 0;
        for _ in 0..N_ROUNDS {
            let mut records = good.clone();
            mutator.mutate(pickle_of(&mut records));
            n_refused += usize::from(is_refused(&stored(&records)));
        }
        assert!(n_refused > N_ROUNDS / 3, "only {n_refused} refused");
    }
}

/// Opcodes with their operands: those of state dicts, and some others.
const WORDS: [&[u8]; 44] = [
    b"(",
    b")",
    b".",
    b"]",
    b"}",
    b"a",
    b"b",
    b"e",
    b"s",
    b"t",
    b"u",
    b"N",
    b"Q",
    b"R",
    b"0",
    b"2",
    b"\x80\x02",
    b"\x81",
    b"\x85",
    b"\x86",
    b"\x87",
    b"\x88",
    b"\x89",
    b"\x93",
    b"\x94",
    b"\x92",
    b"K\x03",
    b"M\x10\x03",
    b"J\xff\xff\xff\xff",
    b"\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f",
    b"G\x7f\xf0\x00\x00\x00\x00\x00\x00",
    b"X\x07\x00\x00\x00storage",
    b"\x8c\x010",
    b"X\x14\x00\x00\x00layer_stack.1.weight",
    b"h\x00",
    b"q\x00",
    b"h\x01",
    b"q\x01",
    b"r\xff\xff\xff\xff",
    b"ccollections\nOrderedDict\n",
    b"ctorch\nFloatStorage\n",
    b"ctorch._utils\n_rebuild_tensor_v2\n",
    b"ctorch._utils\n_rebuild_parameter\n",
    b"cos\nsystem\n",
];

/// The opcode of a text.
pub fn text(text: &str) -> Vec<u8> {
    let length = (text.len() as u32).to_le_bytes();
    [b"X", &length[..], text.as_bytes()].concat()
}

/// The opcodes of a tensor as PyTorch writes it; `numbers` are offset, rows, columns and the strides of both.
fn tensor(name: &str, numbers: [u64; 5]) -> Vec<u8> {
    let number = |number: u64| [b"\x8a\x08", &number.to_le_bytes()[..]].concat();
    let [offset, rows, columns, row_stride, column_stride] = numbers.map(number);
    let pair = |a: Vec<u8>, b: Vec<u8>| [a, b, b"\x86".to_vec()].concat();
    [
        text(name),
        b"ctorch._utils\n_rebuild_tensor_v2\n((".to_vec(),
        text("storage"),
        b"ctorch\nFloatStorage\n".to_vec(),
        text("0"),
        text("cpu"),
        b"K\x01tQ".to_vec(),
        offset,
        pair(rows, columns),
        pair(row_stride, column_stride),
        b"\x89)tR".to_vec(),
    ]
    .concat()
}

#[test]
fn programs_of_random_words_are_refused() {
    let mut mutator = Mutator::new(11);
    let name = "archive/data.pkl".to_owned();
    for _ in 0..20_000 {
        let mut program = b"\x80\x02".to_vec();
        for _ in 0..mutator.below(40) {
            program.extend(mutator.one_of(&WORDS));
        }
        program.push(b'.');
        let records = vec![(name.clone(), program)];
        assert!(is_refused(&stored(&records)), "it holds no model");
    }
}

#[test]
fn shapes_strides_and_offsets_out_of_bounds_are_refused() {
    let mut mutator = Mutator::new(13);
    let good = records(&checkpoint::write(
        &small(ModelKind::BASELINE),
        CheckpointFormat::PyTorch,
    ));
    let usual = [0, 1, 784, 784, 1];
    for _ in 0..2_000 {
        let mut numbers = usual;
        for _ in 0..=mutator.below(3) {
            numbers[mutator.below(5)] = mutator.extreme();
        }
        let mut records = good.clone();
        // Appended: in a Python dict the last of two equal keys wins.
        let pickle = pickle_of(&mut records);
        pickle.truncate(pickle.len() - 2);
        pickle.extend(tensor("layer_stack.1.weight", numbers));
        pickle.extend(b"u.");
        // The pickle's numbers are signed.
        let is_sound = numbers.iter().all(|&number| i64::try_from(number).is_ok())
            && numbers[1..3] == usual[1..3]
            && numbers[0]
                .checked_add(numbers[4].saturating_mul(783))
                .is_some_and(|last| last < 784);
        assert_eq!(is_refused(&stored(&records)), !is_sound, "{numbers:?}");
    }
}

/// A call beside the weights, which Python would make on loading.
#[test]
fn a_call_beside_the_weights_is_noted_and_not_made() {
    let mut records = records(&checkpoint::write(
        &small(ModelKind::BASELINE),
        CheckpointFormat::PyTorch,
    ));
    let pickle = pickle_of(&mut records);
    pickle.truncate(pickle.len() - 1);
    pickle.extend(b"(X\x04\0\0\0evilcposix\nsystem\n(X\x02\0\0\0lstRu.");
    let read = checkpoint::read_with_notes(&stored(&records)).expect("the weights are whole");
    let notes: Vec<String> = read.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "Beside the weights the file asks Python to make or to call posix.system. Nothing of it was made or run."
        ]
    );
}

/// The archive of these records with the one of this name deflated, whatever sizes its directory states.
fn deflated(records: &Records, name: &str) -> Vec<u8> {
    let mut records = records.clone();
    let at = records.iter().position(|(known, _)| known.ends_with(name));
    let record = &mut records[at.expect("there is one")];
    let (full_name, bytes) = record.clone();
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bytes).expect("memory does not fail");
    record.1 = encoder.finish().expect("memory does not fail");
    let mut checksum = Crc::new();
    checksum.update(&bytes);
    let mut file = stored(&records);
    // Method, checksum and size in the record's own header, and in its entry of the directory.
    for (signature, method_at, name_at) in [(b"PK\x03\x04", 8, 30), (b"PK\x01\x02", 10, 46)] {
        let starts = (0..file.len() - name_at).filter(|&start| {
            file[start..].starts_with(signature)
                && file[start + name_at..].starts_with(full_name.as_bytes())
        });
        for start in starts.collect::<Vec<_>>() {
            let header = &mut file[start + method_at..];
            header[..2].copy_from_slice(&8_u16.to_le_bytes());
            header[6..10].copy_from_slice(&checksum.sum().to_le_bytes());
            header[14..18].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
        }
    }
    file
}

#[test]
fn deflated_records_are_read() {
    let good = checkpoint::write(&small(ModelKind::BASELINE), CheckpointFormat::PyTorch);
    for name in ["data.pkl", "data/0"] {
        let file = deflated(&records(&good), name);
        assert_eq!(checkpoint::read(&file), checkpoint::read(&good), "{name}");
    }
}

/// A megabyte that inflates to a gigabyte.
#[test]
fn a_record_that_inflates_without_end_is_refused_within_the_memory_bound() {
    const N_BYTES: usize = 200 << 20;
    let bomb = vec![("archive/data.pkl".to_owned(), vec![b'N'; N_BYTES])];
    let file = deflated(&bomb, "data.pkl");
    drop(bomb);
    assert!(file.len() < N_BYTES / 500, "{} bytes", file.len());
    let refusal = checkpoint::read(&file);
    assert!(
        matches!(refusal, Err(CheckpointError::DamagedZip { .. })),
        "{refusal:?}"
    );
}

/// Files of every kind, with a damaged pickle behind a right checksum, or damaged as a whole.
#[test]
fn mutated_files_of_every_kind_never_panic() {
    let mut mutator = Mutator::new(17);
    let folder = std::fs::read_dir(fixtures::path("checkpoints")).expect("it is committed");
    let mut n_refused = 0;
    let mut n_files = 0;
    for entry in folder {
        let path = entry.expect("it can be read").path();
        let good = std::fs::read(path).expect("it can be read");
        let records = readable_records(&good);
        for _ in 0..30 {
            let file = if let Some(records) = &records {
                let mut records = records.clone();
                mutator.mutate(pickle_of(&mut records));
                stored(&records)
            } else {
                // The storages are at the end, the structure is in front of them.
                let mut head = good[..good.len() / 4].to_vec();
                mutator.mutate(&mut head);
                [&head, &good[good.len() / 4..]].concat()
            };
            n_refused += usize::from(is_refused(&file));
            n_files += 1;
        }
    }
    assert!(n_refused > n_files / 4, "{n_refused} of {n_files} refused");
}
