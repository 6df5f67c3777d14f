//! What is drawn and said of a decision's grounds: the weight of each pixel, and the labels of the nearest images.

use crate::protocol::{CLASS_NAMES, IMAGE_SIZE, N_CLASSES, N_PIXELS, OcclusionMap};
use crate::session::small;
use crate::texts::text;

/// The place of a covering square.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Its first row of pixels.
    pub row: usize,
    /// Its first column of pixels.
    pub column: usize,
    /// Rows and columns that it covers.
    pub size: usize,
}

/// The place of this number, counted row by row.
pub fn place(map: &OcclusionMap, number: usize) -> Patch {
    Patch {
        row: number / map.n_places.max(1) * map.stride,
        column: number % map.n_places.max(1) * map.stride,
        size: map.size,
    }
}

/// The number of the place whose square lies most nearly in the middle around a pixel.
pub fn place_at(map: &OcclusionMap, row: usize, column: usize) -> usize {
    let last = map.n_places.saturating_sub(1);
    let nearest = |pixel: usize| {
        let start = pixel.saturating_sub(map.size / 2) + map.stride / 2;
        (start / map.stride.max(1)).min(last)
    };
    nearest(row) * map.n_places + nearest(column)
}

/// The answers with the square at the place of this number, by class; none if there is no such place.
pub fn covered(map: &OcclusionMap, number: usize) -> Option<&[f32]> {
    map.covered.chunks_exact(N_CLASSES).nth(number)
}

/// How far the probability of a class falls when a pixel is covered: the mean over the squares that cover it, a fraction,
/// `[28, 28]`. Where covering raises it, it is negative.
pub fn falls(map: &OcclusionMap, class: usize) -> Vec<f32> {
    let mut sums = vec![(0.0, 0); N_PIXELS];
    let whole = map.probabilities.get(class).copied().unwrap_or_default();
    for (number, answers) in map.covered.chunks_exact(N_CLASSES).enumerate() {
        let Patch { row, column, size } = place(map, number);
        let fall = whole - answers.get(class).copied().unwrap_or_default();
        for line in sums.chunks_mut(IMAGE_SIZE).skip(row).take(size) {
            for (sum, n_squares) in line.iter_mut().skip(column).take(size) {
                *sum += fall;
                *n_squares += 1;
            }
        }
    }
    let mean = |(sum, n_squares): (f32, u32)| sum / n_squares.max(1) as f32;
    sums.into_iter().map(mean).collect()
}

/// The largest size of these numbers.
pub fn largest(values: &[f32]) -> f32 {
    values
        .iter()
        .fold(0.0, |largest, value| largest.max(value.abs()))
}

/// The labels of images, counted, the most frequent first: `7 of 12 are Shirt, 5 T-shirt/top`.
pub fn counted(labels: impl Iterator<Item = u8>) -> String {
    let mut counts = [0; N_CLASSES];
    for label in labels {
        if let Some(count) = counts.get_mut(usize::from(label)) {
            *count += 1;
        }
    }
    let n_images: u32 = counts.iter().sum();
    let mut classes: Vec<usize> = (0..N_CLASSES).filter(|&class| counts[class] > 0).collect();
    small::sort_by_key(&mut classes, |&class| std::cmp::Reverse(counts[class]));
    let mut words = String::new();
    for class in classes {
        let (count, name) = (counts[class], CLASS_NAMES[class]);
        if count == n_images {
            return text!("nearest-all", n = n_images, class = name);
        }
        if words.is_empty() {
            words = text!("nearest-most", n = count, all = n_images, class = name);
        } else {
            words += &format!(", {count} {name}");
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of 1 for class 0 unless the first place is covered.
    fn map(size: usize, stride: usize) -> OcclusionMap {
        let n_places = (IMAGE_SIZE - size) / stride + 1;
        let mut covered = vec![0.0; n_places * n_places * N_CLASSES];
        for answers in covered.chunks_exact_mut(N_CLASSES).skip(1) {
            answers[0] = 1.0;
        }
        let mut probabilities = vec![0.0; N_CLASSES];
        probabilities[0] = 1.0;
        OcclusionMap {
            pixels: vec![0; N_PIXELS],
            probabilities,
            size,
            stride,
            n_places,
            covered,
        }
    }

    #[test]
    fn a_pixel_weighs_as_much_as_the_squares_over_it_on_average() {
        let falls = falls(&map(4, 2), 0);
        // Pixel (0, 0) lies under the first square alone, pixel (3, 3) under four, of which one matters.
        assert_eq!(falls[0], 1.0);
        assert_eq!(falls[3 * IMAGE_SIZE + 3], 0.25);
        assert_eq!(falls[4 * IMAGE_SIZE + 4], 0.0);
        assert_eq!(largest(&falls), 1.0);
    }

    #[test]
    fn a_pixel_leads_to_a_square_over_it() {
        for (size, stride) in [(2, 1), (4, 2), (8, 4), (8, 8)] {
            let map = map(size, stride);
            for pixel in 0..map.stride * (map.n_places - 1) + size {
                let Patch { row, column, size } = place(&map, place_at(&map, pixel, pixel));
                assert_eq!(row, column);
                assert!((row..row + size).contains(&pixel), "{pixel}: {row}, {size}");
            }
        }
    }

    #[test]
    fn labels_are_counted_in_a_sentence() {
        assert_eq!(
            counted([0, 6, 6].into_iter()),
            "2 of 3 are Shirt, 1 T-shirt/top"
        );
        assert_eq!(counted([9, 9].into_iter()), "All 2 are Ankle boot");
        assert_eq!(counted(std::iter::empty()), "");
    }
}
