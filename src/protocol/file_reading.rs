//! What a checkpoint file left open, and how it was read: facts for the learner.

mod sentences;

use serde::{Deserialize, Serialize};

use super::{ModelKind, RecordedScore, TrainedModel, TrainingConfig, is_close};

/// Difference of a recorded accuracy that its rounding can make, and the lesson's mean over batches.
const MAX_ACCURACY_GAP: f64 = 0.001;

/// How a file was read, where it is not simply a state dict of the lesson's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileReading {
    /// One sentence each.
    pub notes: Vec<LoadNote>,
    /// Other models that the same numbers make, where the file does not say which it was.
    pub others: Vec<OtherReading>,
}

/// The same numbers as another model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherReading {
    pub config: TrainingConfig,
    /// On the test images; none if they were not loaded by then.
    pub score: Option<RecordedScore>,
    /// The checkpoint as safetensors.
    #[serde(with = "serde_bytes")]
    pub file: Vec<u8>,
}

impl FileReading {
    /// Whether there were no test images to try the readings on.
    pub fn is_untried(&self) -> bool {
        self.others.iter().any(|other| other.score.is_none())
    }
}

impl TrainedModel {
    /// The same numbers as the other model at this position, which this one takes in turn; none if there is no such.
    pub fn read_as(&self, position: usize) -> Option<Self> {
        let mut reading = self.reading.clone();
        let place = reading.others.get_mut(position)?;
        let mut this = OtherReading {
            config: self.config.clone(),
            score: None,
            file: self.file.clone(),
        };
        for note in &mut reading.notes {
            if let LoadNote::Undecided { taken, others } = note
                && let Some(other) = others.get_mut(position)
            {
                this.score = taken.score;
                std::mem::swap(taken, other);
            }
        }
        std::mem::swap(place, &mut this);
        Some(Self {
            config: this.config,
            file: this.file,
            reading,
            ..self.clone()
        })
    }

    /// Where the file's figures disagree with its score on the test images.
    pub fn disagreements(&self, found: RecordedScore) -> Vec<LoadNote> {
        let of_note = self.reading.notes.iter().filter_map(|note| match note {
            LoadNote::RecordedAccuracy { key, accuracy }
                if (accuracy - found.accuracy).abs() > MAX_ACCURACY_GAP =>
            {
                Some(LoadNote::OtherAccuracy {
                    key: key.clone(),
                    recorded: *accuracy,
                    found: found.accuracy,
                })
            }
            _ => None,
        });
        let of_score = self
            .score
            .filter(|recorded| !is_close(recorded.loss, found.loss))
            .map(|recorded| LoadNote::OtherScore { recorded, found });
        of_note.chain(of_score).collect()
    }
}

/// A type of numbers that is cast to floats of 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberType {
    Float16,
    Bfloat16,
    Float32,
    Float64,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint8,
    Bool,
    Float8E4m3,
    Float8E5m2,
    Uint16,
    Uint32,
    Uint64,
}

impl NumberType {
    /// Every type.
    pub const ALL: [Self; 15] = [
        Self::Float16,
        Self::Bfloat16,
        Self::Float32,
        Self::Float64,
        Self::Int8,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::Uint8,
        Self::Bool,
        Self::Float8E4m3,
        Self::Float8E5m2,
        Self::Uint16,
        Self::Uint32,
        Self::Uint64,
    ];

    /// PyTorch's name of the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Float16 => "float16",
            Self::Bfloat16 => "bfloat16",
            Self::Float32 => "float32",
            Self::Float64 => "float64",
            Self::Int8 => "int8",
            Self::Int16 => "int16",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Uint8 => "uint8",
            Self::Bool => "bool",
            Self::Float8E4m3 => "float8_e4m3fn",
            Self::Float8E5m2 => "float8_e5m2",
            Self::Uint16 => "uint16",
            Self::Uint32 => "uint32",
            Self::Uint64 => "uint64",
        }
    }

    /// Bytes of a value.
    pub fn n_bytes(self) -> usize {
        match self {
            Self::Int8 | Self::Uint8 | Self::Bool | Self::Float8E4m3 | Self::Float8E5m2 => 1,
            Self::Float16 | Self::Bfloat16 | Self::Int16 | Self::Uint16 => 2,
            Self::Float32 | Self::Int32 | Self::Uint32 => 4,
            Self::Float64 | Self::Int64 | Self::Uint64 => 8,
        }
    }
}

/// A fact about how a file was read. Names out of the file are shortened and without control characters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LoadNote {
    /// The state dict is a part of what the file holds.
    Inside {
        /// Its place, such as `net` or `checkpoint.model_state_dict`.
        place: String,
    },
    /// All names of the parameters began alike.
    PrefixRemoved {
        /// With its dot, such as `module.`.
        prefix: String,
    },
    /// The names are others, the shapes and their order are the model's.
    MatchedByOrder {
        /// The model that was recognised.
        model: ModelKind,
        /// Whether layers of the same shapes are in the order of the numbers in their names, rather than of the file.
        #[serde(default)]
        is_by_numbers: bool,
        /// The file's name of the first parameter.
        found: String,
        /// The model's name of the first parameter.
        meant: String,
    },
    /// The weights were part of a pickled module.
    WholeModule {
        /// Its class with its module.
        class: String,
    },
    /// The module has layers that the model does not have.
    OtherLayers {
        /// Their classes, the first few.
        classes: Vec<String>,
        /// The model that was recognised.
        model: ModelKind,
    },
    /// Values were of another type.
    Cast {
        /// The file's type.
        from: NumberType,
    },
    /// More than one part of the file fits a model.
    OthersFit {
        /// Where the others lie.
        places: Vec<String>,
    },
    /// Tensors beside the model's.
    TensorsLeftOut {
        /// Their number.
        n_tensors: usize,
        /// The name of the first one.
        first: String,
    },
    /// Classes and functions of the pickle beside the weights.
    NotMade {
        /// With their modules, the first few.
        names: Vec<String>,
    },
    /// The archive has no checksums, by which damage would be found.
    NoChecksums,
    /// The file does not say whether a ReLU ends the model, or which of several models it is.
    Undecided {
        /// The model that was taken.
        taken: TriedReading,
        /// The others.
        others: Vec<TriedReading>,
    },
    /// The file records an accuracy, of whatever images.
    RecordedAccuracy {
        /// Its name in the file.
        key: String,
        /// A fraction.
        accuracy: f64,
    },
    /// The test images give another accuracy than the file records.
    OtherAccuracy {
        /// Its name in the file.
        key: String,
        /// The file's, a fraction.
        recorded: f64,
        /// As evaluated here, a fraction.
        found: f64,
    },
    /// The test images give another score than the file records.
    OtherScore {
        /// As the file says.
        recorded: RecordedScore,
        /// As evaluated here.
        found: RecordedScore,
    },
}

/// One of several models that the same numbers make, and its score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TriedReading {
    pub model: ModelKind,
    pub final_relu: bool,
    /// On the test images; none if they were not loaded by then.
    pub score: Option<RecordedScore>,
}
