//! Draws charts, bars, confusion matrices and image grids as SVG files that stand for themselves, to be saved.

use super::plot::{self, Projection, Range};
use crate::protocol::{CLASS_NAMES, ConfusionMatrix};
use crate::texts::text;

mod canvas;

use canvas::{Canvas, escape};

/// A picture as SVG, with its size in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
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

/// One image, as the address of its data.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureImage {
    pub address: String,
    pub caption: String,
    pub colour: String,
}

const MARGIN: f64 = 16.0;
const LINE_HEIGHT: f64 = 20.0;
/// Width of a letter at the pictures' size of text, about.
const LETTER_WIDTH: f64 = 7.2;

/// A line chart with axes and legend.
pub fn chart(
    title: &str,
    x_label: &str,
    curves: &[PictureCurve],
    projection: Projection,
    ink: &Ink,
) -> Picture {
    let (width, height) = (800.0, 440.0);
    let (left, right) = (64.0, width - MARGIN);
    let named: Vec<&PictureCurve> = curves.iter().filter(|curve| !curve.is_faint).collect();
    let mut canvas = Canvas::new(ink);
    canvas.text(MARGIN, 28.0, title, "font-weight=\"bold\"");
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
            for (x, y) in points {
                canvas.circle(x, y, &curve.colour);
            }
        }
    }
    canvas.finish(width, height)
}

/// Horizontal bars with a title.
pub fn bars(title: &str, bars: &[PictureBar], ink: &Ink) -> Picture {
    let width = 640.0;
    let longest = |text: fn(&PictureBar) -> &str| {
        let letters = bars.iter().map(|bar| text(bar).chars().count());
        letters.max().unwrap_or(0) as f64 * LETTER_WIDTH
    };
    let left = MARGIN + longest(|bar| &bar.label) + 12.0;
    let right = (width - MARGIN - longest(|bar| &bar.value) - 12.0).max(left + 80.0);
    let mut canvas = Canvas::new(ink);
    canvas.text(MARGIN, 28.0, title, "font-weight=\"bold\"");
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
pub fn dots(title: &str, rows: &[PictureDot], scale: Range, colour: &str, ink: &Ink) -> Picture {
    let (width, left, right) = (640.0, 120.0, 540.0);
    let mut canvas = Canvas::new(ink);
    canvas.text(MARGIN, 28.0, title, "font-weight=\"bold\"");
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

/// A confusion matrix with counts and recalls, in this colour of heat.
pub fn matrix(matrix: &ConfusionMatrix, heat: &str, on_heat: &str, ink: &Ink) -> Picture {
    let cell = (52.0, 32.0);
    let (left, top) = (112.0, 104.0);
    // Clear of the last class's name, which leans over it.
    let recall_at = left + cell.0 * 10.5 + 24.0;
    let width = recall_at + cell.0 / 2.0 + MARGIN;
    let mut canvas = Canvas::new(ink);
    canvas.text(
        MARGIN,
        28.0,
        text!("evaluate-matrix-title"),
        "font-weight=\"bold\"",
    );
    canvas.soft(MARGIN, 48.0, text!("matrix-picture-axes"), "start");
    for (class, name) in CLASS_NAMES.iter().enumerate() {
        let middle = |position: usize| left + cell.0 * (position as f64 + 0.5);
        let y = top + cell.1 * class as f64;
        let (x, above) = (middle(class), top - 10.0);
        canvas.text(
            x,
            above,
            name,
            &format!("font-size=\"11\" transform=\"rotate(-32 {x} {above})\""),
        );
        canvas.text(MARGIN, y + 21.0, name, "");
        let counts = &matrix.counts[class];
        let n_in_row: u32 = counts.iter().sum();
        for (predicted, &count) in counts.iter().enumerate() {
            let colour = plot::heat(f64::from(count) / f64::from(n_in_row.max(1)));
            let corner = (left + cell.0 * predicted as f64, y);
            let size = (cell.0 - 2.0, cell.1 - 2.0);
            canvas.rectangle(corner, size, heat, colour.percent / 100.0);
            let text = if colour.is_strong { on_heat } else { &ink.ink };
            let style = format!("text-anchor=\"middle\" fill=\"{text}\"");
            canvas.text(middle(predicted), y + 21.0, count, &style);
        }
        if let Some(recall) = matrix.recall(class) {
            let recall = format!("{:.1} %", recall * 100.0);
            canvas.text(recall_at, y + 21.0, &recall, "text-anchor=\"middle\"");
        }
    }
    canvas.soft(recall_at, top - 10.0, "recall", "middle");
    canvas.finish(width, top + cell.1 * 10.0 + MARGIN)
}

/// Images in rows of `n_columns`, each above its caption.
pub fn grid(images: &[PictureImage], n_columns: usize, ink: &Ink) -> Picture {
    let n_columns = n_columns.clamp(1, images.len().max(1));
    let (size, gap) = (112.0, 12.0);
    let n_lines = images.iter().map(|image| lines(&image.caption).len()).max();
    let caption = 12.0 * n_lines.unwrap_or(0) as f64 + 14.0;
    let mut canvas = Canvas::new(ink);
    for (index, image) in images.iter().enumerate() {
        let x = MARGIN + (index % n_columns) as f64 * (size + gap);
        let y = MARGIN + (index / n_columns) as f64 * (size + caption);
        canvas.body += &format!(
            "<image x=\"{x}\" y=\"{y}\" width=\"{size}\" height=\"{size}\" image-rendering=\"pixelated\" href=\"{}\"/>",
            escape(&image.address)
        );
        let style = format!("font-size=\"10\" fill=\"{}\"", image.colour);
        for (line, text) in lines(&image.caption).iter().enumerate() {
            canvas.text(x, y + size + 13.0 + 12.0 * line as f64, text, &style);
        }
    }
    let n_rows = images.len().div_ceil(n_columns);
    canvas.finish(
        2.0 * MARGIN + n_columns as f64 * (size + gap) - gap,
        2.0 * MARGIN + n_rows as f64 * (size + caption),
    )
}

/// A caption in lines as wide as an image, about.
fn lines(caption: &str) -> Vec<String> {
    const N_LETTERS: usize = 20;
    let mut lines: Vec<String> = Vec::new();
    for paragraph in caption.lines() {
        lines.push(String::new());
        for word in paragraph.split_whitespace() {
            let is_full = |line: &String| {
                let n_letters = line.chars().count();
                n_letters > 0 && n_letters + 1 + word.chars().count() > N_LETTERS
            };
            if lines.last().is_some_and(is_full) {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
        }
    }
    lines
}

/// A title as the name of a file: `Accuracy, in percent` → `accuracy-in-percent`.
pub fn file_name(title: &str) -> String {
    let mut name = String::new();
    for letter in title.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if let Some(plain) = plain_letters(letter) {
            name.push_str(plain);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "picture" } else { name }.to_owned()
}

/// How German writes its own letters where there are only those of English.
fn plain_letters(letter: char) -> Option<&'static str> {
    match letter {
        'ä' => Some("ae"),
        'ö' => Some("oe"),
        'ü' => Some("ue"),
        'ß' => Some("ss"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink() -> Ink {
        Ink {
            surface: "#fff".to_owned(),
            ink: "#111".to_owned(),
            soft: "#666".to_owned(),
            line: "#ddd".to_owned(),
        }
    }

    fn count(svg: &str, element: &str) -> usize {
        svg.matches(&format!("<{element} ")).count()
    }

    #[test]
    fn a_chart_has_its_curves_dots_and_names() {
        let curve = |name: &str, is_faint| PictureCurve {
            name: name.to_owned(),
            colour: "#00f".to_owned(),
            is_faint,
            has_dots: !is_faint,
            points: vec![(0.0, 0.0), (1.0, f64::NAN), (2.0, 1.0)],
        };
        let range = |end| Range { start: 0.0, end };
        let projection = Projection {
            x: range(2.0),
            y: range(1.0),
        };
        let curves = [curve("A & B", false), curve("hidden", true)];
        let Picture { svg, .. } = chart("Loss", "Step", &curves, projection, &ink());
        assert_eq!(count(&svg, "polyline"), 2);
        assert_eq!(count(&svg, "circle"), 3, "one in the legend, two points");
        assert!(svg.contains("A &amp; B") && !svg.contains("hidden"));
        assert!(!svg.contains("NaN"), "{svg}");
    }

    #[test]
    fn a_matrix_has_a_cell_for_each_pair_of_classes() {
        let mut counts = ConfusionMatrix::default();
        counts.counts[0][0] = 7;
        let Picture { svg, .. } = matrix(&counts, "#00f", "#fff", &ink());
        assert_eq!(count(&svg, "rect"), 101, "the ground too");
        assert!(svg.contains(">7</text>") && svg.contains("100.0 %"));
    }

    #[test]
    fn bars_and_grids_fit_what_they_hold() {
        let bar = PictureBar {
            label: "<b>".to_owned(),
            share: 2.0,
            value: "200 %".to_owned(),
            colour: "#00f".to_owned(),
        };
        let Picture { svg, height, .. } = bars("Bars", &[bar.clone(), bar], &ink());
        assert_eq!(count(&svg, "rect"), 3);
        assert!(svg.contains("&lt;b&gt;") && height > 90.0);
        let image = PictureImage {
            address: "data:,".to_owned(),
            caption: "Coat".to_owned(),
            colour: "#111".to_owned(),
        };
        let Picture { width, height, .. } = grid(&vec![image; 5], 4, &ink());
        assert!(width > 4.0 * 112.0 && height > 2.0 * 112.0);
    }

    #[test]
    fn a_strip_has_a_dot_for_each_result() {
        let row = |share| PictureDot {
            label: "1".to_owned(),
            share,
            value: "80 %".to_owned(),
        };
        let scale = Range {
            start: 70.0,
            end: 90.0,
        };
        let rows = [row(Some(0.5)), row(None)];
        let Picture { svg, .. } = dots("Seeds", &rows, scale, "#00f", &ink());
        assert_eq!(count(&svg, "circle"), 1);
        assert!(svg.contains("cx=\"330.0\""), "{svg}");
    }

    #[test]
    fn a_long_caption_is_broken_between_words() {
        let caption = "✓ Pred: T-shirt/top | Truth: T-shirt/top\n99 % sure";
        let expected = ["✓ Pred: T-shirt/top", "| Truth: T-shirt/top", "99 % sure"];
        assert_eq!(lines(caption), expected);
        assert_eq!(lines(""), [""; 0]);
    }

    #[test]
    fn a_title_makes_a_file_name() {
        assert_eq!(file_name("Accuracy, in percent"), "accuracy-in-percent");
        assert_eq!(file_name("Übersicht"), "uebersicht");
        assert_eq!(file_name("…"), "picture");
    }
}
