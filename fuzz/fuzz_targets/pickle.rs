//! See `fuzz::pickle`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::pickle(bytes));
