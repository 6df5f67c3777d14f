//! Answers requests to trained models: evaluations, predictions, files.

use super::images::labelled_images;
use super::subject::Own;
use super::{Progress, Task};
use crate::data::doubt;
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::protocol::{
    Answer, Classification, Classify, Evaluate, Event, ModelFile, ModelKind, N_PIXELS, Predict,
    Prediction, SaveModel, SplitName, Subject,
};
use crate::training::{EvaluationPass, Trainer};

/// An evaluation that is not complete.
pub struct Evaluating {
    question: Evaluate,
    trainer: Trainer,
    pass: EvaluationPass,
}

impl Evaluating {
    /// The model that is evaluated.
    pub fn model(&self) -> ModelKind {
        self.question.model
    }

    /// The request for it.
    pub fn question(&self) -> &Evaluate {
        &self.question
    }
}

impl Engine {
    pub(super) fn begin_evaluation(&self, question: Evaluate) -> Result<Evaluating, EngineError> {
        let model = self.models.get(question.model)?;
        Ok(Evaluating {
            trainer: model.trainer(&self.device, self.device_kind)?,
            pass: EvaluationPass::new(model.config.batch_size),
            question,
        })
    }

    /// Advances by up to `max_batches` and then yields to other requests.
    pub(super) async fn evaluate(
        &mut self,
        mut evaluating: Evaluating,
        max_batches: usize,
    ) -> Result<Progress, EngineError> {
        let model = evaluating.question.model;
        let test = self.split(SplitName::Test)?;
        let Evaluating { trainer, pass, .. } = &mut evaluating;
        trainer.advance_test(pass, test, max_batches).await?;
        if pass.is_done(test) {
            let evaluation = evaluating.pass.finish(model);
            self.models.note_score(&evaluation);
            return Ok(Answer::Evaluate(evaluation).into());
        }
        let progress = Event::EvaluationProgress {
            model,
            n_done: pass.n_done(),
            n_images: test.n_images(),
        };
        let task = Task::Evaluate(Box::new(evaluating));
        Ok(Progress::Yields(task, progress))
    }

    pub(super) async fn predict(
        &mut self,
        question: &Predict,
    ) -> Result<Vec<Prediction>, EngineError> {
        let test = self.split(SplitName::Test)?;
        let images = labelled_images(SplitName::Test, test, &question.indices)?;
        let pixels = test.images().as_chunks::<N_PIXELS>().0;
        let chosen = question.indices.iter();
        let chosen: Vec<_> = chosen.map(|&index| pixels[index as usize]).collect();
        let probabilities = self
            .probabilities(Subject::Trained(question.model), &chosen)
            .await?;
        let predictions = images.into_iter().zip(probabilities);
        Ok(predictions
            .map(|(image, probabilities)| Prediction {
                image,
                probabilities,
            })
            .collect())
    }

    pub(super) async fn classify(
        &mut self,
        question: &Classify,
    ) -> Result<Classification, EngineError> {
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
            crop: prepared.crop,
            is_cropped: question.corrections.crop.is_some(),
            keeps_background: question.corrections.keeps_background,
            has_frame: findings.has_frame,
            has_shadow: findings.has_shadow,
            doubts: doubt::doubts(&findings, &probabilities),
            probabilities: probabilities.swap_remove(0),
        })
    }

    pub(super) fn save_model(&self, question: &SaveModel) -> Result<ModelFile, EngineError> {
        let model = self.models.get(question.model)?;
        let bytes = model.to_file(question.format);
        Ok(ModelFile { bytes })
    }
}
