//! The questions what a decision rests on: covered places, the gradient.

use serde::{Deserialize, Serialize};

use super::request::requests;
use super::{InputImage, Subject};

requests! {
    Evidence(EvidenceRequest => EvidenceAnswer):
    Occlude => OcclusionMap,
    TraceGradient => SaliencyMap,
}

/// A model's answers while a square covers one place of an image after another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Occlude {
    pub subject: Subject,
    pub image: InputImage,
    /// Rows and columns of the square, 1 to 28.
    pub size: usize,
    /// Pixels from one place of the square to the next, 1 to 28.
    pub stride: usize,
    /// The square's grey value.
    pub grey: u8,
}

/// The answers to an image that is covered in part, place by place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OcclusionMap {
    /// The model's input without the square: 28×28 grey values.
    #[serde(with = "serde_bytes")]
    pub pixels: Vec<u8>,
    /// Of the image without the square, after softmax, by class.
    pub probabilities: Vec<f32>,
    /// Rows and columns of the square.
    pub size: usize,
    /// Pixels from one place of the square to the next.
    pub stride: usize,
    /// Places in a row, and rows.
    pub n_places: usize,
    /// `[n_places, n_places, 10]`, after softmax, row by row.
    pub covered: Vec<f32>,
}

/// How much each pixel moves the logit of a class: the gradient of the logit by the input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceGradient {
    pub subject: Subject,
    pub image: InputImage,
    /// None for the class that the model answers.
    pub class: Option<u8>,
}

/// The gradient of a class's logit by the pixels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SaliencyMap {
    /// The model's input: 28×28 grey values.
    #[serde(with = "serde_bytes")]
    pub pixels: Vec<u8>,
    /// The class of the logit.
    pub class: u8,
    /// `[28, 28]`, row by row: the logit's change by a pixel's, which goes from 0 for black to 1 for white.
    pub gradient: Vec<f32>,
}
