//! What each module may use.

/// A module of the library or a program, the modules that it may use beside [`FLOOR`], and the crates, or items of them.
pub type Rule = (&'static str, &'static str, &'static str);

/// What every module may use, and every program.
pub const FLOOR: &str = "fashion_mnist logits models protocol texts";

/// Crates without tensors, browser or files, open to all. `pollster` runs futures in tests on the host.
pub const FREE: &str = "pollster serde serde_bytes thiserror";

#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    ("fashion_mnist", "", ""),
    ("logits", "", ""),
    ("texts", "", ""),
    ("models", "fashion_mnist texts", ""),
    ("protocol", "fashion_mnist models texts", ""),
    ("random", "", "rand_mt"),
    ("data", "", "burn flate2 image"),
    ("training", "data random", "burn burn_wgpu cpu_kernels cubecl libm"),
    ("checkpoint", "", "flate2 safetensors zip"),
    ("engine", "checkpoint data random training", "burn"),
    ("js", "", "js_sys wasm_bindgen wasm_bindgen_futures"),
    ("wire", "", "js_sys serde_wasm_bindgen wasm_bindgen"),
    // Devices, but no tensors.
    ("worker", "data engine js training wire", "burn::tensor::Device burn_wgpu console_error_panic_hook futures gloo js_sys \
        wasm_bindgen wasm_bindgen_futures web_sys web_time"),
    ("session", "", "percent_encoding"),
    ("app", "js session wire", "console_error_panic_hook futures gloo idb imagesize js_sys leptos \
        wasm_bindgen wasm_bindgen_futures web_sys"),
    ("bin/app", "app", ""),
    ("bin/lesson", "engine session training", "burn xflags"),
    ("bin/worker_cpu", "worker", ""),
    ("bin/worker_gpu", "worker", ""),
];
