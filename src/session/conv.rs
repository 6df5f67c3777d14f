//! Output size and parameters of a convolution or a pooling layer, by the formulas of PyTorch's `Conv2d` and `MaxPool2d`.

/// The kernel of a layer and how it moves over an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Width and height of the window, in pixels.
    pub size: usize,
    /// Pixels from one position to the next.
    pub stride: usize,
    /// Zeros added on each side.
    pub padding: usize,
}

impl Window {
    /// Positions of the window along a side of this many pixels; none where it does not fit or the stride is 0.
    pub fn n_places(self, side: usize) -> Option<usize> {
        if self.size == 0 || self.stride == 0 {
            return None;
        }
        let room = (side + 2 * self.padding).checked_sub(self.size)?;
        Some(room / self.stride + 1)
    }
}

/// Weights and biases of a convolution: one window for each pair of input and output channel, one bias for each output channel.
pub fn n_parameters(n_channels_in: usize, n_channels_out: usize, window: Window) -> usize {
    n_channels_out * (n_channels_in * window.size * window.size + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(size: usize, stride: usize, padding: usize) -> Window {
        Window {
            size,
            stride,
            padding,
        }
    }

    #[test]
    fn the_lessons_convolutions_have_its_shapes() {
        assert_eq!(window(3, 1, 0).n_places(64), Some(62));
        assert_eq!(window(5, 2, 0).n_places(64), Some(30));
        assert_eq!(window(3, 1, 1).n_places(28), Some(28));
    }

    #[test]
    fn the_lessons_pooling_halves() {
        assert_eq!(window(2, 2, 0).n_places(62), Some(31));
        assert_eq!(window(2, 2, 0).n_places(28), Some(14));
        assert_eq!(window(2, 2, 0).n_places(7), Some(3));
    }

    #[test]
    fn a_window_that_does_not_fit_or_does_not_move_has_no_place() {
        assert_eq!(window(5, 1, 0).n_places(4), None);
        assert_eq!(window(5, 1, 1).n_places(4), Some(2));
        assert_eq!(window(3, 0, 0).n_places(28), None);
        assert_eq!(window(0, 1, 0).n_places(28), None);
    }

    #[test]
    fn parameters_are_counted_as_pytorch_does() {
        // weight [10, 3, 5, 5] and bias [10]
        assert_eq!(n_parameters(3, 10, window(5, 2, 0)), 760);
        assert_eq!(n_parameters(1, 10, window(3, 1, 1)), 100);
        assert_eq!(n_parameters(10, 10, window(3, 1, 1)), 910);
    }
}
