//! The WebGPU engine's worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    use fitting_room::protocol::DeviceKind;
    use fitting_room::worker;

    unsafe extern "C" {
        /// Runs the constructors by which CubeCL's parts make themselves known; made by the linker.
        fn __wasm_call_ctors();
    }

    // Unless the program calls this itself, the linker has every function that JavaScript may call do so first: some
    // hundred constructors run again whenever a value crosses the border, and took nine tenths of the worker's time.
    // SAFETY: once, before anything that the constructors set up is used.
    unsafe { __wasm_call_ctors() };
    worker::spawn(worker::run(DeviceKind::WebGpu, worker::start_webgpu));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this program runs in a browser: `cargo xtask serve` builds and serves it");
}
