//! Answers what happens in a single training step: the batch, its logits, its loss, the gradients and the update.
//!
//! The steps are those that a run makes; the gradients are Burn's autodiff on the parameters before the step.

use burn::tensor::Device;

use super::images::labelled_images;
use crate::data::Split;
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::models::{Architecture, StateDict};
use crate::protocol::{
    N_CLASSES, N_PIXELS, OneStepAnswer, OneStepRequest, ParameterStep, SingleStep, SplitName,
    StartWeights, StepOnce, TrainingConfig, n_batches,
};
use crate::random::EpochOrders;
use crate::training::gradients::Differentiable;
use crate::training::{Trainer, metrics};

/// Images of a batch that are answered with their logits.
const MAX_SHOWN: usize = 32;

/// A run that is taken step by step, kept so that the next step need not begin at the first.
pub struct Stepping {
    weights: StartWeights,
    /// The settings that were asked for.
    question: TrainingConfig,
    /// Those that it has.
    config: TrainingConfig,
    /// Of the models when it began, or the run's steps.
    version: usize,
    architecture: Architecture,
    trainer: Trainer,
    orders: EpochOrders,
    /// The training images of the present epoch, in the order of their use.
    order: Vec<u32>,
    /// Steps made.
    n_steps: usize,
    /// What happened in the last one.
    last: Option<SingleStep>,
}

impl Engine {
    pub(super) async fn answer_one_step(
        &mut self,
        request: &OneStepRequest,
    ) -> Result<OneStepAnswer, EngineError> {
        Ok(match request {
            OneStepRequest::StepOnce(question) => {
                OneStepAnswer::StepOnce(self.step_once(question).await?)
            }
        })
    }

    async fn step_once(&mut self, question: &StepOnce) -> Result<SingleStep, EngineError> {
        question.config.validate()?;
        let version = match question.weights {
            StartWeights::Initial => 0,
            StartWeights::Trained => self.models.version() as usize,
            StartWeights::Run(id) => self.run_of(id)?.n_steps(),
        };
        let step = match question.weights {
            StartWeights::Initial | StartWeights::Trained => question.step as usize,
            StartWeights::Run(_) => version.max(question.step as usize),
        };
        let begun = self.stepping.take().filter(|stepping| {
            stepping.weights == question.weights
                && stepping.question == question.config
                && stepping.version == version
                && stepping.n_steps <= step + 1
        });
        let mut stepping = match begun {
            Some(begun) => begun,
            None => self.begin_stepping(question, version).await?,
        };
        let train = self.split(SplitName::Train)?;
        while stepping.n_steps < step {
            let batch = stepping.next_batch(train);
            stepping.make_step(train, &batch).await?;
        }
        // A repeated question is about the step that was made last.
        let happened = match stepping.last.take() {
            Some(last) if last.step as usize == step => last,
            Some(_) | None => stepping.watch_step(train, &self.device).await?,
        };
        stepping.last = Some(happened.clone());
        self.stepping = Some(stepping);
        Ok(happened)
    }

    async fn begin_stepping(
        &self,
        question: &StepOnce,
        version: usize,
    ) -> Result<Stepping, EngineError> {
        let mut config = question.config.clone();
        let (state, n_steps) = match question.weights {
            StartWeights::Initial => {
                let state = StateDict::initial(&Architecture::of(&config), config.seed);
                (state, 0)
            }
            StartWeights::Trained => {
                let model = self.models.get(config.model)?;
                config.hidden_units = model.config.hidden_units;
                config.final_relu = model.config.final_relu;
                (model.state().clone(), 0)
            }
            StartWeights::Run(id) => {
                let run = self.run_of(id)?;
                config = run.config().clone();
                (run.state().await?, run.n_steps())
            }
        };
        let train = self.split(SplitName::Train)?;
        let mut stepping = Stepping {
            weights: question.weights,
            question: question.config.clone(),
            version,
            architecture: Architecture::of(&config),
            trainer: Trainer::new(&config, &state, &self.device, self.device_kind)?,
            orders: EpochOrders::new(u64::from(config.seed), train.n_images() as u32),
            config,
            order: Vec::new(),
            n_steps,
            last: None,
        };
        stepping.take_its_place(train);
        Ok(stepping)
    }
}

impl Stepping {
    fn n_steps_per_epoch(&self, train: &Split) -> usize {
        n_batches(train.n_images(), self.config.batch_size)
    }

    /// Finds the batch that follows on the steps made so far.
    fn take_its_place(&mut self, train: &Split) {
        let n_steps_per_epoch = self.n_steps_per_epoch(train);
        for _ in 0..self.n_steps / n_steps_per_epoch {
            self.orders.skip_epoch();
        }
        let position = self.n_steps % n_steps_per_epoch;
        if position > 0 {
            self.order = self.orders.next_epoch();
            self.trainer
                .begin_epoch(&self.order[position * self.config.batch_size..]);
        }
    }

    /// The training images of the next step.
    fn next_batch(&mut self, train: &Split) -> Vec<u32> {
        let position = self.n_steps % self.n_steps_per_epoch(train);
        if position == 0 {
            self.order = self.orders.next_epoch();
            self.trainer.begin_epoch(&self.order);
        }
        let mut batches = self.order.chunks(self.config.batch_size);
        batches
            .nth(position)
            .expect("the position is that of a batch")
            .to_vec()
    }

    /// Makes a step; returns the loss before the update.
    async fn make_step(&mut self, train: &Split, batch: &[u32]) -> Result<f32, EngineError> {
        let metrics = self.trainer.train_steps(train, &[batch]).await?;
        self.n_steps += 1;
        Ok(metrics.first().map_or(f32::NAN, |metrics| metrics.loss))
    }

    /// Makes a step and reports all that happens in it.
    async fn watch_step(
        &mut self,
        train: &Split,
        device: &Device,
    ) -> Result<SingleStep, EngineError> {
        let step = self.n_steps;
        let indices = self.next_batch(train);
        let batch = alone(train, &indices);
        let labels = batch.labels();
        let all = 0..labels.len();
        let before = self.trainer.state().await?;
        let mut logits = self.trainer.logits(&batch, all.clone()).await?;
        let differentiable = Differentiable::new(&self.architecture, &before, device)?;
        let gradients = differentiable.of_loss(&batch).await?;
        let loss = self.make_step(train, &indices).await?;
        let after = self.trainer.state().await?;
        let mut logits_after = self.trainer.logits(&batch, all).await?;
        let loss_after = metrics::cross_entropy(&logits_after, labels) as f32;
        let n_correct = metrics::n_correct(&logits, labels);
        let n_correct_after = metrics::n_correct(&logits_after, labels);
        let n_shown = indices.len().min(MAX_SHOWN);
        logits.truncate(n_shown * N_CLASSES);
        logits_after.truncate(n_shown * N_CLASSES);
        let changes = before.tensors.iter().zip(&after.tensors).zip(gradients);
        let parameters = changes.map(|((before, after), gradient)| ParameterStep {
            name: before.name.clone(),
            shape: before.shape.clone(),
            norm: norm(before.values.iter().copied()),
            gradient_norm: norm(gradient.into_iter()),
            update_norm: norm(after.values.iter().zip(&before.values).map(|(a, b)| a - b)),
        });
        Ok(SingleStep {
            step: step as u32,
            n_steps_per_epoch: self.n_steps_per_epoch(train),
            learning_rate: self.config.learning_rate,
            batch_size: indices.len(),
            images: labelled_images(SplitName::Train, train, &indices[..n_shown])?,
            logits,
            logits_after,
            loss,
            loss_after,
            n_correct,
            n_correct_after,
            parameters: parameters.collect(),
        })
    }
}

/// These images as a split of their own.
fn alone(split: &Split, indices: &[u32]) -> Split {
    let images = split.images().as_chunks::<N_PIXELS>().0;
    let images = indices.iter().flat_map(|&index| images[index as usize]);
    let labels = indices.iter().map(|&index| split.labels()[index as usize]);
    Split::from_parts(images.collect(), labels.collect()).expect("every image has its label")
}

/// The length of a vector.
fn norm(values: impl Iterator<Item = f32>) -> f32 {
    let squares = values.map(|value| f64::from(value).powi(2));
    squares.sum::<f64>().sqrt() as f32
}
