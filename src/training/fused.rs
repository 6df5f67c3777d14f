//! The fast steps: the whole of a training step by hand, per device.

pub mod cpu;
#[cfg(feature = "gpu")]
pub mod gpu;
mod shape;

pub use cpu::CpuTrainer;
#[cfg(feature = "gpu")]
pub use gpu::{AdapterKind, GpuTrainer};
pub use shape::{ConvNetShape, MlpShape};
