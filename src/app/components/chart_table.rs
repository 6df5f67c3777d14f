//! The curves of a chart as a table, for screen readers and for exact figures.

use leptos::prelude::*;

use super::figure_table::FigureTable;
use super::series::{Mark, Series};
use crate::session::{chart_table, format};
use crate::texts::text;

/// "As a table", closed at first; the table is made when it is opened.
#[component]
pub fn ChartTable(
    /// The chart's title.
    title: String,
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
            let curves: Vec<&[(f64, f64)]> =
                shown.iter().map(|series| &series.points[..]).collect();
            let rows = chart_table::rows(&curves).into_iter().map(|(x, values)| {
                let written = |value: Option<f64>| {
                    value.map_or_else(|| format::NOTHING.to_owned(), |y| format_y.run(y))
                };
                let mut row = vec![format::group_thousands(&format!("{x:.0}"))];
                row.extend(values.into_iter().map(written));
                row
            });
            let rows: Vec<Vec<String>> = rows.collect();
            let mut heads = vec![x_label.clone()];
            heads.extend(shown.iter().map(|series| series.name.clone()));
            view! { <FigureTable label=text!("chart-table", chart = title) heads=heads rows=rows /> }
        })
    };
    let open = move |event: leptos::ev::Event| {
        is_open.set(event_target::<web_sys::HtmlElement>(&event).has_attribute("open"));
    };
    view! {
        <details class="chart__table" data-testid=testid on:toggle=open>
            <summary class="small">{text!("chart-as-table")}</summary>
            {table}
        </details>
    }
}
