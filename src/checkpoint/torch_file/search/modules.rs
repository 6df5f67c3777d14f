//! Reads modules as data: their tensors by PyTorch's names, and the layers that no model of the lesson has.

use super::{MAX_NOT_MADE, Search, TorchGroup, class_of, joined};
use crate::checkpoint::CheckpointError;
use crate::checkpoint::error::shortened;
use crate::checkpoint::torch_file::pickle::{Id, MAX_NAME, Pickle, Value};
use crate::checkpoint::torch_file::tensors::tensor;
use crate::models::Layer;

/// Modules inside of modules.
const MAX_MODULE_DEPTH: usize = 16;

/// PyTorch's modules beside the layers of [`Layer`] that hold others, or do nothing in an evaluation.
const WITHOUT_EFFECT: [&str; 8] = [
    "AlphaDropout",
    "Dropout",
    "Dropout1d",
    "Dropout2d",
    "Identity",
    "ModuleDict",
    "ModuleList",
    "Sequential",
];

/// PyTorch's own modules.
const OF_PYTORCH: &str = "torch.nn.modules.";
/// Modules that measure answers and change none.
const MEASURES: [&str; 2] = ["torch.nn.modules.loss.", "torchmetrics."];

impl Search<'_> {
    /// Adds the parameters and buffers of a module and of those inside of it, by PyTorch's names.
    pub(super) fn join_module(
        &mut self,
        module: Id,
        prefix: &str,
        group: &mut TorchGroup,
        depth: usize,
    ) -> Result<(), CheckpointError> {
        let pickle = self.pickle;
        let Some(attributes) = module_attributes(pickle, pickle.get(module)) else {
            return Ok(());
        };
        if depth > MAX_MODULE_DEPTH || prefix.len() > MAX_NAME {
            return Ok(());
        }
        let mut is_empty = true;
        for kind in ["_parameters", "_buffers"] {
            let Some(tensors) = pickle.entry(attributes, kind) else {
                continue;
            };
            for (key, id) in self.children(tensors) {
                if let Some(tensor) = tensor(pickle, pickle.get(id))? {
                    group.push(joined(prefix, &key), tensor);
                    is_empty = false;
                }
            }
        }
        if let Some(modules) = pickle.entry(attributes, "_modules") {
            for (key, id) in self.children(modules) {
                self.join_module(id, &joined(prefix, &key), group, depth + 1)?;
                is_empty = false;
            }
        }
        if let Some(class) = class_of(pickle, pickle.get(module))
            && !is_usual(class, is_empty)
        {
            let name = shortened(class.rsplit('.').next().unwrap_or(class));
            if group.other_layers.len() < MAX_NOT_MADE && !group.other_layers.contains(&name) {
                group.other_layers.push(name);
            }
        }
        Ok(())
    }
}

/// Whether a module may be a part of one of the lesson's models: a class of a person's own is taken for a container of
/// layers, unless nothing is in it.
fn is_usual(class: &str, is_empty: bool) -> bool {
    if MEASURES.iter().any(|module| class.starts_with(module)) {
        return true;
    }
    match class.strip_prefix(OF_PYTORCH) {
        Some(path) => {
            let name = path.rsplit('.').next().unwrap_or(path);
            Layer::CLASS_NAMES.contains(&name) || WITHOUT_EFFECT.contains(&name)
        }
        None => !is_empty,
    }
}

/// The attributes of a module, a dict; none of a value that is no module.
pub fn module_attributes(pickle: &Pickle, value: &Value) -> Option<Id> {
    let Value::Object(object) = value else {
        return None;
    };
    let attributes = object.attributes?;
    let is_module = ["_parameters", "_modules"]
        .iter()
        .all(|name| pickle.entry(attributes, name).is_some());
    is_module.then_some(attributes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_that_change_answers_are_not_usual() {
        for (class, is_empty, expected) in [
            ("torch.nn.modules.activation.ReLU", true, true),
            ("torch.nn.modules.dropout.Dropout", true, true),
            ("torch.nn.modules.loss.CrossEntropyLoss", true, true),
            ("lesson.FashionMNISTModelV2", false, true),
            ("torch.nn.modules.activation.Tanh", true, false),
            ("torch.nn.modules.pooling.AvgPool2d", true, false),
            ("torch.nn.modules.batchnorm.BatchNorm2d", false, false),
            ("__main__.Swish", true, false),
        ] {
            assert_eq!(is_usual(class, is_empty), expected, "{class}");
        }
    }
}
