//! What can be asked of the engine, and which commands ask it.

use super::Judging;
use crate::protocol::{
    CheckpointFormat, Command, ModelKind, Picture, RequestId, Selection, SplitName,
};

/// A queued question.
pub struct Request {
    pub(super) id: RequestId,
    pub(super) question: Question,
}

#[expect(clippy::large_enum_variant, reason = "a handful wait at a time")]
pub(super) enum Question {
    Images {
        split: SplitName,
        selection: Selection,
    },
    Batch {
        split: SplitName,
        batch_size: usize,
        batch_index: usize,
        seed: u32,
    },
    Evaluation {
        model: ModelKind,
        judging: Option<Judging>,
    },
    Predictions {
        model: ModelKind,
        indices: Vec<u32>,
    },
    Classification {
        model: ModelKind,
        picture: Picture,
    },
    File {
        model: ModelKind,
        format: CheckpointFormat,
    },
    NewModel {
        file: Vec<u8>,
    },
}

impl Request {
    /// The question in a command; none for commands that are no questions.
    pub fn from_command(command: Command) -> Option<Self> {
        let (id, question) = match command {
            Command::ShowImages {
                request,
                split,
                selection,
            } => (request, Question::Images { split, selection }),
            Command::ShowBatch {
                request,
                split,
                batch_size,
                batch_index,
                seed,
            } => (
                request,
                Question::Batch {
                    split,
                    batch_size,
                    batch_index,
                    seed,
                },
            ),
            Command::Evaluate { request, model } => {
                let judging = None;
                (request, Question::Evaluation { model, judging })
            }
            Command::Predict {
                request,
                model,
                indices,
            } => (request, Question::Predictions { model, indices }),
            Command::Classify {
                request,
                model,
                picture,
            } => (request, Question::Classification { model, picture }),
            Command::SaveModel {
                request,
                model,
                format,
            } => (request, Question::File { model, format }),
            Command::LoadModel { request, file } => (request, Question::NewModel { file }),
            Command::LoadData
            | Command::StartRun { .. }
            | Command::PauseRun { .. }
            | Command::ResumeRun { .. }
            | Command::StopRun { .. }
            | Command::Benchmark { .. }
            | Command::Crash => return None,
        };
        Some(Self { id, question })
    }
}
