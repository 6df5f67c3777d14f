//! Requests to an engine and their answers, cut by noun: each noun's file lists its questions, with the struct of each and
//! that of its answer.

use serde::{Deserialize, Serialize};

use super::{
    BenchmarksAnswer, BenchmarksRequest, EvidenceAnswer, EvidenceRequest, ImagesAnswer,
    ImagesRequest, LayersAnswer, LayersRequest, ModelsAnswer, ModelsRequest, NeighboursAnswer,
    NeighboursRequest, OneStepAnswer, OneStepRequest, PicturesAnswer, PicturesRequest,
};

/// A question, tied to the type of its answer.
pub trait Ask: Into<Request> {
    /// The answer to this question.
    type Answer;

    /// The answer of this type; none if the answer is to another kind of question.
    fn read(answer: Answer) -> Option<Self::Answer>;
}

/// Generates the enums of requests and answers, one variant a noun.
macro_rules! nouns {
    ($($noun:ident($request:ident => $answer:ident),)*) => {
        /// A request of any kind, under its noun.
        ///
        /// The tag stays in the message: without it serde would read every request into a value of any form first, its
        /// files and pictures too.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Request {
            $($noun($request),)*
        }

        /// An answer of any kind, under the noun of its request.
        #[expect(
            clippy::large_enum_variant,
            reason = "answers are made one by one and posted at once; none is kept in bulk"
        )]
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Answer {
            $($noun($answer),)*
        }
    };
}

nouns! {
    Images(ImagesRequest => ImagesAnswer),
    Models(ModelsRequest => ModelsAnswer),
    Pictures(PicturesRequest => PicturesAnswer),
    Layers(LayersRequest => LayersAnswer),
    Evidence(EvidenceRequest => EvidenceAnswer),
    Neighbours(NeighboursRequest => NeighboursAnswer),
    OneStep(OneStepRequest => OneStepAnswer),
    Benchmarks(BenchmarksRequest => BenchmarksAnswer),
}

/// Generates a noun's enums and the trait's implementations from the list of its questions and their answers.
macro_rules! requests {
    ($noun:ident($request:ident => $answer:ident): $($question:ident => $answered:ty,)*) => {
        /// A question of this noun.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum $request {
            $($question($question),)*
        }

        /// An answer of this noun, under the name of its question.
        #[allow(
            clippy::large_enum_variant,
            reason = "as with `Answer`; the answers of some nouns are all small"
        )]
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum $answer {
            $($question($answered),)*
        }

        impl From<$answer> for $crate::protocol::Answer {
            fn from(answer: $answer) -> Self {
                Self::$noun(answer)
            }
        }

        $(
            impl From<$question> for $crate::protocol::Request {
                fn from(question: $question) -> Self {
                    Self::$noun($request::$question(question))
                }
            }

            impl $crate::protocol::Ask for $question {
                type Answer = $answered;

                fn read(answer: $crate::protocol::Answer) -> Option<$answered> {
                    match answer {
                        $crate::protocol::Answer::$noun($answer::$question(answer)) => Some(answer),
                        _ => None,
                    }
                }
            }
        )*
    };
}
pub(super) use requests;
