//! Runs an engine in a Web Worker: receives messages, paces the work, posts events.

#[cfg(all(target_arch = "wasm32", feature = "cpu"))]
mod crew;
#[cfg(target_arch = "wasm32")]
mod data_files;
#[cfg(target_arch = "wasm32")]
mod device;
#[cfg(target_arch = "wasm32")]
mod event_loop;
#[cfg(target_arch = "wasm32")]
mod inbox;
#[cfg(target_arch = "wasm32")]
mod post;
#[cfg(target_arch = "wasm32")]
mod tasks;

#[cfg(all(target_arch = "wasm32", feature = "cpu"))]
pub use crew::{help, is_helper};
#[cfg(all(target_arch = "wasm32", feature = "cpu"))]
pub use device::start_cpu;
#[cfg(all(target_arch = "wasm32", feature = "gpu"))]
pub use device::start_webgpu;
#[cfg(target_arch = "wasm32")]
pub use event_loop::run;
#[cfg(target_arch = "wasm32")]
pub use tasks::spawn;
