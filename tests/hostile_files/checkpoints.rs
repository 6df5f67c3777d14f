//! Checkpoints of either format, as whole files.

use fitting_room::checkpoint::{self, CheckpointError};
use fitting_room::protocol::{CheckpointFormat, ModelKind};

use super::mutator::Mutator;
use super::{is_refused, small};

const N_ROUNDS: usize = 6_000;
/// Bytes at each end of a file that are mutated: headers, pickle and directory lie there, weights in the middle.
const END_BYTES: usize = 1400;

#[test]
fn mutated_checkpoints_never_panic() {
    for (seed, format) in (0..).zip([CheckpointFormat::Safetensors, CheckpointFormat::PyTorch]) {
        let mut mutator = Mutator::new(seed);
        for kind in ModelKind::ALL {
            let good = checkpoint::write(&small(kind), format);
            let middle = END_BYTES..good.len() - END_BYTES;
            let mut n_refused = 0;
            for round in 0..N_ROUNDS / 3 {
                let (head, tail) = (&good[..middle.start], &good[middle.end..]);
                let mut parts = [head, &good[middle.clone()], tail].map(<[u8]>::to_vec);
                mutator.mutate(&mut parts[2 * (round % 2)]);
                n_refused += usize::from(is_refused(&parts.concat()));
            }
            assert!(
                n_refused > N_ROUNDS / 6,
                "{format:?}: only {n_refused} refused"
            );
        }
    }
}

/// A safetensors file: the header's length, the header and the data.
fn with_header(header: &str, data: &[u8]) -> Vec<u8> {
    let length = (header.len() as u64).to_le_bytes();
    [&length[..], header.as_bytes(), data].concat()
}

#[test]
fn a_wrong_header_length_is_refused_before_memory_is_reserved() {
    let header = b"{\"layer_stack.1.weight\":{}}";
    for n_bytes in [
        2_000_000_000,
        10_000_001,
        u64::from(u32::MAX),
        i64::MAX as u64,
        u64::MAX,
    ] {
        let file = [&n_bytes.to_le_bytes()[..], header].concat();
        let refusal = checkpoint::read(&file);
        assert_eq!(refusal, Err(CheckpointError::HeaderTooLong { n_bytes }));
    }
    for n_bytes in [0_u64, 1, 5, 28, 5000, 10_000_000] {
        assert!(is_refused(&[&n_bytes.to_le_bytes()[..], header].concat()));
    }
}

#[test]
fn impossible_headers_are_refused() {
    let tensor = |shape: &str, from: &str, to: &str| {
        let inner = format!(r#""dtype":"F32","shape":{shape},"data_offsets":[{from},{to}]"#);
        format!(r#"{{"layer_stack.1.weight":{{{inner}}}}}"#)
    };
    let huge = u64::MAX.to_string();
    for header in [
        tensor("[10,784]", "0", "31360"),
        tensor("[10,784]", "0", "8"),
        tensor("[1,2]", "8", "0"),
        tensor("[1,2]", "4", "8"),
        tensor("[-1,-2]", "0", "8"),
        tensor("[1.5,2]", "0", "8"),
        tensor(&format!("[{huge},{huge}]"), "0", "8"),
        tensor(&format!("[{huge},2]"), &huge, &huge),
        tensor("[4294967296,4294967296]", "0", "0"),
        tensor("[0,18446744073709551615]", "0", "0"),
        tensor("[]", "0", "4"),
        tensor("[2]", "0", "8").replace("F32", "F31"),
        tensor("[2]", "0", "8").replace("F32", "I64"),
        tensor("[[2]]", "0", "8"),
        r#"{"__metadata__":{"seed":42}}"#.to_owned(),
        r#"{"__metadata__":{"seed":"-1","epochs":"1e99","accuracy":"NaN"}}"#.to_owned(),
        "{}".to_owned(),
        "{".to_owned(),
        "{\"\u{0}\u{202e}\n\":{}}".to_owned(),
        format!("{{{}", "\"a\":{".repeat(40_000)),
        "[".repeat(90_000),
        format!("{{\"{}\":3}}", "x".repeat(90_000)),
    ] {
        assert!(is_refused(&with_header(&header, &[0; 8])), "{header:.80}");
        assert!(is_refused(&with_header(&header, &[])), "{header:.80}");
    }
}

#[test]
fn a_header_of_many_tensors_is_refused_by_their_number() {
    let refusal_of = |n_tensors: usize| {
        let tensors: Vec<String> = (0..n_tensors)
            .map(|n| format!(r#""{n}":{{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#))
            .collect();
        let header = format!("{{{}}}", tensors.join(","));
        checkpoint::read(&with_header(&header, &[])).expect_err("it holds no model")
    };
    let few = refusal_of(50_000);
    assert!(matches!(few, CheckpointError::UnknownModel { .. }), "{few}");
    assert_eq!(refusal_of(50_001), CheckpointError::TooManyTensors);
}

#[test]
fn a_tensor_that_lies_inside_of_another_is_refused() {
    let good = checkpoint::write(&small(ModelKind::BASELINE), CheckpointFormat::Safetensors);
    let (length, rest) = good.split_first_chunk().expect("a header");
    let (header, data) = rest.split_at(u64::from_le_bytes(*length) as usize);
    let header = std::str::from_utf8(header).expect("JSON");
    assert!(!is_refused(&with_header(header, data)));
    let inside = header.replace("\"data_offsets\":[0,", "\"data_offsets\":[4,");
    assert_ne!(inside, header);
    assert!(is_refused(&with_header(&inside, data)));
}
