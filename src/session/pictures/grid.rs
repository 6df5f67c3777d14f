//! Draws figures in rows: images and numbers above their captions.

use super::canvas::{Canvas, escape};
use super::words::lines;
use super::{BOLD, Ink, LETTER_WIDTH, LINE_HEIGHT, MARGIN, SvgPicture, title_width};

/// Figures in rows, under a heading of their own where there is one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PictureGroup {
    pub heading: String,
    pub figures: Vec<PictureFigure>,
}

/// Pictures side by side above a caption.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureFigure {
    pub tiles: Vec<PictureTile>,
    pub caption: String,
    /// Of the caption.
    pub colour: String,
}

/// A square of a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum PictureTile {
    /// An image, as the address of its data.
    Image {
        address: String,
        /// A frame's left and upper edge, width and height, as shares of the image.
        frame: Option<[f64; 4]>,
    },
    /// Numbers, row by row.
    Numbers {
        n_columns: usize,
        numbers: Vec<PictureNumber>,
    },
}

/// A number on a colour.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureNumber {
    pub text: String,
    pub ground: String,
    pub ink: String,
}

/// Largest size of numbers: that of a picture's text.
const FONT_SIZE: f64 = 13.0;
/// Width of a letter at the size of captions, about.
const CAPTION_LETTER_WIDTH: f64 = 5.6;
/// Width of a grid in which a note has room.
const LEAST_WIDTH: f64 = 320.0;
const CAPTION_LINE_HEIGHT: f64 = 12.0;

/// Groups of figures below one another, `n_columns` figures in a row, under a title and a note.
pub fn grid(
    title: &str,
    note: &str,
    groups: &[PictureGroup],
    n_columns: usize,
    ink: &Ink,
) -> SvgPicture {
    let figures = || groups.iter().flat_map(|group| &group.figures);
    let most = |numbers: &mut dyn Iterator<Item = usize>| numbers.max().unwrap_or(0);
    let n_in_group = most(&mut groups.iter().map(|group| group.figures.len()));
    let n_columns = n_columns.clamp(1, n_in_group.max(1));
    let n_tiles = most(&mut figures().map(|figure| figure.tiles.len())).max(1);
    // A few can be large, many groups must be small.
    let size = match (groups.len() > 1, figures().count()) {
        (true, _) => 72.0,
        (false, 0..=3) => 280.0,
        (false, _) => 112.0,
    };
    let (gap, tile_gap) = (12.0, 4.0);
    let figure_width = n_tiles as f64 * (size + tile_gap) - tile_gap;
    let n_letters = (figure_width / CAPTION_LETTER_WIDTH) as usize;
    let n_lines = most(&mut figures().map(|figure| lines(&figure.caption, n_letters).len()));
    let row_height = size + CAPTION_LINE_HEIGHT * n_lines as f64 + 14.0;
    let mut canvas = Canvas::new(ink);
    canvas.text(MARGIN, 28.0, title, BOLD);
    let width = 2.0 * MARGIN + n_columns as f64 * (figure_width + gap) - gap;
    let width = width.max(title_width(title)).max(LEAST_WIDTH);
    let mut top = 44.0;
    for line in lines(note, ((width - 2.0 * MARGIN) / LETTER_WIDTH) as usize) {
        canvas.soft(MARGIN, top + 4.0, &line, "start");
        top += LINE_HEIGHT;
    }
    for group in groups {
        if !group.heading.is_empty() {
            canvas.soft(MARGIN, top + 10.0, &group.heading, "start");
            top += LINE_HEIGHT;
        }
        for (index, figure) in group.figures.iter().enumerate() {
            let x = MARGIN + (index % n_columns) as f64 * (figure_width + gap);
            let y = top + (index / n_columns) as f64 * row_height;
            for (place, tile) in figure.tiles.iter().enumerate() {
                let x = x + place as f64 * (size + tile_gap);
                draw_tile(&mut canvas, tile, (x, y), size);
            }
            let style = format!("font-size=\"10\" fill=\"{}\"", figure.colour);
            let mut line_y = y + size + 13.0;
            for line in lines(&figure.caption, n_letters) {
                canvas.text(x, line_y, line, &style);
                line_y += CAPTION_LINE_HEIGHT;
            }
        }
        top += group.figures.len().div_ceil(n_columns) as f64 * row_height;
    }
    canvas.finish(width, top + MARGIN)
}

fn draw_tile(canvas: &mut Canvas<'_>, tile: &PictureTile, (x, y): (f64, f64), size: f64) {
    match tile {
        PictureTile::Image { address, frame } => {
            canvas.body += &format!(
                "<image x=\"{x:.1}\" y=\"{y:.1}\" width=\"{size}\" height=\"{size}\" image-rendering=\"pixelated\" href=\"{}\"/>",
                escape(address)
            );
            if let Some(frame) = frame {
                let [left, top, width, height] = frame.map(|share| share * size);
                canvas.frame((x + left, y + top), (width, height));
            }
        }
        PictureTile::Numbers { n_columns, numbers } => {
            let n_columns = (*n_columns).max(1);
            let side = size / n_columns as f64;
            let n_letters = numbers.iter().map(|number| number.text.chars().count());
            let longest = n_letters.max().unwrap_or(0) as f64 * LETTER_WIDTH;
            let font_size = FONT_SIZE * (side / longest).min(1.0);
            for (place, PictureNumber { text, ground, ink }) in numbers.iter().enumerate() {
                let left = x + (place % n_columns) as f64 * side;
                let top = y + (place / n_columns) as f64 * side;
                canvas.rectangle((left, top), (side - 1.0, side - 1.0), ground, 1.0);
                let style =
                    format!("text-anchor=\"middle\" font-size=\"{font_size:.1}\" fill=\"{ink}\"");
                // Digits are about three quarters of the size high.
                let base = top + (side + 0.75 * font_size) / 2.0;
                canvas.text(left + side / 2.0, base, text, &style);
            }
        }
    }
}
