//! The messages between the page and the engines: commands down, events up.
//!
//! Commands are imperative, events are facts with absolute values, so a late or repeated event does no harm.
//! The enums are plain serde; `wire` turns them into JavaScript values. Every `Vec<u8>` crosses as a
//! transferred `Uint8Array`.

use serde::{Deserialize, Serialize};

mod benchmarks;
mod command;
mod config;
mod device;
mod evaluation;
mod event;
mod evidence;
mod file_reading;
mod images;
mod layers;
mod models;
mod neighbours;
mod one_step;
mod pictures;
mod request;
mod snapshot;

pub use command::Command;
pub use config::{
    ConfigError, ConfigField, MAX_BATCH_SIZE, MAX_EPOCHS, MAX_HIDDEN_UNITS, MAX_LEARNING_RATE,
    MAX_TESTS_PER_EPOCH, MAX_WORKERS, TrainingConfig, n_batches,
};
pub use device::{AdapterReport, DeviceKind, DeviceReport, StepPath, WebGpuProblem};
pub use evaluation::{
    ConfusionMatrix, EpochSummary, Evaluation, Probabilities, TestWithin, format_loss, is_close,
};
pub use event::{Event, FailureScope, LabelledImage, Outcome, Stamped};
pub use file_reading::{FileReading, LoadNote, NumberType, OtherReading, TriedReading};
pub use request::{Answer, Ask, Request};
// Globs, so that a new question is named in its own file only.
pub use benchmarks::*;
pub use evidence::*;
pub use images::*;
pub use layers::*;
pub use models::*;
pub use neighbours::*;
pub use one_step::*;
pub use pictures::*;
pub use snapshot::{RunPosition, Snapshot};

pub use crate::fashion_mnist::{CLASS_NAMES, IMAGE_SIZE, N_CLASSES, N_PIXELS};
pub use crate::models::ModelKind;

/// The name of this build, the same in the page and in both workers. A worker that the browser has cached from another
/// build carries another name in its `Ready` event.
pub const BUILD: &str = env!("FITTING_ROOM_BUILD");

/// One training run, numbered by the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RunId(pub u32);

/// One request, numbered by the page; its answer carries the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RequestId(pub u32);

/// The two parts of the data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SplitName {
    /// 60 000 images for training.
    Train,
    /// 10 000 images for evaluation.
    Test,
}

impl SplitName {
    /// The files of its images and of its labels.
    pub fn files(self) -> [DataFile; 2] {
        match self {
            Self::Train => [DataFile::TrainImages, DataFile::TrainLabels],
            Self::Test => [DataFile::TestImages, DataFile::TestLabels],
        }
    }
}

/// The four published files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DataFile {
    TestImages,
    TestLabels,
    TrainImages,
    TrainLabels,
}

impl DataFile {
    /// In the order in which they load: the small test set first, so that browsing and classifying can start early.
    pub const ALL: [Self; 4] = [
        Self::TestLabels,
        Self::TestImages,
        Self::TrainLabels,
        Self::TrainImages,
    ];

    /// The split that it is a part of.
    pub fn split(self) -> SplitName {
        match self {
            Self::TrainImages | Self::TrainLabels => SplitName::Train,
            Self::TestImages | Self::TestLabels => SplitName::Test,
        }
    }

    /// The name under which the file is published and served.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::TestImages => "t10k-images-idx3-ubyte.gz",
            Self::TestLabels => "t10k-labels-idx1-ubyte.gz",
            Self::TrainImages => "train-images-idx3-ubyte.gz",
            Self::TrainLabels => "train-labels-idx1-ubyte.gz",
        }
    }
}
