//! The published files hold the lesson's data set.
#![cfg(feature = "engine")]

mod fixtures;

use fitting_room::data::Split;
use fitting_room::fashion_mnist::{N_TEST_IMAGES, N_TRAINING_IMAGES};
use fitting_room::protocol::CLASS_NAMES;
use fitting_room::random::random_picks;

/// The lesson's grid of random training images, row by row.
const LESSON_GRID: [&str; 16] = [
    "Ankle boot",
    "Shirt",
    "Bag",
    "Ankle boot",
    "Trouser",
    "Sandal",
    "Coat",
    "Sandal",
    "Pullover",
    "Sneaker",
    "Pullover",
    "Shirt",
    "Pullover",
    "Ankle boot",
    "Ankle boot",
    "Shirt",
];

#[test]
fn the_fixtures_images_are_the_first_of_the_test_split() {
    let split = Split::parse(&fixtures::bytes("images.gz"), &fixtures::bytes("labels.gz"))
        .expect("the fixtures are good files");
    assert_eq!(split.n_images(), 20);
    assert_eq!(split.labels()[..5], [9, 2, 1, 1, 6]);
}

/// Needs the published files: `cargo xtask data` puts them under public/data.
#[test]
fn the_published_files_are_the_lessons() {
    let (Some(train), Some(test)) = (fixtures::published("train"), fixtures::published("t10k"))
    else {
        eprintln!("skipped: public/data does not hold the data set");
        return;
    };
    assert_eq!(train.n_images(), N_TRAINING_IMAGES);
    assert_eq!(test.n_images(), N_TEST_IMAGES);
    assert_eq!(train.class_counts(), [6000; 10]);
    assert_eq!(test.class_counts(), [1000; 10]);
    let first = train.label(0).expect("there is a first image");
    assert_eq!(CLASS_NAMES[usize::from(first)], "Ankle boot");

    let grid: Vec<&str> = random_picks(42, 16, N_TRAINING_IMAGES as u32)
        .into_iter()
        .filter_map(|index| train.label(index as usize))
        .map(|label| CLASS_NAMES[usize::from(label)])
        .collect();
    assert_eq!(grid, LESSON_GRID);
}
