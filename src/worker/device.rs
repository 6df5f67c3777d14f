//! Starts the device of a worker's build, and describes it.

use burn::tensor::Device;

use crate::protocol::{DeviceKind, DeviceReport, WebGpuProblem};

/// Burn's release, as Cargo.lock pins it.
const BURN: &str = env!("FITTING_ROOM_BURN");

/// The CPU, always there.
///
/// # Errors
/// None; the signature is the WebGPU worker's.
#[cfg(feature = "cpu")]
pub async fn start_cpu() -> Result<(Device, DeviceReport), WebGpuProblem> {
    let n_workers = super::crew::n_workers();
    let report = DeviceReport {
        kind: DeviceKind::Cpu,
        burn: BURN.to_owned(),
        adapter: None,
        why_one_worker: n_workers.as_ref().err().map(|reason| (*reason).to_owned()),
        n_workers: n_workers.unwrap_or(1),
    };
    Ok((Device::flex(), report))
}

/// The browser's graphics adapter, hardware or software: the page decides whether to use it.
///
/// # Errors
/// When the browser has no device, or one without a feature that CubeCL needs.
#[cfg(feature = "gpu")]
pub async fn start_webgpu() -> Result<(Device, DeviceReport), WebGpuProblem> {
    use burn_wgpu::wgpu;

    use super::post::post;
    use crate::protocol::{AdapterReport, Event};
    use crate::training::fused::gpu::device::set_up;

    let failed = |message| WebGpuProblem::DeviceFailed { message };
    let (device, setup) = set_up().await.map_err(failed)?;
    let features = setup.device.features();
    // CubeCL panics at its first stream without it.
    let has_timestamp_query = features.contains(wgpu::Features::TIMESTAMP_QUERY);
    if !has_timestamp_query {
        return Err(WebGpuProblem::MissingFeature {
            feature: "timestamp-query".to_owned(),
        });
    }
    // What waits for a lost device never ends, and may give no error.
    setup.device.set_device_lost_callback(|_, message| {
        post(Event::DeviceLost { message });
    });
    let info = setup.adapter.get_info();
    let report = DeviceReport {
        kind: DeviceKind::WebGpu,
        burn: BURN.to_owned(),
        adapter: Some(AdapterReport {
            vendor: String::new(),
            architecture: info.driver,
            description: info.name,
            is_software: info.device_type == wgpu::DeviceType::Cpu,
            has_timestamp_query,
        }),
        n_workers: 1,
        why_one_worker: None,
    };
    Ok((Device::from(device), report))
}
