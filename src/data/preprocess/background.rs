//! Estimates a picture's background, a smooth surface in each colour channel, from its border and then from all of it.

use super::colours::{length, median, median_colour};
use super::flatten::Rgb;
use super::tones;
use crate::protocol::Crop;

/// Terms of a surface of second degree: 1, x, y, x², xy, y².
const N_TERMS: usize = 6;
/// How many of the terms a flat, a sloped and a bent surface have.
const DEGREES: [usize; 3] = [1, 3, N_TERMS];
/// Pixels that a fit looks at, at most.
const MAX_SAMPLES: usize = 6000;
/// Rounds of a fit in which pixels far from the surface lose weight.
const N_ROUNDS: usize = 12;
/// Spread of a border that needs no better surface: less than two of 255 levels.
const SMOOTH: f32 = 0.006;

/// A background whose colour is a surface over the picture, and how much the border deviates from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Background {
    /// Of each channel.
    terms: [[f32; N_TERMS]; 3],
    /// A second colour, as an offset from the surface: boards, tiles, stripes.
    second_tone: Option<Rgb>,
    /// Median distance of the border's pixels from the surface.
    pub spread: f32,
}

/// A pixel: its place, from -0.5 to 0.5 in both directions, and its colour.
type Sample = ([f32; 2], Rgb);

impl Background {
    /// Fits a background to a frame around the picture, so that an item may touch part of the border; where the frame is uneven,
    /// then to all that resembles it.
    pub fn of(pixels: &[Rgb], width: usize) -> Self {
        let border = thinned(border(pixels, width));
        if let Some(two_toned) = Self::two_toned(&border, pixels, width) {
            return two_toned;
        }
        let mut best = Self::flat(&border);
        for n_terms in &DEGREES[1..] {
            if best.spread <= SMOOTH {
                return best;
            }
            let fitted = best.fitted(&border, *n_terms).with_spread_over(&border);
            // A surface must halve the spread: an item that fills one side of the picture would otherwise count as shade.
            if fitted.spread < 0.5 * best.spread {
                best = fitted;
            }
        }
        if best.spread <= SMOOTH {
            return best;
        }
        let everywhere = thinned(everywhere(pixels, width));
        let refined = best.fitted(&everywhere, N_TERMS).with_spread_over(&border);
        if refined.spread <= best.spread {
            refined
        } else {
            best
        }
    }

    fn flat(border: &[Sample]) -> Self {
        let colour = median_colour(border.iter().map(|&(_, colour)| colour));
        let level = Self {
            terms: colour.map(|channel| {
                let mut terms = [0.0; N_TERMS];
                terms[0] = channel;
                terms
            }),
            second_tone: None,
            spread: 0.0,
        };
        level.with_spread_over(border)
    }

    /// A background of two colours that alternate along the picture's edge; none if the edge is not so.
    fn two_toned(border: &[Sample], pixels: &[Rgb], width: usize) -> Option<Self> {
        let [first, second] = tones::of(border.iter().map(|&(_, colour)| colour))?;
        if tones::changes_along_edge(pixels, width, [first, second]) < tones::MIN_CHANGES {
            return None;
        }
        let mut two_toned = Self::flat(border);
        for (terms, tone) in two_toned.terms.iter_mut().zip(first) {
            terms[0] = tone;
        }
        two_toned.second_tone = Some([0, 1, 2].map(|channel| second[channel] - first[channel]));
        Some(two_toned.with_spread_over(border))
    }

    fn with_spread_over(self, border: &[Sample]) -> Self {
        let distances = border
            .iter()
            .map(|&(at, colour)| length(self.difference(at, colour)));
        Self {
            spread: median(distances),
            ..self
        }
    }

    /// The surface near to most of the samples, from this one on.
    fn fitted(self, samples: &[Sample], n_terms: usize) -> Self {
        /// The smallest distance that halves a pixel's weight.
        const MIN_SCALE: f32 = 0.015;
        let mut surface = self;
        let scale = (2.0 * self.spread).max(MIN_SCALE);
        for _ in 0..N_ROUNDS {
            let mut equations = [[0.0; N_TERMS + 3]; N_TERMS];
            for &(at, colour) in samples {
                let distance = length(surface.difference(at, colour)) / scale;
                let weight = (1.0 + distance * distance).powi(-2);
                let terms = terms_at(at);
                for (row, &term) in terms[..n_terms].iter().enumerate() {
                    for (column, &other) in terms[..n_terms].iter().enumerate() {
                        equations[row][column] += f64::from(weight * term * other);
                    }
                    for (channel, &value) in colour.iter().enumerate() {
                        equations[row][N_TERMS + channel] += f64::from(weight * term * value);
                    }
                }
            }
            let Some(solved) = solve(equations, n_terms) else {
                return self;
            };
            surface.terms = solved;
        }
        surface
    }

    /// The background's colour there.
    pub fn colour_at(&self, at: [f32; 2]) -> Rgb {
        let terms = terms_at(at);
        self.terms.map(|factors| {
            let sum: f32 = factors
                .iter()
                .zip(terms)
                .map(|(factor, term)| factor * term)
                .sum();
            sum.clamp(0.0, 1.0)
        })
    }

    /// A colour minus the background's; of two background colours the nearer one.
    pub fn difference(&self, at: [f32; 2], colour: Rgb) -> Rgb {
        let ground = self.colour_under(at, colour);
        [0, 1, 2].map(|channel| colour[channel] - ground[channel])
    }

    /// The background's colour there that is nearest to another colour.
    pub fn colour_under(&self, at: [f32; 2], colour: Rgb) -> Rgb {
        let ground = self.colour_at(at);
        let Some(offset) = self.second_tone else {
            return ground;
        };
        let other = [0, 1, 2].map(|channel| ground[channel] + offset[channel]);
        tones::nearer([ground, other], colour)
    }

    /// The share of a crop's edge that has the background's colour.
    pub fn share_of_edge(&self, pixels: &[Rgb], width: usize, crop: Crop) -> f32 {
        /// Differences up to this are no item's either.
        const SAME: f32 = 0.03;
        let height = pixels.len() / width;
        let limit = self.noise().max(SAME);
        let (right, bottom) = (crop.x + crop.width - 1, crop.y + crop.height - 1);
        let is_ground = |x: usize, y: usize| {
            let at = [relative(x, width), relative(y, height)];
            length(self.difference(at, pixels[y * width + x])) <= limit
        };
        let rows = (crop.x..=right).flat_map(|x| [(x, crop.y), (x, bottom)]);
        let columns = (crop.y..=bottom).flat_map(|y| [(crop.x, y), (right, y)]);
        let n_ground = rows
            .chain(columns)
            .filter(|&(x, y)| is_ground(x, y))
            .count();
        n_ground as f32 / (2 * (crop.width + crop.height)) as f32
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

fn terms_at([x, y]: [f32; 2]) -> [f32; N_TERMS] {
    [1.0, x, y, x * x, x * y, y * y]
}

/// Solves for the terms of the three channels by Gaussian elimination; none if the samples do not determine them.
fn solve(
    mut equations: [[f64; N_TERMS + 3]; N_TERMS],
    n_terms: usize,
) -> Option<[[f32; N_TERMS]; 3]> {
    for pivot in 0..n_terms {
        let largest = (pivot..n_terms).max_by(|&a, &b| {
            equations[a][pivot]
                .abs()
                .total_cmp(&equations[b][pivot].abs())
        })?;
        equations.swap(pivot, largest);
        let divisor = equations[pivot][pivot];
        if divisor.abs() < 1e-9 {
            return None;
        }
        for value in &mut equations[pivot] {
            *value /= divisor;
        }
        let row = equations[pivot];
        for (other, equation) in equations.iter_mut().enumerate() {
            if other != pivot {
                let factor = equation[pivot];
                for (value, of_pivot) in equation.iter_mut().zip(row) {
                    *value -= factor * of_pivot;
                }
            }
        }
    }
    let mut terms = [[0.0; N_TERMS]; 3];
    for (channel, terms) in terms.iter_mut().enumerate() {
        for (term, equation) in terms.iter_mut().zip(&equations[..n_terms]) {
            *term = equation[N_TERMS + channel] as f32;
        }
    }
    Some(terms)
}

/// The place of a pixel, from -0.5 to 0.5.
pub fn relative(position: usize, length: usize) -> f32 {
    (position as f32 + 0.5) / length as f32 - 0.5
}

fn everywhere(pixels: &[Rgb], width: usize) -> impl Iterator<Item = Sample> {
    let height = pixels.len() / width;
    let rows = pixels.chunks_exact(width).enumerate();
    rows.flat_map(move |(y, row)| {
        row.iter()
            .enumerate()
            .map(move |(x, &colour)| ([relative(x, width), relative(y, height)], colour))
    })
}

/// The pixels of a frame around the picture. Its thickness is 2 % of the shorter edge, so that a thin line around a photo
/// is a minority of it.
fn border(pixels: &[Rgb], width: usize) -> impl Iterator<Item = Sample> {
    let height = pixels.len() / width;
    let thickness = (width.min(height) / 50).max(1);
    let rows = pixels.chunks_exact(width).enumerate();
    rows.flat_map(move |(y, row)| {
        let is_above_or_below = y < thickness || y >= height - thickness;
        let n_left = if is_above_or_below { width } else { thickness };
        let pixels = row.iter().enumerate();
        let left = pixels.clone().take(n_left);
        let right = pixels.skip(n_left.max(width - thickness));
        left.chain(right).map(move |(x, &colour)| {
            let at = [relative(x, width), relative(y, height)];
            (at, colour)
        })
    })
}

/// At most [`MAX_SAMPLES`] of the samples, evenly spread.
fn thinned(samples: impl Iterator<Item = Sample>) -> Vec<Sample> {
    let mut kept: Vec<Sample> = samples.collect();
    let n = kept.len();
    if n > MAX_SAMPLES {
        // An odd step does not fall into the step of the rows.
        let step = n.div_ceil(MAX_SAMPLES) | 1;
        kept = kept.into_iter().step_by(step).collect();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_is_every_pixel_at_an_edge_once() {
        let pixels: Vec<Rgb> = (0..30).map(|pixel| [pixel as f32; 3]).collect();
        let values: Vec<f32> = border(&pixels, 6).map(|(_, colour)| colour[0]).collect();
        let inside = [7., 8., 9., 10., 13., 14., 15., 16., 19., 20., 21., 22.];
        let expected: Vec<f32> = (0..30)
            .map(|pixel| pixel as f32)
            .filter(|value| !inside.contains(value))
            .collect();
        assert_eq!(values, expected);
        assert_eq!(border(&[[0.5; 3]], 1).count(), 1);
    }

    /// A picture of 60×40 pixels by a function of the place.
    fn picture(colour: impl Fn([f32; 2]) -> Rgb) -> Vec<Rgb> {
        (0..40)
            .flat_map(|y| (0..60).map(move |x| [relative(x, 60), relative(y, 40)]))
            .map(colour)
            .collect()
    }

    #[test]
    fn a_sloped_or_bent_background_is_found_in_each_channel() {
        let plane = |[x, y]: [f32; 2]| [0.6 + 0.2 * x - 0.1 * y, 0.5, 0.4 - 0.3 * x];
        let bent = |[x, y]: [f32; 2]| [0.9 - x * x - y * y, 0.9 - x * x - y * y, 0.8 - x * x];
        for (surface, name) in [
            (&plane as &dyn Fn([f32; 2]) -> Rgb, "plane"),
            (&bent, "bent"),
        ] {
            let mut pixels = picture(surface);
            for y in 10..30 {
                pixels[y * 60 + 20..y * 60 + 40].fill([0.1; 3]);
            }
            let background = Background::of(&pixels, 60);
            let distance = length(background.difference([0.05, 0.1], surface([0.05, 0.1])));
            assert!(distance < 0.01, "{name}: {distance}");
        }
    }

    #[test]
    fn an_item_that_fills_one_side_is_not_a_slope() {
        let item = |[x, y]: [f32; 2]| {
            if y > 0.0 && x.abs() < 0.4 {
                [0.2; 3]
            } else {
                [1.0; 3]
            }
        };
        let background = Background::of(&picture(item), 60);
        assert_eq!(background.colour_at([0.0, 0.4]), [1.0; 3]);
    }
}
