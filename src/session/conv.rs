//! Output size and parameters of a convolution or a pooling layer, by the formulas of PyTorch's `Conv2d` and `MaxPool2d`.

use crate::texts::text;

mod kernel;

pub use kernel::Kernel;

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

/// What a larger kernel does to the output's side, in a sentence; none where the present one has no place.
pub fn when_the_kernel_grows(side: usize, window: Window) -> Option<String> {
    let written = window.n_places(side)?;
    let larger = Window {
        // Most kernels are odd: they have a middle.
        size: window.size + 2,
        ..window
    };
    let (size, next) = (window.size, larger.size);
    Some(match larger.n_places(side) {
        None => text!(
            "conv-grows-too-large",
            size = size,
            side = written,
            larger = next
        ),
        Some(still) if still == written => text!(
            "conv-grows-same",
            size = size,
            side = written,
            larger = next,
            stride = window.stride
        ),
        Some(fewer) => text!(
            "conv-grows",
            size = size,
            side = written,
            larger = next,
            fewer = fewer
        ),
    })
}

/// Weights and biases of a convolution: one window for each pair of input and output channel, one bias for each output channel.
pub fn n_parameters(n_channels_in: usize, n_channels_out: usize, window: Window) -> usize {
    n_channels_out * (n_channels_in * window.size * window.size + 1)
}

/// Multiplications of a convolution for one image, those with the zeros of the padding included.
pub fn n_multiplications(
    n_channels_in: usize,
    n_channels_out: usize,
    window: Window,
    n_places: usize,
) -> usize {
    n_places * n_places * n_channels_out * n_channels_in * window.size * window.size
}

/// A square grey image, values 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Square {
    pub side: usize,
    /// `[side, side]`, row by row.
    pub values: Vec<f32>,
}

impl Square {
    /// Grey bytes of a square image, enlarged or reduced to this side by taking the nearest pixel.
    pub fn of_bytes(bytes: &[u8], side: usize) -> Self {
        let own = bytes.len().isqrt();
        let source = |position: usize| position * own / side.max(1);
        let pixel = |place: usize| {
            let byte = bytes.get(source(place / side) * own + source(place % side));
            f32::from(byte.copied().unwrap_or_default()) / 255.0
        };
        Self {
            side,
            values: (0..side * side).map(pixel).collect(),
        }
    }

    /// The value at this row and column of the image with its padding, which is 0.
    fn padded(&self, row: usize, column: usize, padding: usize) -> f32 {
        let (row, column) = (row.wrapping_sub(padding), column.wrapping_sub(padding));
        if row < self.side && column < self.side {
            self.values[row * self.side + column]
        } else {
            0.0
        }
    }

    /// What the window sees at the place of this number, counted row by row: `[size, size]`; empty if it does not fit.
    pub fn under(&self, window: Window, number: usize) -> Vec<f32> {
        let Some(n_places) = window.n_places(self.side) else {
            return Vec::new();
        };
        let top = number / n_places * window.stride;
        let left = number % n_places * window.stride;
        (0..window.size * window.size)
            .map(|place| {
                let (row, column) = (place / window.size, place % window.size);
                self.padded(top + row, left + column, window.padding)
            })
            .collect()
    }

    /// One number for each place of the window; empty if it does not fit.
    pub fn slide(&self, window: Window, combine: impl Fn(&[f32]) -> f32) -> Self {
        let side = window.n_places(self.side).unwrap_or(0);
        let values = (0..side * side).map(|number| combine(&self.under(window, number)));
        Self {
            side,
            values: values.collect(),
        }
    }

    /// The sums of products with a kernel's weights, without a bias.
    pub fn convolve(&self, window: Window, weights: &[f32]) -> Self {
        self.slide(window, |under| product_sum(under, weights))
    }

    /// The smallest and the largest value, with 0 between them.
    pub fn range(&self) -> (f32, f32) {
        let values = || self.values.iter().copied();
        (values().fold(0.0, f32::min), values().fold(0.0, f32::max))
    }

    /// Brightness from 0 for the low end of a range to 255 for its high end.
    pub fn bytes(&self, (low, high): (f32, f32)) -> Vec<u8> {
        let scale = if high > low {
            255.0 / (high - low)
        } else {
            0.0
        };
        let values = self.values.iter();
        values
            .map(|value| ((value - low) * scale).round() as u8)
            .collect()
    }
}

/// The number that a kernel writes: the sum of the products.
pub fn product_sum(under: &[f32], weights: &[f32]) -> f32 {
    under
        .iter()
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum()
}

/// The largest of a window's values, as max pooling takes it.
pub fn max(under: &[f32]) -> f32 {
    under.iter().copied().fold(f32::NEG_INFINITY, f32::max)
}

/// The mean of a window's values, as average pooling takes it.
pub fn mean(under: &[f32]) -> f32 {
    under.iter().sum::<f32>() / under.len().max(1) as f32
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
    fn a_larger_kernel_writes_less_where_its_steps_have_no_room_to_spare() {
        let says = |side, of| when_the_kernel_grows(side, of).unwrap_or_default();
        let shrinks = says(64, window(3, 1, 0));
        assert!(
            shrinks.contains("62") && shrinks.contains("60"),
            "{shrinks}"
        );
        // 64 pixels and kernels of 6 or 8 at every eighth: eight places, both times.
        let stays = says(64, window(6, 8, 0));
        assert!(stays.contains("stays 8"), "{stays}");
        let ends = says(4, window(3, 1, 0));
        assert!(ends.contains("no place"), "{ends}");
        assert_eq!(when_the_kernel_grows(2, window(3, 1, 0)), None);
    }

    #[test]
    fn parameters_are_counted_as_pytorch_does() {
        // weight [10, 3, 5, 5] and bias [10]
        assert_eq!(n_parameters(3, 10, window(5, 2, 0)), 760);
        assert_eq!(n_parameters(1, 10, window(3, 1, 1)), 100);
        assert_eq!(n_parameters(10, 10, window(3, 1, 1)), 910);
    }

    #[test]
    fn multiplications_are_those_of_the_architecture() {
        // TinyVGG's first convolution: 28·28 places, 10 kernels of 3×3 on one channel.
        assert_eq!(n_multiplications(1, 10, window(3, 1, 1), 28), 70_560);
        assert_eq!(n_multiplications(10, 10, window(3, 1, 1), 14), 176_400);
    }

    #[test]
    fn a_convolution_matches_one_worked_by_hand() {
        let image = Square {
            side: 3,
            values: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0],
        };
        let sums = image.convolve(window(2, 1, 0), &[1.0, 0.0, 0.0, -1.0]);
        assert_eq!((sums.side, sums.values), (2, vec![-4.0; 4]));
        // With padding the first window sees one pixel, the 1, in its last place.
        assert_eq!(image.under(window(2, 1, 1), 0), [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(image.under(window(2, 1, 1), 15), [9.0, 0.0, 0.0, 0.0]);
        let strided = image.slide(window(1, 2, 0), max);
        assert_eq!(strided.values, [1.0, 3.0, 7.0, 9.0]);
        assert_eq!(image.slide(window(5, 1, 0), max).side, 0);
    }

    #[test]
    fn pooling_keeps_the_lessons_largest_or_the_mean() {
        let under = [0.3367, 0.1288, 0.2345, 0.2303];
        assert_eq!(max(&under), 0.3367);
        assert!((mean(&under) - 0.232_575).abs() < 1e-6);
    }

    #[test]
    fn images_are_scaled_by_their_nearest_pixels_and_shown_from_dark_to_light() {
        let image = Square::of_bytes(&[0, 255, 51, 0], 4);
        assert_eq!(image.values[..4], [0.0, 0.0, 1.0, 1.0]);
        assert_eq!(image.values[8..12], [0.2, 0.2, 0.0, 0.0]);
        assert_eq!(Square::of_bytes(&[0, 255, 51, 0], 1).values, [0.0]);
        let signed = Square {
            side: 1,
            values: vec![-1.0, 0.0, 3.0],
        };
        assert_eq!(signed.bytes(signed.range()), [0, 64, 255]);
    }
}
