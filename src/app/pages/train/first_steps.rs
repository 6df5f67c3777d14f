//! A run's first losses, beside PyTorch's.

use leptos::prelude::*;

use crate::app::components::FigureTable;
use crate::app::erased::{Show, memo};
use crate::protocol::ModelKind;
use crate::session::lesson::first_steps;
use crate::session::{Run, format};
use crate::texts::text;

/// The part of a run that the table depends on; the rest changes ten times a second.
#[derive(Clone, PartialEq)]
struct FirstLosses {
    model: ModelKind,
    losses: Vec<f32>,
}

/// The losses of the first steps, collapsed; empty for a run whose settings differ from the lesson's.
#[component]
pub fn FirstSteps(run: Memo<Option<Run>>) -> impl IntoView {
    let first = memo(move |_| {
        run.with(|run| {
            let run = run.as_ref()?;
            first_steps::are_comparable(&run.config).then(|| FirstLosses {
                model: run.config.model,
                losses: run.first_losses.clone(),
            })
        })
    });
    let is_comparable = memo(move |_| first.read().is_some());
    let summary = move || {
        first.with(|first| {
            let first = first.as_ref()?;
            let gap = first_steps::largest_gap(first.model, &first.losses)?;
            let gap = format!("{gap:.5}");
            Some(text!("first-steps-gap", gap = gap))
        })
    };
    let rows = Signal::derive(move || {
        first
            .with(|first| {
                let first = first.as_ref()?;
                let theirs = first.model.published.as_ref()?.first_losses;
                let rows = theirs
                    .into_iter()
                    .enumerate()
                    .map(|(step, theirs)| row(step, theirs, first.losses.get(step).copied()));
                Some(rows.collect::<Vec<_>>())
            })
            .unwrap_or_default()
    });
    view! {
        <Show when=move || is_comparable.get()>
            <details class="card" data-testid="train-first-steps">
                <summary>{move || summary().unwrap_or_else(|| text!("first-steps-title").to_owned())}</summary>
                <FigureTable
                    label=text!("first-steps-label")
                    heads=[text!("word-step"), text!("word-this-run"), "PyTorch", text!("first-steps-difference")].map(str::to_owned).to_vec()
                    rows=rows
                    testid="train-first-steps-table"
                />
            </details>
        </Show>
    }
}

fn row(step: usize, theirs: f64, own: Option<f32>) -> Vec<String> {
    let own = own.map(f64::from);
    let nothing = || format::NOTHING.to_owned();
    vec![
        (step + 1).to_string(),
        own.map_or_else(nothing, format::loss),
        format::loss(theirs),
        own.map_or_else(nothing, |own| format::loss_gap(own - theirs)),
    ]
}
