//! The reliability diagram: is the model right as often as it is sure?

use leptos::prelude::*;

use crate::protocol::Evaluation;
use crate::session::format;
use crate::session::reliability::{self, Bin, N_BINS, Reliability};

/// A card with the diagram, its sentence, and its figures as a table.
#[component]
pub fn Calibration(evaluation: Memo<Option<Evaluation>>) -> impl IntoView {
    let reliability = Memo::new(move |_| {
        evaluation.with(|evaluation| reliability::reliability(evaluation.as_ref()?))
    });
    let words = move || match reliability.read().as_ref() {
        Some(reliability) => reliability.words(),
        None => "The diagram appears as soon as all test images are predicted.".to_owned(),
    };
    let diagram = move || reliability.with(|it| diagram(it.as_ref()));
    let table = move || reliability.with(|it| it.as_ref().map(table_rows));
    view! {
        <section class="card">
            <h2 class="card__title">"Is it right as often as it is sure?"</h2>
            <p class="prose">
                "All test images, sorted by how sure the model is. Where a bar reaches the dashed line, it is right as often as it says; "
                "below the line it is too sure of itself."
            </p>
            <div class="reliability">
                <div class="chart__y-ticks" aria-hidden="true">{ticks("bottom")}</div>
                <div class="reliability__plot">{diagram}</div>
                <div class="chart__x-ticks" aria-hidden="true">{ticks("left")}</div>
            </div>
            <p class="reliability__axes soft small">"↑ share that is right · how sure the model is →"</p>
            <p data-testid="evaluate-reliability">{words}</p>
            <details>
                <summary>"The figures"</summary>
                <div class="table-box" tabindex="0" role="region" aria-label="Right answers by sureness">
                    <table class="table table--narrow" data-testid="evaluate-reliability-table">
                        <thead>
                            <tr>
                                <th scope="col">"Sure"</th>
                                <th scope="col" class="number">"Images"</th>
                                <th scope="col" class="number">"Sure on average"</th>
                                <th scope="col" class="number">"Right"</th>
                            </tr>
                        </thead>
                        <tbody>{table}</tbody>
                    </table>
                </div>
            </details>
        </section>
    }
}

/// Percentages along an axis that starts at this side.
fn ticks(side: &str) -> Vec<AnyView> {
    [0, 25, 50, 75, 100]
        .map(|percent| {
            view! {
                <span class="chart__tick" prop:style=format!("{side}: {percent}%")>{percent}" %"</span>
            }
            .into_any()
        })
        .into()
}

/// Bars from 0 to 100, in a box whose vertical axis points down.
fn diagram(reliability: Option<&Reliability>) -> AnyView {
    let width = 100.0 / N_BINS as f64;
    let bars: Vec<AnyView> = reliability
        .iter()
        .flat_map(|reliability| reliability.bins.iter().enumerate())
        .filter(|(_, bin)| bin.n_images > 0)
        .map(|(place, bin)| {
            let height = bin.share_right * 100.0;
            let title = title(place, bin);
            view! {
                <rect
                    class="reliability__bar"
                    x=place as f64 * width + 0.5
                    y=100.0 - height
                    width=width - 1.0
                    height=height
                >
                    <title>{title}</title>
                </rect>
            }
            .into_any()
        })
        .collect();
    view! {
        <svg
            class="chart__svg"
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            role="img"
            aria-label="Reliability diagram; its figures stand in the table below"
        >
            {bars}
            <line class="reliability__ideal" x1="0" y1="100" x2="100" y2="0"></line>
        </svg>
    }
    .into_any()
}

fn span(place: usize) -> String {
    format!("{}–{} %", place * N_BINS, (place + 1) * N_BINS)
}

fn title(place: usize, bin: &Bin) -> String {
    format!(
        "{} images, {} sure: {:.1} % right",
        format::count(bin.n_images as usize),
        span(place),
        bin.share_right * 100.0
    )
}

fn table_rows(reliability: &Reliability) -> AnyView {
    let row = |(place, bin): (usize, &Bin)| {
        let share = |share: f64| match bin.n_images {
            0 => format::NOTHING.to_owned(),
            _ => format!("{:.1} %", share * 100.0),
        };
        view! {
            <tr>
                <th scope="row">{span(place)}</th>
                <td class="number">{format::count(bin.n_images as usize)}</td>
                <td class="number">{share(bin.confidence)}</td>
                <td class="number">{share(bin.share_right)}</td>
            </tr>
        }
    };
    reliability
        .bins
        .iter()
        .enumerate()
        .map(row)
        .collect_view()
        .into_any()
}
