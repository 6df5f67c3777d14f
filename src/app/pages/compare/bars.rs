//! One measure of all models as bars.

use leptos::prelude::*;

use super::row::Row;
use crate::app::components::{Bar, BarChart, Segments};
use crate::session::format;
use crate::texts::{self, text};

/// A card with bars of one measure, which the learner selects.
#[component]
pub fn Bars(rows: Memo<Vec<Row>>) -> impl IntoView {
    let measure = RwSignal::new(Measure::Accuracy);
    let bars = Signal::derive(move || bars(&rows.read(), measure.get()));
    view! {
        <section class="card">
            <Segments
                label=text!("compare-bars-of")
                name="compare-measure"
                options=Measure::ALL.map(|(measure, word, title)| (measure, word, texts::get(title).to_owned())).to_vec()
                chosen=measure
                on_choose=move |chosen| measure.set(chosen)
            />
            <p class="soft small">{move || measure.get().hint()}</p>
            <BarChart label=text!("compare-bars") bars=bars testid="compare-bars" />
        </section>
    }
}

fn bars(rows: &[Row], measure: Measure) -> Vec<Bar> {
    let full = measure.full(rows);
    // A run that was stopped is left out of comparisons.
    let is_compared = |row: &Row| row.stopped_at.is_none();
    let best = rows
        .iter()
        .filter(|row| is_compared(row))
        .filter_map(|row| measure.of(row))
        .reduce(|best, value| {
            if measure.is_better(value, best) {
                value
            } else {
                best
            }
        });
    rows.iter()
        .map(|row| {
            let value = measure.of(row);
            Bar {
                label: row.title(),
                share: value.map_or(0.0, |value| value / full),
                value: value
                    .map_or_else(|| format::NOTHING.to_owned(), |value| measure.write(value)),
                model: Some(row.model),
                is_strong: measure != Measure::Parameters
                    && is_compared(row)
                    && value.is_some()
                    && value == best,
            }
        })
        .collect()
}

/// The measure of the bars.
#[derive(Clone, Copy, PartialEq)]
enum Measure {
    Accuracy,
    Loss,
    Time,
    Parameters,
}

impl Measure {
    /// With the suffix of `data-testid` and the key of the title.
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Accuracy, "accuracy", "common-accuracy"),
        (Self::Loss, "loss", "common-loss"),
        (Self::Time, "time", "compare-time"),
        (Self::Parameters, "parameters", "compare-parameters"),
    ];

    fn of(self, row: &Row) -> Option<f64> {
        match self {
            Self::Accuracy => row.score.map(|score| score.accuracy),
            Self::Loss => row.score.map(|score| score.loss),
            Self::Time => row.training_secs,
            Self::Parameters => Some(row.n_parameters as f64),
        }
    }

    fn write(self, value: f64) -> String {
        match self {
            Self::Accuracy => format::percent(value),
            Self::Loss => format::loss(value),
            Self::Time => format::duration(value),
            Self::Parameters => format::count(value as usize),
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Accuracy => text!("compare-hint-accuracy"),
            Self::Loss => text!("compare-hint-loss"),
            Self::Time => text!("compare-hint-time"),
            Self::Parameters => text!("compare-hint-parameters"),
        }
    }

    /// The value of a full bar.
    fn full(self, rows: &[Row]) -> f64 {
        match self {
            Self::Accuracy => 1.0,
            Self::Loss | Self::Time | Self::Parameters => rows
                .iter()
                .filter_map(|row| self.of(row))
                .fold(f64::MIN_POSITIVE, f64::max),
        }
    }

    /// Whether `a` is better than `b`; of numbers of parameters none is.
    fn is_better(self, a: f64, b: f64) -> bool {
        match self {
            Self::Accuracy => a > b,
            Self::Loss | Self::Time => a < b,
            Self::Parameters => false,
        }
    }
}
