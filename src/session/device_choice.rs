//! Chooses the device of a run, with a reason: from the learner's choice, the browser's adapter and measured speeds.

use serde::{Deserialize, Serialize};

use super::format::images_per_sec;
use crate::models::Architecture;
use crate::protocol::{AdapterReport, BUILD, DeviceKind, TrainingConfig, WebGpuProblem};
use crate::texts::text;

/// The learner's choice of device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DeviceChoice {
    /// The faster one, measured.
    #[default]
    Auto,
    Cpu,
    /// Also a software adapter, when there is no other.
    WebGpu,
}

impl DeviceChoice {
    /// In the order of the selector.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Cpu, Self::WebGpu];

    /// Its value in the page's address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Cpu => "cpu",
            Self::WebGpu => "webgpu",
        }
    }

    /// The inverse of [`Self::slug`].
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.slug() == slug)
    }

    /// The label of the choice, which depends on what the browser offers.
    pub fn title(self, probe: &Probe) -> &'static str {
        match self {
            Self::Auto => text!("device-auto"),
            Self::Cpu => "CPU",
            Self::WebGpu => match probe {
                Probe::Found(adapter) if adapter.is_software => text!("device-webgpu-software"),
                Probe::Missing(_) => text!("device-webgpu-missing"),
                Probe::Found(_) | Probe::Asking => "WebGPU",
            },
        }
    }
}

/// The browser's answer to `navigator.gpu.requestAdapter`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Probe {
    /// No answer yet.
    #[default]
    Asking,
    Found(AdapterReport),
    Missing(WebGpuProblem),
}

/// Speeds of both devices in the benchmark, for one model and its settings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timings {
    pub cpu_images_per_sec: f64,
    pub webgpu_images_per_sec: f64,
    /// The benchmark on WebGPU was given up: its speed is an upper bound.
    #[serde(default)]
    pub is_webgpu_slower_still: bool,
}

/// The device of a run, and the reason as a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct ChosenDevice {
    pub device: DeviceKind,
    pub reason: String,
}

/// The device of a run, or what must happen before it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum DeviceDecision {
    /// The browser's answer about WebGPU is outstanding.
    Asking,
    Use(ChosenDevice),
    /// Both devices must be measured.
    Measure,
}

/// Chooses the device. "Auto" without timings gives [`DeviceDecision::Measure`] where the adapter is a graphics card.
pub fn decide(choice: DeviceChoice, probe: &Probe, timings: Option<&Timings>) -> DeviceDecision {
    let adapter = match probe {
        Probe::Asking => return DeviceDecision::Asking,
        Probe::Missing(problem) => Err(problem.clone()),
        Probe::Found(adapter) if !adapter.has_timestamp_query => {
            Err(WebGpuProblem::MissingFeature {
                feature: "timestamp-query".to_owned(),
            })
        }
        Probe::Found(adapter) => Ok(adapter),
    };
    // lesson: begin device
    DeviceDecision::Use(match (choice, adapter) {
        (DeviceChoice::Cpu, _) => ChosenDevice {
            device: DeviceKind::Cpu,
            reason: text!("device-cpu-as-chosen").to_owned(),
        },
        (DeviceChoice::Auto | DeviceChoice::WebGpu, Err(problem)) => fall_back(&problem),
        (DeviceChoice::WebGpu, Ok(adapter)) => ChosenDevice {
            device: DeviceKind::WebGpu,
            reason: text!("device-webgpu-as-chosen", adapter = describe(adapter)),
        },
        (DeviceChoice::Auto, Ok(adapter)) if adapter.is_software => {
            fall_back(&WebGpuProblem::SoftwareAdapter {
                name: adapter.name(),
            })
            // lesson: end
        }
        (DeviceChoice::Auto, Ok(adapter)) => match timings {
            None => return DeviceDecision::Measure,
            Some(timings) => faster(timings, adapter),
        },
    })
}

/// The CPU, because of a problem with WebGPU.
pub fn fall_back(problem: &WebGpuProblem) -> ChosenDevice {
    ChosenDevice {
        device: DeviceKind::Cpu,
        reason: text!("device-cpu-because", problem = problem),
    }
}

/// The benchmark's configuration and first number of steps: about a second on a slow device.
pub fn benchmark_work(config: &TrainingConfig) -> (TrainingConfig, usize) {
    /// Fewer steps are shorter than the clock's resolution.
    const MIN_STEPS: usize = 4;
    const MAX_STEPS: usize = 200;
    const MAX_IMAGES: u64 = 6400;
    const MAX_FLOP: u64 = 4_300_000_000;
    let flop_per_image = Architecture::of(config).training_flop_per_image() as u64;
    let n_images = (MAX_FLOP / flop_per_image).min(MAX_IMAGES) as usize;
    let config = TrainingConfig {
        batch_size: config.batch_size.min(n_images / MIN_STEPS).max(1),
        ..config.clone()
    };
    let n_steps = (n_images / config.batch_size).clamp(MIN_STEPS, MAX_STEPS);
    (config, n_steps)
}

/// The beginning of every key of this build.
fn timings_prefix() -> String {
    format!("timings/{BUILD}/")
}

/// Whether the timings under this key were measured with this build's training steps.
pub fn is_of_this_build(key: &str) -> bool {
    key.starts_with(&timings_prefix())
}

/// Adapter and settings of a key, to be shown.
pub fn timings_title(key: &str) -> &str {
    key.strip_prefix(&timings_prefix()).unwrap_or(key)
}

/// The key of this configuration's timings: build, adapter and every setting that changes the work of a step.
pub fn timings_key(adapter: &AdapterReport, config: &TrainingConfig) -> String {
    let TrainingConfig {
        model,
        hidden_units,
        batch_size,
        max_workers,
        // A step of these costs the same, or the page does not offer others.
        final_relu: _,
        learning_rate: _,
        seed: _,
        n_epochs: _,
        tests_per_epoch: _,
        path: _,
    } = config;
    format!(
        "{}{}/model-{}/hidden-{hidden_units}/batch-{batch_size}/workers-{max_workers}",
        timings_prefix(),
        adapter.name(),
        model.number,
    )
}

fn faster(timings: &Timings, adapter: &AdapterReport) -> ChosenDevice {
    let Timings {
        cpu_images_per_sec: cpu,
        webgpu_images_per_sec: webgpu,
        is_webgpu_slower_still,
    } = *timings;
    let (cpu_speed, webgpu_speed) = (images_per_sec(cpu), images_per_sec(webgpu));
    let measured = if is_webgpu_slower_still {
        text!(
            "device-measured-under",
            cpu = cpu_speed,
            webgpu = webgpu_speed
        )
    } else {
        text!("device-measured", cpu = cpu_speed, webgpu = webgpu_speed)
    };
    if webgpu > cpu {
        let adapter = describe(adapter);
        ChosenDevice {
            device: DeviceKind::WebGpu,
            reason: text!(
                "device-webgpu-faster",
                adapter = adapter,
                measured = measured
            ),
        }
    } else {
        ChosenDevice {
            device: DeviceKind::Cpu,
            reason: text!("device-cpu-faster", measured = measured),
        }
    }
}

fn describe(adapter: &AdapterReport) -> String {
    if adapter.is_software {
        text!("device-software-adapter", name = adapter.name())
    } else {
        adapter.name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adapter(is_software: bool, has_timestamp_query: bool) -> Probe {
        Probe::Found(AdapterReport {
            vendor: "acme".to_owned(),
            architecture: "rocket".to_owned(),
            description: String::new(),
            is_software,
            has_timestamp_query,
        })
    }

    fn check(choice: DeviceChoice, probe: &Probe, device: DeviceKind, says: &str) {
        match decide(choice, probe, None) {
            DeviceDecision::Use(chosen) => {
                assert_eq!(chosen.device, device, "{chosen:?}");
                assert!(chosen.reason.contains(says), "{chosen:?}");
            }
            undecided => panic!("{undecided:?} with {choice:?} on {probe:?}"),
        }
    }

    #[test]
    fn auto_takes_the_cpu_and_says_which_of_five_reasons_it_has() {
        let auto = DeviceChoice::Auto;
        let cpu = DeviceKind::Cpu;
        let missing = Probe::Missing;
        check(auto, &missing(WebGpuProblem::InsecureContext), cpu, "https");
        check(auto, &missing(WebGpuProblem::NoApi), cpu, "navigator.gpu");
        check(
            auto,
            &missing(WebGpuProblem::NoAdapter),
            cpu,
            "no graphics adapter",
        );
        check(auto, &adapter(true, true), cpu, "software (acme rocket)");
        check(auto, &adapter(false, false), cpu, "timestamp-query");
    }

    #[test]
    fn auto_measures_on_hardware_and_takes_the_faster() {
        let hardware = adapter(false, true);
        let undecided = decide(DeviceChoice::Auto, &hardware, None);
        assert_eq!(undecided, DeviceDecision::Measure);
        for (cpu_images_per_sec, webgpu_images_per_sec, device) in [
            (2000.0, 150.0, DeviceKind::Cpu),
            (30.0, 150.0, DeviceKind::WebGpu),
        ] {
            let timings = Timings {
                cpu_images_per_sec,
                webgpu_images_per_sec,
                is_webgpu_slower_still: false,
            };
            let decision = decide(DeviceChoice::Auto, &hardware, Some(&timings));
            let DeviceDecision::Use(chosen) = decision else {
                panic!("the timings decide");
            };
            assert_eq!(chosen.device, device);
            assert!(chosen.reason.contains("WebGPU 150 images/s"));
        }
    }

    #[test]
    fn the_learner_may_insist_on_either_device() {
        let hardware = adapter(false, true);
        check(
            DeviceChoice::Cpu,
            &hardware,
            DeviceKind::Cpu,
            "as you chose",
        );
        check(
            DeviceChoice::WebGpu,
            &hardware,
            DeviceKind::WebGpu,
            "acme rocket",
        );
        let software = adapter(true, true);
        check(
            DeviceChoice::WebGpu,
            &software,
            DeviceKind::WebGpu,
            "software adapter",
        );
        let nothing = Probe::Missing(WebGpuProblem::NoApi);
        check(
            DeviceChoice::WebGpu,
            &nothing,
            DeviceKind::Cpu,
            "navigator.gpu",
        );
    }

    #[test]
    fn timings_of_another_model_or_adapter_are_not_mixed_up() {
        let Probe::Found(adapter) = adapter(false, true) else {
            panic!("an adapter");
        };
        let config = TrainingConfig::lesson(crate::protocol::ModelKind::BASELINE);
        let wider = TrainingConfig {
            hidden_units: 128,
            ..config.clone()
        };
        assert_ne!(
            timings_key(&adapter, &config),
            timings_key(&adapter, &wider)
        );
        assert!(is_of_this_build(&timings_key(&adapter, &config)));
        assert!(!is_of_this_build(
            "timings/another build/acme/model-0/hidden-10/batch-32/workers-8"
        ));
    }
}
