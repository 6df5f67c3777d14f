//! Answers what a decision rests on: the model's answers to an image covered in part, and the gradient by its pixels.

use super::images::labelled_images;
use crate::data::preprocess;
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::protocol::{
    IMAGE_SIZE, N_PIXELS, Occlude, OcclusionMap, SaliencyMap, SplitName, Subject, TraceGradient,
};
use crate::training::gradients::Differentiable;
use crate::training::metrics;

impl Engine {
    /// The model's input.
    pub(super) fn input(&self, subject: &Subject) -> Result<[u8; N_PIXELS], EngineError> {
        match subject {
            Subject::TestImage(index) => {
                let test = self.split(SplitName::Test)?;
                let found = labelled_images(SplitName::Test, test, &[*index])?;
                Ok(*found[0]
                    .pixels
                    .as_chunks()
                    .0
                    .first()
                    .expect("an image has all its pixels"))
            }
            Subject::Own(picture) => Ok(*preprocess::prepare(picture)?.pixels),
        }
    }

    pub(super) async fn occlude(
        &mut self,
        question: &Occlude,
    ) -> Result<OcclusionMap, EngineError> {
        self.models.get(question.model)?;
        let pixels = self.input(&question.subject)?;
        let size = question.size.clamp(1, IMAGE_SIZE);
        let stride = question.stride.clamp(1, IMAGE_SIZE);
        let starts = || (0..=IMAGE_SIZE - size).step_by(stride);
        let covered = starts().flat_map(|row| {
            starts().map(move |column| {
                let mut image = pixels;
                for line in image[row * IMAGE_SIZE..][..size * IMAGE_SIZE].chunks_mut(IMAGE_SIZE) {
                    line[column..][..size].fill(question.grey);
                }
                image
            })
        });
        let images: Vec<_> = std::iter::once(pixels).chain(covered).collect();
        let mut answers = self.probabilities(question.model, &images).await?;
        let covered = answers.split_off(1).concat();
        Ok(OcclusionMap {
            pixels: pixels.to_vec(),
            probabilities: answers.concat(),
            size,
            stride,
            n_places: starts().count(),
            covered,
        })
    }

    pub(super) async fn trace_gradient(
        &mut self,
        question: &TraceGradient,
    ) -> Result<SaliencyMap, EngineError> {
        self.models.get(question.model)?;
        let pixels = self.input(&question.subject)?;
        let probabilities = self
            .probabilities(question.model, &[pixels])
            .await?
            .concat();
        let class = match question.class.map(usize::from) {
            Some(class) if class < probabilities.len() => class,
            Some(_) | None => metrics::argmax(&probabilities),
        };
        let model = self.models.get(question.model)?;
        let model = Differentiable::new(&model.architecture(), model.state(), &self.device)?;
        Ok(SaliencyMap {
            pixels: pixels.to_vec(),
            class: class as u8,
            gradient: model.of_logit(&pixels, class).await?,
        })
    }
}
