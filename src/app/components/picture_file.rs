//! Decodes an image file, within limits of size.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlImageElement, ImageBitmap,
    ImageBitmapOptions, ResizeQuality, Url, window,
};

use super::canvas::context_2d_to_read;
use crate::protocol::{MAX_PICTURE_PIXELS, Picture};
use crate::session::picture_format::{
    WEBP_ON_ITS_SIDE, WebpOrientation, undecodable, webp_orientation,
};
use crate::texts::text;

/// Width and height to which larger pictures are scaled down; the model's input has 28×28 pixels.
const MAX_SIDE: u32 = 1024;
/// Bytes of a file at most: more than a photo of [`MAX_PICTURE_PIXELS`] has.
const MAX_BYTES: f64 = 100e6;
/// Width and height of a drawing (SVG) that has no size of its own.
const DRAWING_SIDE: u32 = 512;

/// Why a file cannot be used as a picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// It has no bytes.
    #[error("{}", text!("photo-file-empty", name = name))]
    Empty { name: String },
    /// Its file is too large.
    #[error("{}", text!("photo-file-too-many-bytes", name = name, megabytes = format!("{megabytes:.0}")))]
    TooManyBytes { name: String, megabytes: f64 },
    /// Its header is of no known format.
    #[error("{}", text!("photo-file-not-an-image", name = name))]
    NotAnImage { name: String },
    /// Its format is known, but not to this browser.
    #[error("{}", text!("photo-file-undecodable", name = name, format = format, remedy = way_out))]
    Undecodable {
        name: String,
        format: &'static str,
        way_out: &'static str,
    },
    /// It has too many pixels.
    #[error("{}", text!("photo-file-too-many-pixels", name = name, width = width, height = height, megapixels = format!("{megapixels:.0}")))]
    TooManyPixels {
        name: String,
        width: u32,
        height: u32,
        megapixels: f64,
    },
    /// The browser cannot decode it.
    #[error("{}", text!("photo-file-damaged", name = name))]
    Damaged { name: String },
    /// Its bytes cannot be read.
    #[error("{}", text!("photo-file-unreadable", name = name))]
    Unreadable { name: String },
    /// There is no canvas to decode it on.
    #[error("{}", text!("photo-file-no-memory"))]
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
    drop(buffer);
    // The browser reads the header alone, and says the size before anything is decoded.
    let Some(source) = Source::open(file) else {
        return Err(PictureError::NoMemory);
    };
    let is_loaded = source.load().await;
    let stated = imagesize::blob_size(&bytes).ok();
    let (width, height) = if is_loaded {
        (source.image.natural_width(), source.image.natural_height())
    } else {
        // Of a file that the browser refuses, the header may still say why.
        let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        stated.map_or((0, 0), |size| (side(size.width), side(size.height)))
    };
    let n_pixels = u64::from(width) * u64::from(height);
    if !is_loaded && let Some(it) = undecodable(&bytes, &name) {
        return Err(PictureError::Undecodable {
            name,
            format: it.format,
            way_out: it.way_out,
        });
    }
    if n_pixels > MAX_PICTURE_PIXELS as u64 {
        return Err(PictureError::TooManyPixels {
            name,
            width,
            height,
            megapixels: n_pixels as f64 / 1e6,
        });
    }
    if !is_loaded {
        return Err(match stated {
            Some(_) => PictureError::Damaged { name },
            None => PictureError::NotAnImage { name },
        });
    }
    // A bitmap exists only of a whole file; an image element shows as much as there is. Of a drawing (SVG) there is no bitmap.
    let decoded = match decode(file, [width, height]).await {
        Some(bitmap) => Decoded::Bitmap(bitmap),
        None if is_drawing(&bytes) => Decoded::Drawing(&source.image),
        None => return Err(PictureError::Damaged { name }),
    };
    let mut orientation = webp_orientation(&bytes);
    drop(bytes);
    if orientation.is_some() && turns_webp().await {
        orientation = None;
    }
    rasterise(&decoded, orientation).ok_or(PictureError::NoMemory)
}

/// A decoded picture.
enum Decoded<'a> {
    Bitmap(ImageBitmap),
    /// Is drawn in any size.
    Drawing(&'a HtmlImageElement),
}

impl Decoded<'_> {
    fn size(&self) -> [u32; 2] {
        match self {
            Self::Bitmap(bitmap) => [bitmap.width(), bitmap.height()],
            Self::Drawing(image) => [image.natural_width(), image.natural_height()]
                .map(|side| if side == 0 { DRAWING_SIDE } else { side }),
        }
    }

    fn draw(&self, context: &CanvasRenderingContext2d, width: f64, height: f64) -> Option<()> {
        let drawn = match self {
            Self::Bitmap(bitmap) => {
                context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)
            }
            Self::Drawing(image) => context
                .draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height),
        };
        drawn.ok()
    }
}

impl Drop for Decoded<'_> {
    fn drop(&mut self) {
        if let Self::Bitmap(bitmap) = self {
            bitmap.close();
        }
    }
}

async fn decode(file: &Blob, [width, height]: [u32; 2]) -> Option<ImageBitmap> {
    let options = ImageBitmapOptions::new();
    let scale = f64::from(MAX_SIDE) / f64::from(width.max(height));
    if scale < 1.0 {
        // One side only: the browser then preserves the proportions.
        options.set_resize_width((f64::from(width) * scale).round().max(1.0) as u32);
        options.set_resize_quality(ResizeQuality::High);
    }
    let promise = window()?
        .create_image_bitmap_with_blob_and_image_bitmap_options(file, &options)
        .ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// Whether the browser applies the orientation in a WebP image's EXIF chunk.
async fn turns_webp() -> bool {
    let bytes = js_sys::Array::of1(&js_sys::Uint8Array::from(WEBP_ON_ITS_SIDE));
    let Ok(probe) = Blob::new_with_u8_array_sequence(&bytes) else {
        return false;
    };
    let decoded = decode(&probe, [2, 1]).await.map(Decoded::Bitmap);
    decoded.is_some_and(|it| it.size() == [1, 2])
}

/// Whether a file that the browser shows is an SVG: the only image format that is text.
fn is_drawing(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    start.windows(4).any(|word| word == b"<svg") || start.starts_with(b"<?xml")
}

/// A file as the source of an image element.
struct Source {
    image: HtmlImageElement,
    address: String,
}

impl Source {
    fn open(file: &File) -> Option<Self> {
        let image = HtmlImageElement::new().ok()?;
        let address = Url::create_object_url_with_blob(file).ok()?;
        Some(Self { image, address })
    }

    /// Whether the browser reads the format.
    async fn load(&self) -> bool {
        let promise = js_sys::Promise::new(&mut |done, failed| {
            self.image.set_onload(Some(&done));
            self.image.set_onerror(Some(&failed));
        });
        self.image.set_src(&self.address);
        JsFuture::from(promise).await.is_ok()
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        // It fails only for an address that is no text.
        let _ = Url::revoke_object_url(&self.address);
    }
}

/// Reads a picture's pixels through a canvas, upright.
fn rasterise(decoded: &Decoded, orientation: Option<WebpOrientation>) -> Option<Picture> {
    let natural = decoded.size();
    let scale = (f64::from(MAX_SIDE) / f64::from(natural[0].max(natural[1]))).min(1.0);
    let scaled = |length: u32| (f64::from(length) * scale).round().max(1.0);
    let (width, height) = (scaled(natural[0]), scaled(natural[1]));
    let is_sideways = orientation.is_some_and(WebpOrientation::is_sideways);
    let (columns, rows) = if is_sideways {
        (height, width)
    } else {
        (width, height)
    };
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(columns as u32);
    canvas.set_height(rows as u32);
    let context = context_2d_to_read(&canvas)?;
    if let Some(orientation) = orientation {
        let [a, b, c, d, e, f] = orientation.transform(width, height);
        context.transform(a, b, c, d, e, f).ok()?;
    }
    decoded.draw(&context, width, height)?;
    let pixels = context.get_image_data(0.0, 0.0, columns, rows).ok()?;
    Some(Picture {
        width: pixels.width(),
        height: pixels.height(),
        rgba: pixels.data().0,
    })
}
