//! Converts colours with transparency to opaque ones.

/// An opaque colour, each channel from 0 to 1.
pub type Rgb = [f32; 3];

/// RGBA pixels laid over white, or over black where the opaque pixels are light.
pub fn to_opaque(rgba: &[u8]) -> Vec<Rgb> {
    let pixels = rgba.as_chunks::<4>().0;
    let paper = paper_under(pixels);
    let opaque = pixels.iter().map(|&[red, green, blue, alpha]| {
        let opacity = f32::from(alpha) / 255.0;
        let under = paper * (1.0 - opacity);
        [red, green, blue].map(|channel| f32::from(channel) / 255.0 * opacity + under)
    });
    opaque.collect()
}

/// The brightness under transparent pixels that contrasts with the opaque ones: 0 or 1.
fn paper_under(pixels: &[[u8; 4]]) -> f32 {
    /// Mean brightness above which ink is laid over black.
    const LIGHT_INK: f64 = 0.75;
    let (mut ink, mut coverage) = (0.0, 0.0);
    for &[red, green, blue, alpha] in pixels {
        let opacity = f64::from(alpha);
        ink += f64::from(luma([red, green, blue].map(|c| f32::from(c) / 255.0))) * opacity;
        coverage += opacity;
    }
    if ink > LIGHT_INK * coverage { 0.0 } else { 1.0 }
}

/// Brightness of a colour by the weights of ITU-R BT.601.
pub fn luma([red, green, blue]: Rgb) -> f32 {
    0.299 * red + 0.587 * green + 0.114 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opaque_colours_stay_and_have_their_luma() {
        let pixels = [[255, 255, 255, 255], [0, 0, 0, 255], [255, 0, 0, 255]];
        let colours = to_opaque(pixels.as_flattened());
        assert_eq!(colours, [[1.0; 3], [0.0; 3], [1.0, 0.0, 0.0]]);
        assert!((luma(colours[0]) - 1.0).abs() < 1e-6);
        assert!((luma(colours[2]) - 0.299).abs() < 1e-6);
    }

    #[test]
    fn dark_ink_lies_on_white_and_light_ink_on_black() {
        let clear = [0, 0, 0, 0];
        let dark = to_opaque([clear, [20, 20, 20, 255]].as_flattened());
        assert_eq!(dark[0], [1.0; 3]);
        let light = to_opaque([clear, [250, 250, 250, 255]].as_flattened());
        assert_eq!(light[0], [0.0; 3]);
    }
}
