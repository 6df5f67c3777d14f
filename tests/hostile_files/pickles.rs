//! Crafted pickles, in archives with right checksums, so that they reach the pickle's interpreter.

use std::io::{Cursor, Read, Write};

use fitting_room::checkpoint::{self, CheckpointError};
use fitting_room::protocol::{CheckpointFormat, ModelKind};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::mutator::Mutator;
use super::{fixtures, is_refused, small};

/// Names and bytes of an archive's records.
type Records = Vec<(String, Vec<u8>)>;

fn records(file: &[u8]) -> Records {
    let mut archive = ZipArchive::new(Cursor::new(file)).expect("a good archive");
    (0..archive.len())
        .map(|index| {
            let mut record = archive.by_index(index).expect("a good record");
            let mut bytes = Vec::new();
            record.read_to_end(&mut bytes).expect("a good record");
            let name = record.name().expect("a good name").into_owned();
            (name, bytes)
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

fn stored(records: &Records) -> Vec<u8> {
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

/// The opcodes of a tensor as PyTorch writes it; `numbers` are offset, rows, columns and the strides of both.
fn tensor(name: &str, numbers: [u64; 5]) -> Vec<u8> {
    let text = |text: &str| {
        [
            b"X",
            &(text.len() as u32).to_le_bytes()[..],
            text.as_bytes(),
        ]
        .concat()
    };
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

#[test]
fn deep_and_repetitive_pickles_stay_within_the_memory_bound() {
    const N: usize = 2_000_000;
    for (start, word, end) in [
        (&b"N"[..], &b"\x85"[..], &b"."[..]),
        (b"", b"(", b"."),
        (b"]q\x00", b"h\x00a", b"."),
        (b"}", b"NNs", b"."),
        (b"N", b"\x94", b"."),
        (b"", b"]", b"."),
    ] {
        let pickle = [start, &word.repeat(N / word.len()), end].concat();
        let records = vec![("archive/data.pkl".to_owned(), pickle)];
        assert!(is_refused(&stored(&records)));
    }
}

/// PyTorch stores its records; a compressed one could decompress to a thousand times the file's size.
#[test]
fn compressed_records_are_refused() {
    let good = records(&checkpoint::write(
        &small(ModelKind::BASELINE),
        CheckpointFormat::PyTorch,
    ));
    let mut file = stored(&good);
    // Byte 10 of a directory entry is its compression method; 8 is deflate.
    let entry = file
        .windows(4)
        .position(|bytes| bytes == b"PK\x01\x02")
        .expect("every archive has a directory");
    file[entry + 10] = 8;
    let refusal = checkpoint::read(&file);
    assert!(
        matches!(refusal, Err(CheckpointError::DamagedZip { .. })),
        "{refusal:?}"
    );
}
