//! What a model's last layer gets of an image, and which images are alike by it.
//!
//! Features of all training images as they are would take 118 MB for 490 features. They are kept as one byte each: a
//! feature's share of the largest of its image. The angle between two images, by which they are compared, does not depend
//! on an image's scale, and rounding to 1/127 moves its cosine by less than a thousandth.

use std::ops::Range;

use burn::tensor::{Device, ExecutionError};

use super::Network;
#[cfg(feature = "cpu")]
use super::fused::CpuTrainer;
use crate::data::{Split, batcher};
use crate::models::{Architecture, StateDict, StateError};
use crate::protocol::N_PIXELS;

/// Bytes kept of an image at most. More features, those of wide convolutions, are summed in this many groups with random
/// signs, which preserves angles on average.
const MAX_KEPT: usize = 512;

/// Reads the features of images.
pub struct FeatureReader {
    #[cfg(feature = "cpu")]
    fused: Option<CpuTrainer>,
    network: Network,
    device: Device,
}

impl FeatureReader {
    /// A reader for the model with these parameters.
    ///
    /// # Errors
    /// When a tensor is missing or has another shape.
    pub fn new(
        architecture: &Architecture,
        state: &StateDict,
        device: &Device,
    ) -> Result<Self, StateError> {
        Ok(Self {
            // It makes no training step, so the rate does not matter.
            #[cfg(feature = "cpu")]
            fused: CpuTrainer::new(architecture, state, 0.0)?,
            network: Network::from_state(architecture, state, device)?,
            device: device.clone(),
        })
    }

    /// The features of these images, `[n_images, n_features]`, row by row.
    ///
    /// # Errors
    /// When the device fails.
    ///
    /// # Panics
    /// When the images lie outside the split.
    pub async fn read(
        &mut self,
        split: &Split,
        images: Range<usize>,
    ) -> Result<Vec<f32>, ExecutionError> {
        #[cfg(feature = "cpu")]
        if let Some(fused) = &mut self.fused
            && let Some(features) = fused.features(split, images.clone())
        {
            return Ok(features);
        }
        let pixels = &split.images().as_chunks::<N_PIXELS>().0[images];
        let images = batcher::images(pixels.iter(), &self.device);
        let features = self.network.features(images).into_data_async().await?;
        Ok(features.iter().collect())
    }
}

/// The features of many images, in one byte each.
#[derive(Default)]
pub struct FeatureIndex {
    n_features: usize,
    /// `[n_images, n_kept]`
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
            let row = kept(features);
            self.norms.push(norm(&row));
            self.rows.extend(row);
        }
    }

    /// Positions and cosines of the images whose features point most nearly in the direction of these, the nearest
    /// first, and of equal ones the first; empty if all of these are 0.
    pub fn nearest(&self, features: &[f32], n_wanted: usize) -> Vec<(usize, f32)> {
        let query = kept(features);
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
fn kept(features: &[f32]) -> Vec<i8> {
    let summed;
    let features = if features.len() > MAX_KEPT {
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
    let mut sums = vec![0.0; MAX_KEPT];
    for (position, feature) in features.iter().enumerate() {
        let hash = (position as u32 + 1).wrapping_mul(0x9e37_79b9);
        let hash = (hash ^ (hash >> 15)).wrapping_mul(0x85eb_ca6b);
        let sign = if hash >> 31 == 0 { 1.0 } else { -1.0 };
        sums[position % MAX_KEPT] += sign * feature;
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
    use crate::models::ModelKind;

    #[test]
    fn the_reader_reads_what_the_layers_before_the_last_write() {
        let pixels = (0..2 * N_PIXELS).map(|position| (position * 7 % 251) as u8);
        let split = Split::from_parts(pixels.collect(), vec![0, 1]).expect("two of each");
        let device = Device::flex();
        for (kind, n_features) in [
            (ModelKind::BASELINE, 10),
            (ModelKind::NON_LINEAR, 10),
            (ModelKind::TINY_VGG, 490),
        ] {
            let architecture = Architecture::new(kind, 10, true);
            let state = StateDict::initial(&architecture, 42);
            let reader = FeatureReader::new(&architecture, &state, &device);
            let mut reader = reader.expect("the first weights fit");
            let read = pollster::block_on(reader.read(&split, 1..2)).expect("the CPU works");
            let network = Network::from_state(&architecture, &state, &device);
            let network = network.expect("the first weights fit");
            let images =
                batcher::images(std::iter::once(&split.images().as_chunks().0[1]), &device);
            let features = network.features(images).into_data_async();
            let features = pollster::block_on(features).expect("the CPU works");
            assert_eq!(read.len(), n_features, "{}", kind.title);
            for (read, feature) in read.iter().zip(features.iter::<f32>()) {
                assert!(
                    (read - feature).abs() < 1e-4,
                    "{}: {read}, {feature}",
                    kind.title
                );
            }
        }
    }

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
