//! Decodes an image file, within limits of size.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, File, HtmlCanvasElement, ImageBitmap, ImageBitmapOptions, ResizeQuality, window,
};

use super::image_canvas::context_2d_to_read;
use crate::protocol::Picture;

/// Width and height to which larger pictures are scaled down; the model's input has 28×28 pixels.
const MAX_SIDE: u32 = 1024;
/// Pixels of a picture at most: decoded they take 200 MB, and more may exhaust the tab's memory.
const MAX_PIXELS: u64 = 50_000_000;
/// Bytes of a file at most: more than a photo of [`MAX_PIXELS`] has.
const MAX_BYTES: f64 = 100e6;

/// Why a file cannot be used as a picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// It has no bytes.
    #[error("“{name}” is an empty file: choose another one")]
    Empty { name: String },
    /// Its file is too large.
    #[error(
        "“{name}” has {megabytes:.0} MB, and this page reads pictures up to 100 MB: make it smaller and try again"
    )]
    TooManyBytes { name: String, megabytes: f64 },
    /// Its header is of no known format.
    #[error(
        "“{name}” is not an image that this page can read: choose a PNG, JPEG, WebP, GIF or BMP file"
    )]
    NotAnImage { name: String },
    /// It has too many pixels.
    #[error(
        "“{name}” has {width} × {height} pixels ({megapixels:.0} megapixels), and this page takes up to 50 megapixels: make it smaller and try again"
    )]
    TooManyPixels {
        name: String,
        width: usize,
        height: usize,
        megapixels: f64,
    },
    /// The browser cannot decode it.
    #[error(
        "“{name}” cannot be decoded: the file may be damaged, so open it in another program or choose another one"
    )]
    Damaged { name: String },
    /// Its bytes cannot be read.
    #[error(
        "“{name}” cannot be read: the file may have been moved since it was chosen, so choose it again"
    )]
    Unreadable { name: String },
    /// There is no canvas to decode it on.
    #[error("the browser has no memory left for a picture: close other tabs and try again")]
    NoMemory,
}

/// The picture in a file, scaled down where it is large.
///
/// # Errors
/// A [`PictureError`] whose text can stand beside the control.
pub async fn read_picture(file: &File) -> Result<Picture, PictureError> {
    let name = file.name();
    if file.size() == 0.0 {
        return Err(PictureError::Empty { name });
    }
    if file.size() > MAX_BYTES {
        return Err(PictureError::TooManyBytes {
            name,
            megabytes: file.size() / 1e6,
        });
    }
    let Ok(buffer) = JsFuture::from(file.array_buffer()).await else {
        return Err(PictureError::Unreadable { name });
    };
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    // The header has the size, which is checked before anything is decoded.
    let Ok(size) = imagesize::blob_size(&bytes) else {
        return Err(PictureError::NotAnImage { name });
    };
    drop(bytes);
    let n_pixels = size.width as u64 * size.height as u64;
    if n_pixels > MAX_PIXELS {
        return Err(PictureError::TooManyPixels {
            name,
            width: size.width,
            height: size.height,
            megapixels: n_pixels as f64 / 1e6,
        });
    }
    let Some(bitmap) = decode(file, size).await else {
        return Err(PictureError::Damaged { name });
    };
    let picture = rasterise(&bitmap).ok_or(PictureError::NoMemory);
    bitmap.close();
    picture
}

async fn decode(file: &Blob, size: imagesize::ImageSize) -> Option<ImageBitmap> {
    let options = ImageBitmapOptions::new();
    let scale = f64::from(MAX_SIDE) / size.width.max(size.height) as f64;
    if scale < 1.0 {
        // One side only: the browser then preserves the proportions, with a photo's EXIF orientation applied.
        options.set_resize_width((size.width as f64 * scale).round().max(1.0) as u32);
        options.set_resize_quality(ResizeQuality::High);
    }
    let promise = window()?
        .create_image_bitmap_with_blob_and_image_bitmap_options(file, &options)
        .ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// Reads a bitmap's pixels through a canvas.
fn rasterise(bitmap: &ImageBitmap) -> Option<Picture> {
    let scale = (f64::from(MAX_SIDE) / f64::from(bitmap.width().max(bitmap.height()))).min(1.0);
    let side = |length: u32| (f64::from(length) * scale).round().max(1.0);
    let (width, height) = (side(bitmap.width()), side(bitmap.height()));
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = context_2d_to_read(&canvas)?;
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)
        .ok()?;
    let pixels = context.get_image_data(0.0, 0.0, width, height).ok()?;
    Some(Picture {
        width: pixels.width(),
        height: pixels.height(),
        rgba: pixels.data().0,
    })
}
