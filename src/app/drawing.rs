//! What the learner has drawn on the pad.

use leptos::prelude::*;

/// Width and height of the drawing in pixels, ten times the model's input.
pub const PAD_SIZE: u32 = 280;
const DEFAULT_BRUSH_WIDTH: u32 = 28;

/// One stroke from pen down to pen up.
#[derive(Clone, Debug)]
pub struct Stroke {
    /// The pen's width, in the drawing's pixels.
    pub width: f64,
    /// As CSS writes it.
    pub colour: &'static str,
    /// The pen's positions, in the drawing's pixels.
    pub points: Vec<(f64, f64)>,
}

/// The strokes, brush and ink of a pad; they outlive its view.
#[derive(Clone, Copy)]
pub struct Drawing {
    /// From the first to the last.
    pub strokes: StoredValue<Vec<Stroke>>,
    /// The strokes before the last "Clear", until there is a new one: what "Undo" brings back.
    pub cleared: StoredValue<Vec<Stroke>>,
    /// The number of `strokes`, as a signal.
    pub n_strokes: RwSignal<usize>,
    /// Whether there is anything that "Undo" takes or brings back.
    pub can_undo: RwSignal<bool>,
    /// In the drawing's pixels.
    pub brush_width: RwSignal<u32>,
    /// By its position among the inks.
    pub ink: RwSignal<usize>,
    /// Where the pen is that the keyboard moves, in the drawing's pixels.
    pub pen: RwSignal<(f64, f64)>,
}

impl Drawing {
    /// A drawing without strokes.
    pub fn blank() -> Self {
        Self {
            strokes: StoredValue::new(Vec::new()),
            cleared: StoredValue::new(Vec::new()),
            n_strokes: RwSignal::new(0),
            can_undo: RwSignal::new(false),
            brush_width: RwSignal::new(DEFAULT_BRUSH_WIDTH),
            ink: RwSignal::new(0),
            pen: RwSignal::new((f64::from(PAD_SIZE) / 2.0, f64::from(PAD_SIZE) / 2.0)),
        }
    }
}
