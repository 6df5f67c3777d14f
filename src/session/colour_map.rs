//! Colours for grey values: plain grey, and the colour map that the lesson's plots use.

/// How the 28×28 images are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourMap {
    /// Grey values unchanged: light clothes on black.
    #[default]
    Grey,
    /// Matplotlib's default, from dark violet over green to yellow.
    Viridis,
}

impl ColourMap {
    /// Four bytes (RGBA) for each grey value.
    pub fn rgba(self, grey_values: &[u8]) -> Vec<u8> {
        grey_values
            .iter()
            .flat_map(|&grey| {
                let [red, green, blue] = self.colour(grey);
                [red, green, blue, u8::MAX]
            })
            .collect()
    }

    fn colour(self, grey: u8) -> [u8; 3] {
        match self {
            Self::Grey => [grey; 3],
            Self::Viridis => viridis(f64::from(grey) / 255.0),
        }
    }
}

/// An image in faint grey under signed numbers: orange for positive ones, blue for negative ones, as bright as their share
/// of `largest`. Four bytes (RGBA) for each pixel.
pub fn signed_rgba(grey_values: &[u8], values: &[f32], largest: f32) -> Vec<u8> {
    const POSITIVE: [f32; 3] = [255.0, 150.0, 60.0];
    const NEGATIVE: [f32; 3] = [90.0, 150.0, 255.0];
    /// Of an image's brightness, so that the colours stand out.
    const FAINT: f32 = 0.38;
    let scale = if largest > 0.0 { largest.recip() } else { 0.0 };
    let pixels = grey_values.iter().zip(values);
    let colours = pixels.flat_map(|(&grey, &value)| {
        let share = (value.abs() * scale).min(1.0);
        let colour = if value > 0.0 { POSITIVE } else { NEGATIVE };
        let [red, green, blue] = colour.map(|channel| {
            let mixed = f32::from(grey) * FAINT * (1.0 - share) + channel * share;
            mixed.round() as u8
        });
        [red, green, blue, u8::MAX]
    });
    colours.collect()
}

/// Coefficients of the polynomials in `t` that follow viridis, for red, green and blue, lowest power first.
/// They are Matt Zucker's fit (public domain, shadertoy.com/view/WlfXRN).
const VIRIDIS: [[f64; 3]; 7] = [
    [0.277_727_327, 0.005_407_345, 0.334_099_805],
    [0.105_093_043, 1.404_613_530, 1.384_590_163],
    [-0.330_861_829, 0.214_847_559, 0.095_095_163],
    [-4.634_230_499, -5.799_100_973, -19.332_440_956],
    [6.228_269_936, 14.179_933_367, 56.690_552_601],
    [4.776_384_998, -13.745_145_378, -65.353_032_633],
    [-5.435_455_856, 4.645_852_612, 26.312_435_250],
];

fn viridis(t: f64) -> [u8; 3] {
    [0, 1, 2].map(|channel| {
        let value = VIRIDIS
            .iter()
            .rev()
            .fold(0.0, |sum, coefficients| sum * t + coefficients[channel]);
        (value.clamp(0.0, 1.0) * 255.0).round() as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_stays_grey_and_opaque() {
        assert_eq!(
            ColourMap::Grey.rgba(&[0, 128, 255]),
            [0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255]
        );
    }

    #[test]
    fn signs_have_two_colours_and_zero_leaves_a_faint_image() {
        let rgba = signed_rgba(&[100, 0, 0], &[0.0, 2.0, -2.0], 2.0);
        assert_eq!(rgba[..4], [38, 38, 38, 255]);
        assert_eq!(rgba[4..8], [255, 150, 60, 255]);
        assert_eq!(rgba[8..], [90, 150, 255, 255]);
        assert_eq!(signed_rgba(&[0], &[0.0], 0.0), [0, 0, 0, 255]);
    }

    #[test]
    fn the_colour_map_follows_matplotlibs() {
        // matplotlib.colormaps["viridis"](grey / 255), in bytes.
        for (grey, expected) in [
            (0, [68, 1, 84]),
            (64, [59, 82, 139]),
            (128, [33, 145, 140]),
            (191, [94, 201, 98]),
            (255, [253, 231, 37]),
        ] {
            let colour = ColourMap::Viridis.colour(grey);
            for (channel, value) in colour.into_iter().zip(expected) {
                assert!(
                    channel.abs_diff(value) <= 6,
                    "{grey}: {colour:?}, not {expected:?}"
                );
            }
        }
    }
}
