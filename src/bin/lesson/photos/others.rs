//! Pictures that show no garment.

use super::scenes::Noise;
use fitting_room::protocol::Picture;

const SIZE: usize = 300;

/// What a picture without a garment shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    Noise,
    ColourNoise,
    PaperGrain,
    White,
    Grey,
    Slope,
    Vignette,
    Disc,
    Ring,
    Cross,
    Triangle,
    Text,
    Checks,
    Blobs,
    Face,
    Tree,
    Landscape,
    Scribble,
}

impl Other {
    pub const ALL: [Self; 18] = [
        Self::Noise,
        Self::ColourNoise,
        Self::PaperGrain,
        Self::White,
        Self::Grey,
        Self::Slope,
        Self::Vignette,
        Self::Disc,
        Self::Ring,
        Self::Cross,
        Self::Triangle,
        Self::Text,
        Self::Checks,
        Self::Blobs,
        Self::Face,
        Self::Tree,
        Self::Landscape,
        Self::Scribble,
    ];

    /// The picture; another one for each seed.
    pub fn picture(self, seed: u32) -> Picture {
        let mut noise = Noise(u64::from(seed) ^ 0x0711E5);
        let values: Vec<f32> = (0..12).map(|_| noise.uniform()).collect();
        let mut grain = vec![0.0; (SIZE / 4 + 2) * (SIZE / 4 + 2)];
        grain.fill_with(|| noise.normal());
        let mut rgba = Vec::with_capacity(4 * SIZE * SIZE);
        for y in 0..SIZE {
            for x in 0..SIZE {
                let at = [x, y].map(|place| (place as f32 + 0.5) / SIZE as f32 - 0.5);
                let cell = grain[y / 4 * (SIZE / 4) + x / 4];
                let colour = self.colour(at, &values, &mut noise, cell);
                rgba.extend(colour.map(|c| (c * 255.0).round().clamp(0.0, 255.0) as u8));
                rgba.push(255);
            }
        }
        Picture {
            width: SIZE as u32,
            height: SIZE as u32,
            rgba,
        }
    }

    fn colour(self, [x, y]: [f32; 2], values: &[f32], noise: &mut Noise, cell: f32) -> [f32; 3] {
        let dark = |is_dark: bool| if is_dark { [0.15; 3] } else { [0.96; 3] };
        let strength = 0.02 + 0.2 * values[0];
        let radius = x.hypot(y);
        match self {
            Self::Noise => [0.5 + 0.4 * values[1] + strength * noise.normal(); 3],
            Self::ColourNoise => [0; 3].map(|_| 0.6 + strength * noise.normal()),
            Self::PaperGrain => [0.92 + 0.01 * noise.normal() + 0.015 * cell; 3],
            Self::White => [1.0; 3],
            Self::Grey => [values[1]; 3],
            Self::Slope => [0.7 + 0.4 * x * values[1] + 0.3 * y; 3],
            Self::Vignette => [0.95 - (0.3 + values[1]) * radius * radius; 3],
            Self::Disc => dark(radius < 0.15 + 0.25 * values[1]),
            Self::Ring => dark((radius - 0.3).abs() < 0.02 + 0.06 * values[1]),
            Self::Cross => dark((x.abs() < 0.05 || y.abs() < 0.05) && radius < 0.35),
            Self::Triangle => {
                dark(y < 0.3 && y > -0.3 && x.abs() < (y + 0.3) * (0.3 + 0.5 * values[1]))
            }
            Self::Text => {
                let line = ((y + 0.5) * 14.0).fract();
                let letter = ((x + 0.5) * 40.0) as usize * 31 + ((y + 0.5) * 14.0) as usize * 17;
                let is_letter = !(letter + (values[1] * 50.0) as usize).is_multiple_of(5);
                let gap = ((x + 0.5) * 40.0).fract() > 0.3;
                dark(x.abs() < 0.4 && y.abs() < 0.4 && line > 0.45 && is_letter && gap)
            }
            Self::Checks => {
                let n = 4.0 + 6.0 * values[1];
                let sum = ((x + 0.5) * n) as usize + ((y + 0.5) * n) as usize;
                dark(sum.is_multiple_of(2) && x.abs() < 0.4 && y.abs() < 0.4)
            }
            Self::Blobs => {
                let is_in = |i: usize| (x - values[i] + 0.5).hypot(y - values[i + 1] + 0.5) < 0.08;
                dark((0..5).any(|i| is_in(2 * i)))
            }
            Self::Face => {
                let eyes = (x.abs() - 0.12).hypot(y + 0.08) < 0.04;
                let mouth = (radius - 0.2).abs() < 0.02 && y > 0.08;
                dark((radius - 0.35).abs() < 0.025 || eyes || mouth)
            }
            Self::Tree => {
                let crown = (x).hypot(y + 0.12) < 0.2 + 0.08 * values[1];
                dark(crown || (x.abs() < 0.04 && (0.0..0.38).contains(&y)))
            }
            Self::Landscape => {
                let hill = 0.1 * (x * 9.0 + values[1] * 6.0).sin() + 0.05;
                if y > hill {
                    [0.25, 0.45, 0.2]
                } else {
                    [0.6, 0.75, 0.95]
                }
            }
            Self::Scribble => {
                let wave = 0.3 * (x * (12.0 + 10.0 * values[1])).sin();
                dark((y - wave).abs() < 0.03 && x.abs() < 0.42)
            }
        }
    }
}
