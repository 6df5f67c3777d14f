//! Answers what a decision rests on: the model's answers to an image covered in part, and the gradient by its pixels.

use super::subject::ModelAtStep;
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::logits::likeliest_class;
use crate::models::Architecture;
use crate::protocol::{
    EvidenceAnswer, EvidenceRequest, IMAGE_SIZE, Occlude, OcclusionMap, SaliencyMap, TraceGradient,
};
use crate::training::gradients::Differentiable;

impl Engine {
    pub(super) async fn answer_evidence(
        &mut self,
        request: &EvidenceRequest,
    ) -> Result<EvidenceAnswer, EngineError> {
        Ok(match request {
            EvidenceRequest::Occlude(question) => {
                EvidenceAnswer::Occlude(self.occlude(question).await?)
            }
            EvidenceRequest::TraceGradient(question) => {
                EvidenceAnswer::TraceGradient(self.trace_gradient(question).await?)
            }
        })
    }

    async fn occlude(&mut self, question: &Occlude) -> Result<OcclusionMap, EngineError> {
        let pixels = self.pixels_of(&question.image, question.subject).await?;
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
        let mut answers = self.probabilities(question.subject, &images).await?;
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

    async fn trace_gradient(
        &mut self,
        question: &TraceGradient,
    ) -> Result<SaliencyMap, EngineError> {
        let pixels = self.pixels_of(&question.image, question.subject).await?;
        let probabilities = self
            .probabilities(question.subject, &[pixels])
            .await?
            .concat();
        let class = match question.class.map(usize::from) {
            Some(class) if class < probabilities.len() => class,
            Some(_) | None => likeliest_class(&probabilities).unwrap_or(0),
        };
        let ModelAtStep { config, state, .. } = self.at_present(question.subject).await?;
        let model = Differentiable::new(&Architecture::of(&config), &state, &self.device)?;
        Ok(SaliencyMap {
            pixels: pixels.to_vec(),
            class: class as u8,
            gradient: model.of_logit(&pixels, class).await?,
        })
    }
}
