//! Live curves of loss and accuracy.

use leptos::prelude::*;

use crate::app::components::{LineChart, Mark, Series};
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::protocol::{SplitName, n_batches};
use crate::session::plot::{self, Range};
use crate::session::run::TestPoint;
use crate::session::{Curve, Run, format};
use crate::texts::text;

/// Neighbours on either side over which the thick line is averaged: single batches are noisy.
const N_BESIDE: usize = 12;
/// In percent.
const ACCURACY_RANGE: Range = Range {
    start: 0.0,
    end: 100.0,
};

/// Two charts of a run.
#[component]
pub fn Curves(run: Memo<Option<Run>>) -> impl IntoView {
    let context = SessionContext::expect();
    // Before a run, the steps of the settings.
    let expected = move || {
        let config = context.form.with(|form| form.parse()).ok()?;
        let n_images = context
            .session
            .with(|session| Some(session.data.primary().split(SplitName::Train)?.n_images))?;
        Some(n_batches(n_images, config.batch_size) * config.n_epochs as usize)
    };
    let x_range = memo(move |_| {
        let n_steps = run.with(|run| run.as_ref().map(|run| run.n_steps));
        let n_steps = n_steps.filter(|&n_steps| n_steps > 0).or_else(expected)?;
        Some(Range {
            start: 0.0,
            end: n_steps as f64,
        })
    });
    // A chart reads its curves in several places.
    let losses = memo(move |_| {
        run.with(|run| {
            run.as_ref().map_or_else(Vec::new, |run| {
                series(run, &run.losses, 1.0, |test| test.loss)
            })
        })
    });
    let accuracies = memo(move |_| {
        run.with(|run| {
            run.as_ref().map_or_else(Vec::new, |run| {
                series(run, &run.accuracies, 100.0, |test| test.accuracy)
            })
        })
    });
    view! {
        <LineChart
            title=text!("curves-loss")
            series=losses
            x_label=text!("word-step")
            x_range=x_range
            format_y=Callback::new(|loss: f64| format!("{loss:.4}"))
            nothing=text!("curves-begin")
            testid="train-loss-chart"
        />
        <LineChart
            title=text!("curves-accuracy")
            series=accuracies
            x_label=text!("word-step")
            x_range=x_range
            y_range=Some(ACCURACY_RANGE)
            format_y=Callback::new(|percent: f64| format::percent(percent / 100.0))
            nothing=text!("curves-guessing")
            testid="train-accuracy-chart"
        />
    }
}

/// The curve of single batches, the same smoothed, and the metric of each test pass.
fn series(run: &Run, curve: &Curve, scale: f64, of_test: fn(&TestPoint) -> f64) -> Vec<Series> {
    let batches: Vec<(f64, f64)> = curve
        .points()
        .iter()
        // A loss that is not finite ends the run; the points before it are still drawn.
        .filter(|point| point.value.is_finite())
        .map(|point| (point.step, point.value * scale))
        .collect();
    let tests = run.test_points();
    let tests = tests
        .iter()
        .map(|test| (test.step as f64, of_test(test) * scale));
    vec![
        Series {
            name: text!("curves-batches").to_owned(),
            class: "series--train",
            mark: Mark::FaintLine,
            points: batches.clone(),
        },
        Series {
            name: text!("curves-smoothed").to_owned(),
            class: "series--train",
            mark: Mark::Line,
            points: plot::smooth(&batches, N_BESIDE),
        },
        Series {
            name: if run.tests_within.is_empty() {
                text!("curves-test-epochs").to_owned()
            } else {
                text!("curves-test").to_owned()
            },
            class: "series--test",
            mark: Mark::Dots,
            points: tests.collect(),
        },
    ]
}
