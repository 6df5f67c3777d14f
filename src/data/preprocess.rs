//! Turns a drawing or a photo into a 28×28 grey image, by the steps with which FashionMNIST was made.
//!
//! The data set was made from shop photos on white (Xiao, Rasul and Vollgraf, 2017, section 2): trim the border that has
//! the background's colour, shrink the longest edge to 28 pixels, sharpen, centre on 28×28, negate, so that the item
//! is bright on black. The same steps follow here in the same order, with three differences: a picture with a dark
//! background is not negated, the background is estimated along the whole border instead of in the corners, and its
//! remaining brightness is subtracted, so that grey paper becomes as black as white paper.

use crate::texts::text;

mod background;
mod colours;
mod flatten;
mod frame;
mod item;
mod looking;
mod pieces;
mod tones;

use image::imageops::{self, FilterType};
use image::{ImageBuffer, Luma};

use crate::protocol::{Corrections, Crop, IMAGE_SIZE, MAX_PICTURE_PIXELS, N_PIXELS, Picture};
use flatten::Rgb;
use looking::Looking;

/// A picture as model input, and how it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// 28×28 grey values, row by row: the item bright, the background 0.
    pub pixels: Box<[u8; N_PIXELS]>,
    /// Whether the picture was dark on light and has been negated.
    pub inverted: bool,
    /// The bounding box of the item in the original picture.
    pub crop: Crop,
    /// What was found on the way.
    pub findings: Findings,
    /// The steps before `pixels`, each as 28×28 grey values: the whole picture, the item cut out, the item on black.
    pub stages: [Box<[u8; N_PIXELS]>; 3],
}

/// What was found in a picture beside its item.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Findings {
    /// Pieces of clothing, or of whatever is there; the heaviest was taken.
    pub n_pieces: usize,
    /// Bars or a frame around the photo were cut off.
    pub has_frame: bool,
    /// A shadow was removed.
    pub has_shadow: bool,
    /// The item's greatest difference from the background, 0 to 1.
    pub contrast: f32,
    /// The background's noise or pattern as a fraction of the contrast.
    pub noise: f32,
    /// The share of the picture's edge that the item touches.
    pub on_edge: f32,
}

/// Why a picture cannot be classified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreprocessError {
    /// Width or height is 0.
    #[error("{}", text!("photo-empty"))]
    Empty,
    /// No pixel differs enough from the background.
    #[error("{}", text!("photo-blank"))]
    Blank,
    /// It has more than [`MAX_PICTURE_PIXELS`].
    #[error("{}", text!("photo-too-large", width = width, height = height, most = MAX_PICTURE_PIXELS / 1_000_000))]
    TooLarge {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// Its bytes are not four a pixel.
    #[error("{}", text!("photo-size-mismatch", bytes = n_bytes, width = width, height = height))]
    SizeMismatch {
        /// Columns, as stated.
        width: u32,
        /// Rows, as stated.
        height: u32,
        /// Bytes of its RGBA values.
        n_bytes: usize,
    },
}

/// Trims, scales, sharpens, centres and, where needed, negates a picture.
///
/// A picture of exactly 28×28 pixels counts as one of the data set: it is neither trimmed nor scaled, only negated where
/// needed and its background made black.
///
/// ```
/// use fitting_room::data::preprocess::prepare;
/// use fitting_room::protocol::Picture;
///
/// // A black square on white paper.
/// let mut rgba = vec![255; 4 * 100 * 100];
/// for (index, pixel) in rgba.chunks_exact_mut(4).enumerate() {
///     if (30..70).contains(&(index % 100)) && (30..70).contains(&(index / 100)) {
///         pixel[..3].fill(0);
///     }
/// }
/// let prepared = prepare(&Picture { width: 100, height: 100, rgba })?;
/// assert!(prepared.inverted);
/// assert_eq!((prepared.crop.x, prepared.crop.width), (30, 40));
/// assert_eq!(prepared.pixels[0], 255);
/// # Ok::<(), fitting_room::data::preprocess::PreprocessError>(())
/// ```
///
/// # Errors
/// When the picture is blank, too large, or not four bytes a pixel.
// lesson: begin photo
pub fn prepare(picture: &Picture) -> Result<Prepared, PreprocessError> {
    prepare_as(picture, &Corrections::default())
}

/// The same, with what the learner has set by hand.
///
/// # Errors
/// When the picture is blank, too large, or not four bytes a pixel.
pub fn prepare_as(
    picture: &Picture,
    corrections: &Corrections,
) -> Result<Prepared, PreprocessError> {
    check(picture)?;
    let width = picture.width as usize;
    let pixels = flatten::to_opaque(&picture.rgba);
    let whole = Crop {
        x: 0,
        y: 0,
        width,
        height: picture.height as usize,
    };
    let is_of_data_set =
        (whole.width, whole.height) == (IMAGE_SIZE, IMAGE_SIZE) && corrections.crop.is_none();
    let looking = Looking {
        pixels: &pixels,
        whole,
        corrections,
        is_of_data_set,
    };
    let (area, item) = looking.find_item()?;
    let crop = Crop {
        x: area.x + item.crop.x,
        y: area.y + item.crop.y,
        ..item.crop
    };
    let n_turns = corrections.quarter_turns;
    let turn = |part| turned(cut_out(&item.brightness, area.width, part), n_turns);
    let on_black = shrink(turn(item.crop));
    let stages = stages(&pixels, whole, crop, &on_black);
    let values = if is_of_data_set {
        turn(whole).into_raw()
    } else {
        stretch(centre(&sharpen(&on_black)))
    };
    let mut bytes = to_bytes(&values);
    if corrections.is_mirrored == Some(true) {
        mirror(&mut bytes);
    }
    Ok(Prepared {
        pixels: bytes,
        inverted: item.is_darker,
        crop,
        stages,
        findings: Findings {
            has_frame: area != whole && corrections.crop.is_none(),
            ..item.findings
        },
    })
}
// lesson: end

/// The whole picture in grey, the item cut out of it, and the item on black, each as 28×28 grey values.
fn stages(pixels: &[Rgb], whole: Crop, crop: Crop, on_black: &Grey) -> [Box<[u8; N_PIXELS]>; 3] {
    let grey: Vec<f32> = pixels.iter().map(|&colour| flatten::luma(colour)).collect();
    let [picture, cut_out] =
        [whole, crop].map(|area| centre(&shrink(cut_out(&grey, whole.width, area))));
    [
        to_bytes(&picture),
        to_bytes(&cut_out),
        to_bytes(&centre(on_black)),
    ]
}

/// Exchanges left and right.
pub fn mirror(pixels: &mut [u8; N_PIXELS]) {
    for row in pixels.as_chunks_mut::<IMAGE_SIZE>().0 {
        row.reverse();
    }
}

/// Raises a faint item to the brightness of the data set's items.
fn stretch(mut values: Vec<f32>) -> Vec<f32> {
    /// The brightness of the brightest hundredth of the pixels from which on an item stays as it is.
    const BRIGHT: f32 = 0.7;
    let mut sorted = values.clone();
    let place = values.len() * 99 / 100;
    let bright = *sorted.select_nth_unstable_by(place, f32::total_cmp).1;
    if bright > 0.0 && bright < BRIGHT {
        for value in &mut values {
            *value = (*value * BRIGHT / bright).min(1.0);
        }
    }
    values
}

fn check(picture: &Picture) -> Result<(), PreprocessError> {
    let Picture {
        width,
        height,
        ref rgba,
    } = *picture;
    // Two u32 multiplied need a u64, which is wider than wasm's usize.
    let n_pixels = u64::from(width) * u64::from(height);
    if n_pixels == 0 {
        Err(PreprocessError::Empty)
    } else if n_pixels > MAX_PICTURE_PIXELS as u64 {
        Err(PreprocessError::TooLarge { width, height })
    } else if rgba.len() as u64 != 4 * n_pixels {
        Err(PreprocessError::SizeMismatch {
            width,
            height,
            n_bytes: rgba.len(),
        })
    } else {
        Ok(())
    }
}

/// A grey image of brightness 0 to 1.
type Grey = ImageBuffer<Luma<f32>, Vec<f32>>;

fn cut_out(brightness: &[f32], width: usize, crop: Crop) -> Grey {
    let rows = brightness
        .chunks_exact(width)
        .skip(crop.y)
        .take(crop.height);
    let values = rows
        .flat_map(|row| &row[crop.x..crop.x + crop.width])
        .copied()
        .collect();
    Grey::from_raw(crop.width as u32, crop.height as u32, values)
        .expect("the crop lies inside the picture")
}

/// The image after quarter turns clockwise.
fn turned(image: Grey, quarter_turns: u8) -> Grey {
    match quarter_turns % 4 {
        0 => image,
        1 => imageops::rotate90(&image),
        2 => imageops::rotate180(&image),
        _ => imageops::rotate270(&image),
    }
}

/// Scales the longest edge to 28 pixels.
fn shrink(item: Grey) -> Grey {
    let (width, height) = item.dimensions();
    let longest = f64::from(width.max(height));
    let scaled = |edge: u32| {
        let edge = (f64::from(edge) * IMAGE_SIZE as f64 / longest).round();
        (edge as u32).clamp(1, IMAGE_SIZE as u32)
    };
    let filter = if longest > IMAGE_SIZE as f64 {
        FilterType::Lanczos3
    } else {
        FilterType::Triangle
    };
    imageops::resize(&item, scaled(width), scaled(height), filter)
}

/// Increases every pixel's difference from its eight neighbours.
///
/// The kernel is that of ImageMagick's `-sharpen 1x1`, with which the data set was made, at half its strength: the Lanczos
/// filter sharpens too, and so enlarged test images come out like the originals.
fn sharpen(item: &Grey) -> Grey {
    const SIDE: f32 = 0.0514;
    const CORNER: f32 = 0.0312;
    let (width, height) = item.dimensions();
    let at = |x: i64, y: i64| {
        let x = x.clamp(0, i64::from(width) - 1) as u32;
        let y = y.clamp(0, i64::from(height) - 1) as u32;
        item.get_pixel(x, y).0[0]
    };
    Grey::from_fn(width, height, |x, y| {
        let (x, y) = (i64::from(x), i64::from(y));
        let sides = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1);
        let corners = at(x - 1, y - 1) + at(x + 1, y - 1) + at(x - 1, y + 1) + at(x + 1, y + 1);
        let centre = at(x, y);
        let contrast = SIDE * (4.0 * centre - sides) + CORNER * (4.0 * centre - corners);
        Luma([(centre + contrast).clamp(0.0, 1.0)])
    })
}

/// Places the item in the middle of 28×28 black pixels.
fn centre(item: &Grey) -> Vec<f32> {
    let size = IMAGE_SIZE as u32;
    let mut canvas = Grey::new(size, size);
    let (width, height) = item.dimensions();
    // An odd pixel goes to the left and to the top, as in the data set.
    let (x, y) = ((size - width).div_ceil(2), (size - height).div_ceil(2));
    imageops::replace(&mut canvas, item, x.into(), y.into());
    canvas.into_raw()
}

fn to_bytes(brightness: &[f32]) -> Box<[u8; N_PIXELS]> {
    let mut bytes = Box::new([0; N_PIXELS]);
    for (byte, value) in bytes.iter_mut().zip(brightness) {
        *byte = (value * 255.0).round().clamp(0.0, 255.0) as u8;
    }
    bytes
}

#[cfg(test)]
mod tests;
