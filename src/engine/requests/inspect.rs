//! Answers what every layer of a model makes of one image.

use super::images::labelled_images;
use crate::data::{Split, preprocess};
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::models::{Architecture, StateDict};
use crate::protocol::{
    InputImage, Inspect, Inspection, MAX_SENT_PARAMETERS, N_PIXELS, Subject, TrainingConfig, Unit,
};
use crate::training::{Network, metrics};

/// A model at one step.
struct Snapshot {
    config: TrainingConfig,
    n_steps: Option<usize>,
    state: StateDict,
}

/// The input of a model, and what is known about it.
pub(super) struct Input {
    pub(super) pixels: Vec<u8>,
    inverted: bool,
    label: Option<u8>,
    next_of_class: Option<u32>,
}

impl Engine {
    pub(super) async fn inspect(&self, question: &Inspect) -> Result<Inspection, EngineError> {
        let Snapshot {
            config,
            n_steps,
            state,
        } = self.snapshot(question.subject).await?;
        let input = self.input(&question.image)?;
        let architecture = Architecture::of(&config);
        let network = Network::from_state(&architecture, &state, &self.device)?;
        let pixels = input.pixels.as_chunks::<N_PIXELS>().0;
        let outputs = network.outputs(&pixels[0], &self.device).await?;
        Ok(Inspection {
            probabilities: outputs
                .last()
                .map_or_else(Vec::new, |logits| metrics::softmax(logits)),
            outputs: outputs.iter().flat_map(|values| bytes(values)).collect(),
            unit: question.unit.filter(|_| is_wide(&architecture)),
            parameters: sent_parameters(&architecture, &state, question.unit),
            config,
            n_steps,
            pixels: input.pixels,
            inverted: input.inverted,
            label: input.label,
            next_of_class: input.next_of_class,
        })
    }

    async fn snapshot(&self, subject: Subject) -> Result<Snapshot, EngineError> {
        match subject {
            Subject::Trained(kind) => {
                let model = self.models.get(kind)?;
                Ok(Snapshot {
                    config: model.config.clone(),
                    n_steps: model.n_steps,
                    state: model.state().clone(),
                })
            }
            Subject::Run(id) => {
                let run = self.run.as_ref().filter(|run| run.id() == id);
                let run = run.ok_or(EngineError::NoSuchRun)?;
                Ok(Snapshot {
                    config: run.config().clone(),
                    n_steps: Some(run.n_steps()),
                    state: run.state().await?,
                })
            }
        }
    }

    pub(super) fn input(&self, image: &InputImage) -> Result<Input, EngineError> {
        match image {
            InputImage::Own(picture) => {
                let prepared = preprocess::prepare(picture)?;
                Ok(Input {
                    pixels: prepared.pixels.to_vec(),
                    inverted: prepared.inverted,
                    label: None,
                    next_of_class: None,
                })
            }
            &InputImage::OfSplit { split: name, index } => {
                let split = self.split(name)?;
                let mut images = labelled_images(name, split, &[index])?;
                let image = images.pop();
                let image = image.expect("one position was asked for and exists");
                Ok(Input {
                    pixels: image.pixels,
                    inverted: false,
                    label: Some(image.label),
                    next_of_class: next_of_class(split, index),
                })
            }
        }
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

/// Whether it has too many parameters to send them all.
fn is_wide(architecture: &Architecture) -> bool {
    architecture.n_parameters() > MAX_SENT_PARAMETERS
}

fn sent_parameters(architecture: &Architecture, state: &StateDict, unit: Option<Unit>) -> Vec<u8> {
    if !is_wide(architecture) {
        let tensors = state.tensors.iter();
        return tensors.flat_map(|tensor| bytes(&tensor.values)).collect();
    }
    let layers = architecture.layers();
    let wanted = unit.and_then(|Unit { layer, unit }| {
        let specs = layers.get(layer)?.parameters();
        let [weight, bias] = specs.as_slice() else {
            return None;
        };
        let weights = &state.tensor(weight).ok()?.values;
        let weights = weights.chunks_exact(weight.fan_in).nth(unit)?;
        let bias = state.tensor(bias).ok()?.values.get(unit)?;
        Some([weights, &[*bias]].concat())
    });
    wanted.map_or_else(Vec::new, |values| bytes(&values))
}

fn bytes(values: &[f32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}
