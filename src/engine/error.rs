//! The errors of an engine, as sentences for the learner.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use burn::tensor::ExecutionError;

use crate::checkpoint::CheckpointError;
use crate::data::preprocess::PreprocessError;
use crate::data::{DataError, IdxError};
use crate::models::StateError;
use crate::protocol::{ConfigError, DataFile, ModelKind, SplitName};
use crate::texts::text;

/// Why an engine cannot do what it was asked.
#[derive(Debug)]
pub enum EngineError {
    /// A data file that is damaged.
    DataFile { file: DataFile, cause: IdxError },
    /// Two data files that do not belong together.
    DataPair { split: SplitName, cause: DataError },
    /// Images that are not here yet.
    NoData(SplitName),
    /// A model that is not here.
    NoModel(ModelKind),
    /// A run was to start while another goes on.
    RunGoesOn,
    /// A checkpoint that does not say how far its run had come cannot be continued.
    NoPosition,
    /// A run that is to be continued has made all its steps.
    NothingLeft { n_steps: usize },
    /// Parameters that are not finite are no snapshot.
    UnsoundSnapshot,
    /// A question about a run that is not going on.
    NoSuchRun,
    /// An index behind the last image.
    NoSuchImage {
        split: SplitName,
        index: u32,
        n_images: usize,
    },
    /// An index behind the last batch.
    NoSuchBatch {
        split: SplitName,
        batch_index: usize,
        n_batches: usize,
    },
    /// Settings out of bounds.
    Config(ConfigError),
    /// Parameters of another model.
    State(StateError),
    /// A file that is no checkpoint.
    Checkpoint(CheckpointError),
    /// A picture in which nothing is found.
    Preprocess(PreprocessError),
    /// The device has failed.
    Device(String),
}

impl Error for EngineError {}

impl Display for EngineError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        use SplitName::{Test, Train};
        let sentence = match self {
            Self::DataFile { file, cause } => {
                text!(
                    "engine-file-unusable",
                    file = file.file_name(),
                    cause = cause
                )
            }
            Self::DataPair {
                split: Train,
                cause,
            } => {
                text!("engine-pair-unusable-train", cause = cause)
            }
            Self::DataPair { split: Test, cause } => {
                text!("engine-pair-unusable-test", cause = cause)
            }
            Self::NoData(Train) => text!("engine-no-data-train").to_owned(),
            Self::NoData(Test) => text!("engine-no-data-test").to_owned(),
            Self::NoModel(model) => text!("engine-no-model", model = model.title()),
            Self::RunGoesOn => text!("engine-run-goes-on").to_owned(),
            Self::NoPosition => text!("engine-no-position").to_owned(),
            Self::NothingLeft { n_steps } => text!("engine-nothing-left", steps = n_steps),
            Self::UnsoundSnapshot => text!("engine-unsound-snapshot").to_owned(),
            Self::NoSuchRun => text!("engine-no-run").to_owned(),
            Self::NoSuchImage {
                split,
                index,
                n_images,
            } => match split {
                Train => text!("engine-no-image-train", n = n_images, index = index),
                Test => text!("engine-no-image-test", n = n_images, index = index),
            },
            Self::NoSuchBatch {
                split,
                batch_index,
                n_batches,
            } => match split {
                Train => text!("engine-no-batch-train", n = n_batches, index = batch_index),
                Test => text!("engine-no-batch-test", n = n_batches, index = batch_index),
            },
            Self::Config(cause) => cause.to_string(),
            Self::State(cause) => text!("engine-does-not-fit", cause = cause),
            Self::Checkpoint(cause) => text!("engine-cannot-load", cause = cause),
            Self::Preprocess(cause) => cause.to_string(),
            Self::Device(cause) => text!("engine-device-failed", cause = cause),
        };
        formatter.write_str(&sentence)
    }
}

impl From<ConfigError> for EngineError {
    fn from(cause: ConfigError) -> Self {
        Self::Config(cause)
    }
}

impl From<StateError> for EngineError {
    fn from(cause: StateError) -> Self {
        Self::State(cause)
    }
}

impl From<CheckpointError> for EngineError {
    fn from(cause: CheckpointError) -> Self {
        Self::Checkpoint(cause)
    }
}

impl From<PreprocessError> for EngineError {
    fn from(cause: PreprocessError) -> Self {
        Self::Preprocess(cause)
    }
}

impl From<ExecutionError> for EngineError {
    fn from(error: ExecutionError) -> Self {
        Self::Device(format!("{error:?}"))
    }
}

impl EngineError {
    /// An error of a split's files, under the name of the damaged one.
    pub fn of_files(split: SplitName, error: DataError) -> Self {
        let [images, labels] = split.files();
        match error {
            DataError::Images(cause) => Self::DataFile {
                file: images,
                cause,
            },
            DataError::Labels(cause) => Self::DataFile {
                file: labels,
                cause,
            },
            cause @ DataError::CountsDiffer { .. } => Self::DataPair { split, cause },
        }
    }
}
