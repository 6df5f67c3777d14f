//! The question about a drawing or a photo: the picture, what the learner corrects, and the answer with its doubts.

use serde::{Deserialize, Serialize};

use super::ModelKind;
use super::request::requests;

requests! {
    Pictures(PicturesRequest => PicturesAnswer):
    Classify => Classification,
}

/// Class probabilities of a drawing or a photo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Classify {
    pub model: ModelKind,
    pub picture: Picture,
    pub corrections: Corrections,
}

/// What the learner has set by hand in a picture's preparation; nothing is found out by looking at the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    /// Whether the item is lighter than its background.
    pub is_lighter: Option<bool>,
    /// Whether left and right are exchanged.
    pub is_mirrored: Option<bool>,
    /// Quarter turns clockwise, counted modulo four; a crop is that of the picture before.
    pub quarter_turns: u8,
    /// The background stays.
    pub keeps_background: bool,
    /// The part of the picture in which the item lies; none for the whole.
    pub crop: Option<Crop>,
}

/// A rectangle in a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crop {
    /// Its first column.
    pub x: usize,
    /// Its first row.
    pub y: usize,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

impl Crop {
    /// Whether a pixel lies in it.
    pub fn has(self, x: usize, y: usize) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }

    /// The part of it that lies in another rectangle; none if that has no pixels.
    pub fn within(self, other: Self) -> Option<Self> {
        let [x, y] = [self.x.max(other.x), self.y.max(other.y)];
        let end = |start: usize, length: usize| start.saturating_add(length);
        let right = end(self.x, self.width).min(end(other.x, other.width));
        let bottom = end(self.y, self.height).min(end(other.y, other.height));
        (right > x && bottom > y).then(|| Self {
            x,
            y,
            width: right - x,
            height: bottom - y,
        })
    }
}

/// Pixels of a picture at most, above the resolution of common cameras: decoded they take 200 MB, and more may exhaust a tab's
/// memory.
pub const MAX_PICTURE_PIXELS: usize = 50_000_000;

/// Pixels of a drawing or a photo, four bytes (RGBA) each, row by row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    #[serde(with = "serde_bytes")]
    pub rgba: Vec<u8>,
}

/// A model's prediction for a picture, with its prepared input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Classification {
    /// The model's input: 28×28 grey values.
    #[serde(with = "serde_bytes")]
    pub pixels: Vec<u8>,
    /// 28×28 grey values of each step before: the whole picture, the item cut out, the item on black.
    #[serde(with = "serde_bytes")]
    pub stages: Vec<u8>,
    /// The picture was dark on light and has been inverted.
    pub inverted: bool,
    /// Left and right are exchanged: by hand, or because a shoe had its toe to the right.
    pub is_mirrored: bool,
    /// Quarter turns clockwise, 0 to 3, by hand.
    pub quarter_turns: u8,
    /// The item's place in the picture.
    pub crop: Crop,
    /// The learner has cut the picture to a part.
    pub is_cropped: bool,
    /// The background stayed, as the learner wanted it.
    pub keeps_background: bool,
    /// Bars or a frame around the photo were cut off.
    pub has_frame: bool,
    /// A shadow was removed.
    pub has_shadow: bool,
    /// After softmax, by class.
    pub probabilities: Vec<f32>,
    /// Why the answer may be wrong; empty if it is sure.
    pub doubts: Vec<Doubt>,
}

/// A reason to doubt the answer to a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// The answer changes when the picture is moved, scaled or dimmed a little; `other` is the class that it may be as well.
    Unsteady { other: u8 },
    /// There are several pieces, and the heaviest was taken.
    SeveralPieces { n_pieces: usize },
    /// The item hardly differs from its background.
    LowContrast,
    /// The background's noise or pattern is nearly as strong as the item.
    BusyBackground,
    /// The item touches much of the picture's edge.
    CutOff,
}
