//! One training run: epochs of steps, a test pass after each, and a pause at any step.

use super::error::EngineError;
use super::model_store::LoadedModel;
use crate::data::Split;
use crate::models::{Architecture, StateDict};
use crate::protocol::{
    DeviceKind, Evaluation, Event, Outcome, RecordedScore, RunId, RunPosition, TrainedModel,
    TrainingConfig, n_batches,
};
use crate::random::EpochOrders;
use crate::training::{EvaluationPass, StepMetrics, Trainer, Workers};

mod slices;
mod test_passes;

use test_passes::test_steps;

/// A training run, step by step.
pub struct Run {
    id: RunId,
    config: TrainingConfig,
    trainer: Trainer,
    /// As last reported.
    workers: Workers,
    orders: EpochOrders,
    /// This epoch's training images, in the order of their use.
    order: Vec<u32>,
    /// Counting from 0.
    epoch: u32,
    /// Steps made in this epoch.
    n_epoch_steps: usize,
    /// Steps made in the whole run, with those of the run that it continues.
    n_steps: usize,
    /// Steps in the sums below: those of this epoch, without what a continued run made of it before.
    n_summed_steps: usize,
    /// Sums over this epoch's steps; of the losses in f32, as the lesson's `train_loss += loss`.
    loss_sum: f32,
    accuracy_sum: f64,
    test_pass: Option<EvaluationPass>,
    /// The evaluation of the present parameters; none while steps change them.
    evaluation: Option<Evaluation>,
    is_paused: bool,
    /// What is left of a single step that was asked for during a pause.
    single_step: StepProgress,
    is_stopping: bool,
    pub(super) is_snapshot_due: bool,
}

/// The way of a single step through a paused run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StepProgress {
    None,
    /// The step is still to be made, after the test pass where one was interrupted.
    Step,
    /// A test pass follows it and is to be made.
    Test,
}

/// The outcome of a slice of a run.
enum Progress {
    GoesOn,
    Finished(Outcome),
}

impl Run {
    /// A run whose parameters are those of this position.
    fn new(
        id: RunId,
        mut trainer: Trainer,
        config: TrainingConfig,
        train: &Split,
        position: RunPosition,
    ) -> Self {
        let n_steps_per_epoch = n_batches(train.n_images(), config.batch_size);
        let RunPosition {
            epoch,
            n_epoch_steps,
            n_summed_steps,
            loss_sum,
            accuracy_sum,
        } = position;
        let mut orders = EpochOrders::new(u64::from(config.seed), train.n_images() as u32);
        for _ in 0..epoch {
            orders.skip_epoch();
        }
        let order = orders.next_epoch();
        let rest = order.get(n_epoch_steps * config.batch_size..);
        // The test pass may have been cut off; to repeat one does no harm.
        let is_tested = test_steps(&config, n_steps_per_epoch).any(|step| step == n_epoch_steps);
        let test_pass = is_tested.then(|| EvaluationPass::new(config.batch_size));
        // After the epoch's last step only the test pass is left of it.
        if n_epoch_steps < n_steps_per_epoch {
            trainer.begin_epoch(rest.unwrap_or_default());
        }
        Self {
            id,
            workers: trainer.workers(),
            trainer,
            order,
            orders,
            config,
            epoch,
            n_epoch_steps,
            n_steps: position.n_steps(n_steps_per_epoch),
            n_summed_steps,
            loss_sum,
            accuracy_sum,
            test_pass,
            evaluation: None,
            is_paused: false,
            single_step: StepProgress::None,
            is_stopping: false,
            is_snapshot_due: false,
        }
    }

    /// Its number, given by the page.
    pub fn id(&self) -> RunId {
        self.id
    }

    /// Its settings.
    pub fn config(&self) -> &TrainingConfig {
        &self.config
    }

    /// Steps made.
    pub fn n_steps(&self) -> usize {
        self.n_steps
    }

    /// Its place in the present epoch.
    pub(super) fn position(&self) -> RunPosition {
        RunPosition {
            epoch: self.epoch,
            n_epoch_steps: self.n_epoch_steps,
            n_summed_steps: self.n_summed_steps,
            loss_sum: self.loss_sum,
            accuracy_sum: self.accuracy_sum,
        }
    }

    /// The parameters of its present step.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn state(&self) -> Result<StateDict, EngineError> {
        Ok(self.trainer.state().await?)
    }

    /// Whether it ends with the next slice.
    pub(super) fn is_stopping(&self) -> bool {
        self.is_stopping
    }

    /// Whether it is paused and not about to stop, so that there is no work.
    pub fn is_resting(&self) -> bool {
        self.is_paused && self.single_step == StepProgress::None && !self.is_stopping
    }

    /// In a test pass that is not paused.
    pub fn is_testing(&self) -> bool {
        self.test_pass.is_some() && !self.is_resting() && !self.is_stopping
    }

    /// The logits of all images of a split, `[n_images, 10]`, row by row.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn logits(&mut self, split: &Split) -> Result<Vec<f32>, EngineError> {
        Ok(self.trainer.logits(split, 0..split.n_images()).await?)
    }

    /// Stops making steps.
    pub fn pause(&mut self) -> Option<Event> {
        self.is_paused = true;
        Some(Event::RunPaused {
            run: self.id,
            step: self.n_steps,
        })
    }

    /// Makes steps again.
    pub fn resume(&mut self) -> Option<Event> {
        self.is_paused = false;
        self.single_step = StepProgress::None;
        Some(Event::RunResumed {
            run: self.id,
            step: self.n_steps,
        })
    }

    /// Marks a paused run to make one step.
    pub fn step_once(&mut self) -> Option<Event> {
        if self.is_paused {
            self.single_step = StepProgress::Step;
        }
        None
    }

    /// Marks the run to end with the next slice, which reads the parameters from the device.
    pub fn stop(&mut self) -> Option<Event> {
        self.is_stopping = true;
        None
    }

    fn started(&self, device: DeviceKind) -> Event {
        let n_steps_per_epoch = self.n_steps_per_epoch();
        Event::RunStarted {
            run: self.id,
            config: self.config.clone(),
            device,
            path: self.trainer.path(),
            n_steps_per_epoch,
            n_steps: n_steps_per_epoch * self.config.n_epochs as usize,
            n_parameters: Architecture::of(&self.config).n_parameters(),
        }
    }

    fn n_steps_per_epoch(&self) -> usize {
        n_batches(self.order.len(), self.config.batch_size)
    }

    async fn advance(
        &mut self,
        train: &Split,
        test: &Split,
        max_steps: usize,
        events: &mut Vec<Event>,
    ) -> Result<Progress, EngineError> {
        if self.is_stopping {
            return Ok(Progress::Finished(Outcome::Stopped));
        }
        if let Some(pass) = self.test_pass.take() {
            return self.test(pass, test, max_steps, events).await;
        }
        let max_steps = match self.single_step {
            StepProgress::None | StepProgress::Test => max_steps,
            StepProgress::Step => 1,
        };
        self.train(train, max_steps, events).await
    }

    async fn train(
        &mut self,
        train: &Split,
        max_steps: usize,
        events: &mut Vec<Event>,
    ) -> Result<Progress, EngineError> {
        self.evaluation = None;
        let next_test = self.next_test();
        let batches: Vec<&[u32]> = self
            .order
            .chunks(self.config.batch_size)
            .skip(self.n_epoch_steps)
            .take(max_steps.min(next_test - self.n_epoch_steps))
            .collect();
        let metrics = self.trainer.train_steps(train, &batches).await?;
        self.n_epoch_steps += metrics.len();
        self.n_steps += metrics.len();
        self.n_summed_steps += metrics.len();
        for StepMetrics { loss, accuracy } in &metrics {
            self.loss_sum += loss;
            self.accuracy_sum += f64::from(*accuracy);
        }
        let has_diverged = metrics.iter().any(|metrics| !metrics.loss.is_finite());
        events.push(Event::StepsCompleted {
            run: self.id,
            epoch: self.epoch,
            step: self.n_steps,
            losses: metrics.iter().map(|metrics| metrics.loss).collect(),
            accuracies: metrics.iter().map(|metrics| metrics.accuracy).collect(),
        });
        let workers = self.trainer.workers();
        if workers != self.workers {
            self.workers = workers;
            events.push(Event::WorkersChanged {
                run: self.id,
                n_workers: workers.n_workers,
                n_lost: workers.n_lost,
            });
        }
        if has_diverged {
            return Ok(Progress::Finished(Outcome::Diverged));
        }
        let is_tested = self.n_epoch_steps == next_test;
        if is_tested {
            self.test_pass = Some(EvaluationPass::new(self.config.batch_size));
        }
        self.single_step = match self.single_step {
            StepProgress::Step if is_tested => StepProgress::Test,
            StepProgress::None | StepProgress::Step | StepProgress::Test => StepProgress::None,
        };
        Ok(Progress::GoesOn)
    }

    /// The run's model; none after divergence or without a step.
    async fn trained_model(&self, outcome: Outcome) -> Result<Option<LoadedModel>, EngineError> {
        if outcome == Outcome::Diverged || self.n_steps == 0 {
            return Ok(None);
        }
        let state = self.trainer.state().await?;
        if !state.is_finite() {
            return Ok(None);
        }
        let score = self.evaluation.as_ref().map(RecordedScore::from);
        LoadedModel::new(self.config.clone(), state, Some(self.n_steps), score).map(Some)
    }

    fn finished(&mut self, outcome: Outcome, model: Option<TrainedModel>) -> Event {
        Event::RunFinished {
            run: self.id,
            outcome,
            step: self.n_steps,
            evaluation: self.evaluation.take().filter(|_| model.is_some()),
            model,
        }
    }
}
