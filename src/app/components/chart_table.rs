//! The curves of a chart as a table, for screen readers and for those who want the figures.

use leptos::prelude::*;

use super::line_chart::{Mark, Series};
use crate::session::{chart_table, format};

/// "As a table", closed at first; the table is made when it is opened.
#[component]
pub fn ChartTable(
    /// The curves; faint ones are left out.
    series: Signal<Vec<Series>>,
    /// The heading of the first column.
    x_label: String,
    /// Formats a value.
    format_y: Callback<f64, String>,
    /// `data-testid` of the `details`.
    testid: String,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let table = move || {
        is_open.get().then(|| {
            let all = series.read();
            let shown: Vec<&Series> = all
                .iter()
                .filter(|series| series.mark != Mark::FaintLine)
                .collect();
            let curves: Vec<&[(f64, f64)]> = shown.iter().map(|series| &series.points[..]).collect();
            let rows = chart_table::rows(&curves)
                .into_iter()
                .map(|(x, values)| {
                    let x = format::group_thousands(&format!("{x:.0}"));
                    let cells = values
                        .into_iter()
                        .map(|value| {
                            let text = value
                                .map_or_else(|| format::NOTHING.to_owned(), |y| format_y.run(y));
                            view! { <td class="number">{text}</td> }
                        })
                        .collect_view();
                    view! { <tr><th scope="row">{x}</th>{cells}</tr> }
                })
                .collect_view();
            let names = shown
                .iter()
                .map(|series| view! { <th scope="col" class="number">{series.name.clone()}</th> })
                .collect_view();
            view! {
                <div class="table-box" tabindex="0" role="region" aria-label="The curves as a table">
                    <table class="table table--narrow">
                        <thead><tr><th scope="col">{x_label.clone()}</th>{names}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
        })
    };
    let open = move |event: leptos::ev::Event| {
        is_open.set(event_target::<web_sys::HtmlElement>(&event).has_attribute("open"));
    };
    view! {
        <details class="chart__table" data-testid=testid on:toggle=open>
            <summary class="small">"As a table"</summary>
            {table}
        </details>
    }
}
