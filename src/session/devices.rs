//! The two devices: how their engines are, what the browser offers of WebGPU, and how fast each proved to be.

use std::collections::BTreeMap;

use crate::protocol::{
    BenchmarkedSteps, DeviceKind, DeviceReport, Event, TrainingConfig, WebGpuProblem,
};

use super::PRIMARY_ENGINE;
use super::device_choice::{DeviceChoice, DeviceDecision, Probe, Timings, decide, timings_key};

/// A worker's state of health.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum EngineStatus {
    #[default]
    NotStarted,
    Starting,
    Ready(DeviceReport),
    /// Its device cannot be had.
    Unavailable(WebGpuProblem),
    /// Only a restart helps.
    Crashed(String),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Devices {
    cpu: Engine,
    webgpu: Engine,
    /// What the browser answered when asked for an adapter.
    pub probe: Probe,
    /// By adapter and settings, see [`timings_key`].
    timings: BTreeMap<String, Timings>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Engine {
    status: EngineStatus,
    /// The stamp at which the newest benchmark's timed steps began.
    benchmark_started_secs: Option<f64>,
    benchmarked_steps_per_sec: Option<f64>,
}

impl Devices {
    pub fn status(&self, device: DeviceKind) -> &EngineStatus {
        &self.engine(device).status
    }

    /// The primary engine answers questions.
    pub fn is_primary_ready(&self) -> bool {
        matches!(self.status(PRIMARY_ENGINE), EngineStatus::Ready(_))
    }

    /// The primary engine is lost.
    pub fn has_primary_crashed(&self) -> bool {
        matches!(self.status(PRIMARY_ENGINE), EngineStatus::Crashed(_))
    }

    /// Of the newest benchmark of this engine; none until it is answered.
    pub fn benchmarked_steps_per_sec(&self, device: DeviceKind) -> Option<f64> {
        self.engine(device).benchmarked_steps_per_sec
    }

    /// Measured speeds, by adapter and settings.
    pub fn timings(&self) -> &BTreeMap<String, Timings> {
        &self.timings
    }

    /// Those of earlier visits.
    pub fn set_timings(&mut self, timings: BTreeMap<String, Timings>) {
        self.timings = timings;
    }

    /// Speeds measured with these settings on the adapter that the browser offers.
    pub fn add_timings(&mut self, config: &TrainingConfig, timings: Timings) {
        if let Probe::Found(adapter) = &self.probe {
            self.timings.insert(timings_key(adapter, config), timings);
        }
    }

    /// The device of a run by this choice, as far as it is known; without settings that make sense nothing measured
    /// applies.
    pub fn decide(&self, choice: DeviceChoice, config: Option<&TrainingConfig>) -> DeviceDecision {
        let timings = match (&self.probe, config) {
            (Probe::Found(adapter), Some(config)) => {
                self.timings.get(&timings_key(adapter, config))
            }
            (Probe::Found(_), None) | (Probe::Asking | Probe::Missing(_), _) => None,
        };
        decide(choice, &self.probe, timings)
    }
}

impl Devices {
    /// Takes in how an engine is; other events are not about devices.
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
            // A clock that did not move at all must not make the device infinitely fast.
            steps.n_steps as f64 / (at_secs - started_secs).max(1e-4)
        });
    }

    pub(super) fn start(&mut self, device: DeviceKind) {
        *self.engine_mut(device) = Engine {
            status: EngineStatus::Starting,
            ..Engine::default()
        };
    }

    pub(super) fn stop(&mut self, device: DeviceKind) {
        *self.engine_mut(device) = Engine::default();
    }

    /// Whether this is news.
    pub(super) fn crash(&mut self, device: DeviceKind, message: &str) -> bool {
        let status = &mut self.engine_mut(device).status;
        let is_news = !matches!(status, EngineStatus::Crashed(_));
        if is_news {
            *status = EngineStatus::Crashed(message.to_owned());
        }
        is_news
    }

    fn engine(&self, device: DeviceKind) -> &Engine {
        match device {
            DeviceKind::Cpu => &self.cpu,
            DeviceKind::WebGpu => &self.webgpu,
        }
    }

    fn engine_mut(&mut self, device: DeviceKind) -> &mut Engine {
        match device {
            DeviceKind::Cpu => &mut self.cpu,
            DeviceKind::WebGpu => &mut self.webgpu,
        }
    }
}
