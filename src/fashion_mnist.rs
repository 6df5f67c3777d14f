//! FashionMNIST's constants: the size of its images and the names of its classes.

/// Width and height of every image, in pixels.
pub const IMAGE_SIZE: usize = 28;
/// Pixels of one image.
pub const N_PIXELS: usize = IMAGE_SIZE * IMAGE_SIZE;
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
