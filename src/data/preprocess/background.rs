//! What a picture's background looks like, judged by its border.

/// Brightness of the background and how much it varies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Background {
    /// Median brightness, 0 to 1.
    level: f32,
    /// Median distance from the level.
    spread: f32,
}

impl Background {
    /// Looks at a frame around the picture. Medians, so that an item may touch the border here and there.
    pub fn of_border(brightness: &[f32], width: usize) -> Self {
        let height = brightness.len() / width;
        // 2 % of the shorter edge, so that a thin line around a photo does not pass for its background.
        let thickness = (width.min(height) / 50).max(1);
        let mut border = Vec::new();
        for (y, row) in brightness.chunks_exact(width).enumerate() {
            if y < thickness || y >= height - thickness {
                border.extend_from_slice(row);
            } else {
                border.extend_from_slice(&row[..thickness]);
                border.extend_from_slice(&row[width - thickness..]);
            }
        }
        let level = median(&mut border);
        let mut distances: Vec<f32> = border.iter().map(|value| (value - level).abs()).collect();
        Self {
            level,
            spread: median(&mut distances),
        }
    }

    /// Whether what differs from the background is mostly darker than it.
    pub fn is_lighter_than_the_item(&self, brightness: &[f32]) -> bool {
        let noise = self.noise();
        let difference: f64 = brightness
            .iter()
            .map(|value| value - self.level)
            .filter(|difference| difference.abs() > noise)
            .map(f64::from)
            .sum();
        difference < 0.0
    }

    /// Negates if asked to, then makes the background black and leaves full brightness as it is.
    pub fn remove(&self, brightness: &mut [f32], negate: bool) {
        let level = if negate { 1.0 - self.level } else { self.level };
        let noise = self.noise();
        for value in brightness {
            let above = if negate { 1.0 - *value } else { *value } - level;
            *value = if above > noise {
                above / (1.0 - level)
            } else {
                0.0
            };
        }
    }

    /// Differences up to this are the paper's own: three standard deviations, if they are spread normally.
    pub fn noise(&self) -> f32 {
        /// Standard deviations per median distance, for a normal distribution.
        const PER_MEDIAN: f32 = 1.4826;
        /// A busy background must not swallow the item.
        const MAX_NOISE: f32 = 0.2;
        (3.0 * PER_MEDIAN * self.spread).min(MAX_NOISE)
    }
}

/// The middle value; of an even number the upper one. 0 when there is none.
fn median(values: &mut [f32]) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}
