//! The lesson without a browser: trains a model and prints what the notebook prints, evaluates a checkpoint, scores photos, or times the
//! engine on a graphics adapter.
//!
//! `cargo xtask train` and `cargo xtask evaluate` fetch the data and run it.

#[cfg(feature = "gpu")]
mod bench;
mod data;
mod options;
mod photos;
mod report;

use std::path::Path;
use std::process::ExitCode;

use burn::tensor::Device;
use fitting_room::engine::{Driver, Engine};
use fitting_room::protocol::{
    CheckpointFormat, Command, DataFile, DeviceKind, Evaluate, Event, LoadModel, Outcome, RunId,
    SaveModel, SplitName, TrainingConfig,
};
use fitting_room::session::script;
use options::Task;

/// The only run.
const RUN: RunId = RunId(0);
/// Steps of a slice; its events are printed at its end.
const SLICE_STEPS: usize = 100;

fn main() -> ExitCode {
    let done = options::parse(std::env::args_os().skip(1)).and_then(|task| match task {
        Task::Help(text) => {
            println!("{text}");
            Ok(())
        }
        Task::Train { config, data, out } => train(&config, &data, out.as_deref()),
        Task::Export { config, out } => export(&config, &out),
        Task::Evaluate { checkpoint, data } => evaluate(&checkpoint, &data),
        Task::Photos {
            checkpoint,
            first_image,
            is_detailed,
            save,
            data,
        } => score_photos(
            &checkpoint,
            first_image,
            is_detailed,
            save.as_deref(),
            &data,
        ),
        #[cfg(feature = "gpu")]
        Task::Bench { config, secs, data } => bench::run(&config, secs, &data),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn train(config: &TrainingConfig, data: &Path, out: Option<&Path>) -> Result<(), String> {
    // An unknown file extension fails before the run rather than after it.
    let out = out
        .map(|path| format_of(path).map(|format| (path, format)))
        .transpose()?;
    let mut driver = driver(data, &DataFile::ALL)?;
    let start = Command::StartRun {
        run: RUN,
        config: config.clone(),
    };
    let mut outcome = None;
    let mut went_well = Ok(());
    let mut reporter = report::Reporter::default();
    pollster::block_on(driver.run(start, |event| {
        if let Event::RunFinished { outcome: end, .. } = &event {
            outcome = Some(*end);
        }
        if went_well.is_ok() {
            went_well = data::check(&event);
        }
        reporter.print(&event);
    }));
    went_well?;
    if outcome != Some(Outcome::Completed) {
        return Err(
            "the loss became infinite or no number at all, so nothing was learnt".to_owned(),
        );
    }
    let Some((path, format)) = out else {
        return Ok(());
    };
    let model = config.model;
    let file = pollster::block_on(driver.ask(SaveModel { model, format }))?;
    std::fs::write(path, &file.bytes)
        .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    println!("Saved to {}", path.display());
    Ok(())
}

fn export(config: &TrainingConfig, out: &Path) -> Result<(), String> {
    let text = match out.extension().and_then(|extension| extension.to_str()) {
        Some("py") => script::python(config),
        Some("ipynb") => script::notebook(config),
        _ => {
            return Err(format!(
                "cannot tell what to write to {}: end the name in .py or .ipynb",
                out.display()
            ));
        }
    };
    std::fs::write(out, text)
        .map_err(|error| format!("cannot write {}: {error}", out.display()))?;
    println!("Saved to {}", out.display());
    Ok(())
}

fn evaluate(checkpoint: &Path, data: &Path) -> Result<(), String> {
    let file = std::fs::read(checkpoint)
        .map_err(|error| format!("cannot read {}: {error}", checkpoint.display()))?;
    let mut driver = driver(data, &SplitName::Test.files())?;
    let loaded = pollster::block_on(driver.ask(LoadModel { file }))?;
    report::describe(&loaded);
    let model = loaded.config.model;
    let evaluation = pollster::block_on(driver.ask(Evaluate { model }))?;
    report::evaluation(&evaluation);
    report::compare(&loaded, &evaluation);
    Ok(())
}

fn score_photos(
    checkpoint: &Path,
    first_image: u32,
    is_detailed: bool,
    save: Option<&Path>,
    data: &Path,
) -> Result<(), String> {
    let file = std::fs::read(checkpoint)
        .map_err(|error| format!("cannot read {}: {error}", checkpoint.display()))?;
    let mut driver = driver(data, &SplitName::Test.files())?;
    let loaded = pollster::block_on(driver.ask(LoadModel { file }))?;
    let model = loaded.config.model;
    photos::run(&mut driver, model, first_image, is_detailed, save)
}

/// An engine on the CPU that has these files of the data set.
fn driver(data: &Path, files: &[DataFile]) -> Result<Driver, String> {
    let engine = Engine::new(Device::flex(), DeviceKind::Cpu);
    Ok(Driver::fixed(data::load(engine, data, files)?, SLICE_STEPS))
}

fn format_of(path: &Path) -> Result<CheckpointFormat, String> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("safetensors") => Ok(CheckpointFormat::Safetensors),
        Some("pth" | "pt") => Ok(CheckpointFormat::PyTorch),
        _ => Err(format!(
            "cannot tell the format of {}: end the name in .safetensors or .pth",
            path.display()
        )),
    }
}
