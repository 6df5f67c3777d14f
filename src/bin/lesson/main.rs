//! The lesson without a browser: trains a model and prints what the notebook prints, judges a checkpoint, or times the
//! engine on a graphics adapter.
//!
//! `cargo xtask train` and `cargo xtask evaluate` fetch the data and run it.

#[cfg(feature = "gpu")]
mod bench;
mod desk;
mod options;
mod report;

use std::path::Path;
use std::process::ExitCode;

use desk::Desk;
use fitting_room::protocol::{
    CheckpointFormat, Command, DataFile, Event, Outcome, RequestId, RunId, TrainingConfig,
};
use options::Task;

/// There is one run, and one question at a time.
const RUN: RunId = RunId(0);
const REQUEST: RequestId = RequestId(0);

fn main() -> ExitCode {
    let done = options::parse(std::env::args_os().skip(1)).and_then(|task| match task {
        Task::Help => {
            println!("{}", options::HELP);
            Ok(())
        }
        Task::Train { config, data, out } => train(&config, &data, out.as_deref()),
        Task::Evaluate { checkpoint, data } => evaluate(&checkpoint, &data),
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
    // Before the work rather than after it.
    let out = out
        .map(|path| format_of(path).map(|format| (path, format)))
        .transpose()?;
    let mut desk = Desk::on_cpu(data, &DataFile::ALL)?;
    let mut outcome = None;
    let start = Command::StartRun {
        run: RUN,
        config: config.clone(),
    };
    let mut reporter = report::Reporter::default();
    desk.tell(start, |event| {
        if let Event::RunFinished { outcome: end, .. } = &event {
            outcome = Some(*end);
        }
        reporter.tell(&event);
    })?;
    if outcome != Some(Outcome::Completed) {
        return Err(
            "the loss became infinite or no number at all, so nothing was learnt".to_owned(),
        );
    }
    let Some((path, format)) = out else {
        return Ok(());
    };
    let save = Command::SaveModel {
        request: REQUEST,
        model: config.model,
        format,
    };
    let mut written = Ok(());
    desk.tell(save, |event| {
        if let Event::ModelSaved { file, .. } = event {
            written = std::fs::write(path, &file)
                .map_err(|error| format!("cannot write {}: {error}", path.display()));
            println!("Saved to {}", path.display());
        }
    })?;
    written
}

fn evaluate(checkpoint: &Path, data: &Path) -> Result<(), String> {
    let file = std::fs::read(checkpoint)
        .map_err(|error| format!("cannot read {}: {error}", checkpoint.display()))?;
    let mut desk = Desk::on_cpu(data, &[DataFile::TestLabels, DataFile::TestImages])?;
    let mut model = None;
    let load = Command::LoadModel {
        request: REQUEST,
        file,
    };
    desk.tell(load, |event| {
        if let Event::ModelLoaded { model: loaded, .. } = event {
            report::describe(&loaded);
            model = Some(loaded.config.model);
        }
    })?;
    let model = model.ok_or("the file was read, but no model came of it")?;
    let judge = Command::Evaluate {
        request: REQUEST,
        model,
    };
    desk.tell(judge, |event| {
        if let Event::Evaluated { evaluation, .. } = event {
            report::judge(&evaluation);
        }
    })
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
