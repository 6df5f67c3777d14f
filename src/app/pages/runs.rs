//! The view "Runs": questions that a run answers, sweeps, and the runs that this browser keeps.

use leptos::prelude::*;

use crate::app::components::{ErrorNotice, Later};
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::app::view_state::DeletedRun;
use crate::protocol::TrainingConfig;
use crate::session::estimate::Ground;
use crate::session::{DeviceChoice, SettingsForm, StoredRunId, StoredRuns, Tab, format};
use crate::texts::text;

mod compared;
mod present;
mod questions;
mod room;
mod stored_list;
mod sweeps;

use compared::Compared;
use present::PresentRun;
use questions::Questions;
use room::{NoRoom, Room};
use stored_list::StoredList;
use sweeps::Sweeps;

/// Runs that are compared at most: more curves than colours cannot be told apart.
const MAX_CHOSEN: usize = 6;

/// The view "Runs".
#[component]
pub fn RunsPage() -> impl IntoView {
    let state = RunsState::open();
    provide_context(state);
    view! {
        <div class="page" data-testid="runs-page">
            <header class="page__header">
                <h1>{Tab::Runs.title()}</h1>
                <p class="page__lead">
                    {text!("runs-lead")}
                </p>
            </header>
            <PresentRun />
            <NoRoom />
            <div class="columns">
                <Questions />
                <Later>
                    <Sweeps />
                </Later>
            </div>
            <Compared />
            <Later>
                <section class="card" aria-labelledby="stored-title">
                    <div class="card__header">
                        <h2 class="card__title" id="stored-title">{text!("runs-kept")}</h2>
                        <Room />
                    </div>
                    <ErrorNotice error=state.error testid="runs-error" />
                    <StoredList />
                </section>
            </Later>
        </div>
    }
}

/// The state of the view.
#[derive(Clone, Copy)]
struct RunsState {
    context: SessionContext,
    stored_runs: ReadSignal<StoredRuns>,
    /// The compared runs, in the order of their choice.
    chosen: RwSignal<Vec<StoredRunId>>,
    /// The run whose actions are shown.
    opened: RwSignal<Option<StoredRunId>>,
    /// The one deleted last at the end.
    deleted: RwSignal<Vec<DeletedRun>>,
    error: RwSignal<Option<String>>,
}

impl RunsState {
    fn open() -> Self {
        let context = SessionContext::expect();
        let state = Self {
            context,
            stored_runs: context.client.stored_runs(),
            chosen: context.view_state.chosen_runs,
            opened: RwSignal::new(None),
            deleted: context.view_state.deleted_runs,
            error: RwSignal::new(None),
        };
        context.client.spawn(async move {
            context.client.read_stored_runs().await;
            Ok(())
        });
        state.choose_newest();
        state
    }

    fn expect() -> Self {
        expect_context()
    }

    /// Chooses the newest run when there is none, and each run that ends while the view is open.
    fn choose_newest(self) {
        let newest = memo(move |_| self.stored_runs.read().all().first().map(|run| run.id));
        Effect::new(move |before: Option<Option<StoredRunId>>| {
            let newest = newest.get();
            let has_ended = before.flatten().is_some_and(|before| newest > Some(before));
            self.chosen.update(|chosen| {
                if let Some(newest) = newest
                    && (chosen.is_empty() || has_ended)
                    && chosen.len() < MAX_CHOSEN
                    && !chosen.contains(&newest)
                {
                    chosen.push(newest);
                }
            });
            newest
        });
    }

    /// Whether a run is active, in preparation or queued, so that none can be started.
    fn is_busy(self) -> Memo<bool> {
        memo(move |_| {
            let session = self.context.session.read();
            session.runs.is_busy() || session.runs.is_in_lesson()
        })
    }

    /// Fills the settings with these and starts the run.
    fn start(self, config: TrainingConfig) {
        let SessionContext { client, form, .. } = self.context;
        let choice = self.device_choice();
        form.set(SettingsForm::of(&config, choice));
        client.start_run(config, choice);
    }

    /// How long these runs will take on the chosen device; none where only an ordinary computer's time is known.
    fn duration(self, configs: &[TrainingConfig]) -> Option<String> {
        let choice = self.context.form.read().device;
        let estimate = self.context.client.estimate(configs, choice)?;
        matches!(estimate.ground, Ground::Measured | Ground::EarlierRun)
            .then(|| format::roughly(estimate.secs))
    }

    fn device_choice(self) -> DeviceChoice {
        self.context.form.read_untracked().device
    }

    /// Runs a task whose failure stands above the list.
    fn attempt(self, task: impl Future<Output = Result<(), String>> + 'static) {
        self.context.client.spawn(async move {
            self.error.set(task.await.err());
            Ok(())
        });
    }

    fn delete(self, id: StoredRunId) {
        let client = self.context.client;
        let run = self
            .stored_runs
            .with_untracked(|stored_runs| stored_runs.get(id).cloned());
        self.attempt(async move {
            let file = client.delete_run(id).await?;
            self.chosen
                .update(|chosen| chosen.retain(|&other| other != id));
            self.deleted
                .update(|deleted| deleted.extend(run.map(|run| DeletedRun { run, file })));
            Ok(())
        });
    }
}
