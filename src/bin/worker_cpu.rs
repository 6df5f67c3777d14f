//! The CPU engine's worker, and the workers that help it.

#[cfg(target_arch = "wasm32")]
fn main() {
    use fitting_room::protocol::DeviceKind;
    use fitting_room::worker;

    if worker::is_helper() {
        worker::help();
    } else {
        worker::spawn(worker::run(DeviceKind::Cpu, worker::start_cpu));
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this program runs in a browser: `cargo xtask serve` builds and serves it");
}
