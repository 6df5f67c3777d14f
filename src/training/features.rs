//! What a model's last layer gets of an image.

use std::ops::Range;

pub use cpu_kernels::FeatureIndex;

use burn::tensor::{Device, ExecutionError};

use super::Network;
#[cfg(feature = "cpu")]
use super::fused::CpuTrainer;
use crate::data::{Split, batcher};
use crate::models::{Architecture, StateDict, StateError};
use crate::protocol::N_PIXELS;

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
            assert_eq!(read.len(), n_features, "{}", kind.title());
            for (read, feature) in read.iter().zip(features.iter::<f32>()) {
                assert!(
                    (read - feature).abs() < 1e-4,
                    "{}: {read}, {feature}",
                    kind.title()
                );
            }
        }
    }
}
