//! Times the engine on this computer's own graphics adapter, fed as a worker feeds it, and prints one line of JSON.

use std::path::Path;
use std::time::{Duration, Instant};

use burn::tensor::Device;
use burn_wgpu::graphics::AutoGraphicsApi;
use burn_wgpu::{RuntimeOptions, WgpuDevice, try_init_setup_async};
use fitting_room::engine::{Engine, Work};
use fitting_room::protocol::{
    Command, DataFile, DeviceKind, Event, ModelKind, RequestId, RunId, StepPath, TrainingConfig,
};
use fitting_room::worker::pace::Pace;

use super::desk::{self, Desk};

const RUN: RunId = RunId(0);
const REQUEST: RequestId = RequestId(0);
/// Kernels compile and slices find their length.
const WARM_UP: Duration = Duration::from_millis(1500);
/// Fewer steps would measure one odd step.
const MIN_STEPS: usize = 4;
/// Kernels that go to the GPU in one submission, as in the browser.
const MAX_TASKS: usize = 64;

/// Trains by these settings and judges what comes of it; either is timed for so many seconds.
pub fn run(config: &TrainingConfig, secs: f64, data: &Path) -> Result<(), String> {
    let (device, adapter, backend) = start()?;
    let engine = Desk::open(device, DeviceKind::WebGpu, data, &DataFile::ALL)?.into_engine();
    let mut driver = Driver {
        engine,
        pace: Pace::default(),
    };
    let (path, train_steps_per_s) = driver.time_training(config, secs)?;
    let eval_images_per_s = driver.time_judging(config.model, secs / 2.0)?;
    let path = match path {
        StepPath::Fused => "fused",
        StepPath::Stock => "stock",
    };
    println!(
        "{{\"adapter\": {adapter:?}, \"device\": {backend:?}, \"workers\": 1, \"path\": {path:?}, \
         \"train_steps_per_s\": {train_steps_per_s}, \"eval_images_per_s\": {eval_images_per_s}}}"
    );
    Ok(())
}

/// The adapter that wgpu takes for the best, its name, and what it is driven by.
fn start() -> Result<(Device, String, String), String> {
    let none = |error: &dyn std::fmt::Display| format!("there is no graphics adapter: {error}");
    let options = RuntimeOptions::with_tasks_max(Some(MAX_TASKS)).map_err(|error| none(&error))?;
    let device = WgpuDevice::default();
    let setup = try_init_setup_async::<AutoGraphicsApi>(&device, options);
    let setup = pollster::block_on(setup).map_err(|error| none(&error))?;
    let info = setup.adapter.get_info();
    let backend = info.backend.to_string().to_lowercase();
    Ok((Device::from(device), info.name, backend))
}

/// An engine and the pace of its slices, as in a worker.
struct Driver {
    engine: Engine,
    pace: Pace,
}

impl Driver {
    /// One slice: what it was for, what came of it, and how long it took.
    fn slice(&mut self) -> Result<(Work, Vec<Event>, Duration), String> {
        let work = self.engine.work();
        let max_steps = self.pace.max_steps(work);
        let start = now();
        let events = pollster::block_on(self.engine.advance(max_steps));
        let elapsed = start.elapsed();
        self.pace.learn(elapsed.as_secs_f64());
        Ok((work, desk::successes(events)?, elapsed))
    }

    /// Training steps a second of a run on the real images, its test passes left out.
    fn time_training(
        &mut self,
        config: &TrainingConfig,
        wanted_secs: f64,
    ) -> Result<(StepPath, f64), String> {
        let config = config.clone();
        let started = self.engine.handle(Command::StartRun { run: RUN, config });
        let path = desk::successes(started)?
            .iter()
            .find_map(|event| match event {
                Event::RunStarted { path, .. } => Some(*path),
                _ => None,
            })
            .ok_or("the run did not start")?;
        let start = now();
        let (mut n_steps, mut timed_secs) = (0, 0.0);
        while n_steps < MIN_STEPS || timed_secs < wanted_secs {
            let is_warm = start.elapsed() > WARM_UP;
            let (work, events, elapsed) = self.slice()?;
            if work != Work::Training(RUN) || !is_warm {
                continue;
            }
            timed_secs += elapsed.as_secs_f64();
            for event in events {
                match event {
                    Event::StepsCompleted { losses, .. } => n_steps += losses.len(),
                    Event::RunFinished { outcome, .. } => {
                        return Err(format!("the run ended early: {outcome:?}"));
                    }
                    _ => {}
                }
            }
        }
        self.engine.handle(Command::StopRun { run: RUN });
        while !self.engine.is_idle() {
            self.slice()?;
        }
        Ok((path, n_steps as f64 / timed_secs))
    }

    /// Test images a second.
    fn time_judging(&mut self, model: ModelKind, wanted_secs: f64) -> Result<f64, String> {
        self.judge(model)?;
        let start = now();
        let mut n_images = 0;
        while n_images == 0 || start.elapsed().as_secs_f64() < wanted_secs {
            n_images += self.judge(model)?;
        }
        Ok(f64::from(n_images) / start.elapsed().as_secs_f64())
    }

    fn judge(&mut self, model: ModelKind) -> Result<u32, String> {
        let request = REQUEST;
        let mut n_images = 0;
        self.engine.handle(Command::Evaluate { request, model });
        while !self.engine.is_idle() {
            for event in self.slice()?.1 {
                if let Event::Evaluated { evaluation, .. } = event {
                    n_images = evaluation.confusion.n_images();
                }
            }
        }
        Ok(n_images)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this program runs on the host, which has this clock"
)]
fn now() -> Instant {
    Instant::now()
}
