//! Finds the device for a run, measures if need be, and starts the run on it.

use std::pin::pin;

use futures::future::{AbortHandle, Either, abortable, select};
use gloo::timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::Client;
use crate::app::settings;
use crate::models::{Architecture, ModelKind};
use crate::protocol::{AdapterReport, Command, DeviceKind, TrainingConfig, WebGpuProblem};
use crate::session::device_choice::{decide, fall_back, timings_key};
use crate::session::{Decision, DeviceChoice, EngineStatus, Plan, Probe, Session, Timings, Tone};

/// A browser that has not answered the probe by then will not.
const PROBE_PATIENCE_MS: u32 = 10_000;
const PROBE_POLL_MS: u32 = 20;
/// A graphics adapter that has not made the benchmark's steps by then is no match for the CPU, unless that needs long too.
const WEBGPU_PATIENCE_SECS: f64 = 15.0;

impl Client {
    /// Starts a run on the device that this choice comes to, unless one is going on.
    pub fn start_run(&self, config: TrainingConfig, choice: DeviceChoice) {
        if self.is_busy() {
            self.notify(Tone::Error, "a run is going on: stop it first");
            return;
        }
        self.launch(config, choice);
    }

    /// Runs the three models one after another with these settings; `stop` ends it.
    pub fn run_lesson(&self, choice: DeviceChoice, base: TrainingConfig) {
        if self.is_busy() {
            self.notify(Tone::Error, "a run is going on: stop it first");
            return;
        }
        let configs = ModelKind::ALL.map(|model| TrainingConfig {
            model,
            ..base.clone()
        });
        self.inner
            .update_value(|inner| inner.lesson_choice = choice);
        if let Some(first) = self.change(|session| session.begin_lesson(configs.into())) {
            self.launch(first, choice);
        }
    }

    /// Gives up a run that is still being prepared, and the rest of the lesson.
    pub fn cancel_preparation(&self) {
        let abort = self
            .inner
            .try_update_value(|inner| inner.preparation.take());
        if let Some(Some(abort)) = abort {
            abort.abort();
        }
        self.preparing.set(None);
        self.change(Session::stop_lesson);
    }

    pub(super) fn launch(&self, config: TrainingConfig, choice: DeviceChoice) {
        let client = *self;
        let (prepared, abort): (_, AbortHandle) =
            abortable(async move { client.prepare(config, choice).await });
        self.inner
            .update_value(|inner| inner.preparation = Some(abort));
        self.spawn(async move {
            let Ok(outcome) = prepared.await else {
                // Given up by the learner, who has been told so already.
                return Ok(());
            };
            client.preparing.set(None);
            if outcome.is_err() {
                client.change(Session::stop_lesson);
            }
            outcome
        });
    }

    async fn prepare(self, config: TrainingConfig, choice: DeviceChoice) -> Result<(), String> {
        self.say("Looking for the right device…");
        let mut decision = self.choose_device(&config, choice).await;
        if decision.device == DeviceKind::WebGpu
            && let Err(problem) = self.start_webgpu().await
        {
            decision = fall_back(&problem);
        }
        let device = decision.device;
        self.say("Waiting for the training images…");
        self.wait_for_data(device).await?;
        let run = self.change(|session| session.begin_run(config.clone(), decision));
        self.tell(device, Command::StartRun { run, config });
        Ok(())
    }

    async fn choose_device(self, config: &TrainingConfig, choice: DeviceChoice) -> Decision {
        let probe = self.wait_for_probe().await;
        let key = match &probe {
            Probe::Found(adapter) => Some(timings_key(adapter, config)),
            Probe::Asking | Probe::Missing(_) => None,
        };
        let known = key
            .as_ref()
            .and_then(|key| self.timings.with_untracked(|all| all.get(key).copied()));
        match (decide(choice, &probe, known.as_ref()), &probe) {
            (Plan::Use(decision), _) => decision,
            (Plan::Measure, Probe::Found(adapter)) => self.measure(config, adapter).await,
            (Plan::Measure, Probe::Asking | Probe::Missing(_)) => {
                fall_back(&WebGpuProblem::NoAdapter)
            }
        }
    }

    /// Lets both devices make a few steps of this model, keeps the timings, and takes the faster device.
    async fn measure(self, config: &TrainingConfig, adapter: &AdapterReport) -> Decision {
        self.say("Starting the WebGPU engine, to measure it…");
        if let Err(problem) = self.start_webgpu().await {
            return fall_back(&problem);
        }
        self.say("Measuring this model on the CPU and on WebGPU…");
        let timings = match self.time_both(config).await {
            Ok(timings) => timings,
            Err(message) => return fall_back(&WebGpuProblem::DeviceFailed { message }),
        };
        self.timings.update(|all| {
            all.insert(timings_key(adapter, config), timings);
        });
        self.timings.with_untracked(settings::keep_timings);
        let probe = Probe::Found(adapter.clone());
        match decide(DeviceChoice::Auto, &probe, Some(&timings)) {
            Plan::Use(decision) => decision,
            Plan::Measure => fall_back(&WebGpuProblem::NoAdapter),
        }
    }

    async fn time_both(self, config: &TrainingConfig) -> Result<Timings, String> {
        let cpu_steps_per_sec = self.benchmark(DeviceKind::Cpu, config).await?;
        let n_steps = benchmark_work(config).1 as f64;
        let patience_secs = WEBGPU_PATIENCE_SECS.max(3.0 * n_steps / cpu_steps_per_sec);
        let webgpu = pin!(self.benchmark(DeviceKind::WebGpu, config));
        let too_long = TimeoutFuture::new((patience_secs * 1000.0) as u32);
        match select(webgpu, too_long).await {
            Either::Left((measured, _)) => Ok(Timings {
                cpu_steps_per_sec,
                webgpu_steps_per_sec: measured?,
                is_webgpu_slower_still: false,
            }),
            Either::Right(((), _)) => {
                // It would go on measuring for nobody.
                self.retire(DeviceKind::WebGpu);
                self.change(|session| session.engine_stopped(DeviceKind::WebGpu));
                Ok(Timings {
                    cpu_steps_per_sec,
                    webgpu_steps_per_sec: n_steps / patience_secs,
                    is_webgpu_slower_still: true,
                })
            }
        }
    }

    /// Steps per second of this model on this device.
    async fn benchmark(self, device: DeviceKind, config: &TrainingConfig) -> Result<f64, String> {
        let request = self.change(|session| session.new_request(device));
        let (config, n_steps) = benchmark_work(config);
        let command = Command::Benchmark {
            request,
            config,
            n_steps,
        };
        self.tell(device, command);
        self.until(move |session| {
            let failure = session.failure(request).map(str::to_owned);
            let crash = match session.engine(device) {
                EngineStatus::Crashed(message) => Some(message.clone()),
                _ => None,
            };
            match session.benchmark(device, request) {
                Some(steps_per_sec) => Some(Ok(steps_per_sec)),
                None => failure.or(crash).map(Err),
            }
        })
        .await
    }

    /// The WebGPU engine stands, or the reason why it cannot.
    async fn start_webgpu(self) -> Result<(), WebGpuProblem> {
        let device = DeviceKind::WebGpu;
        let is_running = self.session.with_untracked(|session| {
            matches!(
                session.engine(device),
                EngineStatus::Starting | EngineStatus::Ready(_)
            )
        });
        if !is_running {
            self.say("Starting the WebGPU engine…");
            self.restart_engine(device);
        }
        let started = self
            .until(move |session| match session.engine(device) {
                EngineStatus::NotStarted | EngineStatus::Starting => None,
                EngineStatus::Ready(_) => Some(Ok(())),
                EngineStatus::Unavailable(problem) => Some(Err(problem.clone())),
                EngineStatus::Crashed(message) => Some(Err(WebGpuProblem::DeviceFailed {
                    message: message.clone(),
                })),
            })
            .await;
        if let Err(problem) = &started {
            self.probe.set(Probe::Missing(problem.clone()));
        }
        started
    }

    async fn wait_for_data(self, device: DeviceKind) -> Result<(), String> {
        self.until(move |session| {
            let data = session.data_of(device);
            match session.engine(device) {
                EngineStatus::Crashed(message) => {
                    Some(Err(format!("the run did not start: {message}")))
                }
                _ if data.is_complete() => Some(Ok(())),
                _ => data.error.clone().map(|error| {
                    Err(format!(
                        "the run did not start, because its data is missing: {error}"
                    ))
                }),
            }
        })
        .await
    }

    async fn wait_for_probe(self) -> Probe {
        for _ in 0..PROBE_PATIENCE_MS / PROBE_POLL_MS {
            match self.probe.get_untracked() {
                Probe::Asking => TimeoutFuture::new(PROBE_POLL_MS).await,
                answered => return answered,
            }
        }
        let problem = WebGpuProblem::DeviceFailed {
            message: "the browser did not answer when asked for an adapter".to_owned(),
        };
        self.probe.set(Probe::Missing(problem.clone()));
        Probe::Missing(problem)
    }

    fn say(self, text: &str) {
        self.preparing.set(Some(text.to_owned()));
    }

    fn is_busy(self) -> bool {
        let is_preparing = self.preparing.with_untracked(Option::is_some);
        is_preparing
            || self
                .session
                .with_untracked(|session| session.active_run().is_some())
    }
}

/// Enough steps to time, and not so many that the learner waits: a second or so on a slow device.
fn benchmark_work(config: &TrainingConfig) -> (TrainingConfig, usize) {
    /// Fewer steps would measure the clock.
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
