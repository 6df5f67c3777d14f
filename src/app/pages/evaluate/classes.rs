//! Precision, recall and F1 of each class, and their means.

use leptos::prelude::*;

use crate::app::components::FigureTable;
use crate::protocol::{CLASS_NAMES, ConfusionMatrix, Evaluation, N_CLASSES};
use crate::session::format;
use crate::texts::text;

/// A card with a row a class.
#[component]
pub fn Classes(evaluation: Memo<Option<Evaluation>>) -> impl IntoView {
    let rows = Signal::derive(move || {
        evaluation.with(|evaluation| {
            let matrix = evaluation.as_ref().map(|evaluation| &evaluation.confusion);
            matrix.map(rows).unwrap_or_default()
        })
    });
    view! {
        <section class="card">
            <h2 class="card__title">{text!("evaluate-classes-title")}</h2>
            <p class="prose">
                {text!("evaluate-classes-hint")}
            </p>
            <FigureTable
                label=text!("evaluate-classes-title")
                heads=[text!("common-class"), "Precision", "Recall", "F1"].map(str::to_owned).to_vec()
                rows=rows
                has_foot=true
                testid="evaluate-classes"
            />
        </section>
    }
}

type Metric = fn(&ConfusionMatrix, usize) -> Option<f64>;

const METRICS: [Metric; 3] = [
    ConfusionMatrix::precision,
    ConfusionMatrix::recall,
    ConfusionMatrix::f1,
];

/// A row a class, and last their means.
fn rows(matrix: &ConfusionMatrix) -> Vec<Vec<String>> {
    let row = |name: &str, values: [Option<f64>; 3]| {
        let written = values.map(|value| {
            value.map_or_else(
                || format::NOTHING.to_owned(),
                |share| format::share(share, 1),
            )
        });
        [&[name.to_owned()], &written[..]].concat()
    };
    let mean = METRICS.map(|metric| {
        let sum: f64 = (0..N_CLASSES)
            .filter_map(|class| metric(matrix, class))
            .sum();
        Some(sum / N_CLASSES as f64)
    });
    let classes = (0..N_CLASSES).map(|class| {
        let values = METRICS.map(|metric| metric(matrix, class));
        row(CLASS_NAMES[class], values)
    });
    classes.chain([row(text!("common-mean"), mean)]).collect()
}
