//! The engine's trained models, one of each kind.

use std::collections::HashMap;

use burn::tensor::Device;

use super::error::EngineError;
use crate::checkpoint::{self, Checkpoint};
use crate::data::Split;
use crate::models::{Architecture, NamedTensor, StateDict};
use crate::protocol::{
    CheckpointFormat, DeviceKind, Evaluation, FileReading, ModelKind, RecordedScore, TrainedModel,
    TrainingConfig,
};
use crate::training::Trainer;
use crate::training::features::FeatureIndex;

/// A model ready for evaluation and prediction, with its settings and score.
pub struct LoadedModel {
    /// Made for the first prediction: on a graphics card it takes as much memory as a run.
    trainer: Option<Trainer>,
    pub config: TrainingConfig,
    /// Steps it was trained for, if known.
    pub n_steps: Option<usize>,
    /// As evaluated here, else as its file records.
    pub score: Option<RecordedScore>,
    state: StateDict,
    /// The features of the training images, once they have been asked for.
    pub feature_index: Option<FeatureIndex>,
}

/// The trained and loaded models of an engine, one of a kind.
#[derive(Default)]
pub struct ModelStore {
    models: HashMap<ModelKind, LoadedModel>,
    /// Models inserted so far.
    n_inserted: u32,
}

impl ModelStore {
    /// The model of this kind, to change.
    ///
    /// # Errors
    /// If there is none.
    pub fn get_mut(&mut self, kind: ModelKind) -> Result<&mut LoadedModel, EngineError> {
        self.models.get_mut(&kind).ok_or(EngineError::NoModel(kind))
    }

    /// The model of this kind.
    ///
    /// # Errors
    /// If there is none.
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
        self.n_inserted += 1;
        self.models.insert(model.config.model, model);
    }

    /// A number that changes whenever a model is replaced.
    pub fn version(&self) -> u32 {
        self.n_inserted
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
    ) -> Result<Self, EngineError> {
        for spec in Architecture::of(&config).parameters() {
            state.tensor(&spec)?;
        }
        Ok(Self {
            trainer: None,
            config,
            n_steps,
            score,
            state,
            feature_index: None,
        })
    }

    /// Its parameters.
    pub fn state(&self) -> &StateDict {
        &self.state
    }

    /// Its layers.
    pub fn architecture(&self) -> Architecture {
        Architecture::of(&self.config)
    }

    /// The model of a checkpoint.
    ///
    /// # Errors
    /// When the parameters do not fit the settings.
    pub fn of(checkpoint: Checkpoint) -> Result<Self, EngineError> {
        let Checkpoint {
            config,
            state,
            n_steps,
            score,
        } = checkpoint;
        Self::new(config, state, n_steps, score)
    }

    /// The same numbers as the model with these settings, whose parameters have the same shapes.
    ///
    /// # Errors
    /// When they do not.
    pub fn as_another(&self, config: &TrainingConfig) -> Result<Self, EngineError> {
        let specs = Architecture::of(config).parameters().into_iter();
        let tensors = specs.zip(&self.state.tensors);
        let renamed = tensors.map(|(spec, tensor)| NamedTensor {
            name: spec.name,
            ..tensor.clone()
        });
        let state = StateDict {
            tensors: renamed.collect(),
        };
        Self::new(config.clone(), state, self.n_steps, self.score)
    }

    /// The logits of all images of a split, `[n_images, 10]`, row by row.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn logits(
        &mut self,
        split: &Split,
        device: &Device,
        device_kind: DeviceKind,
    ) -> Result<Vec<f32>, EngineError> {
        let trainer = match self.trainer.take() {
            Some(trainer) => trainer,
            None => self.trainer(device, device_kind)?,
        };
        let trainer = self.trainer.insert(trainer);
        Ok(trainer.logits(split, 0..split.n_images()).await?)
    }

    /// Another trainer with this model's parameters, for an evaluation beside other requests.
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
            reading: FileReading::default(),
            file: self.to_file(CheckpointFormat::Safetensors),
        }
    }
}
