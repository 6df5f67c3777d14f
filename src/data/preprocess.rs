//! Turns a drawing or a photo into a 28×28 grey image, by the steps with which FashionMNIST was made.
//!
//! The data set was made from shop photos on white (Xiao, Rasul and Vollgraf, 2017, section 2): trim the border that has
//! the background's colour, shrink the longest edge to 28 pixels, sharpen, centre on 28×28, negate, so that the item
//! is bright on black. The same steps follow here in the same order, with three differences: a picture with a dark
//! background is not negated, the background is estimated along the whole border instead of in the corners, and its
//! remaining brightness is subtracted, so that grey paper becomes as black as white paper.

mod background;
mod flatten;

use image::imageops::{self, FilterType};
use image::{ImageBuffer, Luma};

use crate::protocol::{IMAGE_SIZE, N_PIXELS, Picture};
use background::Background;

/// Pixels of the largest picture accepted: 200 MB as RGBA, and above the resolution of common cameras.
pub const MAX_PICTURE_PIXELS: usize = 50_000_000;

/// A picture is blank if no pixel differs from its background by at least this: 5 % of full scale, the tolerance with
/// which the data set's own borders were trimmed.
const MIN_CONTRAST: f32 = 0.05;

/// Pixels below this fraction of the brightest one are trimmed: the soft edge of an enlarged picture would otherwise
/// count as part of the item, which would then be scaled too small.
const FAINT: f32 = 0.1;

/// A picture as model input, and how it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// 28×28 grey values, row by row: the item bright, the background 0.
    pub pixels: Box<[u8; N_PIXELS]>,
    /// Whether the picture was dark on light and has been negated.
    pub inverted: bool,
    /// The bounding box of the item in the original picture.
    pub crop: Crop,
}

/// A rectangle in a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crop {
    /// Its first column.
    pub x: usize,
    /// Its first row.
    pub y: usize,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// Why a picture cannot be classified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreprocessError {
    /// Width or height is 0.
    #[error("the picture has no pixels")]
    Empty,
    /// No pixel differs enough from the background.
    #[error("the picture is blank: there is nothing in it that differs from its background")]
    Blank,
    /// It has more than [`MAX_PICTURE_PIXELS`].
    #[error(
        "the picture has {width}×{height} pixels, too many to work on; make it smaller than {} megapixels",
        MAX_PICTURE_PIXELS / 1_000_000
    )]
    TooLarge {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// Its bytes are not four a pixel.
    #[error("the picture is damaged: {n_bytes} bytes cannot be {width}×{height} pixels")]
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
    check(picture)?;
    let (width, height) = (picture.width as usize, picture.height as usize);
    let mut brightness = flatten::to_brightness(&picture.rgba);
    let background = Background::of_border(&brightness, width);
    let inverted = background.is_lighter_than_the_item(&brightness, width);
    background.remove(&mut brightness, width, inverted);

    let peak = brightness.iter().copied().fold(0.0, f32::max);
    if peak < MIN_CONTRAST {
        return Err(PreprocessError::Blank);
    }
    let threshold = (FAINT * peak).max(background.noise());
    let crop = bounding_box(&brightness, width, threshold).ok_or(PreprocessError::Blank)?;
    let pixels = if (width, height) == (IMAGE_SIZE, IMAGE_SIZE) {
        brightness
    } else {
        let item = cut_out(&brightness, width, crop);
        centre(&sharpen(&shrink(item)))
    };
    Ok(Prepared {
        pixels: to_bytes(&pixels),
        inverted,
        crop,
    })
}
// lesson: end

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

/// The rectangle around the pixels brighter than `threshold`; dust does not extend it. None if there is no such pixel.
fn bounding_box(brightness: &[f32], width: usize, threshold: f32) -> Option<Crop> {
    let height = brightness.len() / width;
    let mut in_column = vec![0; width];
    let mut in_row = vec![0; height];
    for (row, values) in brightness.chunks_exact(width).enumerate() {
        for (column, _) in values.iter().enumerate().filter(|&(_, &v)| v > threshold) {
            in_column[column] += 1;
            in_row[row] += 1;
        }
    }
    let (x, width) = extent(&in_column, height)?;
    let (y, height) = extent(&in_row, in_column.len())?;
    Some(Crop {
        x,
        y,
        width,
        height,
    })
}

/// First position and length of the range of rows (or columns) with bright pixels.
///
/// The range starts and ends at a row with more bright pixels than dust may cause; if there is none, at any row with a
/// bright pixel.
///
/// - n_bright: bright pixels of each row
/// - n_pixels: all pixels of a row
fn extent(n_bright: &[usize], n_pixels: usize) -> Option<(usize, usize)> {
    /// Pixels of a row among which one may be dust on the lens.
    const PIXELS_PER_SPECK: usize = 500;
    let range = |n_dust: usize| {
        let first = n_bright.iter().position(|&n| n > n_dust)?;
        let last = n_bright.iter().rposition(|&n| n > n_dust)?;
        Some((first, last - first + 1))
    };
    range(n_pixels / PIXELS_PER_SPECK).or_else(|| range(0))
}

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
