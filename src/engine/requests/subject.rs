//! What questions about single images share: the model that is asked, its input, and its answers.

use super::images::labelled_images;
use crate::data::preprocess::{self, Prepared};
use crate::data::{Split, doubt};
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::engine::run::Run;
use crate::logits::softmax;
use crate::models::{Architecture, StateDict};
use crate::protocol::{
    Corrections, InputImage, ModelKind, N_CLASSES, N_PIXELS, Picture, RunId, Subject,
    TrainingConfig,
};
use crate::training::Trainer;

/// A model at one step.
pub(super) struct ModelAtStep {
    pub(super) config: TrainingConfig,
    pub(super) n_steps: Option<usize>,
    pub(super) state: StateDict,
}

/// The input of a model, and what is known about it.
pub(super) struct Input {
    pub(super) pixels: [u8; N_PIXELS],
    pub(super) inverted: bool,
    pub(super) is_mirrored: bool,
    pub(super) label: Option<u8>,
    pub(super) next_of_class: Option<u32>,
}

/// A picture of the learner's as a model gets it.
pub(super) struct Own {
    pub(super) pixels: [u8; N_PIXELS],
    pub(super) is_mirrored: bool,
    pub(super) prepared: Prepared,
}

impl Engine {
    /// The run of this number.
    pub(super) fn run_of(&self, id: RunId) -> Result<&Run, EngineError> {
        let run = self.run.as_ref().filter(|run| run.id() == id);
        run.ok_or(EngineError::NoSuchRun)
    }

    /// The subject's parameters as they are now.
    pub(super) async fn at_present(&self, subject: Subject) -> Result<ModelAtStep, EngineError> {
        match subject {
            Subject::Trained(kind) => {
                let model = self.models.get(kind)?;
                Ok(ModelAtStep {
                    config: model.config.clone(),
                    n_steps: model.n_steps,
                    state: model.state().clone(),
                })
            }
            Subject::Run(id) => {
                let run = self.run_of(id)?;
                Ok(ModelAtStep {
                    config: run.config().clone(),
                    n_steps: Some(run.n_steps()),
                    state: run.state().await?,
                })
            }
            Subject::Initial {
                model,
                hidden_units,
                final_relu,
                seed,
            } => {
                let config = TrainingConfig {
                    hidden_units,
                    final_relu,
                    seed,
                    ..TrainingConfig::lesson(model)
                };
                config.validate()?;
                Ok(ModelAtStep {
                    state: StateDict::initial(&Architecture::of(&config), seed),
                    config,
                    n_steps: Some(0),
                })
            }
        }
    }

    /// The kind of the subject's model.
    pub(super) fn kind_of(&self, subject: Subject) -> Result<ModelKind, EngineError> {
        match subject {
            Subject::Trained(kind) => Ok(self.models.get(kind)?.config.model),
            Subject::Run(id) => Ok(self.run_of(id)?.config().model),
            Subject::Initial { model, .. } => Ok(model),
        }
    }

    /// Softmax of the logits, one row an image.
    pub(super) async fn probabilities(
        &mut self,
        subject: Subject,
        images: &[[u8; N_PIXELS]],
    ) -> Result<Vec<Vec<f32>>, EngineError> {
        self.kind_of(subject)?;
        if images.is_empty() {
            return Ok(Vec::new());
        }
        // Labels play no part in logits.
        let split = Split::from_parts(images.as_flattened().to_vec(), vec![0; images.len()])
            .expect("every image has a label");
        let logits = match subject {
            Subject::Trained(kind) => {
                let model = self.models.get_mut(kind)?;
                model.logits(&split, &self.device, self.device_kind).await?
            }
            Subject::Run(_) => {
                let run = self.run.as_mut().ok_or(EngineError::NoSuchRun)?;
                run.logits(&split).await?
            }
            Subject::Initial { .. } => {
                let ModelAtStep { config, state, .. } = self.at_present(subject).await?;
                let trainer = Trainer::new(&config, &state, &self.device, self.device_kind);
                trainer?.logits(&split, 0..split.n_images()).await?
            }
        };
        Ok(logits.chunks_exact(N_CLASSES).map(softmax).collect())
    }

    /// The image as the subject's model gets it.
    pub(super) async fn input(
        &mut self,
        image: &InputImage,
        subject: Subject,
    ) -> Result<Input, EngineError> {
        match image {
            InputImage::Own {
                picture,
                corrections,
            } => {
                let own = self.prepare_own(picture, corrections, subject).await?;
                Ok(Input {
                    pixels: own.pixels,
                    inverted: own.prepared.inverted,
                    is_mirrored: own.is_mirrored,
                    label: None,
                    next_of_class: None,
                })
            }
            &InputImage::OfSplit { split: name, index } => {
                let split = self.split(name)?;
                let mut images = labelled_images(name, split, &[index])?;
                let image = images.pop();
                let image = image.expect("one position was asked for and exists");
                let pixels = image.pixels.try_into();
                Ok(Input {
                    pixels: pixels.expect("an image has all its pixels"),
                    inverted: false,
                    is_mirrored: false,
                    label: Some(image.label),
                    next_of_class: next_of_class(split, index),
                })
            }
        }
    }

    /// The same without what is known about it.
    pub(super) async fn pixels_of(
        &mut self,
        image: &InputImage,
        subject: Subject,
    ) -> Result<[u8; N_PIXELS], EngineError> {
        Ok(self.input(image, subject).await?.pixels)
    }

    /// Prepares a picture; a shoe with its toe to the right, which the training images have only mirrored, is mirrored.
    pub(super) async fn prepare_own(
        &mut self,
        picture: &Picture,
        corrections: &Corrections,
        subject: Subject,
    ) -> Result<Own, EngineError> {
        self.kind_of(subject)?;
        let prepared = preprocess::prepare_as(picture, corrections)?;
        let mut pixels = *prepared.pixels;
        let mut is_mirrored = corrections.is_mirrored == Some(true);
        if corrections.is_mirrored.is_none() {
            let mirrored = doubt::mirrored(&pixels);
            let both = self.probabilities(subject, &[pixels, mirrored]).await?;
            is_mirrored = doubt::is_shoe_to_the_right(&pixels, [&both[0], &both[1]]);
            if is_mirrored {
                pixels = mirrored;
            }
        }
        Ok(Own {
            pixels,
            is_mirrored,
            prepared,
        })
    }
}

/// The position after `index` whose image is of the same class; after the split's last comes its first.
fn next_of_class(split: &Split, index: u32) -> Option<u32> {
    let labels = split.labels();
    let (before, rest) = labels.split_at(index as usize);
    let (label, after) = rest.split_first()?;
    let later = after.iter().position(|other| other == label);
    later
        .map(|distance| index + 1 + distance as u32)
        .or_else(|| {
            let position = before.iter().position(|other| other == label)?;
            Some(position as u32)
        })
}
