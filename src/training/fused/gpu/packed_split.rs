//! Images and labels on the device, four pixels to a word, and how a kernel reads them.

use std::cell::RefCell;
use std::sync::{Arc, Weak};

use cubecl::bytes::Bytes;
use cubecl::client::Client;
use cubecl::prelude::*;

use super::buffer::Buffer;
use super::index_buffer::IndexBuffer;
use crate::data::Split;
use crate::protocol::N_PIXELS;

/// Pixels of a word: WGSL has no bytes.
pub const PIXELS_PER_WORD: usize = 4;
/// Words of an image's pixels.
pub const N_WORDS: usize = N_PIXELS / PIXELS_PER_WORD;
/// Words from one image to the next: its pixels and its label.
pub const STRIDE: usize = N_WORDS + 1;

thread_local! {
    /// The splits on the worker's one device, so that trainers share them.
    static UPLOADED: RefCell<Vec<PackedSplit>> = const { RefCell::new(Vec::new()) };
}

/// A split on the device: 196 words of four pixels and a word with the label, image after image.
///
/// 60 000 images take 47 MB; a word a pixel would take 188.
#[derive(Clone)]
pub struct PackedSplit {
    pub buffer: Buffer,
    /// The split's, by which it is found again, and by which it shows whether the split still exists.
    identity: Weak<()>,
}

impl PackedSplit {
    /// The split on the device, uploaded if it is not there yet.
    pub fn of(split: &Split, client: &Client) -> Self {
        UPLOADED.with_borrow_mut(|uploaded| {
            uploaded.retain(|packed| packed.identity.strong_count() > 0);
            let identity = Arc::downgrade(split.identity());
            if let Some(packed) = uploaded
                .iter()
                .find(|packed| Weak::ptr_eq(&packed.identity, &identity))
            {
                return packed.clone();
            }
            let words = pack(split);
            let packed = Self {
                buffer: Buffer {
                    len: words.len(),
                    // Moved, not copied: the training split is 47 MB.
                    handle: client.create(Bytes::from_elems(words)),
                },
                identity,
            };
            uploaded.push(packed.clone());
            packed
        })
    }

    /// The split and the order of its images as a kernel's argument.
    pub fn images(&self, indices: &IndexBuffer) -> ImagesLaunch {
        ImagesLaunch::new(self.buffer.arg(), indices.buffer.arg())
    }
}

fn pack(split: &Split) -> Vec<u32> {
    let mut words = Vec::with_capacity(split.n_images() * STRIDE);
    let images = split.images().as_chunks::<N_PIXELS>().0;
    for (image, &label) in images.iter().zip(split.labels()) {
        words.extend(
            image
                .as_chunks()
                .0
                .iter()
                .map(|&four| u32::from_le_bytes(four)),
        );
        words.push(u32::from(label));
    }
    words
}

/// A split's images and the order in which they are used.
#[derive(CubeType, CubeLaunch)]
pub struct Images {
    /// `[n, 197]`: 196 words of four pixels, and the label.
    pub packed: Box<[u32]>,
    pub indices: Box<[u32]>,
}

#[cube]
impl Images {
    /// Word offset of the image that stands at this position of the indices.
    pub fn offset(&self, position: usize) -> usize {
        self.indices[position] as usize * STRIDE
    }

    /// Label of the image at this word offset.
    pub fn label(&self, offset: usize) -> usize {
        self.packed[offset + N_WORDS] as usize
    }
}

/// Neighbouring indices that make up a batch.
#[derive(CubeType, CubeLaunch)]
pub struct Batch {
    /// Position of the first one.
    pub first: usize,
    /// Images.
    pub size: usize,
}

#[cube]
impl Batch {
    /// Where the index of an image of the batch stands. An image beyond the last repeats it, so that every unit has
    /// something to read.
    pub fn position(&self, image: usize) -> usize {
        self.first + min(image, self.size - 1)
    }
}

/// The four pixels of a word, 0 to 255.
#[cube]
pub fn unpack4(word: u32) -> Sequence<f32> {
    let mut pixels = Sequence::<f32>::new();
    pixels.push(f32::cast_from(word & 255u32));
    pixels.push(f32::cast_from((word >> 8u32) & 255u32));
    pixels.push(f32::cast_from((word >> 16u32) & 255u32));
    pixels.push(f32::cast_from(word >> 24u32));
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_pixel_lies_in_the_lowest_byte_and_the_label_behind_the_image() {
        let mut images = vec![0; 2 * N_PIXELS];
        images[..4].copy_from_slice(&[1, 2, 3, 4]);
        images[2 * N_PIXELS - 1] = 255;
        let split = Split::from_parts(images, vec![7, 9]).unwrap();
        let words = pack(&split);
        assert_eq!(words.len(), 2 * STRIDE);
        assert_eq!(words[0], 0x0403_0201);
        assert_eq!((words[N_WORDS], words[2 * STRIDE - 2]), (7, 0xff00_0000));
    }
}
