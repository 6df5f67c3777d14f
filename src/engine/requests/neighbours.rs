//! Answers which training images a model takes for most alike, from features of all of them that it reads once.

use super::images::labelled_images;
use super::subject::ModelAtStep;
use super::{Progress, Task};
use crate::data::Split;
use crate::engine::error::EngineError;
use crate::engine::{Engine, Work};
use crate::models::{Architecture, StateDict};
use crate::protocol::{
    Event, FindNearest, InputImage, ModelKind, NearestImages, Neighbour, NeighboursAnswer,
    NeighboursRequest, SplitName, Subject,
};
use crate::training::evaluate::MAX_FORWARD_IMAGES;
use crate::training::features::{FeatureIndex, FeatureReader};

/// Images of a step of a slice.
const IMAGES_PER_STEP: usize = 32;

/// What a model of a run, or one that has made no step, gets of the training images; its parameters change and are kept as
/// they were.
pub struct ReadTraining {
    subject: Subject,
    taken: ModelAtStep,
    index: FeatureIndex,
}

/// Features of the training images that are not complete.
pub struct Indexing {
    pub question: FindNearest,
    model: ModelKind,
    taken: ModelAtStep,
    reader: FeatureReader,
    index: FeatureIndex,
}

impl NeighboursRequest {
    /// The kind of work, for pacing.
    pub(super) fn work(&self) -> Work {
        match self {
            Self::FindNearest(question) => Work::Indexing(question.subject),
        }
    }
}

impl Engine {
    pub(super) async fn begin_neighbours(
        &mut self,
        request: NeighboursRequest,
        max_steps: usize,
    ) -> Result<Progress, EngineError> {
        match request {
            NeighboursRequest::FindNearest(question) => {
                self.find_nearest(question, max_steps).await
            }
        }
    }

    async fn find_nearest(
        &mut self,
        question: FindNearest,
        max_steps: usize,
    ) -> Result<Progress, EngineError> {
        if self.has_read_training(&question)? {
            return Ok(NeighboursAnswer::FindNearest(self.nearest(&question).await?).into());
        }
        // Said before the long work rather than after it.
        self.pixels_of(&question.image, question.subject).await?;
        self.split(SplitName::Train)?;
        let taken = self.at_present(question.subject).await?;
        let architecture = Architecture::of(&taken.config);
        let indexing = Indexing {
            model: taken.config.model,
            reader: FeatureReader::new(&architecture, &taken.state, &self.device)?,
            index: FeatureIndex::default(),
            taken,
            question,
        };
        self.index(indexing, max_steps).await
    }

    fn has_read_training(&self, question: &FindNearest) -> Result<bool, EngineError> {
        if let Subject::Trained(kind) = question.subject {
            return Ok(self.models.get(kind)?.feature_index.is_some());
        }
        Ok(self.read_training.as_ref().is_some_and(|read| {
            read.subject == question.subject && read.taken.n_steps >= Some(question.not_before)
        }))
    }

    /// Reads the features of some more images and then yields to other requests.
    pub(super) async fn index(
        &mut self,
        mut indexing: Indexing,
        max_steps: usize,
    ) -> Result<Progress, EngineError> {
        let train = self.split(SplitName::Train)?;
        let Indexing { reader, index, .. } = &mut indexing;
        let end = index.n_images() + max_steps.max(1) * IMAGES_PER_STEP;
        let end = end.min(train.n_images());
        while index.n_images() < end {
            let start = index.n_images();
            let stop = (start + MAX_FORWARD_IMAGES).min(end);
            let features = reader.read(train, start..stop).await?;
            index.push(&features, stop - start);
        }
        let n_images = train.n_images();
        if end == n_images {
            let Indexing {
                question,
                taken,
                index,
                ..
            } = indexing;
            match question.subject {
                Subject::Trained(kind) => self.models.get_mut(kind)?.feature_index = Some(index),
                subject @ (Subject::Run(_) | Subject::Initial { .. }) => {
                    self.read_training = Some(ReadTraining {
                        subject,
                        taken,
                        index,
                    });
                }
            }
            return Ok(NeighboursAnswer::FindNearest(self.nearest(&question).await?).into());
        }
        let progress = Event::IndexProgress {
            model: indexing.model,
            n_done: end,
            n_images,
        };
        Ok(Progress::Yields(Task::Index(Box::new(indexing)), progress))
    }

    async fn nearest(&mut self, question: &FindNearest) -> Result<NearestImages, EngineError> {
        let pixels = self.pixels_of(&question.image, question.subject).await?;
        let train = self.split(SplitName::Train)?;
        let (architecture, state, n_steps, index): (_, &StateDict, _, _) = match question.subject {
            Subject::Trained(kind) => {
                let model = self.models.get(kind)?;
                let index = model.feature_index.as_ref();
                (model.architecture(), model.state(), model.n_steps, index)
            }
            Subject::Run(_) | Subject::Initial { .. } => {
                let read = self.read_training.as_ref().ok_or(EngineError::NoSuchRun)?;
                let ModelAtStep {
                    config,
                    n_steps,
                    state,
                } = &read.taken;
                (Architecture::of(config), state, *n_steps, Some(&read.index))
            }
        };
        let mut reader = FeatureReader::new(&architecture, state, &self.device)?;
        let alone = Split::from_parts(pixels.to_vec(), vec![0]).expect("one image, one label");
        let features = reader.read(&alone, 0..1).await?;
        // A training image is nearest to itself, which says nothing.
        let itself = match question.image {
            InputImage::OfSplit {
                split: SplitName::Train,
                index,
            } => Some(index),
            InputImage::OfSplit { .. } | InputImage::Own { .. } => None,
        };
        let n_wanted = question.n_images + usize::from(itself.is_some());
        let found = index.map_or_else(Vec::new, |index| index.nearest(&features, n_wanted));
        let (indices, similarities): (Vec<u32>, Vec<f32>) = found
            .into_iter()
            .map(|(position, similarity)| (position as u32, similarity))
            .filter(|&(position, _)| Some(position) != itself)
            .take(question.n_images)
            .unzip();
        let images = labelled_images(SplitName::Train, train, &indices)?;
        let images = images.into_iter().zip(similarities);
        let images = images.map(|(image, similarity)| Neighbour { image, similarity });
        Ok(NearestImages {
            pixels: pixels.to_vec(),
            n_steps,
            n_features: features.len(),
            images: images.collect(),
        })
    }
}
