//! Loading of the data set, by engine and file.

use crate::protocol::{DataFile, DeviceKind, Event, SplitName};

use super::PRIMARY_ENGINE;

/// The data set in both engines, each of which loads its own copy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data {
    cpu: DataStatus,
    webgpu: DataStatus,
    /// The browser has refused a copy, to either of them.
    is_not_stored: bool,
}

/// A file's download, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FileProgress {
    /// Received so far.
    pub n_received_bytes: f64,
    /// None when the server sends no length.
    pub n_total_bytes: Option<f64>,
    /// It came from the browser's Cache Storage, not from the network.
    pub from_cache: bool,
}

impl Data {
    /// The data set in the engine on this device.
    pub fn of(&self, device: DeviceKind) -> &DataStatus {
        match device {
            DeviceKind::Cpu => &self.cpu,
            DeviceKind::WebGpu => &self.webgpu,
        }
    }

    /// The data set that the views show.
    pub fn primary(&self) -> &DataStatus {
        self.of(PRIMARY_ENGINE)
    }

    /// Applies the events about data; others are ignored.
    pub(super) fn apply(&mut self, source: DeviceKind, event: &Event) {
        let status = self.of_mut(source);
        match event {
            Event::LoadStarted => status.error = None,
            Event::DataProgress {
                file,
                n_received_bytes,
                n_total_bytes,
                from_cache,
            } => {
                let progress = FileProgress {
                    n_received_bytes: *n_received_bytes,
                    n_total_bytes: *n_total_bytes,
                    from_cache: *from_cache,
                };
                status.set_file(*file, progress);
            }
            Event::SplitLoaded {
                split,
                n_images,
                class_counts,
            } => {
                let loaded = SplitStatus {
                    n_images: *n_images,
                    class_counts: class_counts.clone(),
                };
                status.set_split(*split, loaded);
            }
            _ => {}
        }
    }

    /// The browser has refused a copy; returns whether that is news.
    pub(super) fn note_not_stored(&mut self) -> bool {
        !std::mem::replace(&mut self.is_not_stored, true)
    }

    pub(super) fn fail(&mut self, source: DeviceKind, message: &str) {
        self.of_mut(source).error = Some(message.to_owned());
    }

    /// Resets the status of an engine that has ended.
    pub(super) fn forget(&mut self, device: DeviceKind) {
        *self.of_mut(device) = DataStatus::default();
    }

    fn of_mut(&mut self, device: DeviceKind) -> &mut DataStatus {
        match device {
            DeviceKind::Cpu => &mut self.cpu,
            DeviceKind::WebGpu => &mut self.webgpu,
        }
    }
}

impl FileProgress {
    /// Whether all bytes are received.
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

/// The data set in one engine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataStatus {
    files: [Option<FileProgress>; 4],
    train: Option<SplitStatus>,
    test: Option<SplitStatus>,
    /// Why loading failed, as a sentence.
    pub error: Option<String>,
}

impl DataStatus {
    /// The progress of a file; none before its first bytes.
    pub fn file(&self, file: DataFile) -> Option<FileProgress> {
        self.files[position(file)]
    }

    /// The split; none until it is loaded and checked.
    pub fn split(&self, split: SplitName) -> Option<&SplitStatus> {
        match split {
            SplitName::Train => self.train.as_ref(),
            SplitName::Test => self.test.as_ref(),
        }
    }

    /// Whether both splits are loaded.
    pub fn is_complete(&self) -> bool {
        self.train.is_some() && self.test.is_some()
    }

    fn set_file(&mut self, file: DataFile, progress: FileProgress) {
        self.files[position(file)] = Some(progress);
    }

    fn set_split(&mut self, split: SplitName, status: SplitStatus) {
        match split {
            SplitName::Train => self.train = Some(status),
            SplitName::Test => self.test = Some(status),
        }
    }
}

/// The file's position in [`DataFile::ALL`].
fn position(file: DataFile) -> usize {
    let mut all = DataFile::ALL.into_iter();
    all.position(|other| other == file)
        .expect("it is one of all")
}
