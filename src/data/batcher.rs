//! Turns grey bytes and labels into tensors on a device, a batch at a time.

use burn::tensor::{Device, Int, Tensor, TensorData};

use super::Split;
use crate::protocol::{IMAGE_SIZE, N_PIXELS};

/// Images and their classes, on a device.
#[derive(Clone, Debug)]
pub struct Batch {
    /// `[batch_size, 1, 28, 28]`, values 0 to 1: `u8 / 255`, as torchvision's `ToTensor` does.
    pub images: Tensor<4>,
    /// `[batch_size]`, classes 0 to 9.
    pub targets: Tensor<1, Int>,
}

impl Batch {
    /// The images and labels at these positions of the split.
    ///
    /// # Panics
    /// When an index lies outside the split.
    pub fn new(split: &Split, indices: &[u32], device: &Device) -> Self {
        let targets: Vec<i32> = indices
            .iter()
            .map(|&index| i32::from(split.labels()[index as usize]))
            .collect();
        let pixels = split.images().as_chunks::<N_PIXELS>().0;
        Self {
            images: images(indices.iter().map(|&index| &pixels[index as usize]), device),
            targets: Tensor::from_data(TensorData::new(targets, [indices.len()]), device),
        }
    }
}

/// Grey bytes to a tensor.
///
/// # Shapes
/// - each item: 28 × 28 bytes, row by row
/// - output: `[n_items, 1, 28, 28]`, values 0 to 1
// lesson: begin to-tensor
pub fn images<'a>(
    pixels: impl ExactSizeIterator<Item = &'a [u8; N_PIXELS]>,
    device: &Device,
) -> Tensor<4> {
    let n_images = pixels.len();
    let mut values = Vec::with_capacity(n_images * N_PIXELS);
    for image in pixels {
        // A division, as in `ToTensor`: a product with 1/255 differs in the last bit.
        values.extend(image.iter().map(|&byte| f32::from(byte) / 255.0));
    }
    Tensor::from_data(
        TensorData::new(values, [n_images, 1, IMAGE_SIZE, IMAGE_SIZE]),
        device,
    )
}
// lesson: end

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_holds_the_chosen_images_scaled_to_one() {
        let mut images = vec![0; 3 * N_PIXELS];
        images[2 * N_PIXELS] = 255;
        images[2 * N_PIXELS + 29] = 51;
        let split = Split::from_parts(images, vec![4, 5, 6]).unwrap();
        let batch = Batch::new(&split, &[2, 0], &Device::flex());
        assert_eq!(batch.images.dims(), [2, 1, 28, 28]);
        let values = pollster::block_on(batch.images.into_data_async()).unwrap();
        let values: Vec<f32> = values.iter().collect();
        assert_eq!((values[0], values[29], values[N_PIXELS]), (1.0, 0.2, 0.0));
        let targets = pollster::block_on(batch.targets.into_data_async()).unwrap();
        assert_eq!(targets.iter::<i64>().collect::<Vec<_>>(), [6, 4]);
    }
}
