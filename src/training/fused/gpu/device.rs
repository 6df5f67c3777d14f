//! The device of the WebGPU steps, set up once in a program.

use burn_wgpu::graphics::AutoGraphicsApi;
use burn_wgpu::{RuntimeOptions, WgpuDevice, WgpuSetup, try_init_setup_async};

/// Kernels in one submission to the GPU: a training step of the largest model fits.
const MAX_TASKS: usize = 64;

/// The device on the adapter that wgpu prefers.
///
/// # Errors
/// The reason why there is none.
pub async fn set_up() -> Result<(WgpuDevice, WgpuSetup), String> {
    let options =
        RuntimeOptions::with_tasks_max(Some(MAX_TASKS)).map_err(|error| error.to_string())?;
    let device = WgpuDevice::default();
    let setup = try_init_setup_async::<AutoGraphicsApi>(&device, options)
        .await
        .map_err(|error| error.to_string())?;
    Ok((device, setup))
}
