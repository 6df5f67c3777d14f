//! The engine's run: begun, changed, and advanced slice by slice.

use super::super::error::EngineError;
use super::super::model_store::LoadedModel;
use super::super::{Engine, failed};
use super::{Progress, Run};
use crate::checkpoint::{self, Checkpoint};
use crate::models::{Architecture, StateDict};
use crate::protocol::{
    Event, FailureScope, RunId, RunPosition, SplitName, TrainingConfig, n_batches,
};

impl Engine {
    pub(in crate::engine) fn start_run(
        &mut self,
        id: RunId,
        config: TrainingConfig,
    ) -> Result<Event, EngineError> {
        config.validate()?;
        let state = StateDict::initial(&Architecture::of(&config), config.seed);
        self.begin_run(id, config, &state, |_| Ok(RunPosition::default()))
    }

    pub(in crate::engine) fn continue_run(
        &mut self,
        id: RunId,
        config: TrainingConfig,
        file: &[u8],
        position: Option<RunPosition>,
    ) -> Result<Event, EngineError> {
        config.validate()?;
        let Checkpoint { state, n_steps, .. } = checkpoint::read(file)?;
        let n_steps = n_steps.ok_or(EngineError::NoPosition)?;
        self.begin_run(id, config, &state, |n_steps_per_epoch| match position {
            None => Ok(RunPosition::after(n_steps, n_steps_per_epoch)),
            Some(position) => {
                let fits = position.is_sound(n_steps_per_epoch)
                    && position.n_steps(n_steps_per_epoch) == n_steps;
                fits.then_some(position).ok_or(EngineError::UnsoundSnapshot)
            }
        })
    }

    fn begin_run(
        &mut self,
        id: RunId,
        config: TrainingConfig,
        state: &StateDict,
        position: impl FnOnce(usize) -> Result<RunPosition, EngineError>,
    ) -> Result<Event, EngineError> {
        if self.run.is_some() {
            return Err(EngineError::RunGoesOn);
        }
        let train = self
            .data
            .train
            .as_ref()
            .ok_or(EngineError::NoData(SplitName::Train))?;
        let n_steps_per_epoch = n_batches(train.n_images(), config.batch_size);
        let position = position(n_steps_per_epoch)?;
        if position.epoch >= config.n_epochs {
            let n_steps = position.n_steps(n_steps_per_epoch);
            return Err(EngineError::NothingLeft { n_steps });
        }
        let trainer = self.trainer(&config, state)?;
        let run = Run::new(id, trainer, config, train, position);
        let started = run.started(self.device_kind);
        self.run = Some(run);
        Ok(started)
    }

    pub(in crate::engine) fn change_run(
        &mut self,
        id: RunId,
        change: impl FnOnce(&mut Run) -> Option<Event>,
    ) -> Vec<Event> {
        match self.run.as_mut().filter(|run| run.id == id) {
            Some(run) => change(run).into_iter().collect(),
            None => vec![failed(FailureScope::Run(id), &EngineError::NoSuchRun)],
        }
    }

    pub(in crate::engine) async fn advance_run(&mut self, max_steps: usize) -> Vec<Event> {
        let Some(mut run) = self.run.take() else {
            return Vec::new();
        };
        let mut events = Vec::new();
        match self.slice_of_run(&mut run, max_steps, &mut events).await {
            Ok(true) => self.run = Some(run),
            Ok(false) => {}
            // A run whose device failed cannot go on; the model before it stays.
            Err(error) => events.push(failed(FailureScope::Run(run.id), &error)),
        }
        events
    }

    /// Whether the run goes on.
    async fn slice_of_run(
        &mut self,
        run: &mut Run,
        max_steps: usize,
        events: &mut Vec<Event>,
    ) -> Result<bool, EngineError> {
        let train = self
            .data
            .train
            .as_ref()
            .ok_or(EngineError::NoData(SplitName::Train))?;
        let test = self
            .data
            .test
            .as_ref()
            .ok_or(EngineError::NoData(SplitName::Test))?;
        let outcome = match run.advance(train, test, max_steps, events).await? {
            Progress::GoesOn => return Ok(true),
            Progress::Finished(outcome) => outcome,
        };
        let model = run.trained_model(outcome).await?;
        events.push(run.finished(outcome, model.as_ref().map(LoadedModel::describe)));
        if let Some(model) = model {
            self.models.insert(model);
        }
        Ok(false)
    }
}
