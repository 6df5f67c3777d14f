//! How far an engine has come with loading the data set.

use crate::protocol::{DataFile, SplitName};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FileProgress {
    pub n_received_bytes: f64,
    /// None when the server does not say.
    pub n_total_bytes: Option<f64>,
    /// It was in the browser's Cache Storage; nothing was downloaded.
    pub from_cache: bool,
}

impl FileProgress {
    pub fn is_complete(&self) -> bool {
        self.n_total_bytes
            .is_some_and(|n_total_bytes| self.n_received_bytes >= n_total_bytes)
    }
}

/// A split that is parsed and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitStatus {
    pub n_images: usize,
    /// Images of each class.
    pub class_counts: Vec<u32>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataStatus {
    files: [Option<FileProgress>; 4],
    train: Option<SplitStatus>,
    test: Option<SplitStatus>,
    /// What went wrong, as a sentence.
    pub error: Option<String>,
}

impl DataStatus {
    /// None before its first bytes.
    pub fn file(&self, file: DataFile) -> Option<FileProgress> {
        self.files[position(file)]
    }

    /// None until the split is loaded and checked.
    pub fn split(&self, split: SplitName) -> Option<&SplitStatus> {
        match split {
            SplitName::Train => self.train.as_ref(),
            SplitName::Test => self.test.as_ref(),
        }
    }

    /// Both splits are there.
    pub fn is_complete(&self) -> bool {
        self.train.is_some() && self.test.is_some()
    }

    pub(super) fn set_file(&mut self, file: DataFile, progress: FileProgress) {
        self.files[position(file)] = Some(progress);
    }

    pub(super) fn set_split(&mut self, split: SplitName, status: SplitStatus) {
        match split {
            SplitName::Train => self.train = Some(status),
            SplitName::Test => self.test = Some(status),
        }
    }
}

fn position(file: DataFile) -> usize {
    match file {
        DataFile::TestLabels => 0,
        DataFile::TestImages => 1,
        DataFile::TrainLabels => 2,
        DataFile::TrainImages => 3,
    }
}
