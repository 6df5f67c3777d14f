//! See `fuzz::zip`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::zip(bytes));
