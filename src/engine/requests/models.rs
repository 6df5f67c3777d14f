//! Answers requests to trained models: evaluations, predictions, files.

use super::images::labelled_images;
use super::{Progress, Task};
use crate::data::{Split, doubt, preprocess};
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::protocol::{
    Answer, Classification, Classify, Evaluate, Event, ModelFile, ModelKind, N_CLASSES, N_PIXELS,
    Predict, Prediction, SaveModel, SplitName,
};
use crate::training::{EvaluationPass, Trainer, metrics};

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
        let probabilities = self.probabilities(question.model, &chosen).await?;
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
        self.models.get(question.model)?;
        let prepared = preprocess::prepare_as(&question.picture, &question.corrections)?;
        let mut image = *prepared.pixels;
        let mut is_mirrored = question.corrections.is_mirrored == Some(true);
        if question.corrections.is_mirrored.is_none() {
            let mirrored = doubt::mirrored(&image);
            let both = self
                .probabilities(question.model, &[image, mirrored])
                .await?;
            is_mirrored = doubt::is_shoe_to_the_right(&image, [&both[0], &both[1]]);
            if is_mirrored {
                image = mirrored;
            }
        }
        let variants = doubt::variants(&image);
        let mut probabilities = self.probabilities(question.model, &variants).await?;
        let findings = prepared.findings;
        Ok(Classification {
            pixels: image.to_vec(),
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

    /// Softmax of the logits, one row an image.
    pub(super) async fn probabilities(
        &mut self,
        model: ModelKind,
        images: &[[u8; N_PIXELS]],
    ) -> Result<Vec<Vec<f32>>, EngineError> {
        let model = self.models.get_mut(model)?;
        if images.is_empty() {
            return Ok(Vec::new());
        }
        // Labels play no part in logits.
        let split = Split::from_parts(images.as_flattened().to_vec(), vec![0; images.len()])
            .expect("every image has a label");
        let logits = model.logits(&split, &self.device, self.device_kind).await?;
        Ok(logits
            .chunks_exact(N_CLASSES)
            .map(metrics::softmax)
            .collect())
    }

    pub(super) fn save_model(&self, question: &SaveModel) -> Result<ModelFile, EngineError> {
        let model = self.models.get(question.model)?;
        let bytes = model.to_file(question.format);
        Ok(ModelFile { bytes })
    }
}
