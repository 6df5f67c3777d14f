//! Separates the item from its background.

use super::Findings;
use super::background::{Background, relative};
use super::colours::length;
use super::flatten::{Rgb, luma};
use super::pieces::{Cell, Pieces};
use crate::protocol::{Corrections, Crop};

/// A picture is blank if no pixel differs from its background by at least this: 5 % of full scale, the tolerance with
/// which the data set's own borders were trimmed.
const MIN_CONTRAST: f32 = 0.05;

/// Pixels below this fraction of the brightest one are trimmed: the soft edge of an enlarged picture would otherwise
/// count as part of the item, which would then be scaled too small.
const FAINT: f32 = 0.1;

/// Noise, in cells of the grid in which pieces are found, of a background that is noisy.
const NOISY: f32 = 0.004;

/// An item on black.
pub struct Item {
    /// Of each pixel, 0 to 1: the item bright, the background 0.
    pub brightness: Vec<f32>,
    /// Whether it was darker than its background.
    pub is_darker: bool,
    /// The rectangle around it.
    pub crop: Crop,
    /// What else was found; `has_frame` is not this module's.
    pub findings: Findings,
}

/// Where in the pixels an item is looked for.
#[derive(Clone, Copy)]
pub struct Place {
    /// Pixels of a row.
    pub width: usize,
    /// The part in which the item lies; what surrounds it still gives the background.
    pub within: Option<Crop>,
    /// Whether nothing is to be removed, since the picture has the form of a published image.
    pub is_of_data_set: bool,
}

impl Place {
    fn holds(self, x: usize, y: usize) -> bool {
        self.within.is_none_or(|crop| crop.has(x, y))
    }
}

impl Item {
    /// The item of a picture; none if it is blank.
    pub fn of(pixels: &[Rgb], place: Place, corrections: &Corrections) -> Option<Self> {
        let width = place.width;
        let height = pixels.len() / width;
        let background = Background::of(pixels, width);
        if corrections.keeps_background {
            return Self::with_background(pixels, width, &background, corrections);
        }
        let pieces = Pieces::of(pixels, width, &background, place.within)?;
        let removed = |x: usize, y: usize| match pieces.at(x, y) {
            _ if place.is_of_data_set => false,
            _ if !place.holds(x, y) => true,
            Cell::Kept => false,
            Cell::Removed => true,
            // Between the pieces only noise remains.
            Cell::Ground => pieces.noise > NOISY,
        };
        let noise = background.noise().max(pieces.noise);
        let places = || (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let at = |x: usize, y: usize| [relative(x, width), relative(y, height)];
        let wanted = corrections.is_lighter;
        let mut sum = [0.0_f64; 3];
        let mut contrast = 0.0_f32;
        for ((x, y), &colour) in places().zip(pixels) {
            let difference = background.difference(at(x, y), colour);
            let size = length(difference);
            let is_wanted = wanted.is_none_or(|is_lighter| (luma(difference) > 0.0) == is_lighter);
            if size > noise && is_wanted && !removed(x, y) {
                contrast = contrast.max(size);
                for (sum, channel) in sum.iter_mut().zip(difference) {
                    *sum += f64::from(channel);
                }
            }
        }
        if contrast < MIN_CONTRAST {
            return None;
        }
        let direction = direction(sum)?;
        let mut brightness: Vec<f32> = places()
            .zip(pixels)
            .map(|((x, y), &colour)| {
                if removed(x, y) {
                    return 0.0;
                }
                let ground = background.colour_under(at(x, y), colour);
                above(colour, ground, direction, noise)
            })
            .collect();
        let peak = brightness.iter().copied().fold(0.0, f32::max);
        if peak < MIN_CONTRAST {
            return None;
        }
        let crop = bounding_box(&brightness, width, (FAINT * peak).max(noise))?;
        for value in &mut brightness {
            *value = value.min(1.0);
        }
        let findings = Findings {
            n_pieces: pieces.n_pieces,
            has_frame: false,
            has_shadow: pieces.has_shadow,
            contrast,
            noise: pieces.noise / pieces.peak,
            on_edge: on_edge(&brightness, width, (FAINT * peak).max(noise)),
        };
        Some(Self {
            brightness,
            is_darker: luma(direction) < 0.0,
            crop,
            findings,
        })
    }

    /// The whole picture in grey, light on dark.
    fn with_background(
        pixels: &[Rgb],
        width: usize,
        background: &Background,
        corrections: &Corrections,
    ) -> Option<Self> {
        let height = pixels.len() / width;
        let ground = luma(background.colour_at([0.0; 2]));
        let is_darker = corrections.is_lighter.map_or(ground > 0.5, |it| !it);
        let brightness: Vec<f32> = pixels
            .iter()
            .map(|&colour| {
                if is_darker {
                    1.0 - luma(colour)
                } else {
                    luma(colour)
                }
            })
            .collect();
        Some(Self {
            brightness,
            is_darker,
            crop: Crop {
                x: 0,
                y: 0,
                width,
                height,
            },
            findings: Findings {
                n_pieces: 1,
                contrast: 1.0,
                ..Findings::default()
            },
        })
    }
}

/// How far a colour lies from the background in a direction, as a fraction of what is possible; 0 up to the noise.
///
/// On white the darkest is black, on black the brightest is white, on green it may be red.
fn above(colour: Rgb, ground: Rgb, direction: Rgb, noise: f32) -> f32 {
    let along: f32 = (0..3)
        .map(|channel| (colour[channel] - ground[channel]) * direction[channel])
        .sum();
    // Divided so that for grey it is the difference in brightness.
    if along <= noise * 1.732 {
        return 0.0;
    }
    let steepest = direction.iter().fold(0.0_f32, |most, d| most.max(d.abs()));
    let farthest = (0..3)
        .filter(|&channel| direction[channel].abs() >= 0.5 * steepest)
        .map(|channel| {
            let room = if direction[channel] > 0.0 {
                1.0 - ground[channel]
            } else {
                ground[channel]
            };
            room / direction[channel].abs()
        })
        .fold(f32::INFINITY, f32::min);
    along / farthest.max(0.2)
}

/// The direction of a sum of differences, of length 1; none if they cancel each other.
fn direction(sum: [f64; 3]) -> Option<Rgb> {
    let length = sum
        .iter()
        .map(|channel| channel * channel)
        .sum::<f64>()
        .sqrt();
    (length > 0.0).then(|| sum.map(|channel| (channel / length) as f32))
}

/// The share of the picture's edge with something brighter than `threshold`.
fn on_edge(brightness: &[f32], width: usize, threshold: f32) -> f32 {
    let height = brightness.len() / width;
    let is_bright = |index: usize| usize::from(brightness[index] > threshold);
    let rows: usize = (0..width)
        .map(|x| is_bright(x) + is_bright((height - 1) * width + x))
        .sum();
    let columns: usize = (0..height)
        .map(|y| is_bright(y * width) + is_bright(y * width + width - 1))
        .sum();
    (rows + columns) as f32 / (2 * (width + height)) as f32
}

/// The rectangle around the pixels brighter than `threshold`; dust does not extend it. None if there is no such pixel.
fn bounding_box(brightness: &[f32], width: usize, threshold: f32) -> Option<Crop> {
    let height = brightness.len() / width;
    let mut in_column = vec![0; width];
    let mut in_row = vec![0; height];
    for (row, values) in brightness.chunks_exact(width).enumerate() {
        for (column, _) in values.iter().enumerate().filter(|&(_, &v)| v > threshold) {
            in_column[column] += 1;
            in_row[row] += 1;
        }
    }
    let (x, width) = extent(&in_column, height)?;
    let (y, height) = extent(&in_row, in_column.len())?;
    Some(Crop {
        x,
        y,
        width,
        height,
    })
}

/// First position and length of the range of rows (or columns) with bright pixels.
///
/// The range starts and ends at a row with more bright pixels than dust may cause; if there is none, at any row with a
/// bright pixel.
///
/// - n_bright: bright pixels of each row
/// - n_pixels: all pixels of a row
fn extent(n_bright: &[usize], n_pixels: usize) -> Option<(usize, usize)> {
    /// Pixels of a row among which one may be dust on the lens.
    const PIXELS_PER_SPECK: usize = 500;
    let range = |n_dust: usize| {
        let first = n_bright.iter().position(|&n| n > n_dust)?;
        let last = n_bright.iter().rposition(|&n| n > n_dust)?;
        Some((first, last - first + 1))
    };
    range(n_pixels / PIXELS_PER_SPECK).or_else(|| range(0))
}
