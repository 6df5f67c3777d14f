//! The engine's trained models, one of each kind.

use std::collections::HashMap;

use burn::tensor::Device;

use super::error::EngineError;
use crate::checkpoint::{self, Checkpoint};
use crate::models::{Architecture, StateDict};
use crate::protocol::{
    CheckpointFormat, DeviceKind, Evaluation, ModelKind, RecordedScore, TrainedModel,
    TrainingConfig,
};
use crate::training::{Network, Trainer};

/// A model ready for evaluation and prediction, with its settings and score.
pub struct LoadedModel {
    pub classifier: Network,
    pub config: TrainingConfig,
    /// Steps it was trained for, if known.
    pub n_steps: Option<usize>,
    /// As evaluated here, else as its file records.
    pub score: Option<RecordedScore>,
    state: StateDict,
}

#[derive(Default)]
pub struct ModelStore {
    models: HashMap<ModelKind, LoadedModel>,
}

impl ModelStore {
    pub fn get(&self, kind: ModelKind) -> Result<&LoadedModel, EngineError> {
        self.models.get(&kind).ok_or(EngineError::NoModel(kind))
    }

    /// Records the evaluation of a model, to be written into its files.
    pub fn note_score(&mut self, evaluation: &Evaluation) {
        if let Some(model) = self.models.get_mut(&evaluation.model) {
            model.score = Some(evaluation.into());
        }
    }

    /// Replaces the model of its kind.
    pub fn insert(&mut self, model: LoadedModel) {
        self.models.insert(model.config.model, model);
    }
}

impl LoadedModel {
    /// # Errors
    /// When the parameters do not fit the settings.
    pub fn new(
        config: TrainingConfig,
        state: StateDict,
        n_steps: Option<usize>,
        score: Option<RecordedScore>,
        device: &Device,
    ) -> Result<Self, EngineError> {
        let classifier = Network::from_state(&Architecture::of(&config), &state, device)?;
        Ok(Self {
            classifier,
            config,
            n_steps,
            score,
            state,
        })
    }

    /// Reads a checkpoint of either format; settings that the file does not record are the lesson's.
    ///
    /// # Errors
    /// When the file is damaged or holds another model.
    pub fn from_file(file: &[u8], device: &Device) -> Result<Self, EngineError> {
        let Checkpoint {
            config,
            state,
            n_steps,
            score,
        } = checkpoint::read(file)?;
        Self::new(config, state, n_steps, score, device)
    }

    /// A trainer with this model's parameters, which evaluates in fused code where there is some.
    ///
    /// # Errors
    /// None: the parameters fit the settings.
    pub fn trainer(
        &self,
        device: &Device,
        device_kind: DeviceKind,
    ) -> Result<Trainer, EngineError> {
        Ok(Trainer::new(
            &self.config,
            &self.state,
            device,
            device_kind,
        )?)
    }

    /// The model as a checkpoint.
    pub fn to_file(&self, format: CheckpointFormat) -> Vec<u8> {
        let checkpoint = Checkpoint {
            config: self.config.clone(),
            state: self.state.clone(),
            n_steps: self.n_steps,
            score: self.score,
        };
        checkpoint::write(&checkpoint, format)
    }

    /// The model as the page holds it.
    pub fn describe(&self) -> TrainedModel {
        TrainedModel {
            config: self.config.clone(),
            n_parameters: Architecture::of(&self.config).n_parameters(),
            n_steps: self.n_steps,
            score: self.score,
            file: self.to_file(CheckpointFormat::Safetensors),
        }
    }
}
