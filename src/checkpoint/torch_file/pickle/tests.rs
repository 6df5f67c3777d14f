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
    let cause = "has a number beyond 64 bits";
    let bytes = b"\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\x01.";
    assert_eq!(refusal(bytes), CheckpointError::DamagedPickle { cause });
}

#[test]
fn calls_are_refused_by_name() {
    // A shell command, with Python's own `pickle.load`.
    let bytes = b"cos\nsystem\n(X\x02\x00\x00\x00lstR.";
    let function = "os.system".to_owned();
    assert_eq!(refusal(bytes), CheckpointError::ForbiddenCall { function });
    let bytes = b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x02ls\x85R.";
    let function = "posix.system".to_owned();
    assert_eq!(refusal(bytes), CheckpointError::ForbiddenCall { function });
}

#[test]
fn objects_are_refused_by_class() {
    let bytes = b"c__main__\nNet\n)\x81}b.";
    let class = "__main__.Net".to_owned();
    assert_eq!(refusal(bytes), CheckpointError::WholeModule { class });
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
