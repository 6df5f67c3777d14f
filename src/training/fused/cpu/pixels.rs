//! Which pixels of a batch are lit: half of FashionMNIST is black and adds nothing to any sum.

use crate::data::Split;
use crate::protocol::N_PIXELS;

/// Pixels that are skipped or taken together: one comparison decides for all of them.
pub const GROUP_SIZE: usize = 4;
/// Groups of an image.
pub const N_GROUPS: usize = N_PIXELS / GROUP_SIZE;

/// Neighbouring grey values.
pub type Group = [u8; GROUP_SIZE];

/// The images of a batch, sorted by place for the weights' gradient, and the lit places of each image.
#[derive(Default)]
pub struct BatchPixels {
    n_images: usize,
    /// `[N_GROUPS, n_images]`: what all images have at one place lies together.
    by_place: Vec<Group>,
    lit: Vec<LitPlaces>,
}

/// The groups of one image that are not wholly black, in order.
#[derive(Clone, Copy)]
struct LitPlaces {
    /// A u8 as position needs no bounds check; an image has 196 groups.
    places: [u8; 256],
    n_places: u8,
}

const _: () = assert!(N_GROUPS <= u8::MAX as usize);

impl BatchPixels {
    /// Reads a batch; allocates only when it is larger than every batch before.
    pub fn read(&mut self, split: &Split, indices: &[u32]) {
        let n_images = indices.len();
        self.n_images = n_images;
        self.by_place.resize(N_GROUPS * n_images, [0; GROUP_SIZE]);
        self.lit.clear();
        for (position, &index) in indices.iter().enumerate() {
            let mut lit = LitPlaces {
                places: [0; 256],
                n_places: 0,
            };
            let groups = groups_of(split, index);
            let column = self.by_place[position..].iter_mut().step_by(n_images);
            for ((place, group), copy) in groups.iter().enumerate().zip(column) {
                *copy = *group;
                // Without a branch: which groups are lit is hard to foresee.
                lit.places[usize::from(lit.n_places)] = place as u8;
                lit.n_places += u8::from(is_lit(*group));
            }
            self.lit.push(lit);
        }
    }

    /// The places of an image that are not black.
    pub fn lit_places(&self, position: usize) -> &[u8] {
        let lit = &self.lit[position];
        &lit.places[..usize::from(lit.n_places)]
    }

    /// What every image of the batch has at this place.
    pub fn at_place(&self, place: usize) -> &[Group] {
        &self.by_place[place * self.n_images..][..self.n_images]
    }
}

/// The groups of an image of the split.
pub fn groups_of(split: &Split, index: u32) -> &[Group] {
    let start = index as usize * N_PIXELS;
    split.images()[start..start + N_PIXELS].as_chunks().0
}

pub fn is_lit(group: Group) -> bool {
    u32::from_ne_bytes(group) != 0
}

/// The value of each grey byte, exactly as the batcher gives it to Burn: rounded to f32.
pub fn brightness_table() -> [f64; 256] {
    std::array::from_fn(|byte| f64::from(byte as f32 / 255.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lit_places_are_listed_and_every_pixel_is_found_at_its_place() {
        let mut images = vec![0; 2 * N_PIXELS];
        images[5] = 7; // image 0, place 1
        images[N_PIXELS - 1] = 9; // image 0, the last place
        images[N_PIXELS + 4] = 8; // image 1, place 1
        let split = Split::from_parts(images, vec![0, 1]).unwrap();
        let mut pixels = BatchPixels::default();
        pixels.read(&split, &[1, 0]);
        assert_eq!(pixels.lit_places(0), [1]);
        assert_eq!(pixels.lit_places(1), [1, 195]);
        assert_eq!(pixels.at_place(1), [[8, 0, 0, 0], [0, 7, 0, 0]]);
        assert_eq!(pixels.at_place(195), [[0; 4], [0, 0, 0, 9]]);
        pixels.read(&split, &[1]);
        assert_eq!(pixels.at_place(1), [[8, 0, 0, 0]]);
    }

    #[test]
    fn grey_values_are_the_batchers() {
        let table = brightness_table();
        for byte in 0..=255u8 {
            assert_eq!(table[usize::from(byte)] as f32, f32::from(byte) / 255.0);
        }
    }
}
