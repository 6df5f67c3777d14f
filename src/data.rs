//! The FashionMNIST data set in memory: grey bytes and labels, as published.

#[cfg(feature = "engine")]
pub mod batcher;
#[cfg(feature = "engine")]
pub mod doubt;
pub mod idx;
#[cfg(feature = "engine")]
pub mod preprocess;

pub use idx::IdxError;

use std::sync::Arc;

use crate::protocol::{N_CLASSES, N_PIXELS, SplitName};
use crate::texts::text;

/// The splits that have been loaded; the smaller test split is usually first.
#[derive(Clone, Debug, Default)]
pub struct FashionMnist {
    /// 60 000 images, as published.
    pub train: Option<Split>,
    /// 10 000 images, as published.
    pub test: Option<Split>,
}

impl FashionMnist {
    /// The split of this name, if it has been loaded.
    pub fn split(&self, name: SplitName) -> Option<&Split> {
        match name {
            SplitName::Train => self.train.as_ref(),
            SplitName::Test => self.test.as_ref(),
        }
    }

    /// Replaces the split of this name.
    pub fn insert(&mut self, name: SplitName, split: Split) {
        match name {
            SplitName::Train => self.train = Some(split),
            SplitName::Test => self.test = Some(split),
        }
    }
}

/// Images and their labels: as many of one as of the other, at least one, every label below 10.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// 784 grey values an image, row by row; 0 is the black background.
    images: Vec<u8>,
    labels: Vec<u8>,
    /// Shared by the split and its clones, and by no other split.
    identity: Arc<()>,
}

/// Why two files are not the images and labels of a split.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    /// The image file is refused.
    #[error("{}", text!("data-images-refused", cause = .0))]
    Images(#[source] IdxError),
    /// The label file is refused.
    #[error("{}", text!("data-labels-refused", cause = .0))]
    Labels(#[source] IdxError),
    /// Each file is good, but not for the other.
    #[error("{}", text!("data-counts-differ", images = n_images, labels = n_labels))]
    CountsDiffer {
        /// Images in the image file.
        n_images: usize,
        /// Labels in the label file.
        n_labels: usize,
    },
}

impl Split {
    /// Parses the image file and the label file of one split, gzipped as published or already decompressed, as some
    /// servers deliver them.
    ///
    /// # Errors
    /// When a file is damaged, or they have different numbers of items.
    pub fn parse(images_file: &[u8], labels_file: &[u8]) -> Result<Self, DataError> {
        // The small file first: an error in it is found before 47 MB are decompressed.
        let labels = idx::labels(labels_file).map_err(DataError::Labels)?;
        let images = idx::images(images_file).map_err(DataError::Images)?;
        Self::from_parts(images, labels)
    }

    /// A split of 28×28 grey values, image after image, and their labels.
    ///
    /// ```
    /// use fitting_room::data::Split;
    /// use fitting_room::protocol::N_PIXELS;
    ///
    /// let split = Split::from_parts(vec![0; 2 * N_PIXELS], vec![9, 2])?;
    /// assert_eq!(split.n_images(), 2);
    /// assert_eq!(split.label(1), Some(2));
    /// # Ok::<(), fitting_room::data::DataError>(())
    /// ```
    ///
    /// # Errors
    /// When there is no label, a label is above 9, or there is not one image for each label.
    pub fn from_parts(images: Vec<u8>, labels: Vec<u8>) -> Result<Self, DataError> {
        idx::check_labels(&labels).map_err(DataError::Labels)?;
        if images.len() != labels.len() * N_PIXELS {
            return Err(DataError::CountsDiffer {
                n_images: images.len() / N_PIXELS,
                n_labels: labels.len(),
            });
        }
        Ok(Self {
            images,
            labels,
            identity: Arc::default(),
        })
    }

    /// Equal, by [`Arc::ptr_eq`], for this split and its clones only: the key of caches of derived data.
    pub fn identity(&self) -> &Arc<()> {
        &self.identity
    }

    /// Images, and as many labels.
    pub fn n_images(&self) -> usize {
        self.labels.len()
    }

    /// The grey values of one image, row by row; none beyond the last image.
    pub fn image(&self, index: usize) -> Option<&[u8; N_PIXELS]> {
        self.images.as_chunks().0.get(index)
    }

    /// The class of one image, 0 to 9; none beyond the last image.
    pub fn label(&self, index: usize) -> Option<u8> {
        self.labels.get(index).copied()
    }

    /// All grey values, `[n_images, 28, 28]`, row-major.
    pub fn images(&self) -> &[u8] {
        &self.images
    }

    /// All labels, `[n_images]`.
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// Images of each class.
    pub fn class_counts(&self) -> [u32; N_CLASSES] {
        let mut counts = [0; N_CLASSES];
        for &label in &self.labels {
            counts[usize::from(label)] += 1;
        }
        counts
    }

    /// The mean image of each class, `[10, 28, 28]`, in rounded grey values; black for a class without images.
    pub fn class_means(&self) -> Vec<u8> {
        // 60 000 images of one class still fit: 60 000 · 255 < 2³².
        let mut sums = vec![[0_u32; N_PIXELS]; N_CLASSES];
        let (images, _) = self.images.as_chunks::<N_PIXELS>();
        for (image, &label) in images.iter().zip(&self.labels) {
            for (sum, &grey) in sums[usize::from(label)].iter_mut().zip(image) {
                *sum += u32::from(grey);
            }
        }
        let mean = |(sums, n_images): (&[u32; N_PIXELS], u32)| {
            let n_images = n_images.max(1);
            sums.map(|sum| ((sum + n_images / 2) / n_images) as u8)
        };
        sums.iter()
            .zip(self.class_counts())
            .flat_map(mean)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_and_labels_are_indexed_by_position() {
        let images = [[1; N_PIXELS], [2; N_PIXELS]].concat();
        let split = Split::from_parts(images, vec![9, 0]).expect("two of each");
        assert_eq!(split.n_images(), 2);
        assert_eq!(split.image(1), Some(&[2; N_PIXELS]));
        assert_eq!((split.label(0), split.label(1)), (Some(9), Some(0)));
        assert_eq!((split.image(2), split.label(2)), (None, None));
        assert_eq!(split.class_counts(), [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn the_mean_image_of_a_class_is_of_its_images_alone() {
        let images = [[10; N_PIXELS], [200; N_PIXELS], [13; N_PIXELS]].concat();
        let split = Split::from_parts(images, vec![4, 2, 4]).expect("three of each");
        let means = split.class_means();
        assert_eq!(means.len(), N_CLASSES * N_PIXELS);
        let of = |class: usize| (means[class * N_PIXELS], means[class * N_PIXELS + 783]);
        assert_eq!((of(4), of(2), of(0)), ((12, 12), (200, 200), (0, 0)));
    }

    #[test]
    fn counts_must_agree() {
        let error =
            Split::from_parts(vec![0; 2 * N_PIXELS], vec![1, 2, 3]).expect_err("must be refused");
        assert_eq!(
            error.to_string(),
            "the two files do not belong together: one holds 2 images, the other 3 labels"
        );
    }

    #[test]
    fn an_error_names_the_file() {
        let error = Split::parse(b"", b"").expect_err("must be refused");
        assert_eq!(error, DataError::Labels(IdxError::Empty));
    }

    #[test]
    fn the_splits_are_loaded_one_by_one() {
        let split = Split::from_parts(vec![0; N_PIXELS], vec![3]).expect("one of each");
        let mut data = FashionMnist::default();
        data.insert(SplitName::Test, split);
        assert!(data.split(SplitName::Test).is_some());
        assert!(data.split(SplitName::Train).is_none());
    }
}
