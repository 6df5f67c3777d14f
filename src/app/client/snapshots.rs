//! Stores snapshots of the run that goes on, and lets it go on after a loss.

use std::collections::BTreeMap;
use std::pin::pin;

use futures::future::{Either, select};
use gloo::timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::Client;
use crate::app::locks::{self, Held};
use crate::app::storage::snapshots;
use crate::protocol::{Command, DeviceKind, RunId, Selection, ShowImages, Snapshot, SplitName};
use crate::session::device_choice::fall_back;
use crate::session::{
    ChosenDevice, EngineLoss, EngineStatus, Recovery, StoredRunId, StoredSnapshot,
};
use crate::texts::text;

/// Time for an engine to answer after the browser has brought the page back.
const ANSWER_MS: u32 = 15_000;

/// The names under which this tab stores snapshots, and the newest one.
#[derive(Default)]
pub(super) struct Keeper {
    /// Of runs that go on, or have ended and are not kept yet.
    holders: BTreeMap<RunId, Holder>,
    newest: Option<(RunId, StoredSnapshot)>,
}

/// A name in the storage, and the lock by which other tabs see that its tab is open.
pub(super) struct Holder {
    /// The name under which this tab stores the snapshots of a run.
    pub name: String,
    /// None in a browser without locks.
    pub lock: Option<Held>,
}

impl Keeper {
    /// Whether this tab stores snapshots under this name.
    pub fn has(&self, name: &str) -> bool {
        self.holders.values().any(|holder| holder.name == name)
    }

    /// A run goes on from this snapshot, which is stored under this name.
    pub fn take(&mut self, run: RunId, holder: Holder, stored: StoredSnapshot) {
        self.holders.insert(run, holder);
        self.newest = Some((run, stored));
    }

    /// The run of the newest snapshot.
    pub fn newest_run(&self) -> Option<RunId> {
        let (run, _) = self.newest.as_ref()?;
        Some(*run)
    }

    /// Hands the newest snapshot over, with its name: its run goes on no more.
    pub fn give_newest(&mut self) -> Option<(Holder, StoredSnapshot)> {
        let (run, stored) = self.newest.take()?;
        Some((self.holders.remove(&run)?, stored))
    }
}

/// Storing.
impl Client {
    /// Asks the run's engine for a snapshot.
    pub(super) fn take_snapshot(&self, run: RunId) {
        self.send_to_run(run, Command::TakeSnapshot { run });
    }

    /// Has a snapshot taken before the browser may discard the tab.
    pub fn snapshot_now(&self) {
        let effect = self
            .session
            .with_untracked(|session| session.snapshot_now());
        self.run_effects(effect.into_iter().collect());
    }

    /// Stores a snapshot. A storage that refuses is said once; the run can still go on after a crash of its engine.
    pub(super) fn keep_snapshot(&self, id: RunId, snapshot: Snapshot) {
        let known = self.session.with_untracked(|session| {
            let run = session.runs.get(id)?.clone();
            Some((run, session.runs.waiting()))
        });
        let Some((run, queue)) = known else { return };
        let number = self.inner.with_value(|inner| {
            let newest = inner.keeper.newest.as_ref();
            newest
                .filter(|(known, _)| *known == id)
                .map_or(0, |(_, stored)| stored.number + 1)
        });
        let stored = StoredSnapshot {
            run,
            snapshot,
            taken_at_ms: js_sys::Date::now(),
            number,
            queue,
        };
        self.inner
            .update_value(|inner| inner.keeper.newest = Some((id, stored.clone())));
        let client = *self;
        self.spawn(async move {
            let name = client.holder_of(id).await;
            if let Err(error) = snapshots::put(&name, &stored).await {
                client.note_refusal(&error);
            }
            // The run may have ended meanwhile.
            if client.holder_name(id).is_none() {
                drop(snapshots::remove(&name).await);
            }
            Ok(())
        });
    }

    /// Forgets the snapshots of a run that has ended, and is kept or given up.
    pub(super) async fn forget_snapshots(self, run: RunId) {
        let holder = self.inner.try_update_value(|inner| {
            let keeper = &mut inner.keeper;
            keeper.newest.take_if(|(known, _)| *known == run);
            keeper.holders.remove(&run)
        });
        if let Some(Some(Holder { name, lock })) = holder {
            // A storage that refuses to delete has been said to refuse.
            drop(snapshots::remove(&name).await);
            drop(lock);
        }
    }

    fn holder_name(self, run: RunId) -> Option<String> {
        self.inner.with_value(|inner| {
            let holder = inner.keeper.holders.get(&run)?;
            Some(holder.name.clone())
        })
    }

    /// The name under which this run is stored, whose lock this tab holds.
    async fn holder_of(self, run: RunId) -> String {
        if let Some(name) = self.holder_name(run) {
            return name;
        }
        let name = StoredRunId::at(js_sys::Date::now(), js_sys::Math::random());
        let name = name.0.to_string();
        let holder = Holder {
            name: name.clone(),
            lock: None,
        };
        self.inner.update_value(|inner| {
            inner.keeper.holders.insert(run, holder);
        });
        let lock = locks::hold(&name).await;
        self.inner.update_value(|inner| {
            if let Some(holder) = inner.keeper.holders.get_mut(&run) {
                holder.lock = lock;
            }
        });
        name
    }
}

/// After a loss.
impl Client {
    /// Lets a run go on whose engine or device is lost.
    pub(super) fn recover_run(&self, recovery: Recovery) {
        let client = *self;
        self.spawn(async move {
            let gone_on = client.go_on(recovery).await;
            client.change(|session| {
                session.runs.set_preparation(None);
                if let Err(message) = &gone_on {
                    session.runs.fail(recovery.run, message);
                }
            });
            client.offer_failed_run();
            gone_on
        });
    }

    async fn go_on(self, Recovery { run, device }: Recovery) -> Result<(), String> {
        self.say(text!("resume-restarting"));
        let mut chosen = ChosenDevice {
            device,
            reason: text!("resume-device-reason").to_owned(),
        };
        let lost_on = self
            .session
            .with_untracked(|session| session.runs.get(run).map(|run| run.device));
        if lost_on == Some(DeviceKind::WebGpu) {
            // A worker whose device is lost is of no use, whether it has ended or not.
            self.retire(DeviceKind::WebGpu, EngineLoss::Crashed);
            self.change(|session| session.engine_stopped(DeviceKind::WebGpu));
        }
        if device == DeviceKind::WebGpu {
            self.restart_engine(device);
            if let Err(problem) = self.start_webgpu().await {
                chosen = fall_back(&problem);
            }
        }
        if chosen.device == DeviceKind::Cpu {
            let has_crashed = self
                .session
                .with_untracked(|session| session.devices.has_primary_crashed());
            if has_crashed {
                self.restart_engine(DeviceKind::Cpu);
            }
        }
        let device = chosen.device;
        self.wait_for_data(device).await?;
        let newest = self.inner.with_value(|inner| inner.keeper.newest.clone());
        let stored = newest.filter(|(known, _)| *known == run);
        let stored = stored.map(|(_, stored)| stored);
        let config = self.change(|session| {
            let back = session.runs.take_back(run, stored.as_ref(), chosen);
            back.map(|run| run.config.clone())
        });
        // None if the learner has given it up meanwhile.
        let Some(config) = config else { return Ok(()) };
        let command = match stored {
            None => Command::StartRun { run, config },
            Some(StoredSnapshot { snapshot, .. }) => Command::ContinueRun {
                run,
                config,
                file: snapshot.file,
                position: Some(snapshot.position),
            },
        };
        self.send(device, command);
        Ok(())
    }
}

/// After a time in which the page did not run.
impl Client {
    /// Starts those engines again that do not answer any more.
    pub fn check_engines(&self) {
        for device in [DeviceKind::Cpu, DeviceKind::WebGpu] {
            let is_ready = self.session.with_untracked(|session| {
                matches!(session.devices.status(device), EngineStatus::Ready(_))
            });
            if !is_ready {
                continue;
            }
            let client = *self;
            self.spawn(async move {
                // An error is a sign of life as well.
                let question = ShowImages {
                    split: SplitName::Test,
                    selection: Selection::Indices(Vec::new()),
                };
                let answered = pin!(client.ask_on(device, question));
                let too_long = TimeoutFuture::new(ANSWER_MS);
                if let Either::Right(_) = select(answered, too_long).await {
                    client.retire(device, EngineLoss::Crashed);
                    client.engine_is_lost(device, text!("resume-silent"));
                }
                Ok(())
            });
        }
    }
}
