//! Images and labels as they lie on the device: bytes stay bytes.

use std::cell::RefCell;
use std::sync::{Arc, Weak};

use cubecl::bytes::Bytes;
use cubecl::client::Client;
use cubecl::server::Handle;

use crate::data::Split;
use crate::protocol::N_PIXELS;

/// Words of four pixels an image.
pub const N_WORDS: usize = N_PIXELS / 4;
/// Words of an image and its label.
pub const RECORD: usize = N_WORDS + 1;

thread_local! {
    /// What lies on the worker's one device. Whoever trains or judges next finds it there.
    static HELD: RefCell<Vec<Records>> = const { RefCell::new(Vec::new()) };
}

/// A split on the device: 196 words of four pixels and a word with the label, image after image.
///
/// WGSL has no bytes, so four pixels share a word: 47 MB for 60 000 images rather than 188.
#[derive(Clone)]
pub struct Records {
    pub handle: Handle,
    n_images: usize,
    /// Of the split, to find it again and to notice when it is gone.
    identity: Weak<()>,
}

impl Records {
    /// The split on the device, uploaded if it is not there yet.
    pub fn of(split: &Split, client: &Client) -> Self {
        HELD.with_borrow_mut(|held| {
            held.retain(|records| records.identity.strong_count() > 0);
            let identity = Arc::downgrade(split.identity());
            if let Some(records) = held
                .iter()
                .find(|records| Weak::ptr_eq(&records.identity, &identity))
            {
                return records.clone();
            }
            let records = Self {
                // Given away, not copied: the training split is 47 MB.
                handle: client.create(Bytes::from_elems(words(split))),
                n_images: split.n_images(),
                identity,
            };
            held.push(records.clone());
            records
        })
    }

    /// Words.
    pub fn len(&self) -> usize {
        self.n_images * RECORD
    }
}

fn words(split: &Split) -> Vec<u32> {
    let mut words = Vec::with_capacity(split.n_images() * RECORD);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_pixel_lies_in_the_lowest_byte_and_the_label_behind_the_image() {
        let mut images = vec![0; 2 * N_PIXELS];
        images[..4].copy_from_slice(&[1, 2, 3, 4]);
        images[2 * N_PIXELS - 1] = 255;
        let split = Split::from_parts(images, vec![7, 9]).unwrap();
        let words = words(&split);
        assert_eq!(words.len(), 2 * RECORD);
        assert_eq!(words[0], 0x0403_0201);
        assert_eq!((words[N_WORDS], words[2 * RECORD - 2]), (7, 0xff00_0000));
    }
}
