//! Writes the elements of a picture as SVG.

use std::fmt::Display;

use super::{Ink, SvgPicture};

/// Elements of a picture, as they are drawn, in CSS pixels from the upper left corner.
pub struct Canvas<'a> {
    /// SVG elements, later ones above earlier ones.
    pub body: String,
    ink: &'a Ink,
}

impl<'a> Canvas<'a> {
    /// A picture without elements.
    pub fn new(ink: &'a Ink) -> Self {
        Self {
            body: String::new(),
            ink,
        }
    }

    /// A line of text; `style` holds further attributes.
    pub fn text(&mut self, x: f64, y: f64, text: impl Display, style: &str) {
        let text = escape(&text.to_string());
        self.body += &format!("<text x=\"{x:.1}\" y=\"{y:.1}\" {style}>{text}</text>");
    }

    /// A small pale text; `anchor` is `start`, `middle` or `end`.
    pub fn soft(&mut self, x: f64, y: f64, text: &str, anchor: &str) {
        let style = format!(
            "font-size=\"12\" text-anchor=\"{anchor}\" fill=\"{}\"",
            self.ink.soft
        );
        self.text(x, y, text, &style);
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str) {
        self.body += &format!(
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{colour}\"/>",
            from.0, from.1, to.0, to.1
        );
    }

    /// A dashed line.
    pub fn dashes(&mut self, from: (f64, f64), to: (f64, f64), colour: &str) {
        self.body += &format!(
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\"/>",
            from.0, from.1, to.0, to.1
        );
    }

    /// A frame that stands out from bright and dark pictures; `corner` is the upper left one.
    pub fn frame(&mut self, corner: (f64, f64), size: (f64, f64)) {
        for (colour, width) in [("#000", 4), ("#fff", 2)] {
            self.body += &format!(
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>",
                corner.0, corner.1, size.0, size.1
            );
        }
    }

    /// A dot.
    pub fn circle(&mut self, x: f64, y: f64, colour: &str) {
        self.body += &format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\" fill=\"{colour}\"/>");
    }

    /// A filled rectangle; `corner` is the upper left one.
    pub fn rectangle(&mut self, corner: (f64, f64), size: (f64, f64), colour: &str, opacity: f64) {
        self.body += &format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"3\" fill=\"{colour}\" fill-opacity=\"{opacity:.3}\"/>",
            corner.0, corner.1, size.0, size.1
        );
    }

    /// A line through these points.
    pub fn curve(&mut self, points: &[(f64, f64)], colour: &str, is_faint: bool) {
        let points: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        let style = if is_faint {
            "stroke-width=\"1\" opacity=\"0.4\""
        } else {
            "stroke-width=\"2\""
        };
        self.body += &format!(
            "<polyline fill=\"none\" stroke=\"{colour}\" {style} stroke-linejoin=\"round\" points=\"{}\"/>",
            points.join(" ")
        );
    }

    /// The picture, on the ground of its ink.
    pub fn finish(self, width: f64, height: f64) -> SvgPicture {
        let Ink { surface, ink, .. } = self.ink;
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" \
             font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"{ink}\"><rect width=\"100%\" height=\"100%\" fill=\"{surface}\"/>{}</svg>\n",
            self.body
        );
        SvgPicture { svg, width, height }
    }
}

/// Text as it may stand in an element or an attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
