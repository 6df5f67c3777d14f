//! Answers questions, each with one answer: images, predictions, evaluations, files.

mod question;

use super::error::EngineError;
use super::wardrobe::HeldModel;
use super::{Engine, failed};
use crate::data::preprocess;
use crate::data::{Split, batcher};
use crate::protocol::{
    Event, LabelledImage, ModelKind, N_CLASSES, N_PIXELS, Picture, Prediction, RequestId,
    Selection, SplitName, Subject,
};
use crate::random::{EpochOrders, random_picks};
use crate::training::{EvaluationPass, Trainer, metrics};
use question::Question;
pub use question::Request;

/// A held model on its way through the test images.
struct Judging {
    judge: Trainer,
    pass: EvaluationPass,
}

impl Engine {
    /// Answers the oldest question; an evaluation takes many turns and lets the others in between.
    pub(super) async fn answer(&mut self, max_batches: usize) -> Vec<Event> {
        let Some(Request { id, question }) = self.requests.pop_front() else {
            return Vec::new();
        };
        let answer = match question {
            Question::Images { split, selection } => self.show_images(id, split, &selection),
            Question::Batch {
                split,
                batch_size,
                batch_index,
                seed,
            } => self.show_batch(id, split, batch_size, batch_index, seed),
            Question::Evaluation { model, judging } => {
                self.evaluate(id, model, judging, max_batches).await
            }
            Question::Predictions { model, indices } => self.predict(id, model, &indices).await,
            Question::Classification { model, picture } => self.classify(id, model, picture).await,
            Question::File { model, format } => {
                self.models.get(model).map(|held| Event::ModelSaved {
                    request: id,
                    model,
                    format,
                    file: held.to_file(format),
                })
            }
            Question::NewModel { file } => self.load_model(id, &file),
        };
        vec![answer.unwrap_or_else(|error| failed(Subject::Request(id), &error))]
    }

    fn split(&self, name: SplitName) -> Result<&Split, EngineError> {
        self.data.split(name).ok_or(EngineError::NoData(name))
    }

    fn show_images(
        &self,
        request: RequestId,
        name: SplitName,
        selection: &Selection,
    ) -> Result<Event, EngineError> {
        let split = self.split(name)?;
        let indices = match selection {
            Selection::Indices(indices) => indices.clone(),
            Selection::Random { seed, n_images } => {
                random_picks(u64::from(*seed), *n_images, split.n_images() as u32)
            }
        };
        let images = labelled_images(name, split, &indices)?;
        Ok(Event::Images {
            request,
            split: name,
            images,
        })
    }

    fn show_batch(
        &self,
        request: RequestId,
        name: SplitName,
        batch_size: usize,
        batch_index: usize,
        seed: u32,
    ) -> Result<Event, EngineError> {
        let split = self.split(name)?;
        let n_images = split.n_images() as u32;
        let order = match name {
            SplitName::Train => EpochOrders::new(u64::from(seed), n_images).next_epoch(),
            SplitName::Test => (0..n_images).collect(),
        };
        let n_batches = batcher::n_batches(split.n_images(), batch_size.max(1));
        let indices =
            order
                .chunks(batch_size.max(1))
                .nth(batch_index)
                .ok_or(EngineError::NoSuchBatch {
                    split: name,
                    batch_index,
                    n_batches,
                })?;
        Ok(Event::Batch {
            request,
            split: name,
            batch_index,
            n_batches,
            images_shape: [indices.len(), 1, 28, 28],
            images: labelled_images(name, split, indices)?,
        })
    }

    async fn evaluate(
        &mut self,
        request: RequestId,
        model: ModelKind,
        judging: Option<Judging>,
        max_batches: usize,
    ) -> Result<Event, EngineError> {
        let held = self.models.get(model)?;
        let test = self.split(SplitName::Test)?;
        let mut judging = match judging {
            Some(judging) => judging,
            None => Judging {
                judge: held.judge(&self.device, self.device_kind)?,
                pass: EvaluationPass::new(held.config.batch_size),
            },
        };
        let Judging { judge, pass } = &mut judging;
        judge.advance_test(pass, test, max_batches).await?;
        if pass.is_done(test) {
            let evaluation = judging.pass.finish(model);
            self.models.note_score(&evaluation);
            return Ok(Event::Evaluated {
                request: Some(request),
                evaluation,
            });
        }
        let (n_done, n_images) = (pass.n_done(), test.n_images());
        let question = Question::Evaluation {
            model,
            judging: Some(judging),
        };
        self.requests.push_back(Request {
            id: request,
            question,
        });
        Ok(Event::EvaluationProgress {
            model,
            n_done,
            n_images,
        })
    }

    async fn predict(
        &self,
        request: RequestId,
        model: ModelKind,
        indices: &[u32],
    ) -> Result<Event, EngineError> {
        let held = self.models.get(model)?;
        let test = self.split(SplitName::Test)?;
        let images = labelled_images(SplitName::Test, test, indices)?;
        let pixels = test.images().as_chunks::<N_PIXELS>().0;
        let chosen = indices.iter().map(|&index| &pixels[index as usize]);
        let probabilities = self.probabilities(held, chosen).await?;
        let predictions = images
            .into_iter()
            .zip(probabilities)
            .map(|(image, probabilities)| Prediction {
                image,
                probabilities,
            })
            .collect();
        Ok(Event::Predicted {
            request,
            model,
            predictions,
        })
    }

    async fn classify(
        &self,
        request: RequestId,
        model: ModelKind,
        picture: Picture,
    ) -> Result<Event, EngineError> {
        let held = self.models.get(model)?;
        let prepared = preprocess::prepare(&picture)?;
        let mut probabilities = self
            .probabilities(held, std::iter::once(&*prepared.pixels))
            .await?;
        Ok(Event::Classified {
            request,
            model,
            pixels: prepared.pixels.to_vec(),
            inverted: prepared.inverted,
            probabilities: probabilities.pop().unwrap_or_default(),
        })
    }

    /// Softmax of the logits, one row an image.
    async fn probabilities<'a>(
        &self,
        held: &HeldModel,
        images: impl ExactSizeIterator<Item = &'a [u8; N_PIXELS]>,
    ) -> Result<Vec<Vec<f32>>, EngineError> {
        if images.len() == 0 {
            return Ok(Vec::new());
        }
        let images = batcher::images(images, &self.device);
        let logits = held.classifier.forward(images).into_data_async().await?;
        let logits: Vec<f32> = logits.iter().collect();
        Ok(logits
            .chunks_exact(N_CLASSES)
            .map(metrics::softmax)
            .collect())
    }

    fn load_model(&mut self, request: RequestId, file: &[u8]) -> Result<Event, EngineError> {
        let held = HeldModel::from_file(file, &self.device)?;
        let model = held.describe();
        // A judgement of the model that was held until now begins anew: half of each would be true of neither.
        for waiting in &mut self.requests {
            if let Question::Evaluation { model, judging } = &mut waiting.question
                && *model == held.config.model
            {
                *judging = None;
            }
        }
        self.models.hang(held);
        Ok(Event::ModelLoaded { request, model })
    }
}

fn labelled_images(
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
