//! FashionMNIST's constants: its images and their size, and the names of its classes.

/// Width and height of every image, in pixels.
pub const IMAGE_SIZE: usize = 28;
/// Pixels of one image.
pub const N_PIXELS: usize = IMAGE_SIZE * IMAGE_SIZE;
/// Images of the published training split.
pub const N_TRAINING_IMAGES: usize = 60_000;
/// Images of the published test split.
pub const N_TEST_IMAGES: usize = 10_000;
/// Kinds of clothes, the values of a label and of a model's logits.
pub const N_CLASSES: usize = 10;

/// The classes in the order of their labels.
pub const CLASS_NAMES: [&str; N_CLASSES] = [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
];

/// The classes of shoes, the only ones with a side: their toes are to the left.
pub const SHOES: [usize; 3] = [5, 7, 9];
