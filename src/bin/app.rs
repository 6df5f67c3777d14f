//! The page's program.

fn main() {
    #[cfg(target_arch = "wasm32")]
    fitting_room::app::start();
}
