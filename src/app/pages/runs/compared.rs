//! The chosen runs side by side: curves over each other, and a table of what differs.

use leptos::prelude::*;

use super::RunsState;
use crate::app::components::{LineChart, Mark, Series};
use crate::app::erased::{Show, memo};
use crate::session::plot::{self, Range};
use crate::session::run::TestPoint;
use crate::session::stored_runs::{Difference, differences};
use crate::session::{Curve, StoredRun, format};
use crate::texts::text;

/// Neighbours on either side over which training curves are averaged.
const N_BESIDE: usize = 12;
/// Losses above are drawn at the upper edge: one diverging run would flatten all others.
const MAX_LOSS: f64 = 3.0;
/// The classes of the curves' colours, by the order of choice.
const CLASSES: [&str; super::MAX_CHOSEN] = [
    "series--run-0",
    "series--run-1",
    "series--run-2",
    "series--run-3",
    "series--run-4",
    "series--run-5",
];
const LETTERS: [&str; super::MAX_CHOSEN] = ["A", "B", "C", "D", "E", "F"];
/// Percentage points below the worst test accuracy at which the axis begins: what training begins with lies far below.
const BELOW_WORST: f64 = 15.0;

/// A card with the chosen runs; empty while there is none.
#[component]
pub fn Compared() -> impl IntoView {
    let state = RunsState::expect();
    // Only the chosen runs: the others have no part in this card.
    let runs = memo(move |_| {
        let chosen = state.chosen.read();
        state.stored_runs.with(|stored_runs| {
            let found = chosen.iter().filter_map(|&id| stored_runs.get(id).cloned());
            found.collect::<Vec<StoredRun>>()
        })
    });
    let is_empty = memo(move |_| runs.read().is_empty());
    let losses = Signal::derive(move || {
        runs.with(|runs| series(runs, 1.0, |run| &run.run.losses, |test| test.loss))
    });
    let accuracies = Signal::derive(move || {
        runs.with(|runs| series(runs, 100.0, |run| &run.run.accuracies, |test| test.accuracy))
    });
    let loss_range = Signal::derive(move || {
        losses.with(|series: &Vec<Series>| {
            let values = series.iter().flat_map(|series| &series.points);
            let range = Range::of(values.map(|point| point.1.min(MAX_LOSS)))?;
            Some(range.to_ticks(5))
        })
    });
    let accuracy_range = Signal::derive(move || {
        let tests = accuracies.with(|series: &Vec<Series>| {
            let tests = series.iter().filter(|series| series.mark == Mark::Dots);
            let worst = tests.flat_map(|series| &series.points).map(|point| point.1);
            worst.reduce(f64::min)
        });
        let start = tests.map_or(0.0, |worst| (worst - BELOW_WORST).max(0.0));
        Some(Range { start, end: 100.0 }.to_ticks(5))
    });
    let table = move || {
        runs.with(|runs| {
            let runs: Vec<&StoredRun> = runs.iter().collect();
            (runs.len() > 1).then(|| table(&runs))
        })
    };
    view! {
        <Show when=move || !is_empty.get()>
            <section class="card" aria-labelledby="compared-title" data-testid="runs-compared">
                <div class="card__header">
                    <h2 class="card__title" id="compared-title">{text!("runs-chosen")}</h2>
                    <span class="card__hint">{text!("runs-chosen-hint")}</span>
                </div>
                <ul class="compared">{move || runs.with(|runs| names(runs))}</ul>
                <div class="columns">
                    <LineChart
                        title=text!("common-loss")
                        series=losses
                        x_label=text!("common-step")
                        y_range=loss_range
                        nothing=text!("runs-no-step")
                        testid="runs-loss-chart"
                    />
                    <LineChart
                        title=text!("chart-accuracy")
                        series=accuracies
                        x_label=text!("common-step")
                        y_range=accuracy_range
                        format_y=Callback::new(|percent: f64| format::percent(percent / 100.0))
                        nothing=text!("runs-no-step")
                        testid="runs-accuracy-chart"
                    />
                </div>
                {table}
            </section>
        </Show>
    }
}

/// The legend of both charts.
fn names(runs: &[StoredRun]) -> impl IntoView + use<> {
    let name = |(index, run): (usize, &StoredRun)| {
        view! {
            <li class=format!("chart__key chart__key--dots {}", CLASSES[index % CLASSES.len()])>
                <strong>{LETTERS[index % LETTERS.len()]}</strong> {run.name()}
            </li>
        }
    };
    runs.iter().enumerate().map(name).collect_view()
}

fn series(
    runs: &[StoredRun],
    scale: f64,
    curve: fn(&StoredRun) -> &Curve,
    of_test: fn(&TestPoint) -> f64,
) -> Vec<Series> {
    let mut all = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        let class = CLASSES[index % CLASSES.len()];
        let points = curve(run).points().iter();
        let batches: Vec<(f64, f64)> = points
            .filter(|point| point.value.is_finite())
            .map(|point| (point.step, point.value * scale))
            .collect();
        let tests = run.run.test_points();
        let tests = tests
            .iter()
            .map(|test| (test.step as f64, of_test(test) * scale));
        all.push(Series {
            name: text!("runs-training").to_owned(),
            class,
            mark: Mark::FaintLine,
            points: plot::smooth(&batches, N_BESIDE),
        });
        all.push(Series {
            name: LETTERS[index % LETTERS.len()].to_owned(),
            class,
            mark: Mark::Dots,
            points: tests.collect(),
        });
    }
    all
}

fn table(runs: &[&StoredRun]) -> impl IntoView + use<> {
    let rows = differences(runs);
    let row = |Difference { name, values }: Difference| {
        let cells = values.into_iter().map(|value| view! { <td>{value}</td> });
        view! {
            <tr>
                <th scope="row">{format::sentence(name)}</th>
                {cells.collect_view()}
            </tr>
        }
    };
    let heads = (0..runs.len()).map(|index| {
        view! {
            <th scope="col">
                <span class=format!("chart__key chart__key--dots {}", CLASSES[index % CLASSES.len()])>
                    {LETTERS[index % LETTERS.len()]}
                </span>
            </th>
        }
    });
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=text!("runs-differences")>
            <table class="table" data-testid="runs-differences">
                <caption class="visually-hidden">{text!("runs-differences")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text!("runs-differs")}</th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
