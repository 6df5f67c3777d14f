//! Which images are alike by what a model's last layer gets of them.
//!
//! Features of all training images as they are would take 118 MB for 490 features. They are kept as one byte each: a
//! feature's share of the largest of its image. The angle between two images, by which they are compared, does not depend
//! on an image's scale, and rounding to 1/127 moves its cosine by less than a thousandth.

/// Bytes kept of an image at most. More features, those of wide convolutions, are summed in this many groups with random
/// signs, which preserves angles on average.
const MAX_ROW: usize = 512;

/// The features of many images, in one byte each.
#[derive(Default)]
pub struct FeatureIndex {
    n_features: usize,
    /// `[n_images, n_quantized]`
    rows: Vec<i8>,
    /// The length of each row; 0 where all features are.
    norms: Vec<f32>,
}

impl FeatureIndex {
    /// Images so far.
    pub fn n_images(&self) -> usize {
        self.norms.len()
    }

    /// Features of an image before they are summed in groups.
    pub fn n_features(&self) -> usize {
        self.n_features
    }

    /// Adds images: `[n_images, n_features]`, row by row.
    pub fn push(&mut self, features: &[f32], n_images: usize) {
        self.n_features = features.len() / n_images.max(1);
        for features in features.chunks_exact(self.n_features.max(1)) {
            let row = quantized(features);
            self.norms.push(norm(&row));
            self.rows.extend(row);
        }
    }

    /// Positions and cosines of the images whose features point most nearly in the direction of these, the nearest
    /// first, and of equal ones the first; empty if all of these are 0.
    pub fn nearest(&self, features: &[f32], n_wanted: usize) -> Vec<(usize, f32)> {
        let query = quantized(features);
        let length = norm(&query);
        if length == 0.0 {
            return Vec::new();
        }
        let rows = self.rows.chunks_exact(query.len());
        let mut found: Vec<(usize, f32)> = rows
            .zip(&self.norms)
            .map(|(row, &norm)| {
                if norm == 0.0 {
                    return 0.0;
                }
                let products = row.iter().zip(&query);
                let sum: i32 = products.map(|(&a, &b)| i32::from(a) * i32::from(b)).sum();
                sum as f32 / (norm * length)
            })
            .enumerate()
            .collect();
        let nearer = |a: &(usize, f32), b: &(usize, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if n_wanted < found.len() {
            found.select_nth_unstable_by(n_wanted, nearer);
            found.truncate(n_wanted);
        }
        found.sort_unstable_by(nearer);
        found
    }
}

/// An image's features in one byte each, as shares of the largest.
fn quantized(features: &[f32]) -> Vec<i8> {
    let summed;
    let features = if features.len() > MAX_ROW {
        summed = in_groups(features);
        &summed
    } else {
        features
    };
    let largest = features
        .iter()
        .fold(0.0, |largest: f32, feature| largest.max(feature.abs()));
    let scale = if largest > 0.0 { 127.0 / largest } else { 0.0 };
    let bytes = features.iter();
    bytes
        .map(|feature| (feature * scale).round() as i8)
        .collect()
}

/// Sums with signs that look random and are the same for every image.
fn in_groups(features: &[f32]) -> Vec<f32> {
    let mut sums = vec![0.0; MAX_ROW];
    for (position, feature) in features.iter().enumerate() {
        let hash = (position as u32 + 1).wrapping_mul(0x9e37_79b9);
        let hash = (hash ^ (hash >> 15)).wrapping_mul(0x85eb_ca6b);
        let sign = if hash >> 31 == 0 { 1.0 } else { -1.0 };
        sums[position % MAX_ROW] += sign * feature;
    }
    sums
}

fn norm(row: &[i8]) -> f32 {
    let squares: i32 = row.iter().map(|&byte| i32::from(byte).pow(2)).sum();
    (squares as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_image_is_the_one_of_the_same_direction() {
        let mut index = FeatureIndex::default();
        index.push(&[1.0, 0.0, 0.0, 3.0, -1.0, 0.0], 3);
        index.push(&[0.0, 0.0, 2.0, 2.0], 2);
        let nearest = index.nearest(&[5.0, 5.0], 2);
        assert_eq!(nearest[0].0, 4);
        assert!((nearest[0].1 - 1.0).abs() < 1e-6);
        // Of the two at 45 degrees the first.
        assert_eq!(nearest[1].0, 0);
        assert!((nearest[1].1 - 0.5f32.sqrt()).abs() < 1e-3);
        assert_eq!((index.n_images(), index.n_features()), (5, 2));
    }

    #[test]
    fn without_features_nothing_is_near() {
        let mut index = FeatureIndex::default();
        index.push(&[1.0, 0.0], 1);
        assert!(index.nearest(&[0.0, 0.0], 3).is_empty());
    }

    #[test]
    fn groups_preserve_who_is_nearest() {
        let wave = |frequency: f32| -> Vec<f32> {
            let features = (0..4000).map(|position| (position as f32 * frequency).sin());
            features.collect()
        };
        let mut index = FeatureIndex::default();
        for frequency in [0.1, 0.2, 0.3, 0.4] {
            index.push(&wave(frequency), 1);
        }
        let nearest = index.nearest(&wave(0.3), 4);
        assert_eq!(nearest[0].0, 2);
        assert!(nearest[1].1 < 0.3, "{nearest:?}");
    }
}
