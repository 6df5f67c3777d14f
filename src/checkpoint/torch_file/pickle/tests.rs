//! Pickles written by hand, good and bad.

use super::*;

fn refusal(bytes: &[u8]) -> CheckpointError {
    Pickle::read(bytes).err().expect("must be refused")
}

#[test]
fn values_are_built_by_their_opcodes() {
    let pickle =
        Pickle::read(b"\x80\x02}(X\x01\x00\x00\x00aK\x07X\x01\x00\x00\x00bJ\xff\xff\xff\xffu.");
    let pickle = pickle.expect("a dict");
    let Value::Dict(entries) = pickle.root() else {
        panic!("{:?}", pickle.root());
    };
    let entry = |(key, value): (Id, Id)| (pickle.get(key).clone(), pickle.get(value).clone());
    assert_eq!(entry(entries[0]), (Value::Text("a".into()), Value::Int(7)));
    assert_eq!(entry(entries[1]), (Value::Text("b".into()), Value::Int(-1)));
}

#[test]
fn long_numbers_keep_their_sign() {
    for (bytes, expected) in [
        (&b"\x8a\x00."[..], 0),
        (b"\x8a\x01\xfe.", -2),
        (b"\x8a\x02\xff\x00.", 255),
        (b"\x8a\x08\x00\x00\x00\x00\x00\x00\x00\x80.", i64::MIN),
    ] {
        let pickle = Pickle::read(bytes).expect("a number");
        assert_eq!(pickle.root(), &Value::Int(expected));
    }
    for bytes in [
        &b"\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\x01."[..],
        b"\x8a\x09\xff\xff\xff\xff\xff\xff\xff\xff\x00.",
    ] {
        let pickle = Pickle::read(bytes).expect("a number");
        assert_eq!(pickle.root(), &Value::LongInt);
    }
}

#[test]
fn calls_and_objects_are_recorded_and_not_made() {
    for (bytes, class, is_call) in [
        // A shell command, with Python's own `pickle.load`.
        (
            &b"cos\nsystem\n(X\x02\x00\x00\x00lstR."[..],
            "os.system",
            true,
        ),
        (
            b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x02ls\x85R.",
            "posix.system",
            true,
        ),
        (b"c__main__\nNet\n)\x81}b.", "__main__.Net", false),
        (b"c__main__\nNet\n)}\x92.", "__main__.Net", false),
    ] {
        let pickle = Pickle::read(bytes).expect("a whole pickle");
        let Value::Object(object) = pickle.root() else {
            panic!("{:?}", pickle.root());
        };
        assert_eq!(pickle.class(object), class);
        assert_eq!(object.is_call, is_call);
    }
}

#[test]
fn opcodes_of_the_later_protocols_are_known() {
    for (bytes, value) in [
        (&b"\x8f(K\x01\x90."[..], Value::Set),
        (b"(K\x01\x91.", Value::Set),
        (b"C\x02ab.", Value::Bytes(b"ab".to_vec())),
        (b"\x96\x02\0\0\0\0\0\0\0ab.", Value::Bytes(b"ab".to_vec())),
        (b"\x8d\x02\0\0\0\0\0\0\0ab.", Value::Text("ab".into())),
        (b"K\x07K\x080.", Value::Int(7)),
        (b"K\x07(K\x081.", Value::Int(7)),
    ] {
        let pickle = Pickle::read(bytes).expect("a whole pickle");
        assert_eq!(pickle.root(), &value, "{bytes:?}");
    }
    let huge = b"\x96\xff\xff\xff\xff\xff\xff\xff\x7fab.";
    assert_eq!(
        refusal(huge),
        CheckpointError::DamagedPickle {
            cause: "checkpoint-pickle-breaks-off"
        }
    );
}

#[test]
fn a_malformed_pickle_is_refused() {
    for bytes in [
        &b""[..],
        b".",
        b"0",
        b"K",
        b"t.",
        b"(",
        b"(K\x01R.",
        b"\x90.",
        b"K\x01s.",
        b"(K\x01K\x02.",
        b"](K\x01u.",
        b"h\x05.",
        b"}K\x01b",
        b"c__main__",
        b"X\xff\xff\xff\xffabc.",
    ] {
        let error = Pickle::read(bytes).map(|pickle| pickle.root().clone());
        // An open mark is harmless: the value above it is the result.
        let is_harmless = bytes.starts_with(b"(K\x01K");
        assert_eq!(error.is_err(), !is_harmless, "{bytes:?} gives {error:?}");
    }
}

#[test]
fn a_million_nested_tuples_are_a_million_values() {
    let mut bytes = vec![opcode::NONE];
    bytes.resize(1_000_000, opcode::TUPLE1);
    bytes.push(opcode::STOP);
    let pickle = Pickle::read(&bytes).expect("a deep tuple");
    assert_eq!(pickle.values.len(), 1_000_000);
}
