//! The question which training images a model takes for most alike to an image.

use serde::{Deserialize, Serialize};

use super::request::requests;
use super::{InputImage, LabelledImage, Subject};

requests! {
    Neighbours(NeighboursRequest => NeighboursAnswer):
    FindNearest => NearestImages,
}

/// The training images nearest to an image, by what the model's last layer gets of them. The first such request to a model
/// reads all training images, with `IndexProgress` before the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindNearest {
    pub subject: Subject,
    pub image: InputImage,
    pub n_images: usize,
    /// Of a run, what was read of the training images before this step is read anew. Finished models do not change.
    pub not_before: usize,
}

/// Training images, the nearest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearestImages {
    /// The model's input: 28×28 grey values.
    #[serde(with = "serde_bytes")]
    pub pixels: Vec<u8>,
    /// Steps that the model had made when the training images were read, if known.
    pub n_steps: Option<usize>,
    /// Features by which images are compared.
    pub n_features: usize,
    /// Empty if all features of the image are 0: no image is then nearer than another.
    pub images: Vec<Neighbour>,
}

/// A training image and its nearness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    pub image: LabelledImage,
    /// The cosine of the angle between the features: 1 for the same direction, 0 for nothing in common.
    pub similarity: f32,
}
