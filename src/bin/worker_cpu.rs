//! The CPU engine's worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    use fitting_room::protocol::DeviceKind;
    use fitting_room::worker;

    worker::spawn(worker::run(DeviceKind::Cpu, worker::start_cpu));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this program runs in a browser: `cargo xtask serve` builds and serves it");
}
