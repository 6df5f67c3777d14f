//! What depends on the parameters alone, computed once a step.

use super::black::BlackImage;
use super::layout::Width;
use super::parameters::{Conv, Parameters, Sections};
use super::winograd::{Scratch, Winograd};

pub struct Kernels<const W: usize, const ONE: bool> {
    pub width: Width<W, ONE>,
    /// The second, third and fourth convolution in Winograd's domain.
    pub forward: [Winograd<W, ONE>; 3],
    /// The third's, for the gradient of its input.
    pub third_for_input: Winograd<W, ONE>,
    pub black: BlackImage,
    scratch: Scratch,
}

impl<const W: usize, const ONE: bool> Kernels<W, ONE> {
    pub fn new(width: Width<W, ONE>) -> Self {
        Self {
            width,
            forward: std::array::from_fn(|_| Winograd::new(width)),
            third_for_input: Winograd::new(width),
            black: BlackImage::new(width.vectors()),
            scratch: Scratch::new(width.vectors()),
        }
    }

    /// Follows the parameters.
    pub fn compute(&mut self, parameters: &Parameters, sections: &Sections) {
        let convs = [Conv::Second, Conv::Third, Conv::Fourth];
        for (kernel, conv) in self.forward.iter_mut().zip(convs) {
            kernel.transform(parameters.conv_weights(conv, sections));
        }
        self.third_for_input
            .transform_for_input(parameters.conv_weights(Conv::Third, sections));
        let (second, scratch) = (&self.forward[0], &mut self.scratch);
        self.black
            .compute(self.width, parameters, sections, second, scratch);
    }
}
