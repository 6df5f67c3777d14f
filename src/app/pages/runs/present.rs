//! The run that goes on, wherever it was started.

use leptos::prelude::*;

use super::RunsState;
use crate::app::components::{OpenView, ProgressBar};
use crate::app::erased::{Show, memo};
use crate::session::{Run, Tab, format, stored_runs};
use crate::texts::text;

/// A card with the active run or what prepares one; empty while there is none.
#[component]
pub fn PresentRun() -> impl IntoView {
    let context = RunsState::expect().context;
    let is_busy = RunsState::expect().is_busy();
    let session = context.session;
    let title = memo(move |_| {
        session.with(|session| {
            let runs = &session.runs;
            let run = runs.active().map(|run| stored_runs::name(&run.config));
            let preparation = || {
                runs.preparation()
                    .unwrap_or(text!("runs-starting"))
                    .to_owned()
            };
            run.unwrap_or_else(preparation)
        })
    });
    let sweep = memo(move |_| {
        session.with(|session| {
            let (name, number, n_runs) = session.runs.sweep()?;
            Some(text!(
                "runs-sweep-progress",
                name = name,
                number = number,
                total = n_runs
            ))
        })
    });
    let share = memo(move |_| session.read().runs.active().map(Run::progress));
    let detail = memo(move |_| {
        session.with(|session| {
            let time_left = session.runs.active().and_then(Run::eta_secs);
            time_left.map(format::time_left).unwrap_or_default()
        })
    });
    let stop = move |_| context.client.stop_queue();
    view! {
        <Show when=move || is_busy.get()>
            <section class="card" aria-label=text!("runs-present") data-testid="runs-present">
                <ProgressBar label=title share=share detail=detail testid="runs-progress" />
                <div class="row row--apart">
                    <span class="soft small" data-testid="runs-sweep-progress">
                        {move || sweep.get()}
                    </span>
                    <span class="row">
                        <OpenView view=Tab::Train label=text!("runs-watch") />
                        <button
                            class="button button--danger button--small"
                            type="button"
                            data-testid="runs-stop"
                            on:click=stop
                        >
                            {text!("common-stop")}
                        </button>
                    </span>
                </div>
            </section>
        </Show>
    }
}
