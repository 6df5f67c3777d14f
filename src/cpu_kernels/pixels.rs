//! which pixels of a batch are nonzero: half of FashionMNIST is black and adds nothing to any sum.

use crate::Images;
use crate::fashion_mnist::N_PIXELS;

/// Neighbouring pixels that are skipped or taken together: one comparison decides for all of them.
pub const GROUP_SIZE: usize = 4;
/// Groups of an image, each at its place.
pub const N_PLACES: usize = N_PIXELS / GROUP_SIZE;

/// Neighbouring grey values.
pub type Group = [u8; GROUP_SIZE];

/// An image's group that is not wholly black.
#[derive(Clone, Copy, Default)]
pub struct NonzeroGroup {
    /// Position of its image in the batch.
    pub image: u32,
    pub greys: Group,
}

/// The nonzero groups of a batch, place by place, so that the weights of a place are fetched once for all images.
#[derive(Default)]
pub struct BatchPixels {
    /// The images of the batch side by side: reading them here and there in the data set is slow enough once.
    images: Vec<[Group; N_PLACES]>,
    /// Sorted by place, then by image; what lies behind the last place's end is left over from a larger batch.
    nonzero: Vec<NonzeroGroup>,
    /// Where the groups of each place end.
    ends: Vec<usize>,
}

impl BatchPixels {
    /// Reads a batch; allocates only when it is larger than every batch before.
    ///
    /// # Panics
    /// When an index lies outside the images.
    pub fn read(&mut self, images: Images, indices: &[u32]) {
        let groups = images.pixels.as_chunks().0;
        let grouped: &[[Group; N_PLACES]] = groups.as_chunks().0;
        self.images.clear();
        self.images
            .extend(indices.iter().map(|&index| grouped[index as usize]));
        let n_groups = indices.len() * N_PLACES;
        if self.nonzero.len() < n_groups {
            self.nonzero.resize(n_groups, NonzeroGroup::default());
        }
        self.ends.clear();
        let mut n_nonzero = 0;
        for place in 0..N_PLACES {
            for (image, position) in self.images.iter().zip(0..) {
                let greys = image[place];
                // Always written and counted if nonzero: a branch would be guessed wrongly too often.
                self.nonzero[n_nonzero] = NonzeroGroup {
                    image: position,
                    greys,
                };
                n_nonzero += usize::from(u32::from_ne_bytes(greys) != 0);
            }
            self.ends.push(n_nonzero);
        }
    }

    /// The nonzero groups of each place, from the first place to the last.
    pub fn places(&self) -> impl Iterator<Item = &[NonzeroGroup]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts
            .zip(&self.ends)
            .map(|(&start, &end)| &self.nonzero[start..end])
    }
}

/// The value of each grey byte, exactly as the batcher gives it to Burn.
pub fn value_table() -> [f32; 256] {
    std::array::from_fn(|byte| byte as f32 / 255.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Place, image and grey values of every nonzero group.
    fn nonzero_groups(pixels: &BatchPixels) -> Vec<(usize, u32, Group)> {
        let places = pixels.places().enumerate();
        places
            .flat_map(|(place, groups)| {
                let entry = |group: &NonzeroGroup| (place, group.image, group.greys);
                groups.iter().map(entry).collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn only_nonzero_groups_are_listed_place_by_place() {
        let mut images = vec![0; 2 * N_PIXELS];
        images[5] = 7; // image 0, place 1
        images[N_PIXELS - 1] = 9; // image 0, the last place
        images[N_PIXELS + 4] = 8; // image 1, place 1
        let images = Images {
            pixels: &images,
            labels: &[0, 1],
        };
        let mut pixels = BatchPixels::default();
        pixels.read(images, &[1, 0]);
        assert_eq!(
            nonzero_groups(&pixels),
            [
                (1, 0, [8, 0, 0, 0]),
                (1, 1, [0, 7, 0, 0]),
                (195, 1, [0, 0, 0, 9])
            ]
        );
        pixels.read(images, &[1]);
        assert_eq!(nonzero_groups(&pixels), [(1, 0, [8, 0, 0, 0])]);
        assert_eq!(pixels.places().count(), N_PLACES);
    }

    #[test]
    fn grey_values_are_the_batchers() {
        let table = value_table();
        for byte in 0..=255u8 {
            assert_eq!(table[usize::from(byte)], f32::from(byte) / 255.0);
        }
    }
}
