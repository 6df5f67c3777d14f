//! Draws charts, bars, diagrams, confusion matrices and image grids as SVG files that stand for themselves, to be saved.

use super::confusion::{Cell, CellTone};
use super::format;
use super::plot::{self, Projection, Range};
use super::reliability::{N_BINS, Reliability};
use crate::protocol::{CLASS_NAMES, N_CLASSES};

mod canvas;
mod grid;
mod words;

use canvas::Canvas;
pub use grid::{PictureFigure, PictureGroup, PictureNumber, PictureTile, grid};
pub use words::file_name;

/// A picture as SVG, with its size in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct SvgPicture {
    pub svg: String,
    pub width: f64,
    pub height: f64,
}

/// The page's colours, as any program reads them.
#[derive(Clone, Debug, PartialEq)]
pub struct Ink {
    pub surface: String,
    pub ink: String,
    pub soft: String,
    pub line: String,
}

/// One curve.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureCurve {
    pub name: String,
    pub colour: String,
    /// Thin, pale, and not in the legend.
    pub is_faint: bool,
    pub has_dots: bool,
    pub points: Vec<(f64, f64)>,
}

/// One bar; its share is its length, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureBar {
    pub label: String,
    pub share: f64,
    pub value: String,
    pub colour: String,
}

/// One row of a strip of dots; its share is the dot's place, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureDot {
    pub label: String,
    /// None without a result.
    pub share: Option<f64>,
    pub value: String,
}

/// The colours between which cells of a matrix lie.
#[derive(Clone, Debug, PartialEq)]
pub struct CellColours {
    /// Without heat.
    pub ground: String,
    /// At full heat.
    pub heat: String,
}

/// The colours of a confusion matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixColours {
    /// Of right answers, and of no answer.
    pub good: CellColours,
    /// Of wrong answers.
    pub bad: CellColours,
    /// Text on cells of much heat.
    pub on_heat: String,
}

const MARGIN: f64 = 16.0;
const LINE_HEIGHT: f64 = 20.0;
/// Width of a letter at the pictures' size of text, about.
const LETTER_WIDTH: f64 = 7.2;
const BOLD: &str = "font-weight=\"bold\"";

/// A line chart with axes and legend.
pub fn chart(
    title: &str,
    x_label: &str,
    curves: &[PictureCurve],
    projection: Projection,
    ink: &Ink,
) -> SvgPicture {
    let (width, height) = (800.0, 440.0);
    let (left, right) = (64.0, width - MARGIN);
    let named: Vec<&PictureCurve> = curves.iter().filter(|curve| !curve.is_faint).collect();
    let mut canvas = Canvas::new(ink);
    canvas.text(MARGIN, 28.0, title, BOLD);
    let mut x = MARGIN;
    let mut legend_y = 50.0;
    for curve in named {
        let text_width = curve.name.chars().count() as f64 * LETTER_WIDTH + 36.0;
        if x + text_width > right && x > MARGIN {
            x = MARGIN;
            legend_y += LINE_HEIGHT;
        }
        canvas.circle(x + 5.0, legend_y - 4.0, &curve.colour);
        canvas.text(x + 16.0, legend_y, &curve.name, "");
        x += text_width;
    }
    let (top, bottom) = (legend_y + 16.0, height - 48.0);
    let at = |point: (f64, f64)| {
        let (x, y) = projection.point(point);
        let share = |value: f64| value / plot::BOX_SIZE;
        (
            left + share(x) * (right - left),
            top + share(y) * (bottom - top),
        )
    };
    for tick in plot::ticks(projection.y, 5) {
        let (_, y) = at((projection.x.start, tick.value));
        canvas.line((left, y), (right, y), &ink.line);
        canvas.soft(left - 8.0, y + 4.0, &tick.label, "end");
    }
    for tick in plot::ticks(projection.x, 5) {
        let (x, _) = at((tick.value, projection.y.start));
        canvas.soft(x, bottom + 18.0, &tick.label, "middle");
    }
    canvas.soft(right, bottom + 36.0, x_label, "end");
    canvas.line((left, bottom), (right, bottom), &ink.soft);
    canvas.line((left, top), (left, bottom), &ink.soft);
    for curve in curves {
        let is_finite = |point: &&(f64, f64)| point.0.is_finite() && point.1.is_finite();
        let points: Vec<(f64, f64)> = curve
            .points
            .iter()
            .filter(is_finite)
            .map(|&point| at(point))
            .collect();
        canvas.curve(&points, &curve.colour, curve.is_faint);
        if curve.has_dots {
            for &(x, y) in plot::dotted(&points) {
                canvas.circle(x, y, &curve.colour);
            }
        }
    }
    canvas.finish(width, height)
}

/// Horizontal bars with a title.
pub fn bars(title: &str, bars: &[PictureBar], ink: &Ink) -> SvgPicture {
    let width = 640.0;
    let longest = |text: fn(&PictureBar) -> &str| {
        let letters = bars.iter().map(|bar| text(bar).chars().count());
        letters.max().unwrap_or(0) as f64 * LETTER_WIDTH
    };
    let left = MARGIN + longest(|bar| &bar.label) + 12.0;
    let right = (width - MARGIN - longest(|bar| &bar.value) - 12.0).max(left + 80.0);
    let mut canvas = Canvas::new(ink);
    canvas.text(MARGIN, 28.0, title, BOLD);
    let mut y = 46.0;
    for bar in bars {
        canvas.text(MARGIN, y + 14.0, &bar.label, "");
        let length = bar.share.clamp(0.0, 1.0) * (right - left);
        canvas.rectangle((left, y + 2.0), (length, 16.0), &bar.colour, 1.0);
        canvas.text(right + 12.0, y + 14.0, &bar.value, "");
        y += 26.0;
    }
    canvas.finish(width, y + MARGIN)
}

/// A row with a dot for each value, over a common scale in percent.
pub fn dots(title: &str, rows: &[PictureDot], scale: Range, colour: &str, ink: &Ink) -> SvgPicture {
    let (width, left, right) = (640.0, 120.0, 540.0);
    let mut canvas = Canvas::new(ink);
    canvas.text(MARGIN, 28.0, title, BOLD);
    let mut y = 60.0;
    for row in rows {
        canvas.text(MARGIN, y + 4.0, &row.label, "");
        canvas.line((left, y), (right, y), &ink.line);
        if let Some(share) = row.share {
            canvas.circle(left + share * (right - left), y, colour);
        }
        canvas.text(right + 20.0, y + 4.0, &row.value, "");
        y += 26.0;
    }
    for tick in plot::ticks(scale, 4) {
        let x = left + scale.share(tick.value) * (right - left);
        canvas.soft(x, y + 4.0, &format!("{} %", tick.label), "middle");
    }
    canvas.finish(width, y + MARGIN + 4.0)
}

/// The bars of a reliability diagram over the dashed line on which confidence and share correct are equal.
pub fn reliability(
    title: &str,
    axes: &str,
    reliability: &Reliability,
    colour: &str,
    ink: &Ink,
) -> SvgPicture {
    let side = 360.0;
    let (left, top) = (64.0, 48.0);
    let (right, bottom) = (left + side, top + side);
    let mut canvas = Canvas::new(ink);
    canvas.text(MARGIN, 28.0, title, BOLD);
    for percent in [0, 25, 50, 75, 100] {
        let share = f64::from(percent) / 100.0;
        let label = format!("{percent} %");
        canvas.soft(left - 8.0, bottom - share * side + 4.0, &label, "end");
        canvas.soft(left + share * side, bottom + 18.0, &label, "middle");
    }
    let width = side / N_BINS as f64;
    for (place, bin) in reliability.bins.iter().enumerate() {
        if bin.n_images > 0 {
            let height = bin.share_right * side;
            let corner = (left + place as f64 * width + 1.0, bottom - height);
            canvas.rectangle(corner, (width - 2.0, height), colour, 0.75);
        }
    }
    canvas.line((left, bottom), (right, bottom), &ink.soft);
    canvas.line((left, top), (left, bottom), &ink.soft);
    canvas.dashes((left, bottom), (right, top), &ink.ink);
    canvas.soft(left, bottom + 40.0, axes, "start");
    let width = (right + 40.0).max(title_width(title));
    canvas.finish(width, bottom + 40.0 + MARGIN)
}

/// A confusion matrix with the cells as they are shown, row by row, and the recall of each class. The note says what the numbers
/// are.
pub fn matrix(
    title: &str,
    note: &str,
    cells: &[Cell],
    recalls: [Option<f64>; N_CLASSES],
    colours: &MatrixColours,
    ink: &Ink,
) -> SvgPicture {
    let cell = (52.0, 32.0);
    let (left, top) = (112.0, 104.0);
    // Clear of the last class's name, which leans over it.
    let recall_at = left + cell.0 * 10.5 + 24.0;
    let width = recall_at + cell.0 / 2.0 + MARGIN;
    let mut canvas = Canvas::new(ink);
    canvas.text(MARGIN, 28.0, title, BOLD);
    canvas.soft(MARGIN, 48.0, note, "start");
    let middle = |position: usize| left + cell.0 * (position as f64 + 0.5);
    for (class, (name, recall)) in CLASS_NAMES.iter().zip(recalls).enumerate() {
        let y = top + cell.1 * class as f64;
        let (x, above) = (middle(class), top - 10.0);
        canvas.text(
            x,
            above,
            name,
            &format!("font-size=\"11\" transform=\"rotate(-32 {x} {above})\""),
        );
        canvas.text(MARGIN, y + 21.0, name, "");
        if let Some(recall) = recall {
            let recall = format::share(recall, 1);
            canvas.text(recall_at, y + 21.0, &recall, "text-anchor=\"middle\"");
        }
    }
    for (place, shown) in cells.iter().enumerate() {
        let (truth, predicted) = (place / N_CLASSES, place % N_CLASSES);
        let y = top + cell.1 * truth as f64;
        let (CellColours { ground, heat }, plain) = match shown.tone {
            CellTone::Nothing => (&colours.good, &ink.soft),
            CellTone::Good => (&colours.good, &ink.ink),
            CellTone::Bad => (&colours.bad, &ink.ink),
        };
        let corner = (left + cell.0 * predicted as f64, y);
        let size = (cell.0 - 2.0, cell.1 - 2.0);
        canvas.rectangle(corner, size, ground, 1.0);
        canvas.rectangle(corner, size, heat, shown.heat.percent / 100.0);
        let text = if shown.heat.is_strong {
            &colours.on_heat
        } else {
            plain
        };
        let weight = if truth == predicted { BOLD } else { "" };
        let style = format!("text-anchor=\"middle\" fill=\"{text}\" {weight}");
        canvas.text(middle(predicted), y + 21.0, &shown.text, &style);
    }
    canvas.soft(recall_at, top - 10.0, "recall", "middle");
    canvas.finish(width.max(title_width(title)), top + cell.1 * 10.0 + MARGIN)
}

/// Width of a picture in which this title has room.
fn title_width(title: &str) -> f64 {
    2.0 * MARGIN + title.chars().count() as f64 * LETTER_WIDTH * 1.1
}

#[cfg(test)]
mod tests;
