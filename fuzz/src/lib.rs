//! What is tried with arbitrary bytes: every reader of files, the address, and every message.
//!
//! Each target is a function of bytes that panics when a promise is broken. `cargo fuzz run NAME` calls one in this crate,
//! `tests/hostile_files/` calls all with the committed corpus and with random bytes.

mod files;
mod made;
mod messages;

pub use files::{address, assert_is_a_sentence, gzip, idx, legacy, pickle, safetensors, zip};
pub use made::Made;
pub use messages::{command, event};

/// A promise about bytes.
pub type Target = fn(&[u8]);

/// Every target by its name, which is also that of its folder in `corpus/`.
pub const TARGETS: [(&str, Target); 9] = [
    ("pickle", pickle),
    ("zip", zip),
    ("legacy", legacy),
    ("safetensors", safetensors),
    ("idx", idx),
    ("gzip", gzip),
    ("address", address),
    ("command", command),
    ("event", event),
];
