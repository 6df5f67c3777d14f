//! Answers requests for images of the data set.

use crate::data::Split;
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::protocol::{
    Batch, ImagesAnswer, ImagesRequest, LabelledImage, Selection, ShowBatch, ShowImages, SplitName,
    Survey, SurveySplit, n_batches,
};
use crate::random::{EpochOrders, random_picks};

impl Engine {
    pub(super) fn answer_images(
        &self,
        request: &ImagesRequest,
    ) -> Result<ImagesAnswer, EngineError> {
        Ok(match request {
            ImagesRequest::ShowImages(question) => {
                ImagesAnswer::ShowImages(self.show_images(question)?)
            }
            ImagesRequest::ShowBatch(question) => {
                ImagesAnswer::ShowBatch(self.show_batch(question)?)
            }
            ImagesRequest::SurveySplit(question) => {
                ImagesAnswer::SurveySplit(self.survey_split(question)?)
            }
        })
    }

    pub(super) fn split(&self, name: SplitName) -> Result<&Split, EngineError> {
        self.data.split(name).ok_or(EngineError::NoData(name))
    }

    fn show_images(&self, question: &ShowImages) -> Result<Vec<LabelledImage>, EngineError> {
        let split = self.split(question.split)?;
        let indices = match &question.selection {
            Selection::Indices(indices) => indices,
            Selection::Random { seed, n_images } => {
                // A message's number reserves no memory.
                let n_picks = split.n_images().min(*n_images);
                &random_picks(u64::from(*seed), n_picks, split.n_images() as u32)
            }
        };
        labelled_images(question.split, split, indices)
    }

    fn show_batch(&self, question: &ShowBatch) -> Result<Batch, EngineError> {
        let &ShowBatch {
            split: name,
            batch_size,
            batch_index,
            seed,
        } = question;
        let split = self.split(name)?;
        let batch_size = batch_size.max(1);
        let n_images = split.n_images() as u32;
        let order = match name {
            SplitName::Train => EpochOrders::new(u64::from(seed), n_images).next_epoch(),
            SplitName::Test => (0..n_images).collect(),
        };
        let n_batches = n_batches(split.n_images(), batch_size);
        let indices =
            order
                .chunks(batch_size)
                .nth(batch_index)
                .ok_or(EngineError::NoSuchBatch {
                    split: name,
                    batch_index,
                    n_batches,
                })?;
        Ok(Batch {
            n_batches,
            images_shape: [indices.len(), 1, 28, 28],
            images: labelled_images(name, split, indices)?,
        })
    }

    fn survey_split(&self, question: &SurveySplit) -> Result<Survey, EngineError> {
        let split = self.split(question.split)?;
        Ok(Survey {
            labels: split.labels().to_vec(),
            class_means: split.class_means(),
        })
    }
}

pub(super) fn labelled_images(
    name: SplitName,
    split: &Split,
    indices: &[u32],
) -> Result<Vec<LabelledImage>, EngineError> {
    let labelled = |&index: &u32| {
        let position = index as usize;
        match (split.image(position), split.label(position)) {
            (Some(pixels), Some(label)) => Ok(LabelledImage {
                index,
                label,
                pixels: pixels.to_vec(),
            }),
            _ => Err(EngineError::NoSuchImage {
                split: name,
                index,
                n_images: split.n_images(),
            }),
        }
    };
    indices.iter().map(labelled).collect()
}
