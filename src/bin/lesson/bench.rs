//! Times the engine on this computer's graphics adapter, with a worker's slices, and prints one line of JSON.

use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use burn::tensor::Device;
use fitting_room::engine::{Driver, Engine, Work};
use fitting_room::protocol::{
    Command, DataFile, DeviceKind, Evaluate, Event, ModelKind, RunId, StepPath, TrainingConfig,
};
use fitting_room::training::fused::gpu::device::set_up;

use super::data;

const RUN: RunId = RunId(0);
/// Seconds before the timed part, in which kernels compile and slices reach their length.
const WARM_UP_SECS: f64 = 1.5;
/// Steps of a timed part at least: fewer would measure an outlier.
const MIN_STEPS: usize = 4;

/// Trains with these settings for `secs` seconds, and evaluates the model for half as long.
///
/// # Errors
/// When there is no adapter, or the data cannot be read.
pub fn run(config: &TrainingConfig, secs: f64, data: &Path) -> Result<(), String> {
    let (device, adapter, backend) = start()?;
    let engine = Engine::new(device, DeviceKind::WebGpu);
    let mut driver = Driver::timed(data::load(engine, data, &DataFile::ALL)?, now_secs);
    let (path, train_steps_per_s) = time_training(&mut driver, config, secs)?;
    let eval_images_per_s = time_evaluation(&mut driver, config.model, secs / 2.0)?;
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

/// The adapter that wgpu prefers, its name, and its graphics API.
fn start() -> Result<(Device, String, String), String> {
    let (device, setup) = pollster::block_on(set_up())
        .map_err(|error| format!("there is no graphics adapter: {error}"))?;
    let info = setup.adapter.get_info();
    let backend = info.backend.to_string().to_lowercase();
    Ok((Device::from(device), info.name, backend))
}

/// Training steps a second of a run on the real images, without its test passes.
fn time_training(
    driver: &mut Driver,
    config: &TrainingConfig,
    wanted_secs: f64,
) -> Result<(StepPath, f64), String> {
    let config = config.clone();
    let started = driver.engine.handle(Command::StartRun { run: RUN, config });
    started.iter().try_for_each(data::check)?;
    let path = started
        .iter()
        .find_map(|event| match event {
            Event::RunStarted { path, .. } => Some(*path),
            _ => None,
        })
        .ok_or("the run did not start")?;
    let start_secs = now_secs();
    let (mut n_steps, mut timed_secs) = (0, 0.0);
    while n_steps < MIN_STEPS || timed_secs < wanted_secs {
        let is_warm = now_secs() - start_secs > WARM_UP_SECS;
        let slice = pollster::block_on(driver.slice());
        slice.events.iter().try_for_each(data::check)?;
        if slice.work != Work::Training(RUN) || !is_warm {
            continue;
        }
        timed_secs += slice.elapsed_secs;
        for event in slice.events {
            match event {
                Event::StepsCompleted { losses, .. } => n_steps += losses.len(),
                Event::RunFinished { outcome, .. } => {
                    return Err(format!("the run ended early: {outcome:?}"));
                }
                _ => {}
            }
        }
    }
    let mut went_well = Ok(());
    pollster::block_on(driver.run(Command::StopRun { run: RUN }, |event| {
        if went_well.is_ok() {
            went_well = data::check(&event);
        }
    }));
    went_well?;
    Ok((path, n_steps as f64 / timed_secs))
}

/// Test images a second.
fn time_evaluation(driver: &mut Driver, model: ModelKind, wanted_secs: f64) -> Result<f64, String> {
    let mut evaluate = || {
        let evaluation = pollster::block_on(driver.ask(Evaluate { model }))?;
        Ok::<_, String>(evaluation.confusion.n_images())
    };
    evaluate()?;
    let start_secs = now_secs();
    let mut n_images = 0;
    while n_images == 0 || now_secs() - start_secs < wanted_secs {
        n_images += evaluate()?;
    }
    Ok(f64::from(n_images) / (now_secs() - start_secs))
}

#[expect(
    clippy::disallowed_methods,
    reason = "this program runs on the host, which has this clock"
)]
fn now_secs() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed().as_secs_f64()
}
