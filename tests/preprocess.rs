//! Test images that were enlarged, padded, negated or dimmed keep their class after preprocessing.
#![cfg(feature = "engine")]

mod fixtures;

use fitting_room::data::Split;
use fitting_room::data::preprocess::prepare;
use fitting_room::protocol::{N_PIXELS, Picture};
use image::imageops::{self, FilterType};
use image::{GrayImage, Luma};

/// Model 0, trained by PyTorch: weights and biases of two layers.
struct Baseline {
    tensors: Vec<Vec<f32>>,
}

impl Baseline {
    fn load() -> Self {
        let file = fixtures::bytes("model_0.safetensors");
        let file = safetensors::SafeTensors::deserialize(&file).expect("a good file");
        let tensors = ["1.weight", "1.bias", "2.weight", "2.bias"].map(|name| {
            let tensor = file.tensor(&format!("layer_stack.{name}")).expect(name);
            let words = tensor.data().as_chunks().0;
            words.iter().copied().map(f32::from_le_bytes).collect()
        });
        Self {
            tensors: tensors.into(),
        }
    }

    fn classify(&self, pixels: &[u8; N_PIXELS]) -> u8 {
        let image: Vec<f32> = pixels.iter().map(|&p| f32::from(p) / 255.0).collect();
        let hidden = linear(&image, &self.tensors[0], &self.tensors[1]);
        let logits = linear(&hidden, &self.tensors[2], &self.tensors[3]);
        (0..10)
            .max_by(|&a, &b| logits[usize::from(a)].total_cmp(&logits[usize::from(b)]))
            .expect("ten classes")
    }
}

fn linear(input: &[f32], weight: &[f32], bias: &[f32]) -> Vec<f32> {
    let rows = weight.chunks_exact(input.len());
    rows.zip(bias)
        .map(|(row, bias)| row.iter().zip(input).map(|(w, x)| w * x).sum::<f32>() + bias)
        .collect()
}

fn test_images() -> Split {
    Split::parse(&fixtures::bytes("images.gz"), &fixtures::bytes("labels.gz")).expect("good files")
}

/// A transformation of a test image, as an uploaded picture may have gone through.
struct Transformation {
    scale: u32,
    filter: FilterType,
    /// Left, top, right, bottom.
    margins: [u32; 4],
    /// Whether the result is dark on light.
    negate: bool,
    /// Grey values of white and of black.
    levels: [f32; 2],
}

const ENLARGED_PADDED_NEGATED: Transformation = Transformation {
    scale: 10,
    filter: FilterType::CatmullRom,
    margins: [40, 25, 90, 60],
    negate: true,
    levels: [255.0, 0.0],
};

impl Transformation {
    fn apply(&self, pixels: &[u8; N_PIXELS]) -> Picture {
        let image = GrayImage::from_raw(28, 28, pixels.to_vec()).expect("28×28");
        let size = 28 * self.scale;
        let large = imageops::resize(&image, size, size, self.filter);
        let [left, top, right, bottom] = self.margins;
        let mut canvas = GrayImage::new(size + left + right, size + top + bottom);
        imageops::replace(&mut canvas, &large, left.into(), top.into());
        let [white, black] = self.levels;
        for Luma([value]) in canvas.pixels_mut() {
            let bright = f32::from(if self.negate { 255 - *value } else { *value }) / 255.0;
            *value = (black + bright * (white - black)).round() as u8;
        }
        picture(&canvas)
    }
}

fn picture(image: &GrayImage) -> Picture {
    Picture {
        width: image.width(),
        height: image.height(),
        rgba: image.iter().flat_map(|&v| [v, v, v, 255]).collect(),
    }
}

/// Images whose predicted class is that of the original, and the mean difference of their pixels.
fn n_same(split: &Split, transformation: &Transformation) -> (usize, f64) {
    let model = Baseline::load();
    let (mut n_same, mut difference) = (0, 0.0);
    for index in 0..split.n_images() {
        let original = split.image(index).expect("an index of the split");
        let prepared = prepare(&transformation.apply(original)).expect("a picture of something");
        let same = model.classify(&prepared.pixels) == model.classify(original);
        n_same += usize::from(same);
        difference += original
            .iter()
            .zip(prepared.pixels.iter())
            .map(|(a, b)| f64::from(a.abs_diff(*b)))
            .sum::<f64>()
            / N_PIXELS as f64;
    }
    (n_same, difference / split.n_images() as f64)
}

const TRANSFORMATIONS: [Transformation; 4] = [
    ENLARGED_PADDED_NEGATED,
    Transformation {
        filter: FilterType::Nearest,
        ..ENLARGED_PADDED_NEGATED
    },
    // Not negated, and grey on grey.
    Transformation {
        negate: false,
        levels: [235.0, 20.0],
        ..ENLARGED_PADDED_NEGATED
    },
    Transformation {
        scale: 17,
        filter: FilterType::Triangle,
        margins: [300, 0, 7, 200],
        ..ENLARGED_PADDED_NEGATED
    },
];

#[test]
fn enlarged_padded_negated_test_images_keep_their_class() {
    let split = test_images();
    for transformation in &TRANSFORMATIONS {
        let (n_same, difference) = n_same(&split, transformation);
        println!("{n_same} of 20 have the same class, pixels differ by {difference:.1} of 255");
        assert!(
            n_same >= 18,
            "{n_same} of 20 with {:?}",
            transformation.filter
        );
        assert!(difference < 20.0, "pixels differ by {difference:.1} of 255");
    }
}

/// Needs the published files: `cargo xtask data` puts them under public/data.
#[test]
fn nine_tenths_of_200_test_images_keep_their_class() {
    let Some(test) = fixtures::published("t10k") else {
        eprintln!("skipped: public/data does not hold the data set");
        return;
    };
    let n = 200;
    let images = test.images()[..n * N_PIXELS].to_vec();
    let split = Split::from_parts(images, test.labels()[..n].to_vec()).expect("200 of each");
    for transformation in &TRANSFORMATIONS {
        let (n_same, difference) = n_same(&split, transformation);
        println!("{n_same} of {n} have the same class, pixels differ by {difference:.1} of 255");
        assert!(n_same >= n * 9 / 10, "{n_same} of {n}");
    }
}

#[test]
fn test_images_of_28_by_28_pixels_are_unchanged() {
    let plain = Transformation {
        scale: 1,
        margins: [0; 4],
        negate: false,
        ..ENLARGED_PADDED_NEGATED
    };
    let negated = Transformation {
        negate: true,
        ..plain
    };
    for transformation in [plain, negated] {
        let (n_same, difference) = n_same(&test_images(), &transformation);
        assert_eq!(n_same, 20);
        assert!(difference < 0.5, "pixels differ by {difference:.2} of 255");
    }
}
