//! Differences and medians of colours.

use super::flatten::Rgb;

/// The length of a difference in colour: for grey, the difference in brightness.
pub fn length(difference: Rgb) -> f32 {
    let sum: f32 = difference.iter().map(|channel| channel * channel).sum();
    (sum / 3.0).sqrt()
}

/// The median of each channel.
pub fn median_colour(pixels: impl Iterator<Item = Rgb>) -> Rgb {
    let pixels: Vec<Rgb> = pixels.collect();
    [0, 1, 2].map(|channel| median(pixels.iter().map(|pixel| pixel[channel])))
}

/// The middle value; of an even number the upper one. 0 when there is none.
pub fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    if values.is_empty() {
        return 0.0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}
