//! See `fuzz::gzip`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::gzip(bytes));
