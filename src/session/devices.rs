//! The two devices: status of their engines, the browser's adapter, and measured speeds.

use std::collections::BTreeMap;

use crate::protocol::{
    BenchmarkedSteps, DeviceKind, DeviceReport, Event, TrainingConfig, WebGpuProblem,
};

use super::PRIMARY_ENGINE;
use super::device_choice::{DeviceChoice, DeviceDecision, Probe, Timings, decide, timings_key};
use crate::texts::{self, text};

/// The state of an engine's worker.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum EngineStatus {
    #[default]
    NotStarted,
    Starting,
    Ready(DeviceReport),
    /// It has no device.
    Unavailable(WebGpuProblem),
    /// It panicked with this message and must be restarted.
    Crashed(String),
}

/// Both engines and what is known of their devices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Devices {
    cpu: EngineState,
    webgpu: EngineState,
    /// The browser's answer about a graphics adapter.
    pub probe: Probe,
    /// By adapter and settings, see [`timings_key`].
    timings: BTreeMap<String, Timings>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct EngineState {
    status: EngineStatus,
    /// When the newest benchmark's timed steps began, by the worker's clock.
    benchmark_started_secs: Option<f64>,
    benchmarked_steps_per_sec: Option<f64>,
}

impl Devices {
    /// The state of the engine on this device.
    pub fn status(&self, device: DeviceKind) -> &EngineStatus {
        &self.engine(device).status
    }

    /// Whether the primary engine answers questions.
    pub fn is_primary_ready(&self) -> bool {
        matches!(self.status(PRIMARY_ENGINE), EngineStatus::Ready(_))
    }

    /// Whether the primary engine has crashed.
    pub fn has_primary_crashed(&self) -> bool {
        matches!(self.status(PRIMARY_ENGINE), EngineStatus::Crashed(_))
    }

    /// How many workers share a batch on the CPU, or why one makes the steps alone; none until the engine has said it.
    pub fn cpu_workers(&self) -> Option<String> {
        let EngineStatus::Ready(report) = self.status(DeviceKind::Cpu) else {
            return None;
        };
        Some(match &report.why_one_worker {
            Some(key) => {
                let reason = texts::find(key).unwrap_or(key);
                text!("device-one-worker", reason = reason)
            }
            None => text!("device-workers", n = report.n_workers),
        })
    }

    /// Steps per second in the newest benchmark of this engine; none until it is answered.
    pub fn benchmarked_steps_per_sec(&self, device: DeviceKind) -> Option<f64> {
        self.engine(device).benchmarked_steps_per_sec
    }

    /// Measured speeds, by adapter and settings.
    pub fn timings(&self) -> &BTreeMap<String, Timings> {
        &self.timings
    }

    /// Replaces the speeds by those that an earlier visit stored.
    pub fn set_timings(&mut self, timings: BTreeMap<String, Timings>) {
        self.timings = timings;
    }

    /// Speeds measured with these settings on the adapter that the browser offers.
    pub fn add_timings(&mut self, config: &TrainingConfig, timings: Timings) {
        if let Probe::Found(adapter) = &self.probe {
            self.timings.insert(timings_key(adapter, config), timings);
        }
    }

    /// The decision for this choice; without a valid configuration no measured speeds apply.
    pub fn decide(&self, choice: DeviceChoice, config: Option<&TrainingConfig>) -> DeviceDecision {
        let timings = config.and_then(|config| self.timings_of(config));
        decide(choice, &self.probe, timings)
    }

    /// Images a second that the device of this choice trained with these settings in a benchmark; none before one.
    pub fn measured_images_per_sec(
        &self,
        choice: DeviceChoice,
        config: &TrainingConfig,
    ) -> Option<f64> {
        let timings = self.timings_of(config)?;
        let DeviceDecision::Use(chosen) = self.decide(choice, Some(config)) else {
            return None;
        };
        match chosen.device {
            DeviceKind::Cpu => Some(timings.cpu_images_per_sec),
            DeviceKind::WebGpu => {
                // A benchmark that was given up measured no speed.
                (!timings.is_webgpu_slower_still).then_some(timings.webgpu_images_per_sec)
            }
        }
    }

    fn timings_of(&self, config: &TrainingConfig) -> Option<&Timings> {
        match &self.probe {
            Probe::Found(adapter) => self.timings.get(&timings_key(adapter, config)),
            Probe::Asking | Probe::Missing(_) => None,
        }
    }
}

impl Devices {
    /// Applies the events about devices; others are ignored.
    pub(super) fn apply(&mut self, source: DeviceKind, at_secs: f64, event: &Event) {
        match event {
            Event::Ready { build: _, device } => {
                self.engine_mut(source).status = EngineStatus::Ready(device.clone());
            }
            Event::DeviceUnavailable { device, problem } => {
                self.engine_mut(*device).status = EngineStatus::Unavailable(problem.clone());
            }
            Event::BenchmarkStarted { id: _ } => {
                let engine = self.engine_mut(source);
                engine.benchmark_started_secs = Some(at_secs);
                engine.benchmarked_steps_per_sec = None;
            }
            _ => {}
        }
    }

    pub(super) fn finish_benchmark(
        &mut self,
        source: DeviceKind,
        at_secs: f64,
        steps: &BenchmarkedSteps,
    ) {
        let engine = self.engine_mut(source);
        engine.benchmarked_steps_per_sec = engine.benchmark_started_secs.map(|started_secs| {
            // A clock that did not advance must not give an infinite speed.
            steps.n_steps as f64 / (at_secs - started_secs).max(1e-4)
        });
    }

    pub(super) fn start(&mut self, device: DeviceKind) {
        *self.engine_mut(device) = EngineState {
            status: EngineStatus::Starting,
            ..EngineState::default()
        };
    }

    pub(super) fn stop(&mut self, device: DeviceKind) {
        *self.engine_mut(device) = EngineState::default();
    }

    /// Marks the engine as crashed; returns whether it was not already.
    pub(super) fn crash(&mut self, device: DeviceKind, message: &str) -> bool {
        let status = &mut self.engine_mut(device).status;
        let is_news = !matches!(status, EngineStatus::Crashed(_));
        if is_news {
            *status = EngineStatus::Crashed(message.to_owned());
        }
        is_news
    }

    fn engine(&self, device: DeviceKind) -> &EngineState {
        match device {
            DeviceKind::Cpu => &self.cpu,
            DeviceKind::WebGpu => &self.webgpu,
        }
    }

    fn engine_mut(&mut self, device: DeviceKind) -> &mut EngineState {
        match device {
            DeviceKind::Cpu => &mut self.cpu,
            DeviceKind::WebGpu => &mut self.webgpu,
        }
    }
}
