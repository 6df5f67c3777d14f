//! The errors of an engine, as sentences for the learner.

use burn::tensor::ExecutionError;

use crate::checkpoint::CheckpointError;
use crate::data::preprocess::PreprocessError;
use crate::data::{DataError, IdxError};
use crate::models::StateError;
use crate::protocol::{ConfigError, DataFile, ModelKind, SplitName};

#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    #[error("{} cannot be used: {cause}", .file.file_name())]
    DataFile { file: DataFile, cause: IdxError },
    #[error("the {} data cannot be used: {cause}", split_word(*.split))]
    DataPair { split: SplitName, cause: DataError },
    #[error("the {} images are not loaded yet: wait for the download, or load the data again", split_word(*.0))]
    NoData(SplitName),
    #[error("{} has not been trained or loaded yet", .0.title)]
    NoModel(ModelKind),
    #[error("another run is going on: stop it first")]
    RunGoesOn,
    #[error(
        "this checkpoint does not say how many steps it was trained for, so it cannot be continued"
    )]
    NoPosition,
    #[error(
        "this checkpoint has made its {n_steps} steps already: more epochs are needed to continue it"
    )]
    NothingLeft { n_steps: usize },
    #[error("this snapshot of a run is damaged: its parts do not belong together")]
    UnsoundSnapshot,
    #[error("no such run is going on")]
    NoSuchRun,
    #[error("the {} images end at {n_images}, so there is no image {index}", split_word(*.split))]
    NoSuchImage {
        split: SplitName,
        index: u32,
        n_images: usize,
    },
    #[error("the {} images have {n_batches} batches, so there is no batch {batch_index}", split_word(*.split))]
    NoSuchBatch {
        split: SplitName,
        batch_index: usize,
        n_batches: usize,
    },
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("this file does not fit the model: {0}")]
    State(#[from] StateError),
    #[error("cannot load this file: {0}")]
    Checkpoint(#[from] CheckpointError),
    #[error(transparent)]
    Preprocess(#[from] PreprocessError),
    #[error("the device failed while computing: {0}")]
    Device(String),
}

impl From<ExecutionError> for EngineError {
    fn from(error: ExecutionError) -> Self {
        Self::Device(format!("{error:?}"))
    }
}

impl EngineError {
    /// An error of a split's files, under the name of the damaged one.
    pub fn of_files(split: SplitName, error: DataError) -> Self {
        let (images, labels) = match split {
            SplitName::Train => (DataFile::TrainImages, DataFile::TrainLabels),
            SplitName::Test => (DataFile::TestImages, DataFile::TestLabels),
        };
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

fn split_word(split: SplitName) -> &'static str {
    match split {
        SplitName::Train => "training",
        SplitName::Test => "test",
    }
}
