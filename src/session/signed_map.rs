//! Colours for numbers with a sign: blue below zero, black at zero, orange above.

/// Colour stops from zero to the largest magnitude, as red, green and blue.
const POSITIVE: [[f32; 3]; 4] = [
    [0.0, 0.0, 0.0],
    [150.0, 62.0, 4.0],
    [255.0, 140.0, 26.0],
    [255.0, 244.0, 220.0],
];
const NEGATIVE: [[f32; 3]; 4] = [
    [0.0, 0.0, 0.0],
    [14.0, 62.0, 160.0],
    [64.0, 146.0, 255.0],
    [222.0, 242.0, 255.0],
];

/// The largest magnitude of numbers that are drawn together: the scale of their colours. 1 where all are 0 or none is finite.
pub fn scale(values: &[f32]) -> f32 {
    let magnitudes = values.iter().map(|value| value.abs());
    let largest = magnitudes
        .filter(|value| value.is_finite())
        .fold(0.0, f32::max);
    if largest > 0.0 { largest } else { 1.0 }
}

/// The colour of a number, whose magnitude is full at `scale`; NaN is black.
pub fn colour(value: f32, scale: f32) -> [u8; 3] {
    let stops = if value < 0.0 { &NEGATIVE } else { &POSITIVE };
    let share = (value.abs() / scale).clamp(0.0, 1.0);
    let place = if share.is_nan() { 0.0 } else { share * 3.0 };
    let stop = (place as usize).min(2);
    let rest = place - stop as f32;
    [0, 1, 2].map(|channel| {
        let (from, to) = (stops[stop][channel], stops[stop + 1][channel]);
        (from + (to - from) * rest).round() as u8
    })
}

/// The relative luminance of a colour, 0 to 1, as the [Web Content Accessibility
/// Guidelines](https://www.w3.org/TR/WCAG22/#dfn-relative-luminance) define it.
fn luminance(colour: [u8; 3]) -> f32 {
    let [red, green, blue] = colour.map(|channel| {
        let share = f32::from(channel) / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Whether black text stands out from this background more than white does.
pub fn takes_black_text(background: [u8; 3]) -> bool {
    // The contrast of two luminances is (lighter + 0.05) / (darker + 0.05).
    let luminance = luminance(background) + 0.05;
    luminance / 0.05 > 1.05 / luminance
}

/// A picture of numbers, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// Pixels.
    pub width: usize,
    pub height: usize,
    /// Four bytes a pixel, row by row.
    pub rgba: Vec<u8>,
}

impl Drawn {
    /// Numbers as the pixels of a picture of this width.
    pub fn new(values: &[f32], width: usize, scale: f32) -> Self {
        Self {
            width,
            height: values.len() / width.max(1),
            rgba: rgba(values, scale),
        }
    }

    /// Tiles of `tile_height` × `tile_width` numbers one after the other, `n_columns` in a row, with a clear pixel between.
    pub fn tiles(
        values: &[f32],
        [tile_height, tile_width]: [usize; 2],
        n_columns: usize,
        scale: f32,
    ) -> Self {
        let n_tiles = values.len() / (tile_height * tile_width).max(1);
        let n_columns = n_columns.clamp(1, n_tiles.max(1));
        let n_rows = n_tiles.div_ceil(n_columns);
        let width = n_columns * (tile_width + 1) - 1;
        let height = (n_rows * (tile_height + 1)).saturating_sub(1);
        let mut pixels = vec![0; 4 * width * height];
        for (tile, values) in values.chunks_exact(tile_height * tile_width).enumerate() {
            let top = tile / n_columns * (tile_height + 1);
            let left = tile % n_columns * (tile_width + 1);
            for (row, values) in values.chunks_exact(tile_width).enumerate() {
                let start = 4 * ((top + row) * width + left);
                pixels[start..start + 4 * tile_width].copy_from_slice(&rgba(values, scale));
            }
        }
        Self {
            width,
            height,
            rgba: pixels,
        }
    }
}

/// Four bytes (RGBA) for each number.
pub fn rgba(values: &[f32], scale: f32) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4 * values.len());
    for &value in values {
        let [red, green, blue] = colour(value, scale);
        bytes.extend([red, green, blue, u8::MAX]);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_on_every_colour_has_the_contrast_that_readers_need() {
        for step in -300..=300 {
            let background = colour(step as f32, 300.0);
            let luminance = luminance(background) + 0.05;
            let contrast = if takes_black_text(background) {
                luminance / 0.05
            } else {
                1.05 / luminance
            };
            assert!(contrast >= 4.5, "{background:?}: {contrast}");
        }
    }

    #[test]
    fn the_sign_decides_the_hue_and_the_magnitude_the_brightness() {
        assert_eq!(colour(0.0, 2.0), [0, 0, 0]);
        assert_eq!(colour(2.0, 2.0), [255, 244, 220]);
        assert_eq!(colour(-9.0, 2.0), [222, 242, 255]);
        let [red, _, blue] = colour(0.5, 2.0);
        assert!(red > blue);
        let [red, _, blue] = colour(-0.5, 2.0);
        assert!(red < blue);
        assert_eq!(colour(f32::NAN, 2.0), [0, 0, 0]);
    }

    #[test]
    fn tiles_lie_beside_and_below_each_other_with_a_clear_gap() {
        let tiles = Drawn::tiles(&[1.0, -1.0, 0.0], [1, 1], 2, 1.0);
        assert_eq!((tiles.width, tiles.height), (3, 3));
        let alphas: Vec<u8> = tiles.rgba.chunks_exact(4).map(|pixel| pixel[3]).collect();
        assert_eq!(alphas, [255, 0, 255, 0, 0, 0, 255, 0, 0]);
    }

    #[test]
    fn the_scale_is_the_largest_finite_magnitude() {
        assert_eq!(scale(&[0.5, -3.0, f32::INFINITY, f32::NAN]), 3.0);
        assert_eq!(scale(&[0.0, f32::NAN]), 1.0);
        assert_eq!(rgba(&[0.0, 1.0], 1.0), [0, 0, 0, 255, 255, 244, 220, 255]);
    }
}
