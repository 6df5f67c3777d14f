//! Answers which item a drawing or a photo shows.

use super::subject::Own;
use crate::data::doubt;
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::protocol::{Classification, Classify, PicturesAnswer, PicturesRequest, Subject};

impl Engine {
    pub(super) async fn answer_pictures(
        &mut self,
        request: &PicturesRequest,
    ) -> Result<PicturesAnswer, EngineError> {
        Ok(match request {
            PicturesRequest::Classify(question) => {
                PicturesAnswer::Classify(self.classify(question).await?)
            }
        })
    }

    async fn classify(&mut self, question: &Classify) -> Result<Classification, EngineError> {
        let subject = Subject::Trained(question.model);
        let own = self.prepare_own(&question.picture, &question.corrections, subject);
        let Own {
            pixels,
            is_mirrored,
            prepared,
        } = own.await?;
        let variants = doubt::variants(&pixels);
        let mut probabilities = self.probabilities(subject, &variants).await?;
        let findings = prepared.findings;
        Ok(Classification {
            pixels: pixels.to_vec(),
            stages: prepared
                .stages
                .iter()
                .flat_map(|it| it.iter().copied())
                .collect(),
            inverted: prepared.inverted,
            is_mirrored,
            quarter_turns: question.corrections.quarter_turns % 4,
            crop: prepared.crop,
            is_cropped: question.corrections.crop.is_some(),
            keeps_background: question.corrections.keeps_background,
            has_frame: findings.has_frame,
            has_shadow: findings.has_shadow,
            doubts: doubt::doubts(&findings, &probabilities),
            probabilities: probabilities.swap_remove(0),
        })
    }
}
