//! A run's first losses, beside PyTorch's.

use leptos::prelude::*;

use crate::protocol::ModelKind;
use crate::session::lesson::first_steps;
use crate::session::{Run, format};

/// The part of a run that the table depends on; the rest changes ten times a second.
#[derive(Clone, PartialEq)]
struct FirstLosses {
    model: ModelKind,
    losses: Vec<f32>,
}

/// The losses of the first steps, collapsed; empty for a run whose settings differ from the lesson's.
#[component]
pub fn FirstSteps(run: Memo<Option<Run>>) -> impl IntoView {
    let first = Memo::new(move |_| {
        run.with(|run| {
            let run = run.as_ref()?;
            first_steps::are_comparable(&run.config).then(|| FirstLosses {
                model: run.config.model,
                losses: run.first_losses.clone(),
            })
        })
    });
    let is_comparable = Memo::new(move |_| first.read().is_some());
    let summary = move || {
        first.with(|first| {
            let first = first.as_ref()?;
            let gap = first_steps::largest_gap(first.model, &first.losses)?;
            Some(format!(", which differ by {gap:.5} at most"))
        })
    };
    let rows = move || {
        first.with(|first| {
            let first = first.as_ref()?;
            let theirs = first.model.published.as_ref()?.first_losses;
            let rows = theirs
                .into_iter()
                .enumerate()
                .map(|(step, theirs)| row(step, theirs, first.losses.get(step).copied()));
            Some(rows.collect_view())
        })
    };
    view! {
        <Show when=move || is_comparable.get()>
            <details class="card" data-testid="train-first-steps">
                <summary>"The first 20 steps beside PyTorch’s" {summary}</summary>
                <div class="prose">
                    <table class="table small" data-testid="train-first-steps-table">
                        <thead>
                            <tr>
                                <th scope="col">"Step"</th>
                                <th scope="col" class="number">"This run"</th>
                                <th scope="col" class="number">"PyTorch"</th>
                                <th scope="col" class="number">"Gap"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </Show>
    }
}

fn row(step: usize, theirs: f64, own: Option<f32>) -> impl IntoView + use<> {
    let own = own.map(f64::from);
    let nothing = || format::NOTHING.to_owned();
    view! {
        <tr>
            <th scope="row">{step + 1}</th>
            <td class="number">{own.map_or_else(nothing, format::loss)}</td>
            <td class="number table__muted">{format::loss(theirs)}</td>
            <td class="number">{own.map_or_else(nothing, |own| format::loss_gap(own - theirs))}</td>
        </tr>
    }
}
