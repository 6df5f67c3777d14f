//! Answers which training images a model takes for most alike, from features of all of them that it reads once.

use super::images::labelled_images;
use super::{Progress, Task};
use crate::data::Split;
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::protocol::{Answer, Event, FindNearest, NearestImages, Neighbour, SplitName};
use crate::training::features::{FeatureIndex, FeatureReader};

/// Images of a step of a slice.
const IMAGES_PER_STEP: usize = 32;
/// Images of one forward pass at most; more use more memory and are no faster.
const MAX_FORWARD_IMAGES: usize = 1024;

/// Features of the training images that are not complete.
pub struct Indexing {
    pub question: FindNearest,
    reader: FeatureReader,
    index: FeatureIndex,
}

impl Engine {
    pub(super) async fn find_nearest(
        &mut self,
        question: FindNearest,
        max_steps: usize,
    ) -> Result<Progress, EngineError> {
        let model = self.models.get(question.model)?;
        if model.feature_index.is_some() {
            return Ok(Answer::FindNearest(self.nearest(&question).await?).into());
        }
        // Said before the long work rather than after it.
        self.pixels_of(&question.image)?;
        self.split(SplitName::Train)?;
        let indexing = Indexing {
            reader: FeatureReader::new(&model.architecture(), model.state(), &self.device)?,
            index: FeatureIndex::default(),
            question,
        };
        self.index(indexing, max_steps).await
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
                question, index, ..
            } = indexing;
            self.models.get_mut(question.model)?.feature_index = Some(index);
            return Ok(Answer::FindNearest(self.nearest(&question).await?).into());
        }
        let progress = Event::IndexProgress {
            model: indexing.question.model,
            n_done: end,
            n_images,
        };
        Ok(Progress::Yields(Task::Index(Box::new(indexing)), progress))
    }

    async fn nearest(&self, question: &FindNearest) -> Result<NearestImages, EngineError> {
        let pixels = self.pixels_of(&question.image)?;
        let train = self.split(SplitName::Train)?;
        let model = self.models.get(question.model)?;
        let mut reader = FeatureReader::new(&model.architecture(), model.state(), &self.device)?;
        let alone = Split::from_parts(pixels.to_vec(), vec![0]).expect("one image, one label");
        let features = reader.read(&alone, 0..1).await?;
        let index = model.feature_index.as_ref();
        let found = index.map_or_else(Vec::new, |index| {
            index.nearest(&features, question.n_images)
        });
        let (indices, similarities): (Vec<u32>, Vec<f32>) = found
            .into_iter()
            .map(|(position, similarity)| (position as u32, similarity))
            .unzip();
        let images = labelled_images(SplitName::Train, train, &indices)?;
        let images = images.into_iter().zip(similarities);
        let images = images.map(|(image, similarity)| Neighbour { image, similarity });
        Ok(NearestImages {
            pixels: pixels.to_vec(),
            n_features: features.len(),
            images: images.collect(),
        })
    }
}
