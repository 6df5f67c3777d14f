//! Converts colours with transparency to brightness.

/// Brightness, 0 to 1, of RGBA pixels, laid over white, or over black where the opaque pixels are light.
pub fn to_brightness(rgba: &[u8]) -> Vec<f32> {
    let pixels = rgba.as_chunks::<4>().0;
    let paper = paper_under(pixels);
    pixels
        .iter()
        .map(|pixel| {
            let opacity = f32::from(pixel[3]) / 255.0;
            luma(pixel) * opacity + paper * (1.0 - opacity)
        })
        .collect()
}

/// The brightness under transparent pixels that contrasts with the opaque ones: 0 or 1.
fn paper_under(pixels: &[[u8; 4]]) -> f32 {
    /// Mean brightness above which ink is laid over black.
    const LIGHT_INK: f64 = 0.75;
    let (mut ink, mut coverage) = (0.0, 0.0);
    for pixel in pixels {
        let opacity = f64::from(pixel[3]);
        ink += f64::from(luma(pixel)) * opacity;
        coverage += opacity;
    }
    if ink > LIGHT_INK * coverage { 0.0 } else { 1.0 }
}

/// Brightness of an opaque pixel by the weights of ITU-R BT.601.
fn luma(&[red, green, blue, _]: &[u8; 4]) -> f32 {
    (0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue)) / 255.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opaque_colours_become_their_luma() {
        let pixels = [[255, 255, 255, 255], [0, 0, 0, 255], [255, 0, 0, 255]];
        let brightness = to_brightness(pixels.as_flattened());
        assert!((brightness[0] - 1.0).abs() < 1e-6);
        assert_eq!(brightness[1], 0.0);
        assert!((brightness[2] - 0.299).abs() < 1e-6);
    }

    #[test]
    fn dark_ink_lies_on_white_and_light_ink_on_black() {
        let clear = [0, 0, 0, 0];
        let dark = to_brightness([clear, [20, 20, 20, 255]].as_flattened());
        assert_eq!(dark[0], 1.0);
        let light = to_brightness([clear, [250, 250, 250, 255]].as_flattened());
        assert_eq!(light[0], 0.0);
    }
}
