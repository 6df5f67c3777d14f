//! The curves of a chart.

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A line of ordinary width.
    Line,
    /// A thin pale line, for noisy values behind another line.
    FaintLine,
    /// A line with a dot at each point; of many points some have none.
    Dots,
}

/// One curve of a [`LineChart`](super::LineChart).
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// The CSS class of its colour, such as `series--train`.
    pub class: &'static str,
    /// Line, faint line, or line with dots.
    pub mark: Mark,
    /// The points, by increasing `x`.
    pub points: Vec<(f64, f64)>,
}
