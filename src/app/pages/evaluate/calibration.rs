//! The reliability diagram: is the model right as often as it is sure?

use leptos::prelude::*;

use super::title_of;
use crate::app::components::{Colours, FigureTable, SavePicture};
use crate::app::erased::{Show, memo};
use crate::protocol::Evaluation;
use crate::session::format;
use crate::session::pictures;
use crate::session::reliability::{self, Bin, N_BINS, Reliability};
use crate::texts::text;

/// A card with the diagram, its sentence, and its figures as a table.
#[component]
pub fn Calibration(evaluation: Memo<Option<Evaluation>>) -> impl IntoView {
    let reliability =
        memo(move |_| evaluation.with(|evaluation| reliability::reliability(evaluation.as_ref()?)));
    let words = move || match reliability.read().as_ref() {
        Some(reliability) => reliability.words(),
        None => text!("evaluate-reliability-waits").to_owned(),
    };
    let diagram = move || reliability.with(|it| diagram(it.as_ref()));
    let title = Signal::derive(move || {
        evaluation.with(|evaluation| {
            let model = evaluation.as_ref().map(|evaluation| evaluation.model);
            text!("evaluate-reliability-of", model = title_of(model))
        })
    });
    let draw = Callback::new(move |colours: Colours| {
        reliability.with_untracked(|reliability| {
            let colour = colours.of("", "", "--color-accent");
            let axes = text!("evaluate-reliability-axes");
            let ink = colours.ink();
            let reliability = reliability.as_ref()?;
            let title = title.get_untracked();
            Some(pictures::reliability(
                &title,
                axes,
                reliability,
                &colour,
                &ink,
            ))
        })
    });
    let rows = Signal::derive(move || {
        reliability.with(|it| it.as_ref().map(table_rows).unwrap_or_default())
    });
    view! {
        <section class="card">
            <h2 class="card__title">{text!("evaluate-reliability-title")}</h2>
            <p class="prose">
                {text!("evaluate-reliability-hint")}
            </p>
            <div class="reliability">
                <div class="chart__y-ticks" aria-hidden="true">{ticks("bottom")}</div>
                <div class="reliability__plot">{diagram}</div>
                <div class="chart__x-ticks" aria-hidden="true">{ticks("left")}</div>
            </div>
            <p class="reliability__axes soft small">{text!("evaluate-reliability-axes")}</p>
            <Show when=move || reliability.read().is_some()>
                <SavePicture title=title testid="evaluate-reliability" draw=draw />
            </Show>
            <p data-testid="evaluate-reliability">{words}</p>
            <details>
                <summary>{text!("evaluate-reliability-figures")}</summary>
                <FigureTable
                    label=text!("evaluate-reliability-table")
                    heads=[
                        text!("evaluate-head-sure"),
                        text!("evaluate-head-images"),
                        text!("evaluate-head-sure-on-average"),
                        text!("evaluate-head-right"),
                    ]
                        .map(str::to_owned)
                        .to_vec()
                    rows=rows
                    testid="evaluate-reliability-table"
                />
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
            aria-label=text!("evaluate-reliability-label")
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
    text!(
        "evaluate-reliability-bar",
        n = format::count(bin.n_images as usize),
        span = span(place),
        percent = format::share(bin.share_right, 1)
    )
}

fn table_rows(reliability: &Reliability) -> Vec<Vec<String>> {
    let row = |(place, bin): (usize, &Bin)| {
        let share = |share: f64| match bin.n_images {
            0 => format::NOTHING.to_owned(),
            _ => format::share(share, 1),
        };
        vec![
            span(place),
            format::count(bin.n_images as usize),
            share(bin.confidence),
            share(bin.share_right),
        ]
    };
    reliability.bins.iter().enumerate().map(row).collect()
}
