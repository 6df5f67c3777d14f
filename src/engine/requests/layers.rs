//! Answers questions about a model's layers: what each makes of one image, the first one's kernels.

use super::subject::{Input, ModelAtStep};
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::logits::softmax;
use crate::models::{Architecture, Layer, PlacedLayer, StateDict};
use crate::protocol::{
    Inspect, Inspected, Inspection, Kernels, LayersAnswer, LayersRequest, MAX_SENT_PARAMETERS,
    ShowKernels, Unit,
};
use crate::training::Network;

impl Engine {
    pub(super) async fn answer_layers(
        &mut self,
        request: &LayersRequest,
    ) -> Result<LayersAnswer, EngineError> {
        Ok(match request {
            LayersRequest::Inspect(question) => {
                LayersAnswer::Inspect(self.inspect(question).await?)
            }
            LayersRequest::ShowKernels(question) => {
                LayersAnswer::ShowKernels(self.show_kernels(question).await?)
            }
        })
    }

    async fn inspect(&mut self, question: &Inspect) -> Result<Inspection, EngineError> {
        let ModelAtStep {
            config,
            n_steps,
            state,
        } = self.at_present(question.subject).await?;
        let Input {
            pixels,
            inverted,
            is_mirrored,
            label,
            next_of_class,
        } = self.input(&question.image, question.subject).await?;
        let architecture = Architecture::of(&config);
        let network = Network::from_state(&architecture, &state, &self.device)?;
        let outputs = network.outputs(&pixels, &self.device).await?;
        Ok(Inspection {
            inspected: Inspected {
                config,
                n_steps,
                pixels: pixels.to_vec(),
                inverted,
                is_mirrored,
                label,
                next_of_class,
                probabilities: outputs
                    .last()
                    .map_or_else(Vec::new, |logits| softmax(logits)),
            },
            outputs: outputs.iter().flat_map(|values| bytes(values)).collect(),
            unit: question.unit.filter(|_| is_wide(&architecture)),
            parameters: sent_parameters(&architecture, &state, question.unit),
        })
    }

    async fn show_kernels(&self, question: &ShowKernels) -> Result<Kernels, EngineError> {
        let ModelAtStep { config, state, .. } = self.at_present(question.subject).await?;
        let layers = Architecture::of(&config).layers();
        let first = layers.first();
        let size = match first.map(|placed| placed.layer) {
            Some(Layer::Conv2d { kernel, .. }) => kernel,
            Some(Layer::Relu | Layer::MaxPool2d { .. } | Layer::Flatten | Layer::Linear { .. })
            | None => 0,
        };
        let mut values = Vec::new();
        for spec in first
            .filter(|_| size > 0)
            .into_iter()
            .flat_map(PlacedLayer::parameters)
        {
            values.push(state.tensor(&spec)?.values.clone());
        }
        let mut values = values.into_iter();
        Ok(Kernels {
            size,
            weights: values.next().unwrap_or_default(),
            biases: values.next().unwrap_or_default(),
        })
    }
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
