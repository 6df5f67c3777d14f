//! Where a model trains, and the reasons why it cannot train on WebGPU.

use crate::texts::text;
use serde::{Deserialize, Serialize};

/// The two kinds of engine, one worker build each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DeviceKind {
    Cpu,
    WebGpu,
}

impl DeviceKind {
    /// Its name on the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::WebGpu => "WebGPU",
        }
    }
}

/// How a training step is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StepPath {
    /// In hand-written code, the whole step in one pass.
    #[default]
    Fused,
    /// In Burn's operations.
    Stock,
}

impl StepPath {
    /// Its name on the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Fused => text!("steps-fused"),
            Self::Stock => text!("steps-stock"),
        }
    }
}

/// A worker's device, as found at its start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceReport {
    pub kind: DeviceKind,
    /// The release of Burn, such as `0.22.1`.
    pub burn: String,
    /// The graphics adapter, on WebGPU.
    pub adapter: Option<AdapterReport>,
    /// Workers that can share a batch, the engine's own included.
    pub n_workers: usize,
    /// The key of the text why there is only one; none where there are more or nothing could be shared.
    pub why_one_worker: Option<String>,
}

impl DeviceReport {
    /// What computes, and where.
    pub fn engine(&self) -> String {
        match self.kind {
            DeviceKind::Cpu => text!("engine-on-cpu", release = self.burn),
            DeviceKind::WebGpu => text!("engine-on-webgpu", release = self.burn),
        }
    }
}

/// A graphics adapter as the browser describes it; fields may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdapterReport {
    pub vendor: String,
    pub architecture: String,
    pub description: String,
    /// Whether the adapter is software that runs on the CPU.
    pub is_software: bool,
    pub has_timestamp_query: bool,
}

impl AdapterReport {
    /// Its name on the page.
    pub fn name(&self) -> String {
        let words: Vec<&str> = [&self.vendor, &self.architecture, &self.description]
            .map(String::as_str)
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        if words.is_empty() {
            text!("device-unnamed").to_owned()
        } else {
            words.join(" ")
        }
    }
}

/// Why "auto" does not train on WebGPU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum WebGpuProblem {
    #[error("{}", text!("webgpu-insecure"))]
    InsecureContext,
    #[error("{}", text!("webgpu-no-api"))]
    NoApi,
    #[error("{}", text!("webgpu-no-adapter"))]
    NoAdapter,
    #[error("{}", text!("webgpu-software", name = .name))]
    SoftwareAdapter { name: String },
    #[error("{}", text!("webgpu-lacks-feature", feature = .feature))]
    MissingFeature { feature: String },
    #[error("{}", text!("webgpu-device-failed", message = .message))]
    DeviceFailed { message: String },
}
