//! The fused steps: the whole of a training step in hand-written code, per device.

#[cfg(feature = "cpu")]
pub mod cpu;
#[cfg(feature = "gpu")]
pub mod gpu;
mod shape;

#[cfg(feature = "cpu")]
pub use cpu::CpuTrainer;
#[cfg(feature = "gpu")]
pub use gpu::{AdapterKind, GpuTrainer};
pub use shape::{ConvNetShape, FusedShape, MlpShape};

use super::Stepper;
use crate::models::{Architecture, StateDict, StateError};
use crate::protocol::{DeviceKind, TrainingConfig};

/// The fused steps for this list of layers on this device; none where there are none.
///
/// # Errors
/// When a tensor is missing or has another shape.
pub(super) fn stepper(
    architecture: &Architecture,
    state: &StateDict,
    config: &TrainingConfig,
    device: DeviceKind,
) -> Result<Option<Box<dyn Stepper>>, StateError> {
    let rate = config.learning_rate;
    Ok(match device {
        #[cfg(feature = "cpu")]
        DeviceKind::Cpu => CpuTrainer::new(architecture, state, rate)?
            .map(|trainer| Box::new(trainer) as Box<dyn Stepper>),
        #[cfg(feature = "gpu")]
        DeviceKind::WebGpu => GpuTrainer::new(architecture, state, rate, config.batch_size)?
            .map(|trainer| Box::new(trainer) as Box<dyn Stepper>),
        #[expect(
            unreachable_patterns,
            reason = "reached where a device's feature is off"
        )]
        DeviceKind::Cpu | DeviceKind::WebGpu => None,
    })
}
