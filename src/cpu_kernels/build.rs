//! Says whether the program is for relaxed SIMD: the CPU worker of a page that is released.

use std::env;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(relaxed_simd)");
    let is_asked_for = env::var_os("CARGO_FEATURE_RELAXED_SIMD").is_some();
    let is_wasm = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    if is_asked_for && is_wasm && is_release {
        println!("cargo::rustc-cfg=relaxed_simd");
    }
}
