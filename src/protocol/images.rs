//! The questions about images of the data set: single ones, a batch, a whole split.

use serde::{Deserialize, Serialize};

use super::request::requests;
use super::{LabelledImage, SplitName};

requests! {
    Images(ImagesRequest => ImagesAnswer):
    ShowImages => Vec<LabelledImage>,
    ShowBatch => Batch,
    SurveySplit => Survey,
}

/// Images of a split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShowImages {
    pub split: SplitName,
    pub selection: Selection,
}

/// Which images to show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Selection {
    /// These positions in the split.
    Indices(Vec<u32>),
    /// `n_images` positions, at most as many as the split has, drawn as the lesson does: `torch.manual_seed(seed)`, then one `torch.randint` an image.
    Random { seed: u32, n_images: usize },
}

/// One batch of the first epoch, as PyTorch's data loader shuffles it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShowBatch {
    pub split: SplitName,
    pub batch_size: usize,
    pub batch_index: usize,
    pub seed: u32,
}

/// A batch of images, and the number of batches in its epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    pub n_batches: usize,
    /// `[batch, channel, height, width]`
    pub images_shape: [usize; 4],
    pub images: Vec<LabelledImage>,
}

/// Every label of a split, and the mean image of each class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurveySplit {
    pub split: SplitName,
}

/// What a split holds, without its images.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// The label of each image, in the order of the split.
    #[serde(with = "serde_bytes")]
    pub labels: Vec<u8>,
    /// The mean image of each class, 28×28 rounded grey values one after another; black for a class without images.
    #[serde(with = "serde_bytes")]
    pub class_means: Vec<u8>,
}
