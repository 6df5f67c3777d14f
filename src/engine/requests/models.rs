//! Answers requests to trained models: evaluations, predictions, files.

use super::images::labelled_images;
use super::{Progress, Task};
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::protocol::{
    Evaluate, Event, ModelFile, ModelKind, ModelsAnswer, ModelsRequest, N_PIXELS, Predict,
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
    pub(super) async fn begin_models(
        &mut self,
        request: ModelsRequest,
        max_batches: usize,
    ) -> Result<Progress, EngineError> {
        let answer = match request {
            ModelsRequest::Evaluate(question) => {
                let evaluating = self.begin_evaluation(question)?;
                return self.evaluate(evaluating, max_batches).await;
            }
            ModelsRequest::Predict(question) => {
                ModelsAnswer::Predict(self.predict(&question).await?)
            }
            ModelsRequest::SaveModel(question) => {
                ModelsAnswer::SaveModel(self.save_model(&question)?)
            }
            ModelsRequest::LoadModel(question) => {
                ModelsAnswer::LoadModel(self.load_model(&question.file).await?)
            }
        };
        Ok(answer.into())
    }

    fn begin_evaluation(&self, question: Evaluate) -> Result<Evaluating, EngineError> {
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
            return Ok(ModelsAnswer::Evaluate(evaluation).into());
        }
        let progress = Event::EvaluationProgress {
            model,
            n_done: pass.n_done(),
            n_images: test.n_images(),
        };
        let task = Task::Evaluate(Box::new(evaluating));
        Ok(Progress::Yields(task, progress))
    }

    async fn predict(&mut self, question: &Predict) -> Result<Vec<Prediction>, EngineError> {
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

    fn save_model(&self, question: &SaveModel) -> Result<ModelFile, EngineError> {
        let model = self.models.get(question.model)?;
        let bytes = model.to_file(question.format);
        Ok(ModelFile { bytes })
    }
}
