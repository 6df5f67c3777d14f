//! An entry of the catalogue of models, and the handle that settings and messages carry for it.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Architecture, Layer, MODELS, NamedLayer, Published};
use crate::texts::{self, text};

/// One model's entry: everything else about it is derived from this.
#[derive(Debug)]
pub struct ModelSpec {
    /// Its number in the page's address, on the command line and in the keys of saved models; a change would orphan those.
    pub number: usize,
    /// Its name in messages and in what the browser stores; a change would orphan stored models and runs.
    pub key: &'static str,
    /// The notebook's class of this model.
    pub class_name: &'static str,
    /// As the page shows it: `Model 2 · TinyVGG`.
    pub english_title: &'static str,
    /// One or two sentences below the title, where the model is chosen.
    pub english_description: &'static str,
    /// The sentence below the table of its layers; the argument is whether a ReLU on the logits ends it.
    pub remark: fn(bool) -> &'static str,
    /// Its colour in charts and on cards: `--color-model-N` in `style/tokens.css`.
    pub color_slot: usize,
    /// The layers for this number of hidden units.
    pub layers: fn(usize) -> Vec<NamedLayer>,
    /// What the notebook prints for it; none if it is not one of the notebook's.
    pub published: Option<Published>,
    /// Whether trained weights ship with the page, in `public/models/model_N.safetensors`.
    pub is_pretrained: bool,
}

/// One of the catalogue's models, by default the first; dereferences to its [`ModelSpec`].
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModelKind(pub(super) usize);

impl ModelKind {
    /// Every model, in the catalogue's order.
    pub const ALL: [Self; MODELS.len()] = {
        let mut all = [Self(0); MODELS.len()];
        let mut position = 0;
        while position < all.len() {
            all[position] = Self(position);
            position += 1;
        }
        all
    };

    /// The model of this number; none if the catalogue has none.
    ///
    /// ```
    /// use fitting_room::models::ModelKind;
    ///
    /// let model = ModelKind::from_number(2).expect("the catalogue starts with Models 0 to 2");
    /// assert_eq!(model, ModelKind::TINY_VGG);
    /// assert_eq!(model.class_name, "FashionMNISTModelV2");
    /// assert_eq!(ModelKind::from_number(1000), None);
    /// ```
    pub fn from_number(number: usize) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number == number)
    }

    /// The numbers of all models, for a sentence: `0, 1 and 2`, with this word before the last.
    ///
    /// ```
    /// use fitting_room::models::ModelKind;
    ///
    /// assert!(ModelKind::numbers("or").starts_with("0, 1"));
    /// ```
    pub fn numbers(conjunction: &str) -> String {
        let numbers: Vec<String> = Self::ALL
            .iter()
            .map(|kind| kind.number.to_string())
            .collect();
        match numbers.split_last() {
            Some((last, rest)) if !rest.is_empty() => {
                format!("{} {conjunction} {last}", rest.join(", "))
            }
            _ => numbers.concat(),
        }
    }

    /// The number of models as a word, for a sentence: `three`.
    pub fn count_word() -> String {
        text!("models-count-word", n = Self::ALL.len())
    }

    /// The file of its weights that ships with the page, beside the models' other files.
    pub fn weights_file(self) -> String {
        format!("model_{}.safetensors", self.number)
    }

    /// Its title in the language that is spoken.
    pub fn title(self) -> &'static str {
        self.translated("title", self.english_title)
    }

    /// Its description in the language that is spoken.
    pub fn description(self) -> &'static str {
        self.translated("description", self.english_description)
    }

    /// The sentence below the table of its layers in the language that is spoken.
    pub fn remark(self, final_relu: bool) -> &'static str {
        let what = if self.has_final_relu() && final_relu {
            "remark-final-relu"
        } else {
            "remark"
        };
        self.translated(what, (self.remark)(final_relu))
    }

    /// English stands in the model's own file, other languages in the catalogue of texts.
    fn translated(self, what: &str, english: &'static str) -> &'static str {
        texts::find(&format!("model-{}-{what}", self.number)).unwrap_or(english)
    }

    /// Whether any of its layers is a convolution.
    pub fn has_convolutions(self) -> bool {
        let layers = (self.layers)(1);
        layers
            .iter()
            .any(|named| matches!(named.layer, Layer::Conv2d { .. }))
    }

    /// Whether its last layer is a ReLU on the logits, which a run can leave out.
    pub fn has_final_relu(self) -> bool {
        Architecture::new(self, 1, true).final_relu
    }
}

impl Deref for ModelKind {
    type Target = ModelSpec;

    fn deref(&self) -> &ModelSpec {
        &MODELS[self.0]
    }
}

impl fmt::Debug for ModelKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.key)
    }
}

impl Serialize for ModelKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key)
    }
}

impl<'de> Deserialize<'de> for ModelKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        let found = Self::ALL.into_iter().find(|kind| kind.key == key);
        found.ok_or_else(|| de::Error::custom(format_args!("there is no model {key:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Fails when two models share a value of `of`.
    fn assert_distinct<T: Ord>(what: &str, of: impl Fn(ModelKind) -> T) {
        let distinct: BTreeSet<T> = ModelKind::ALL.into_iter().map(of).collect();
        assert_eq!(distinct.len(), ModelKind::ALL.len(), "{what}");
    }

    #[test]
    fn no_two_models_share_a_name_or_a_colour() {
        assert_distinct("numbers", |kind| kind.number);
        assert_distinct("keys", |kind| kind.key);
        assert_distinct("class names", |kind| kind.class_name);
        assert_distinct("titles", |kind| kind.english_title);
        assert_distinct("colours", |kind| kind.color_slot);
    }

    #[test]
    fn every_model_has_a_colour_in_both_themes() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/style/tokens.css");
        let tokens = std::fs::read_to_string(path).expect("the style is committed");
        for kind in ModelKind::ALL {
            let token = format!("--color-model-{}: light-dark(", kind.color_slot);
            assert!(tokens.contains(&token), "{}: {token}", kind.title());
        }
    }

    #[test]
    fn a_pretrained_file_exists_for_each_model_that_says_so() {
        for kind in ModelKind::ALL {
            let file = format!("public/models/{}", kind.weights_file());
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            assert_eq!(path.exists(), kind.is_pretrained, "{}", path.display());
        }
    }

    #[test]
    fn a_models_number_leads_back_to_it() {
        for kind in ModelKind::ALL {
            assert_eq!(ModelKind::from_number(kind.number), Some(kind));
        }
        assert_eq!(ModelKind::from_number(1000), None);
        assert!(ModelKind::numbers("and").starts_with("0, 1"));
    }

    #[test]
    fn of_the_notebooks_models_only_model_1_ends_in_a_relu() {
        let with_relu = ModelKind::ALL.map(ModelKind::has_final_relu);
        assert_eq!(with_relu[..3], [false, true, false]);
    }
}
