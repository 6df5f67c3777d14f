//! Stores every run that ends in the browser's storage, and brings stored runs back: as models, or to be continued.

use leptos::prelude::*;

use super::Client;
use super::launch::Earlier;
use crate::app::broadcast::{self, Change};
use crate::app::storage::{self, StorageError};
use crate::protocol::{DeviceKind, Outcome, RecordedScore, RunId, TrainingConfig};
use crate::session::estimate::{self, Estimate};
use crate::session::format::sentence;
use crate::session::{
    Attempt, DeviceChoice, EndedRun, NoticeAction, Origin, StoredRun, StoredRunId, StoredRuns,
    Tone, Training,
};
use crate::texts::text;

/// Reading.
impl Client {
    /// The runs that this browser keeps.
    pub fn stored_runs(&self) -> ReadSignal<StoredRuns> {
        self.stored_runs.read_only()
    }

    /// How long these runs will take, by the runs that this tab has read.
    pub fn estimate(&self, configs: &[TrainingConfig], choice: DeviceChoice) -> Option<Estimate> {
        self.session.with(|session| {
            self.stored_runs
                .with(|stored_runs| estimate::of_runs(configs, choice, session, stored_runs))
        })
    }

    /// Reads the storage again: another tab may have changed it.
    pub async fn read_stored_runs(self) {
        let read_at_ms = js_sys::Date::now();
        match storage::list_runs().await {
            Ok((runs, unreadable)) => self
                .stored_runs
                .update(|stored_runs| stored_runs.take(read_at_ms, runs, unreadable)),
            Err(error) => self.note_refusal(&error),
        }
    }

    /// Follows what other tabs change in the storage.
    pub fn follow_other_tabs(&self) {
        let client = *self;
        broadcast::listen(move |change| match change {
            Change::Models => client.saved_elsewhere.update(|n_changes| *n_changes += 1),
            Change::Runs => client.spawn(async move {
                client.read_stored_runs().await;
                Ok(())
            }),
        });
    }

    /// A signal that changes when another tab saves or deletes a model.
    pub fn saved_elsewhere(&self) -> ReadSignal<u32> {
        self.saved_elsewhere.read_only()
    }

    /// The checkpoint of a stored run.
    ///
    /// # Errors
    /// A sentence, when it has none or the storage refuses.
    pub async fn stored_file(self, run: StoredRunId) -> Result<Vec<u8>, String> {
        let found = storage::run_file(run).await;
        found
            .map_err(|error| error.to_string())?
            .ok_or_else(|| text!("run-no-checkpoint").to_owned())
    }
}

/// Changes.
impl Client {
    /// Stores a run that has ended; where there is no room, the view "Runs" asks what to drop.
    pub(super) fn store_run(&self, id: RunId, file: Option<Vec<u8>>) {
        let ended = self
            .session
            .with_untracked(|session| session.runs.get(id).cloned());
        let Some(run) = ended else { return };
        let stored = StoredRun {
            id: StoredRunId::at(js_sys::Date::now(), js_sys::Math::random()),
            run,
            file_bytes: file.as_ref().map(Vec::len),
        };
        self.store(EndedRun {
            stored,
            file,
            in_tab: Some(id),
        });
    }

    fn store(&self, run: EndedRun) {
        let client = *self;
        self.spawn(async move {
            client.store_now(run).await;
            Ok(())
        });
    }

    async fn store_now(self, run: EndedRun) {
        let attempt = self.try_to_store(&run).await;
        let done_with = self
            .inner
            .try_update_value(|inner| inner.without_room.settle(run, attempt));
        if attempt == Attempt::NoRoom {
            self.count_without_room();
            let action = Some(NoticeAction::OpenRuns);
            self.change(|session| {
                session
                    .notices
                    .push(Tone::Info, text!("runs-no-room"), action)
            });
        }
        if let Some(Some(id)) = done_with {
            self.forget_snapshots(id).await;
        }
    }

    async fn try_to_store(self, EndedRun { stored, file, .. }: &EndedRun) -> Attempt {
        // The first run may end before the storage has been read.
        if self
            .stored_runs
            .with_untracked(|stored_runs| !stored_runs.is_read())
        {
            self.read_stored_runs().await;
        }
        if self
            .stored_runs
            .with_untracked(|stored_runs| !stored_runs.has_room_for(stored))
        {
            return Attempt::NoRoom;
        }
        match storage::store_run(stored, file.as_deref()).await {
            Ok(()) => {
                self.stored_runs.update(|stored_runs| {
                    stored_runs.refusal = None;
                    stored_runs.add(stored.clone());
                });
                Attempt::Stored
            }
            Err(error) if error.is_full() => Attempt::NoRoom,
            Err(error) => {
                self.note_refusal(&error);
                Attempt::Refused
            }
        }
    }

    /// Deletes a stored run; the returned checkpoint allows [`Client::undelete_run`].
    ///
    /// # Errors
    /// A sentence, when the storage refuses.
    pub async fn delete_run(self, run: StoredRunId) -> Result<Option<Vec<u8>>, String> {
        let deleted = async {
            let file = storage::run_file(run).await?;
            storage::delete_run(run).await?;
            Ok::<_, StorageError>(file)
        };
        let file = deleted.await.map_err(|error| error.to_string())?;
        self.stored_runs
            .update(|stored_runs| stored_runs.remove(run));
        self.store_those_without_room();
        Ok(file)
    }

    /// Brings a deleted run back.
    pub fn undelete_run(&self, stored: StoredRun, file: Option<Vec<u8>>) {
        self.store(EndedRun {
            stored,
            file,
            in_tab: None,
        });
    }

    /// Keeps the runs that wait for room, as far as there is some now.
    pub fn store_those_without_room(&self) {
        let waiting = self
            .inner
            .try_update_value(|inner| inner.without_room.take());
        for run in waiting.unwrap_or_default() {
            self.store(run);
        }
        self.count_without_room();
    }

    /// Gives up the runs that wait for room.
    pub fn drop_those_without_room(&self) {
        let given_up = self
            .inner
            .try_update_value(|inner| inner.without_room.give_up());
        self.count_without_room();
        let client = *self;
        self.spawn(async move {
            for run in given_up.unwrap_or_default() {
                client.forget_snapshots(run).await;
            }
            Ok(())
        });
    }

    fn count_without_room(&self) {
        let n_waiting = self
            .inner
            .with_value(|inner| inner.without_room.n_waiting());
        self.stored_runs
            .update(|stored_runs| stored_runs.n_without_room = n_waiting);
    }

    /// A refusing storage is said once.
    pub(super) fn note_refusal(&self, error: &StorageError) {
        let text = text!("runs-not-kept", error = error);
        let is_known = self
            .stored_runs
            .with_untracked(|stored_runs| stored_runs.refusal.is_some());
        self.stored_runs
            .update(|stored_runs| stored_runs.refusal = Some(sentence(&text)));
        if !is_known {
            self.notify(Tone::Error, text);
        }
    }
}

/// Taking stored runs up again.
impl Client {
    /// Makes a stored run's model that of the tab.
    ///
    /// # Errors
    /// A sentence, when there is no checkpoint or it cannot be loaded.
    pub async fn use_stored_model(self, run: StoredRun) -> Result<(), String> {
        let file = self.stored_file(run.id).await?;
        self.load_model(run_origin(&run), file).await.map(drop)
    }

    /// Trains a stored run for more epochs, on the same device where there is one.
    ///
    /// # Errors
    /// A sentence, when it cannot start.
    pub async fn continue_run(self, run: StoredRun, n_more: u32) -> Result<(), String> {
        let config = run.settings_to_continue(n_more);
        config.validate().map_err(|error| error.to_string())?;
        let file = self.stored_file(run.id).await?;
        if self
            .session
            .with_untracked(|session| session.runs.is_busy())
        {
            return Err(text!("run-goes-on").to_owned());
        }
        let choice = match run.run.device {
            DeviceKind::Cpu => DeviceChoice::Cpu,
            DeviceKind::WebGpu => DeviceChoice::WebGpu,
        };
        self.launch(config, choice, Some(Earlier::Ended { run: run.run, file }));
        Ok(())
    }
}

/// The origin of a stored run's model.
pub(super) fn run_origin(run: &StoredRun) -> Origin {
    let is_whole = run.outcome() == Some(Outcome::Completed);
    let score = run.loss().zip(run.accuracy());
    Origin::Storage {
        run: Some(run.id),
        // A stopped run has made steps since its last score.
        score: score
            .filter(|_| is_whole)
            .map(|(loss, accuracy)| RecordedScore { loss, accuracy }),
        training: Some(Training {
            device: run.run.device,
            secs: run.run.training_secs(),
            stopped_at: run.stopped_at(),
        }),
    }
}
