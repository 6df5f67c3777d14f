//! Chooses the device of a run, measures both where necessary, and starts the run.

use std::collections::BTreeMap;
use std::pin::pin;

use futures::future::{Either, select};
use gloo::timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::Client;
use crate::app::settings;
use crate::protocol::{
    Benchmark, Command, DeviceKind, Snapshot, TrainingConfig, WarmUp, WebGpuProblem,
};
use crate::session::device_choice::{benchmark_work, fall_back};
use crate::session::lesson;
use crate::session::sweep::Sweep;
use crate::session::{
    ChosenDevice, DeviceChoice, DeviceDecision, EngineLoss, EngineStatus, Probe, Run,
    StoredSnapshot, Timings, Tone,
};
use crate::texts::text;

/// Time for the browser to answer the request for an adapter.
const PROBE_TIMEOUT_MS: u32 = 10_000;
/// Time for the benchmark on WebGPU at least; it is longer where the CPU takes long.
const WEBGPU_TIMEOUT_SECS: f64 = 15.0;

/// The run that another one goes on from.
pub(super) enum Earlier {
    /// It has ended, and left this checkpoint.
    Ended { run: Run, file: Vec<u8> },
    /// It was cut off.
    CutOff {
        holder: String,
        stored: StoredSnapshot,
    },
}

impl Client {
    /// Starts a run on the device of this choice, unless a run is active.
    pub fn start_run(&self, config: TrainingConfig, choice: DeviceChoice) {
        if self.is_busy() {
            self.notify(Tone::Error, text!("run-goes-on"));
            return;
        }
        self.launch(config, choice, None);
    }

    /// Trains all models one after another with these settings; [`Client::stop`] ends it.
    pub fn run_lesson(&self, choice: DeviceChoice, base: TrainingConfig) {
        if self.is_busy() {
            self.notify(Tone::Error, text!("run-goes-on"));
            return;
        }
        self.inner
            .update_value(|inner| inner.lesson_choice = choice);
        let configs = lesson::runs(&base);
        let first = self.change(|session| session.runs.begin_lesson(configs));
        if let Some(first) = first {
            self.launch(first, choice, None);
        }
    }

    /// Trains with several values of one setting, one after another; [`Client::stop_queue`] ends it.
    pub fn run_sweep(&self, choice: DeviceChoice, sweep: Sweep) {
        if self.is_busy() {
            self.notify(Tone::Error, text!("run-goes-on"));
            return;
        }
        self.inner
            .update_value(|inner| inner.lesson_choice = choice);
        let Sweep { name, configs } = sweep;
        let first = self.change(|session| session.runs.begin_sweep(name, configs));
        if let Some(first) = first {
            self.launch(first, choice, None);
        }
    }

    /// Ends the active run and everything that waits after it.
    pub fn stop_queue(&self) {
        self.change(|session| session.runs.stop_lesson());
        let active = self
            .session
            .with_untracked(|session| session.runs.active().map(|run| run.id));
        if let Some(run) = active {
            self.stop(run);
        }
    }

    /// Starts a run, or goes on with an earlier one, once its engine and the data are there; says meanwhile what it waits for.
    pub(super) fn launch(
        &self,
        config: TrainingConfig,
        choice: DeviceChoice,
        earlier: Option<Earlier>,
    ) {
        let client = *self;
        self.spawn(async move {
            let prepared = client.prepare(config, choice, &earlier).await;
            client.change(|session| {
                session.runs.set_preparation(None);
                if prepared.is_err() {
                    session.runs.stop_lesson();
                }
            });
            if let (Err(_), Some(Earlier::CutOff { holder, stored })) = (&prepared, earlier) {
                client.offer_again(holder, stored);
            }
            prepared
        });
    }

    async fn prepare(
        self,
        config: TrainingConfig,
        choice: DeviceChoice,
        earlier: &Option<Earlier>,
    ) -> Result<(), String> {
        self.say(text!("prepare-device"));
        let mut chosen = self.choose_device(&config, choice).await;
        if chosen.device == DeviceKind::WebGpu {
            self.say(text!("prepare-webgpu"));
            if let Err(problem) = self.start_webgpu().await {
                chosen = fall_back(&problem);
            }
        }
        let device = chosen.device;
        self.say(text!("prepare-images"));
        self.wait_for_data(device).await?;
        let command = self.change(|session| match earlier {
            None => {
                let run = session.runs.begin(config.clone(), chosen);
                Command::StartRun { run, config }
            }
            Some(Earlier::Ended { run, file }) => {
                let run = session.runs.begin_continued(run, config.clone(), chosen);
                let file = file.clone();
                let position = None;
                Command::ContinueRun {
                    run,
                    config,
                    file,
                    position,
                }
            }
            Some(Earlier::CutOff { stored, .. }) => {
                let run = session.runs.begin_resumed(stored, chosen);
                let Snapshot { file, position } = stored.snapshot.clone();
                let position = Some(position);
                Command::ContinueRun {
                    run,
                    config,
                    file,
                    position,
                }
            }
        });
        if let (Some(Earlier::CutOff { holder, stored }), Command::ContinueRun { run, .. }) =
            (earlier, &command)
        {
            self.adopt(*run, holder.clone(), stored.clone());
        }
        self.send(device, command);
        Ok(())
    }

    async fn choose_device(self, config: &TrainingConfig, choice: DeviceChoice) -> ChosenDevice {
        self.wait_for_probe().await;
        if self.decide(config, choice) == DeviceDecision::Measure
            && let Err(problem) = self.measure(config).await
        {
            return fall_back(&problem);
        }
        match self.decide(config, choice) {
            DeviceDecision::Use(chosen) => chosen,
            DeviceDecision::Asking | DeviceDecision::Measure => {
                fall_back(&WebGpuProblem::NoAdapter)
            }
        }
    }

    fn decide(self, config: &TrainingConfig, choice: DeviceChoice) -> DeviceDecision {
        self.session
            .with_untracked(|session| session.devices.decide(choice, Some(config)))
    }

    /// Benchmarks this model on both devices and stores the timings.
    async fn measure(self, config: &TrainingConfig) -> Result<(), WebGpuProblem> {
        self.say(text!("prepare-measuring"));
        self.start_webgpu().await?;
        self.say(text!("prepare-both"));
        let failed = |message| WebGpuProblem::DeviceFailed { message };
        let timings = self.time_both(config).await.map_err(failed)?;
        self.change(|session| session.devices.add_timings(config, timings));
        self.session
            .with_untracked(|session| settings::store_timings(session.devices.timings()));
        Ok(())
    }

    async fn time_both(self, config: &TrainingConfig) -> Result<Timings, String> {
        let cpu_images_per_sec = self.benchmark(DeviceKind::Cpu, config).await?;
        let (work, n_steps) = benchmark_work(config);
        let n_images = (work.batch_size * n_steps) as f64;
        let timeout_secs = WEBGPU_TIMEOUT_SECS.max(3.0 * n_images / cpu_images_per_sec);
        let webgpu = pin!(self.benchmark(DeviceKind::WebGpu, config));
        let too_long = TimeoutFuture::new((timeout_secs * 1000.0) as u32);
        match select(webgpu, too_long).await {
            Either::Left((measured, _)) => Ok(Timings {
                cpu_images_per_sec,
                webgpu_images_per_sec: measured?,
                is_webgpu_slower_still: false,
            }),
            Either::Right(((), _)) => {
                // The benchmark cannot be cancelled: the worker ends.
                self.retire(DeviceKind::WebGpu, EngineLoss::Stopped);
                self.change(|session| session.engine_stopped(DeviceKind::WebGpu));
                Ok(Timings {
                    cpu_images_per_sec,
                    webgpu_images_per_sec: n_images / timeout_secs,
                    is_webgpu_slower_still: true,
                })
            }
        }
    }

    /// Images per second of this model on this device. Steps are added until they take long enough to be measured.
    async fn benchmark(self, device: DeviceKind, config: &TrainingConfig) -> Result<f64, String> {
        const MIN_SECS: f64 = 0.5;
        const MAX_ROUNDS: usize = 4;
        let (config, mut n_steps) = benchmark_work(config);
        let mut images_per_sec = 0.0;
        for _ in 0..MAX_ROUNDS {
            let question = Benchmark {
                config: config.clone(),
                n_steps,
            };
            self.ask_on(device, question).await?;
            let steps_per_sec = self
                .session
                .with_untracked(|session| session.devices.benchmarked_steps_per_sec(device))
                .ok_or(text!("engine-no-report"))?;
            images_per_sec = steps_per_sec * config.batch_size as f64;
            let missing = MIN_SECS * steps_per_sec / n_steps as f64;
            if missing <= 1.0 {
                break;
            }
            n_steps = (n_steps as f64 * missing * 1.2).ceil() as usize;
        }
        Ok(images_per_sec)
    }

    /// Starts the WebGPU engine and compiles the kernels for this configuration, so that its first step need not wait.
    pub fn warm_up(&self, config: TrainingConfig) {
        let client = *self;
        self.spawn(async move {
            // A run that starts on this device names the failure, and trains elsewhere.
            if client.start_webgpu().await.is_ok() {
                drop(client.ask_on(DeviceKind::WebGpu, WarmUp { config }).await);
            }
            Ok(())
        });
    }

    /// Forgets all measured speeds, so that the next run on "Auto" measures again.
    pub fn forget_timings(&self) {
        self.change(|session| session.devices.set_timings(BTreeMap::new()));
        settings::store_timings(&BTreeMap::new());
    }

    /// Starts the WebGPU engine and waits until it is ready.
    pub(super) async fn start_webgpu(self) -> Result<(), WebGpuProblem> {
        let device = DeviceKind::WebGpu;
        let is_running = self.session.with_untracked(|session| {
            matches!(
                session.devices.status(device),
                EngineStatus::Starting | EngineStatus::Ready(_)
            )
        });
        if !is_running {
            self.restart_engine(device);
        }
        let started = self
            .until(move |session| match session.devices.status(device) {
                EngineStatus::NotStarted | EngineStatus::Starting => None,
                EngineStatus::Ready(_) => Some(Ok(())),
                EngineStatus::Unavailable(problem) => Some(Err(problem.clone())),
                EngineStatus::Crashed(message) => Some(Err(WebGpuProblem::DeviceFailed {
                    message: message.clone(),
                })),
            })
            .await;
        if let Err(problem) = &started {
            self.set_probe(Probe::Missing(problem.clone()));
        }
        started
    }

    /// Waits until the engine has all images. The error is the sentence for the page.
    pub(super) async fn wait_for_data(self, device: DeviceKind) -> Result<(), String> {
        self.until(move |session| {
            let data = session.data.of(device);
            match session.devices.status(device) {
                EngineStatus::Crashed(message) => {
                    Some(Err(text!("run-did-not-start", message = message)))
                }
                _ if data.is_complete() => Some(Ok(())),
                _ => data
                    .error
                    .clone()
                    .map(|error| Err(text!("run-lacks-data", error = error))),
            }
        })
        .await
    }

    async fn wait_for_probe(self) {
        let answered = self.until(|session| {
            let has_answered = session.devices.probe != Probe::Asking;
            has_answered.then_some(())
        });
        let too_long = TimeoutFuture::new(PROBE_TIMEOUT_MS);
        if let Either::Right(_) = select(pin!(answered), too_long).await {
            self.set_probe(Probe::Missing(WebGpuProblem::DeviceFailed {
                message: text!("webgpu-no-reply").to_owned(),
            }));
        }
    }

    /// Shows what a run that is about to start waits for.
    pub(super) fn say(self, text: &str) {
        self.change(|session| session.runs.set_preparation(Some(text)));
    }

    pub(in crate::app) fn is_busy(self) -> bool {
        self.session
            .with_untracked(|session| session.runs.is_busy())
    }
}
