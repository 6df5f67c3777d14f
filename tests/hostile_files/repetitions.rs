//! Pickles that repeat themselves: each says in a few bytes what would take more memory or time than there is.

use fitting_room::checkpoint::{self, CheckpointError};

use super::is_refused;
use super::pickles::{stored, text};

#[track_caller]
fn assert_refused(pickle: Vec<u8>) {
    let records = vec![("archive/data.pkl".to_owned(), pickle)];
    assert!(is_refused(&stored(&records)));
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
        assert_refused(pickle);
    }
}

/// Lists of the same list a thousand times, some levels deep: walked, they would never end.
#[test]
fn pickles_that_repeat_what_repeats_are_refused_in_time() {
    for (open, close) in [(&b"("[..], &b"l"[..]), (b"(", b"t")] {
        let mut pickle = b"\x80\x02]q\x00".to_vec();
        for level in 0..40 {
            pickle.extend(open);
            for _ in 0..1_000 {
                pickle.extend([b'h', level]);
            }
            pickle.extend(close);
            pickle.extend([b'q', level + 1]);
        }
        pickle.push(b'.');
        assert_refused(pickle);
    }
}

/// A module in which the same module lies twice, and so on: a name for each way would be more than memory has.
#[test]
fn modules_inside_of_modules_are_refused_in_time() {
    let module = |inner: &[u8]| {
        [
            b"c__main__\nNet\n)\x81}(".to_vec(),
            text("_parameters"),
            b"}".to_vec(),
            text("_modules"),
            b"}(".to_vec(),
            text("a"),
            inner.to_vec(),
            text("b"),
            inner.to_vec(),
            b"uub".to_vec(),
        ]
        .concat()
    };
    let mut pickle = b"\x80\x04Nq\x00".to_vec();
    for level in 0..60 {
        pickle.extend(module(&[b'h', level]));
        pickle.extend([b'q', level + 1]);
    }
    pickle.push(b'.');
    assert_refused(pickle);
}

/// Objects that all have the same attributes: searched for each of them, these would never end.
#[test]
fn a_long_dict_of_many_objects_is_searched_in_time() {
    let long = [&b"}("[..], &b"K\x01N".repeat(200_000), b"u"].concat();
    let module = [
        b"}(".to_vec(),
        text("_parameters"),
        long.clone(),
        text("_modules"),
        b"}u".to_vec(),
    ];
    for attributes in [long, module.concat()] {
        let object = b"K\x02h\x00)\x81h\x01b".repeat(100_000);
        let pickle = [
            &b"c__main__\nNet\nq\x00"[..],
            &attributes,
            b"q\x01}(",
            &object,
            b"u.",
        ];
        assert_refused(pickle.concat());
    }
}

/// One tensor in very many dicts, each of which is a place where a model might lie: in a list of lists, since one long list
/// is read in part only.
#[test]
fn a_tensor_at_very_many_places_is_refused_by_their_number() {
    let refusal_of = |n_rows: usize| {
        let place = [b"}".to_vec(), text("a"), b"h\x00s".to_vec()].concat();
        let row = [&b"]("[..], &place.repeat(1_000), b"e"].concat();
        let start = [tensor("0"), b"q\x00".to_vec(), b"](".to_vec()];
        let pickle = [&start.concat()[..], &row.repeat(n_rows), b"e."].concat();
        let records = vec![("archive/data.pkl".to_owned(), pickle)];
        checkpoint::read(&stored(&records)).expect_err("it holds no model")
    };
    let few = refusal_of(2);
    assert!(matches!(few, CheckpointError::UnknownModel { .. }), "{few}");
    assert_eq!(refusal_of(51), CheckpointError::TooManyTensors);
}

/// A tensor of one value in the storage of this name.
fn tensor(storage: &str) -> Vec<u8> {
    [
        b"ctorch._utils\n_rebuild_tensor_v2\n((".to_vec(),
        text("storage"),
        b"ctorch\nFloatStorage\n".to_vec(),
        text(storage),
        text("cpu"),
        b"K\x01tQK\x00K\x01\x85K\x01\x85\x89)tR".to_vec(),
    ]
    .concat()
}

#[test]
fn long_lists_and_texts_are_not_copied_as_often_as_a_pickle_repeats_them() {
    const N: usize = 100_000;
    let pairs = [
        &b"]("[..],
        &b"NN\x86".repeat(N),
        b"e\x85q\x00ccollections\nOrderedDict\nq\x01",
        &b"h\x01h\x00R".repeat(N),
        b".",
    ];
    assert_refused(pairs.concat());
    let long = text(&"a".repeat(10 * N));
    let global = [&long[..], b"q\x00", &b"h\x00h\x00\x93".repeat(N), b"."];
    assert_refused(global.concat());
    // The name of a storage, in tensors.
    let tensor = tensor(&"a".repeat(10 * N));
    let repeated: Vec<u8> = (0..2_000_u16)
        .flat_map(|key| [&b"M"[..], &key.to_le_bytes(), b"h\x00"].concat())
        .collect();
    let tensors = [&tensor[..], b"q\x00}(", &repeated, b"u."];
    assert_refused(tensors.concat());
}
