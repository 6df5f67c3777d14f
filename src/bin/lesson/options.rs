//! The command line: words to a [`Task`].

use std::ffi::OsString;
use std::path::PathBuf;

#[cfg(feature = "gpu")]
use fitting_room::protocol::{MAX_EPOCHS, StepPath};
use fitting_room::protocol::{ModelKind, TrainingConfig};
use lexopt::Arg::{Long, Short, Value};
use lexopt::ValueExt;

pub const HELP: &str = "\
train --model 0|1|2   train with the lesson's settings and print what its notebook prints
  --seed <seed>         for torch.manual_seed; 42 if not told
  --epochs <n>          3 if not told
  --device cpu          the only device here; WebGPU is the page's
  --out <file>          keep the trained model as .safetensors or .pth
evaluate --checkpoint <file>
                      judge a .safetensors or .pth file on the 10 000 test images
bench --model 0|1|2   time training and judging on the graphics adapter, in builds with the feature gpu
  --path fused|stock    fused steps, or Burn's own operations; fused if not told
  --secs <s>            how long each timed part lasts; 2 if not told
all:
  --data <folder>       with the four gz files; public/data if not told";

const NO_MODEL: &str = "--model is missing: 0, 1 or 2";

#[derive(Debug, PartialEq)]
pub enum Task {
    Help,
    Train {
        config: TrainingConfig,
        data: PathBuf,
        out: Option<PathBuf>,
    },
    Evaluate {
        checkpoint: PathBuf,
        data: PathBuf,
    },
    #[cfg(feature = "gpu")]
    Bench {
        config: TrainingConfig,
        secs: f64,
        data: PathBuf,
    },
}

pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Task, String> {
    let mut parser = lexopt::Parser::from_args(words);
    task(&mut parser).map_err(|error| format!("{error}; --help lists the options"))
}

fn task(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    match parser.next()? {
        None | Some(Short('h') | Long("help")) => Ok(Task::Help),
        Some(Value(name)) if name == "train" => train(parser),
        Some(Value(name)) if name == "evaluate" => evaluate(parser),
        #[cfg(feature = "gpu")]
        Some(Value(name)) if name == "bench" => bench(parser),
        Some(Value(name)) => Err(format!("there is no task {name:?}").into()),
        Some(other) => Err(other.unexpected()),
    }
}

fn train(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut model = None;
    let (mut seed, mut n_epochs) = (None, None);
    let (mut data, mut out) = (default_data(), None);
    while let Some(arg) = parser.next()? {
        match arg {
            Long("model") => model = Some(model_of(parser)?),
            Long("seed") => seed = Some(parser.value()?.parse()?),
            Long("epochs") => n_epochs = Some(parser.value()?.parse()?),
            Long("device") => {
                let device = parser.value()?.string()?;
                if device != "cpu" {
                    return Err(format!(
                        "the device must be cpu, not {device:?}: WebGPU is the page's"
                    )
                    .into());
                }
            }
            Long("out") => out = Some(parser.value()?.into()),
            Long("data") => data = parser.value()?.into(),
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    let model = model.ok_or(NO_MODEL)?;
    let lesson = TrainingConfig::lesson(model);
    Ok(Task::Train {
        config: TrainingConfig {
            seed: seed.unwrap_or(lesson.seed),
            n_epochs: n_epochs.unwrap_or(lesson.n_epochs),
            ..lesson
        },
        data,
        out,
    })
}

/// Which model the next word names.
fn model_of(parser: &mut lexopt::Parser) -> Result<ModelKind, lexopt::Error> {
    let number = parser.value()?.parse()?;
    let known = ModelKind::from_number(number);
    Ok(known.ok_or_else(|| {
        let numbers = ModelKind::numbers("and");
        format!("the models are numbered {numbers}, not {number}")
    })?)
}

#[cfg(feature = "gpu")]
fn bench(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut model = None;
    let mut path = StepPath::Fused;
    let (mut secs, mut data) = (2.0, default_data());
    while let Some(arg) = parser.next()? {
        match arg {
            Long("model") => model = Some(model_of(parser)?),
            Long("path") => {
                path = match parser.value()?.string()?.as_str() {
                    "fused" => StepPath::Fused,
                    "stock" => StepPath::Stock,
                    other => {
                        return Err(
                            format!("the path must be fused or stock, not {other:?}").into()
                        );
                    }
                }
            }
            Long("secs") => secs = parser.value()?.parse()?,
            Long("data") => data = parser.value()?.into(),
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    // Runs until it has been timed.
    let config = TrainingConfig {
        n_epochs: MAX_EPOCHS,
        path,
        ..TrainingConfig::lesson(model.ok_or(NO_MODEL)?)
    };
    Ok(Task::Bench { config, secs, data })
}

fn evaluate(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let (mut checkpoint, mut data) = (None, default_data());
    while let Some(arg) = parser.next()? {
        match arg {
            Long("checkpoint") => checkpoint = Some(parser.value()?.into()),
            Long("data") => data = parser.value()?.into(),
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Evaluate {
        checkpoint: checkpoint.ok_or("--checkpoint is missing: a .safetensors or .pth file")?,
        data,
    })
}

/// Where `cargo xtask data` puts the files.
fn default_data() -> PathBuf {
    PathBuf::from("public/data")
}
