//! Estimates a picture's background from its border, and subtracts it.

/// A background whose brightness is a plane over the picture, and how much the border deviates from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Background {
    /// Brightness in the middle of the picture, 0 to 1.
    level: f32,
    /// Difference in brightness from the left edge to the right one, and from the top to the bottom.
    slope: [f32; 2],
    /// Median absolute deviation of the border from this plane.
    spread: f32,
}

/// A pixel of the border: its position, from -0.5 to 0.5 in both directions, and its brightness.
type BorderPixel = ([f32; 2], f32);

impl Background {
    /// Fits a background to a frame around the picture. The fit is by medians, so an item may touch part of the border.
    pub fn of_border(brightness: &[f32], width: usize) -> Self {
        let border = border(brightness, width);
        let even = Self::flat(&border);
        let sloped = even.with_slope(&border);
        // A slope must halve the spread: an item that fills one side of the picture would otherwise count as shade.
        if sloped.spread < 0.5 * even.spread {
            sloped
        } else {
            even
        }
    }

    fn flat(border: &[BorderPixel]) -> Self {
        let level = median(border.iter().map(|&(_, value)| value));
        Self {
            level,
            slope: [0.0; 2],
            spread: median(border.iter().map(|&(_, value)| (value - level).abs())),
        }
    }

    /// Adds the slope between opposite sides of the frame.
    fn with_slope(self, border: &[BorderPixel]) -> Self {
        /// Distance from the centre at which a pixel belongs to a side of the frame.
        const SIDE: f32 = 0.47;
        let side = |axis: usize, sign: f32| {
            let on_side = border.iter().filter(|(at, _)| at[axis] * sign >= SIDE);
            median(on_side.map(|&(_, value)| value))
        };
        let sloped = Self {
            slope: [0, 1].map(|axis| side(axis, 1.0) - side(axis, -1.0)),
            ..self
        };
        let distances = border
            .iter()
            .map(|&(at, value)| (value - sloped.brightness_at(at)).abs());
        Self {
            spread: median(distances),
            ..sloped
        }
    }

    fn brightness_at(&self, [x, y]: [f32; 2]) -> f32 {
        (self.level + self.slope[0] * x + self.slope[1] * y).clamp(0.0, 1.0)
    }

    /// Whether the differences from the background, those of noise left out, have a negative sum.
    pub fn is_lighter_than_the_item(&self, brightness: &[f32], width: usize) -> bool {
        let noise = self.noise();
        let difference: f64 = positions(brightness.len(), width)
            .zip(brightness)
            .map(|(at, value)| value - self.brightness_at(at))
            .filter(|difference| difference.abs() > noise)
            .map(f64::from)
            .sum();
        difference < 0.0
    }

    /// Negates the picture if `negate`, then maps the background to 0 and keeps 1 at 1.
    pub fn remove(&self, brightness: &mut [f32], width: usize, negate: bool) {
        let noise = self.noise();
        let adjusted = |value: f32| if negate { 1.0 - value } else { value };
        for (at, value) in positions(brightness.len(), width).zip(brightness) {
            let level = adjusted(self.brightness_at(at));
            let above = adjusted(*value) - level;
            *value = if above > noise {
                above / (1.0 - level)
            } else {
                0.0
            };
        }
    }

    /// Differences from the background up to this are noise: three standard deviations of a normal distribution.
    pub fn noise(&self) -> f32 {
        /// Standard deviations per median distance, for a normal distribution.
        const PER_MEDIAN: f32 = 1.4826;
        /// Bound for busy backgrounds, which would otherwise count the item as noise.
        const MAX_NOISE: f32 = 0.2;
        (3.0 * PER_MEDIAN * self.spread).min(MAX_NOISE)
    }
}

/// Positions of a picture's pixels, row by row, from -0.5 to 0.5 in both directions.
fn positions(n_pixels: usize, width: usize) -> impl Iterator<Item = [f32; 2]> {
    let height = n_pixels / width;
    (0..height)
        .flat_map(move |y| (0..width).map(move |x| [relative(x, width), relative(y, height)]))
}

fn relative(position: usize, length: usize) -> f32 {
    (position as f32 + 0.5) / length as f32 - 0.5
}

/// The pixels of a frame around the picture. Its thickness is 2 % of the shorter edge, so that a thin line around a photo
/// is a minority of it.
fn border(brightness: &[f32], width: usize) -> Vec<BorderPixel> {
    let height = brightness.len() / width;
    let thickness = (width.min(height) / 50).max(1);
    let mut border = Vec::new();
    for (y, row) in brightness.chunks_exact(width).enumerate() {
        let is_above_or_below = y < thickness || y >= height - thickness;
        let n_left = if is_above_or_below { width } else { thickness };
        let pixels = row.iter().enumerate();
        let left = pixels.clone().take(n_left);
        let right = pixels.skip(n_left.max(width - thickness));
        border.extend(left.chain(right).map(|(x, &value)| {
            let at = [relative(x, width), relative(y, height)];
            (at, value)
        }));
    }
    border
}

/// The middle value; of an even number the upper one. 0 when there is none.
fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    if values.is_empty() {
        return 0.0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_is_every_pixel_at_an_edge_once() {
        let brightness: Vec<f32> = (0..30).map(|pixel| pixel as f32).collect();
        let values: Vec<f32> = border(&brightness, 6).into_iter().map(|(_, v)| v).collect();
        let inside = [7., 8., 9., 10., 13., 14., 15., 16., 19., 20., 21., 22.];
        let expected: Vec<f32> = brightness
            .into_iter()
            .filter(|v| !inside.contains(v))
            .collect();
        assert_eq!(values, expected);
        assert_eq!(border(&[0.5], 1).len(), 1);
    }

    #[test]
    fn a_sloped_background_is_subtracted() {
        let (width, height) = (60, 40);
        let plane = |[x, y]: [f32; 2]| 0.6 + 0.2 * x - 0.1 * y;
        let mut brightness: Vec<f32> = positions(width * height, width).map(plane).collect();
        brightness[20 * width + 30] = 0.1;
        let background = Background::of_border(&brightness, width);
        assert!(background.is_lighter_than_the_item(&brightness, width));
        background.remove(&mut brightness, width, true);
        assert!(brightness[20 * width + 30] > 0.8);
        let n_bright = brightness.iter().filter(|&&value| value > 0.02).count();
        assert_eq!(n_bright, 1);
    }

    #[test]
    fn an_item_that_fills_one_side_is_not_a_slope() {
        let (width, height) = (40, 40);
        let item = |[x, y]: [f32; 2]| if y > 0.0 && x.abs() < 0.4 { 0.2 } else { 1.0 };
        let brightness: Vec<f32> = positions(width * height, width).map(item).collect();
        let background = Background::of_border(&brightness, width);
        assert_eq!((background.level, background.slope), (1.0, [0.0; 2]));
    }
}
