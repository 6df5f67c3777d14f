//! Loads a checkpoint. Where a file does not say which model its numbers are, each one is tried on the test images.

use super::Task;
use crate::checkpoint::{self, ReadFile};
use crate::data::Split;
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::engine::model_store::LoadedModel;
use crate::protocol::{
    FileReading, LoadNote, N_CLASSES, OtherReading, RecordedScore, SplitName, Subject,
    TrainedModel, TrainingConfig, TriedReading,
};
use crate::training::EvaluationPass;

/// One of the models that the same numbers make.
struct Candidate {
    model: LoadedModel,
    /// None without test images.
    trial: Option<Trial>,
}

/// The answers of a candidate to the test images.
#[derive(Clone, Copy)]
struct Trial {
    score: RecordedScore,
    /// The share of images none of whose logits is positive.
    share_unlit: f64,
}

/// A model that learns through a ReLU on its logits leaves every logit of some images at or below zero, and never learns
/// from those: 6 to 13 % in six runs with the lesson's settings. Without it the logits of an image sum to about zero,
/// since their gradients do, so that the highest is positive: 0 % in six runs.
const MAX_UNLIT_WITHOUT_RELU: f64 = 0.01;

impl Engine {
    pub(super) async fn load_model(&mut self, file: &[u8]) -> Result<TrainedModel, EngineError> {
        let ReadFile {
            checkpoint,
            mut notes,
            others,
        } = checkpoint::read_with_notes(file)?;
        let LoadedAs { model, others } = self.decide(LoadedModel::of(checkpoint)?, &others).await?;
        if let Some((taken, others)) = &others {
            notes.push(LoadNote::Undecided {
                taken: taken.clone(),
                others: others.iter().map(|(tried, _)| tried.clone()).collect(),
            });
        }
        let others = others.into_iter().flat_map(|(_, others)| others);
        let description = TrainedModel {
            reading: FileReading {
                notes,
                others: others.map(|(_, other)| other).collect(),
            },
            ..model.describe()
        };
        // What was under way for the replaced model starts again, with the new one.
        for waiting in &mut self.requests {
            if let Task::Evaluate(evaluating) = &waiting.task
                && evaluating.model() == model.config.model
            {
                waiting.task = Task::Answer(evaluating.question().clone().into());
            }
            if let Task::Index(indexing) = &waiting.task
                && indexing.question.subject == Subject::Trained(model.config.model)
            {
                waiting.task = Task::Answer(indexing.question.clone().into());
            }
        }
        self.models.insert(model);
        Ok(description)
    }

    /// The model as the file says it, or else the one of several whose answers are those of a trained model.
    async fn decide(
        &self,
        first: LoadedModel,
        others: &[TrainingConfig],
    ) -> Result<LoadedAs, EngineError> {
        if others.is_empty() {
            return Ok(LoadedAs {
                model: first,
                others: None,
            });
        }
        let mut candidates = Vec::with_capacity(1 + others.len());
        for config in others {
            let model = first.as_another(config)?;
            candidates.push(self.tried(model).await?);
        }
        candidates.insert(0, self.tried(first).await?);
        let trials: Vec<_> = candidates
            .iter()
            .map(|it| (it.model.config.clone(), it.trial))
            .collect();
        let taken = candidates.remove(choice(&trials));
        let other = |it: Candidate| {
            let other = OtherReading {
                config: it.model.config.clone(),
                score: it.score(),
                file: it.model.describe().file,
            };
            (it.reading(), other)
        };
        Ok(LoadedAs {
            others: Some((taken.reading(), candidates.into_iter().map(other).collect())),
            model: taken.model,
        })
    }

    async fn tried(&self, model: LoadedModel) -> Result<Candidate, EngineError> {
        let trial = match self.split(SplitName::Test) {
            Ok(test) => Some(self.trial(&model, test).await?),
            Err(_) => None,
        };
        Ok(Candidate { model, trial })
    }

    async fn trial(&self, model: &LoadedModel, test: &Split) -> Result<Trial, EngineError> {
        let mut trainer = model.trainer(&self.device, self.device_kind)?;
        let mut pass = EvaluationPass::new(model.config.batch_size);
        let mut n_unlit = 0;
        let forward = async |images| {
            let logits = trainer.logits(test, images).await?;
            let unlit = |row: &&[f32]| row.iter().all(|&logit| logit <= 0.0);
            n_unlit += logits.chunks_exact(N_CLASSES).filter(unlit).count();
            Ok(logits)
        };
        pass.advance(forward, test, test.n_images()).await?;
        Ok(Trial {
            score: (&pass.finish(model.config.model)).into(),
            share_unlit: n_unlit as f64 / test.n_images() as f64,
        })
    }
}

/// The model that was taken, and what else it could be.
struct LoadedAs {
    model: LoadedModel,
    others: Option<(TriedReading, Vec<(TriedReading, OtherReading)>)>,
}

impl Candidate {
    fn score(&self) -> Option<RecordedScore> {
        self.trial.map(|trial| trial.score)
    }

    fn reading(&self) -> TriedReading {
        TriedReading {
            model: self.model.config.model,
            final_relu: self.model.config.final_relu,
            score: self.score(),
        }
    }
}

/// The position of the model to take: of each kind the one with or without the last ReLU according to its logits, and of these
/// the one with the lowest loss. Without trials, the first.
fn choice(candidates: &[(TrainingConfig, Option<Trial>)]) -> usize {
    let is_eligible = |config: &TrainingConfig, trial: Trial| {
        let mut same_kind = candidates
            .iter()
            .filter(|(other, _)| other.model == config.model);
        let Some((_, Some(other))) = same_kind.find(|(it, _)| it.final_relu != config.final_relu)
        else {
            return true;
        };
        let (with, without) = if config.final_relu {
            (trial, *other)
        } else {
            (*other, trial)
        };
        let is_without =
            without.share_unlit < MAX_UNLIT_WITHOUT_RELU && without.score.loss < with.score.loss;
        is_without != config.final_relu
    };
    let eligible = candidates
        .iter()
        .enumerate()
        .filter_map(|(at, (config, trial))| {
            let trial = (*trial)?;
            is_eligible(config, trial).then_some((at, trial.score.loss))
        });
    let best = eligible.min_by(|(_, a), (_, b)| a.total_cmp(b));
    best.map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::ModelKind;

    fn candidate(
        model: ModelKind,
        final_relu: bool,
        loss: f64,
        share_unlit: f64,
    ) -> (TrainingConfig, Option<Trial>) {
        let config = TrainingConfig {
            final_relu,
            ..TrainingConfig::lesson(model)
        };
        let score = RecordedScore {
            loss,
            accuracy: 0.7,
        };
        (config, Some(Trial { score, share_unlit }))
    }

    #[test]
    fn logits_tell_whether_a_relu_followed_them_in_training() {
        let relu =
            |final_relu, loss, share| candidate(ModelKind::NON_LINEAR, final_relu, loss, share);
        // Losses and shares of real runs: without the ReLU in training, and twice with it.
        assert_eq!(
            choice(&[relu(true, 0.600, 0.0), relu(false, 0.585, 0.0)]),
            1
        );
        assert_eq!(
            choice(&[relu(true, 0.689, 0.1), relu(false, 0.786, 0.062)]),
            0
        );
        assert_eq!(
            choice(&[relu(true, 0.767, 0.1), relu(false, 0.742, 0.086)]),
            0
        );
    }

    #[test]
    fn the_kind_with_the_lowest_loss_is_taken() {
        let linear = candidate(ModelKind::BASELINE, true, 0.60, 0.0);
        let bent = [
            candidate(ModelKind::NON_LINEAR, true, 1.19, 0.0),
            candidate(ModelKind::NON_LINEAR, false, 1.11, 0.0),
        ];
        let [with, without] = bent;
        assert_eq!(choice(&[linear.clone(), with.clone(), without.clone()]), 0);
        let linear = candidate(ModelKind::BASELINE, true, 1.60, 0.0);
        assert_eq!(choice(&[linear, with, without]), 2);
    }

    #[test]
    fn without_test_images_the_first_is_taken() {
        let untried = |final_relu| {
            let (config, _) = candidate(ModelKind::NON_LINEAR, final_relu, 0.0, 0.0);
            (config, None)
        };
        assert_eq!(choice(&[untried(true), untried(false)]), 0);
    }
}
