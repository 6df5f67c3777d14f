//! The models that are measured, from Fitting Room's own catalogue: layers and settings for every trainer alike.

use fitting_room::models::{Architecture, ModelKind};
use fitting_room::protocol::TrainingConfig;
use serde_json::{Value, json};

/// A model with the lesson's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    config: TrainingConfig,
    architecture: Architecture,
}

impl Model {
    fn new(kind: ModelKind) -> Self {
        let config = TrainingConfig::lesson(kind);
        Self {
            architecture: Architecture::new(kind, config.hidden_units, config.final_relu),
            config,
        }
    }

    pub fn number(&self) -> usize {
        self.config.model.number
    }

    pub fn title(&self) -> &'static str {
        self.config.model.title()
    }

    pub fn has_convolutions(&self) -> bool {
        self.config.model.has_convolutions()
    }

    /// Images of one step.
    pub fn batch_size(&self) -> usize {
        self.config.batch_size
    }

    /// Floating-point operations of one step.
    pub fn flop_per_step(&self) -> f64 {
        (self.architecture.training_flop_per_image() * self.batch_size()) as f64
    }

    /// All that a trainer needs to build it and to train it as we do: the `settings` of a run as the engine takes them, and
    /// `path`, `layer`, `input_shape` and `output_shape` of each of the `layers`.
    pub fn spec(&self) -> Value {
        json!({ "settings": self.config, "layers": self.architecture.layers() })
    }
}

/// Every model of the catalogue.
pub fn all() -> Vec<Model> {
    ModelKind::ALL.into_iter().map(Model::new).collect()
}

/// The model of this number.
pub fn by_number(number: usize) -> Option<Model> {
    ModelKind::from_number(number).map(Model::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_of_the_catalogue_can_be_measured() {
        for model in all() {
            assert_eq!(by_number(model.number()).as_ref(), Some(&model));
            assert!(model.flop_per_step() > 0.0, "{}", model.title());
            let layers = &model.spec()["layers"];
            assert_eq!(layers[0]["input_shape"], json!([1, 28, 28]));
        }
    }

    #[test]
    fn a_trainer_gets_layers_and_settings() {
        let spec = by_number(1).expect("it exists").spec();
        assert_eq!(spec["settings"]["model"], "NonLinear");
        assert_eq!(spec["settings"]["learning_rate"], 0.1);
        assert_eq!(spec["layers"][0]["layer"], "Flatten");
        assert_eq!(spec["layers"][1]["layer"]["Linear"]["outputs"], 10);
        assert_eq!(spec["layers"][1]["input_shape"], json!([784]));
        assert!(by_number(99).is_none());
    }
}
