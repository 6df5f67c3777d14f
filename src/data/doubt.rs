//! Measures how sure an answer to a picture is: by how it was found in the picture, and by whether the answer stays when the
//! prepared image is moved, scaled or dimmed a little.
//!
//! The limits are measured: `lesson photos --details` shows what they separate, and `docs/reliability.md` has the figures.

use super::preprocess::{Findings, mirror};
use crate::fashion_mnist::SHOES;
use crate::logits::likeliest_class;
use crate::protocol::{Doubt, IMAGE_SIZE, N_CLASSES, N_PIXELS};

/// The share of the votes that an answer needs: the mean probability over the variants.
const MIN_SUPPORT: f32 = 0.75;
/// Below this difference from the background an item is hardly visible.
const LOW_CONTRAST: f32 = 0.12;
/// Noise above this fraction of the contrast hides the item's outline.
const MUCH_NOISE: f32 = 0.35;
/// An item that touches this share of the picture's edge is probably cut off.
const CUT_OFF: f32 = 0.25;

/// The image and eight that are a little different: moved by a pixel, smaller, larger, darker, brighter.
pub fn variants(image: &[u8; N_PIXELS]) -> Vec<[u8; N_PIXELS]> {
    let moved = [
        (1.0, 0.0, 0.0),
        (1.0, 1.0, 0.0),
        (1.0, -1.0, 0.0),
        (1.0, 0.0, 1.0),
        (1.0, 0.0, -1.0),
        (0.93, 0.0, 0.0),
        (1.07, 0.0, 0.0),
    ];
    let mut variants: Vec<_> = moved
        .into_iter()
        .map(|(scale, dx, dy)| resampled(image, scale, dx, dy))
        .collect();
    variants.push(image.map(|value| (f32::from(value) * 0.75) as u8));
    variants.push(image.map(|value| (f32::from(value) * 1.3).min(255.0) as u8));
    variants
}

/// The image scaled around its middle and moved, between the pixels by linear interpolation.
fn resampled(image: &[u8; N_PIXELS], scale: f32, dx: f32, dy: f32) -> [u8; N_PIXELS] {
    let middle = (IMAGE_SIZE as f32 - 1.0) / 2.0;
    let value = |x: f32, y: f32| {
        let is_inside = |place: f32| (0.0..IMAGE_SIZE as f32).contains(&place);
        if is_inside(x) && is_inside(y) {
            f32::from(image[y as usize * IMAGE_SIZE + x as usize])
        } else {
            0.0
        }
    };
    std::array::from_fn(|index| {
        let x = ((index % IMAGE_SIZE) as f32 - middle - dx) / scale + middle;
        let y = ((index / IMAGE_SIZE) as f32 - middle - dy) / scale + middle;
        let (left, top) = (x.floor(), y.floor());
        let (u, v) = (x - left, y - top);
        let above = value(left, top) * (1.0 - u) + value(left + 1.0, top) * u;
        let below = value(left, top + 1.0) * (1.0 - u) + value(left + 1.0, top + 1.0) * u;
        (above * (1.0 - v) + below * v).round() as u8
    })
}

/// The image with left and right exchanged.
pub fn mirrored(image: &[u8; N_PIXELS]) -> [u8; N_PIXELS] {
    let mut image = *image;
    mirror(&mut image);
    image
}

/// Whether an image is a shoe with its toe to the right, which the training images have only mirrored.
///
/// The limits were chosen on the last 5000 test images. Of the first 5000, three of 7076 images of other classes, as they are and mirrored,
/// count as such a shoe for TinyVGG, and four of 1462 shoes that look left; of the same shoes mirrored it recognises 1382 instead of 217.
///
/// - probabilities: of the image, and of its mirror image
pub fn is_shoe_to_the_right(image: &[u8; N_PIXELS], [as_it_is, mirrored]: [&[f32]; 2]) -> bool {
    /// The probability of shoes that the mirror image needs.
    const A_SHOE: f32 = 0.5;
    /// Pixels by which the upper half lies to the left of the lower half, at least.
    const LEAN: f32 = 1.0;
    let [Some(now), Some(then)] = [as_it_is, mirrored].map(likeliest_class) else {
        return false;
    };
    let shoe: f32 = SHOES.iter().map(|&class| mirrored[class]).sum();
    let is_better = !SHOES.contains(&now) || as_it_is[now] < mirrored[then];
    SHOES.contains(&then) && shoe > A_SHOE && is_better && lean(image) < -LEAN
}

/// How far the upper half's centre lies to the right of the lower half's, in pixels.
fn lean(image: &[u8; N_PIXELS]) -> f32 {
    /// Brightness of a row's brightest pixel from which on the row belongs to the item.
    const VISIBLE: u8 = 25;
    let rows = image.as_chunks::<IMAGE_SIZE>().0;
    let is_visible = |row: &[u8; IMAGE_SIZE]| row.iter().any(|&value| value > VISIBLE);
    let Some(first) = rows.iter().position(is_visible) else {
        return 0.0;
    };
    let last = rows.iter().rposition(is_visible).unwrap_or(first);
    let centre = |rows: &[[u8; IMAGE_SIZE]]| {
        let (mut sum, mut weight) = (0.0, 1e-6);
        for row in rows {
            for (x, &value) in row.iter().enumerate() {
                sum += f32::from(value) * x as f32;
                weight += f32::from(value);
            }
        }
        sum / weight
    };
    let middle = (first + last).div_ceil(2);
    if middle == first {
        return 0.0;
    }
    centre(&rows[first..middle]) - centre(&rows[middle..=last])
}

/// The reasons to doubt an answer; none if it is sure.
///
/// - probabilities: of each variant, the image itself first
pub fn doubts(findings: &Findings, probabilities: &[Vec<f32>]) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let Some(answer) = probabilities.first().and_then(|own| likeliest_class(own)) else {
        return doubts;
    };
    let support = support(probabilities);
    if support[answer] < MIN_SUPPORT {
        let mut others = support;
        others[answer] = 0.0;
        let other = likeliest_class(&others).unwrap_or(answer) as u8;
        doubts.push(Doubt::Unsteady { other });
    }
    if findings.n_pieces > 1 {
        doubts.push(Doubt::SeveralPieces {
            n_pieces: findings.n_pieces,
        });
    }
    if findings.contrast < LOW_CONTRAST {
        doubts.push(Doubt::LowContrast);
    }
    if findings.noise > MUCH_NOISE {
        doubts.push(Doubt::BusyBackground);
    }
    if findings.on_edge > CUT_OFF {
        doubts.push(Doubt::CutOff);
    }
    doubts
}

/// The mean probability of each class over the variants.
pub fn support(probabilities: &[Vec<f32>]) -> [f32; N_CLASSES] {
    let n = probabilities.len().max(1) as f32;
    std::array::from_fn(|class| probabilities.iter().map(|row| row[class]).sum::<f32>() / n)
}
