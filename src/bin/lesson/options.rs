//! The command line: one grammar gives parser, types and help; arguments become a [`Task`].

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use fitting_room::models::ModelKind;
#[cfg(feature = "gpu")]
use fitting_room::protocol::MAX_EPOCHS;
use fitting_room::protocol::{StepPath, TrainingConfig};
use fitting_room::session::{FormField, SettingsForm};

mod grammar {
    use super::{Device, Model, Steps};
    use std::path::PathBuf;

    xflags::xflags! {
        /// The models without a browser, with the settings of the reference notebook.
        cmd lesson {
            /// Train a model and print what the notebook prints.
            cmd train {
                /// The model's number.
                required --model n: Model
                /// For torch.manual_seed, by default 42.
                optional --seed seed: String
                /// By default 3.
                optional --epochs n: String
                /// Learning rate, by default 0.1.
                optional --lr rate: String
                /// By default 32.
                optional --batch-size n: String
                /// By default 10.
                optional --hidden-units n: String
                /// Leave out a last ReLU, on the ten results.
                optional --no-final-relu
                /// `cpu`, the only device here; WebGPU is the page's.
                optional --device device: Device
                /// Save the trained model there, as .safetensors or .pth.
                optional --out file: PathBuf
                /// The folder of the four gz files, by default public/data.
                optional --data folder: PathBuf
            }
            /// Write a run as a PyTorch script or notebook that prints the same lines.
            cmd export {
                /// The model's number.
                required --model n: Model
                /// The file to write, .py or .ipynb.
                required --out file: PathBuf
                /// For torch.manual_seed, by default 42.
                optional --seed seed: String
                /// By default 3.
                optional --epochs n: String
                /// Learning rate, by default 0.1.
                optional --lr rate: String
                /// By default 32.
                optional --batch-size n: String
                /// By default 10.
                optional --hidden-units n: String
                /// Leave out a last ReLU, on the ten results.
                optional --no-final-relu
            }
            /// Evaluate a .safetensors or .pth file on the 10 000 test images.
            cmd evaluate {
                /// The file.
                required --checkpoint file: PathBuf
                /// The folder of the four gz files, by default public/data.
                optional --data folder: PathBuf
            }
            /// Score the answers to photos and drawings that are made from test images.
            cmd photos {
                /// The trained model to ask, by default public/models/model_2.safetensors.
                optional --checkpoint file: PathBuf
                /// The first test image that is photographed, by default 0.
                optional --first index: u32
                /// Print each scene, and each answer that is not right.
                optional --details
                /// Write some of the photos there, as .ppm for `tests/photos/make_photos.py`.
                optional --save folder: PathBuf
                /// The folder of the four gz files, by default public/data.
                optional --data folder: PathBuf
            }
            /// Time training and evaluation on the graphics adapter, in builds with the feature gpu.
            cmd bench {
                /// The model's number.
                required --model n: Model
                /// `fused` steps, or `stock` ones by Burn's own operations; by default fused.
                optional --path path: Steps
                /// How long training is timed, by default 2; evaluation half as long.
                optional --secs s: f64
                /// The folder of the four gz files, by default public/data.
                optional --data folder: PathBuf
            }
        }
    }
}

/// The folder of the weights that ship with the page.
const MODELS: &str = "public/models";
/// The model whose answers are scored.
const DEFAULT_MODEL: ModelKind = ModelKind::TINY_VGG;

/// What to do.
#[derive(Debug, PartialEq)]
pub enum Task {
    /// Print this.
    Help(String),
    Train {
        config: TrainingConfig,
        data: PathBuf,
        out: Option<PathBuf>,
    },
    Export {
        config: TrainingConfig,
        out: PathBuf,
    },
    Evaluate {
        checkpoint: PathBuf,
        data: PathBuf,
    },
    Photos {
        checkpoint: PathBuf,
        first_image: u32,
        is_detailed: bool,
        save: Option<PathBuf>,
        data: PathBuf,
    },
    #[cfg(feature = "gpu")]
    Bench {
        config: TrainingConfig,
        secs: f64,
        data: PathBuf,
    },
}

/// Parses the arguments; without any, the task is to print the help.
///
/// # Errors
/// With a sentence that names the argument that is not valid.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Task, String> {
    let mut words: Vec<OsString> = words.into_iter().collect();
    if words.is_empty() {
        words.push("--help".into());
    }
    match grammar::Lesson::from_vec(words) {
        Ok(lesson) => task(lesson.subcommand),
        Err(help) if help.is_help() => Ok(Task::Help(format!("{help}\n{}", models()))),
        Err(error) => Err(format!("{error}; --help lists the options")),
    }
}

/// The settings of a subcommand that has them all: the lesson's where none is given, refused in the page's own words.
macro_rules! config {
    ($command:expr) => {{
        let model = $command.model.0;
        if $command.no_final_relu && !model.has_final_relu() {
            return Err(format!(
                "--no-final-relu leaves out a last ReLU, and {} has none",
                model.title()
            ));
        }
        let mut form = SettingsForm::lesson(model);
        form.final_relu = !$command.no_final_relu;
        let typed = [
            (FormField::Seed, $command.seed),
            (FormField::Epochs, $command.epochs),
            (FormField::LearningRate, $command.lr),
            (FormField::BatchSize, $command.batch_size),
            (FormField::HiddenUnits, $command.hidden_units),
        ];
        for (field, text) in typed {
            if let Some(text) = text {
                form.set_text(field, text);
            }
        }
        form.parse().map_err(|errors| {
            let messages: Vec<String> = errors.into_iter().map(|error| error.message).collect();
            messages.join("; ")
        })
    }};
}

fn task(subcommand: grammar::LessonCmd) -> Result<Task, String> {
    // Where `cargo xtask data` puts the files.
    let data_or_default =
        |data: Option<PathBuf>| data.unwrap_or_else(|| PathBuf::from("public/data"));
    match subcommand {
        grammar::LessonCmd::Train(train) => Ok(Task::Train {
            config: config!(train)?,
            data: data_or_default(train.data),
            out: train.out,
        }),
        grammar::LessonCmd::Export(export) => Ok(Task::Export {
            config: config!(export)?,
            out: export.out,
        }),
        grammar::LessonCmd::Evaluate(evaluate) => Ok(Task::Evaluate {
            checkpoint: evaluate.checkpoint,
            data: data_or_default(evaluate.data),
        }),
        grammar::LessonCmd::Photos(photos) => Ok(Task::Photos {
            checkpoint: photos
                .checkpoint
                .unwrap_or_else(|| Path::new(MODELS).join(DEFAULT_MODEL.weights_file())),
            first_image: photos.first.unwrap_or(0),
            is_detailed: photos.details,
            save: photos.save,
            data: data_or_default(photos.data),
        }),
        #[cfg(feature = "gpu")]
        grammar::LessonCmd::Bench(bench) => Ok(Task::Bench {
            // A run that does not end before it has been timed.
            config: TrainingConfig {
                n_epochs: MAX_EPOCHS,
                path: bench.path.map_or(StepPath::Fused, |path| path.0),
                ..TrainingConfig::lesson(bench.model.0)
            },
            secs: bench.secs.unwrap_or(2.0),
            data: data_or_default(bench.data),
        }),
        #[cfg(not(feature = "gpu"))]
        grammar::LessonCmd::Bench(_) => Err("bench needs a build with `--features gpu`".to_owned()),
    }
}

/// The catalogue, for the help.
fn models() -> String {
    let lines = ModelKind::ALL.map(|model| format!("  {}\n", model.title()));
    format!("MODELS:\n{}", lines.concat())
}

/// A model by its number.
#[derive(Debug)]
struct Model(ModelKind);

impl FromStr for Model {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = word.parse().ok().and_then(ModelKind::from_number);
        known.map(Self).ok_or_else(|| {
            let numbers = ModelKind::numbers("and");
            format!("the models are numbered {numbers}, not {word}")
        })
    }
}

/// The CPU.
#[derive(Debug)]
struct Device;

impl FromStr for Device {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "cpu" => Ok(Self),
            _ => Err(format!(
                "the device must be cpu, not {word:?}: WebGPU is the page's"
            )),
        }
    }
}

/// Fused or stock steps.
#[derive(Debug)]
struct Steps(
    #[cfg_attr(
        not(feature = "gpu"),
        expect(dead_code, reason = "only builds with the feature gpu can time them")
    )]
    StepPath,
);

impl FromStr for Steps {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "fused" => Ok(Self(StepPath::Fused)),
            "stock" => Ok(Self(StepPath::Stock)),
            _ => Err(format!("the path must be fused or stock, not {word:?}")),
        }
    }
}

#[cfg(test)]
mod tests;
