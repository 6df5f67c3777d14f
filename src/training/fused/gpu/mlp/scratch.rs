//! Where the intermediate values of a batch lie.

use cubecl::prelude::*;

use crate::protocol::N_CLASSES;

/// Where the intermediate values of a batch lie in scratch, behind the partial sums `[n_parts, n_images, hidden]`.
#[derive(CubeType)]
pub struct Scratch {
    /// Floats of one part's partial sums.
    pub part_len: usize,
    /// `[n_images, hidden]`: activations.
    pub hidden: usize,
    /// `[n_images, hidden]`
    pub hidden_gradients: usize,
    /// `[n_images, 10]`
    pub logit_gradients: usize,
    /// `[n_images]`
    pub losses: usize,
    /// `[n_images]`: 1 if the prediction was correct.
    pub correct: usize,
    /// Floats in all.
    pub len: usize,
}

#[cube]
impl Scratch {
    /// For so many images.
    pub fn new(n_images: usize, #[comptime] n_hidden: usize, #[comptime] n_parts: usize) -> Self {
        let part_len = n_images * n_hidden;
        let hidden = n_parts * part_len;
        let hidden_gradients = hidden + part_len;
        let logit_gradients = hidden_gradients + part_len;
        let losses = logit_gradients + n_images * N_CLASSES;
        let correct = losses + n_images;
        Scratch {
            part_len,
            hidden,
            hidden_gradients,
            logit_gradients,
            losses,
            correct,
            len: correct + n_images,
        }
    }
}
