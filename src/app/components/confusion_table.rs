//! The confusion matrix as a table: counts in cells, blues by share of the row, and each class's recall.

use leptos::prelude::*;

use super::save_picture::{Colours, SavePicture};
use crate::protocol::{CLASS_NAMES, ConfusionMatrix, N_CLASSES};
use crate::session::{pictures, plot};

/// The confusion matrix; rows are true classes, columns predicted ones.
#[component]
pub fn ConfusionTable(
    /// Counts of test images.
    #[prop(into)]
    matrix: Signal<ConfusionMatrix>,
    /// `data-testid` of the table.
    #[prop(into)]
    testid: String,
) -> impl IntoView {
    let draw = Callback::new(move |colours: Colours| {
        let colour = |property| colours.of("", "", property);
        let (heat, on_heat) = (colour("--color-heat"), colour("--color-on-heat"));
        let matrix = matrix.read_untracked();
        Some(pictures::matrix(&matrix, &heat, &on_heat, &colours.ink()))
    });
    view! {
        // Focusable: arrow keys scroll it where it is wider than the screen.
        <div class="table-box" tabindex="0" role="region" aria-label="Confusion matrix">
            <table class="confusion-matrix" data-testid=testid>
                <caption class="visually-hidden">
                    "Confusion matrix: rows are true classes, columns predicted ones, cells count test images"
                </caption>
                <thead>
                    <tr>
                        <th scope="col" class="confusion-matrix__axis">"True ↓ Predicted →"</th>
                        {CLASS_NAMES
                            .map(|name| {
                                view! { <th scope="col" class="confusion-matrix__class"><span>{name}</span></th> }
                            })
                            .collect_view()}
                        <th scope="col" class="confusion-matrix__recall">"Recall"</th>
                    </tr>
                </thead>
                <tbody>{move || rows(&matrix.read())}</tbody>
            </table>
        </div>
        <SavePicture title="Confusion matrix" draw=draw />
    }
}

/// The class with the lowest recall, and that recall; none without images.
pub fn worst_class(matrix: &ConfusionMatrix) -> Option<(usize, f64)> {
    (0..N_CLASSES)
        .filter_map(|class| Some((class, matrix.recall(class)?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

fn rows(matrix: &ConfusionMatrix) -> impl IntoView + use<> {
    let worst = worst_class(matrix).map(|(class, _)| class);
    (0..N_CLASSES)
        .map(|truth| {
            let recall = matrix.recall(truth);
            let cells = (0..N_CLASSES)
                .map(|predicted| cell(matrix, truth, predicted))
                .collect_view();
            view! {
                <tr class=("confusion-matrix__row--worst", worst == Some(truth))>
                    <th scope="row">{CLASS_NAMES[truth]}</th>
                    {cells}
                    <td class="confusion-matrix__recall" data-testid=format!("recall-{truth}")>
                        {recall.map_or_else(|| "–".to_owned(), |recall| format!("{:.1} %", recall * 100.0))}
                    </td>
                </tr>
            }
        })
        .collect_view()
}

fn cell(matrix: &ConfusionMatrix, truth: usize, predicted: usize) -> impl IntoView + use<> {
    let count = matrix.counts[truth][predicted];
    let n_in_row: u32 = matrix.counts[truth].iter().sum();
    let heat = plot::heat(f64::from(count) / f64::from(n_in_row.max(1)));
    let title = format!(
        "{count} of {n_in_row} {} were taken for {}",
        CLASS_NAMES[truth], CLASS_NAMES[predicted]
    );
    view! {
        <td
            class="confusion-matrix__cell"
            class=("confusion-matrix__cell--correct", truth == predicted)
            class=("confusion-matrix__cell--strong", heat.is_strong)
            class=("confusion-matrix__cell--none", count == 0)
            style=format!("--heat: {:.1}%", heat.percent)
            title=title
        >
            {count}
        </td>
    }
}
