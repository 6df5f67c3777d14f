//! Rows of the grid as pictures: on the screen, and to be saved.

use wasm_bindgen::Clamped;
use web_sys::{HtmlCanvasElement, ImageData};

use crate::app::components::canvas::context_2d;
use crate::app::components::image_canvas::data_url;
use crate::protocol::{CLASS_NAMES, IMAGE_SIZE, LabelledImage};
use crate::session::format;
use crate::session::gallery::{Grid, Pages};
use crate::session::pictures::{self, Ink, PictureFigure, PictureGroup, PictureTile, SvgPicture};

/// Width of an image with its gap, in its own pixels.
const TILE: usize = IMAGE_SIZE + 2;
/// An image that is not there yet: a faint grey in both themes.
const NOT_YET: [u8; 4] = [128, 128, 128, 48];

/// Images above their classes and positions; none without images.
pub fn picture<'a>(
    title: &str,
    images: impl Iterator<Item = &'a LabelledImage>,
    n_columns: usize,
    ink: &Ink,
) -> Option<SvgPicture> {
    let figures = images.filter_map(|image| {
        let class = CLASS_NAMES.get(usize::from(image.label)).copied();
        let index = format::count(image.index as usize);
        Some(PictureFigure {
            tiles: vec![PictureTile::Image {
                address: data_url(&image.pixels)?,
                frame: None,
            }],
            caption: format!("{}\n{index}", class.unwrap_or(format::NOTHING)),
            colour: ink.ink.clone(),
        })
    });
    let group = PictureGroup {
        heading: String::new(),
        figures: figures.collect(),
    };
    (!group.figures.is_empty()).then(|| pictures::grid(title, "", &[group], n_columns, ink))
}

/// Paints these rows on a canvas of just their size.
pub fn paint(canvas: &HtmlCanvasElement, grid: Grid, rows: std::ops::Range<usize>, pages: &Pages) {
    let (width, height) = (grid.n_columns * TILE, rows.len() * TILE);
    if width == 0 || height == 0 {
        return;
    }
    if (canvas.width(), canvas.height()) != (width as u32, height as u32) {
        canvas.set_width(width as u32);
        canvas.set_height(height as u32);
    }
    let mut rgba = vec![0_u8; width * height * 4];
    let items = grid.items(rows);
    for (position, item) in items.enumerate() {
        let pixels = pages.image(item).map(|image| &image.pixels[..]);
        let left = position % grid.n_columns * TILE;
        let top = position / grid.n_columns * TILE;
        for row in 0..IMAGE_SIZE {
            let start = ((top + row) * width + left) * 4;
            let line = rgba[start..start + IMAGE_SIZE * 4].as_chunks_mut::<4>().0;
            match pixels.and_then(|pixels| pixels.chunks(IMAGE_SIZE).nth(row)) {
                Some(greys) => {
                    for (pixel, &grey) in line.iter_mut().zip(greys) {
                        *pixel = [grey, grey, grey, 255];
                    }
                }
                None => line.fill(NOT_YET),
            }
        }
    }
    let image = ImageData::new_with_u8_clamped_array(Clamped(&rgba), width as u32);
    if let (Some(context), Ok(image)) = (context_2d(canvas), image) {
        // It fails only for detached buffers, and this one was just made.
        let _ = context.put_image_data(&image, 0.0, 0.0);
    }
}
