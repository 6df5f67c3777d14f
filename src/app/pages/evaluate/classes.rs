//! Precision, recall and F1 of each class, and their means.

use leptos::prelude::*;

use crate::protocol::{CLASS_NAMES, ConfusionMatrix, Evaluation, N_CLASSES};
use crate::session::format;

/// A card with a row a class.
#[component]
pub fn Classes(evaluation: Memo<Option<Evaluation>>) -> impl IntoView {
    let body = move || {
        evaluation.with(|evaluation| {
            evaluation
                .as_ref()
                .map(|evaluation| rows(&evaluation.confusion))
        })
    };
    view! {
        <section class="card">
            <h2 class="card__title">"Class by class"</h2>
            <p class="prose">
                "Precision: of what is called a shirt, how much is one? Recall: of the shirts, how many are found? "
                "F1 is their harmonic mean, so it is high only where both are."
            </p>
            <div class="table-box" tabindex="0" role="region" aria-label="Class by class">
                <table class="table table--narrow" data-testid="evaluate-classes">
                    <thead>
                        <tr>
                            <th scope="col">"Class"</th>
                            <th scope="col" class="number">"Precision"</th>
                            <th scope="col" class="number">"Recall"</th>
                            <th scope="col" class="number">"F1"</th>
                        </tr>
                    </thead>
                    {body}
                </table>
            </div>
        </section>
    }
}

type Metric = fn(&ConfusionMatrix, usize) -> Option<f64>;

const METRICS: [Metric; 3] = [
    ConfusionMatrix::precision,
    ConfusionMatrix::recall,
    ConfusionMatrix::f1,
];

fn rows(matrix: &ConfusionMatrix) -> AnyView {
    let row = |name: &'static str, values: [Option<f64>; 3]| {
        let written = |value: Option<f64>| {
            value.map_or_else(
                || format::NOTHING.to_owned(),
                |share| format!("{:.1} %", share * 100.0),
            )
        };
        let cells = values.map(|value| view! { <td class="number">{written(value)}</td> });
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells.into_iter().collect_view()}
            </tr>
        }
    };
    let mean = METRICS.map(|metric| {
        let sum: f64 = (0..N_CLASSES)
            .filter_map(|class| metric(matrix, class))
            .sum();
        Some(sum / N_CLASSES as f64)
    });
    let classes = (0..N_CLASSES)
        .map(|class| {
            row(
                CLASS_NAMES[class],
                METRICS.map(|metric| metric(matrix, class)),
            )
        })
        .collect_view();
    view! {
        <tbody>{classes}</tbody>
        <tfoot>{row("Mean", mean)}</tfoot>
    }
    .into_any()
}
