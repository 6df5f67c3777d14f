//! Stores snapshots of the run that goes on, lets it go on after a loss, and offers runs that were cut off.

use std::collections::BTreeMap;
use std::pin::pin;

use futures::future::{Either, select};
use gloo::timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::Client;
use super::launch::Earlier;
use crate::app::locks::{self, Held};
use crate::app::storage::StorageError;
use crate::app::storage::snapshots::{self, Found};
use crate::protocol::{Command, DeviceKind, RunId, Selection, ShowImages, Snapshot, SplitName};
use crate::session::device_choice::fall_back;
use crate::session::{
    ChosenDevice, DeviceChoice, EngineLoss, EngineStatus, Recovery, RunPhase, StoredRunId,
    StoredSnapshot, Tone,
};

use crate::texts::text;

/// Time for an engine to answer after the browser has brought the page back.
const ANSWER_MS: u32 = 15_000;

/// A run that was cut off, in this tab or another one.
#[derive(Clone, Debug, PartialEq)]
pub struct CutOff {
    pub holder: String,
    pub stored: StoredSnapshot,
}

/// The names under which this tab stores snapshots, and the newest one.
#[derive(Default)]
pub(super) struct Keeper {
    /// Of runs that go on.
    holders: BTreeMap<RunId, Holder>,
    /// Of runs that were cut off and wait for the learner.
    offered: BTreeMap<String, Option<Held>>,
    /// Runs of other tabs, which are offered when those tabs end.
    watched: Vec<String>,
    newest: Option<(RunId, StoredSnapshot)>,
}

/// A name in the storage, and the lock by which other tabs know that its tab lives.
struct Holder {
    name: String,
    /// None in a browser without locks.
    lock: Option<Held>,
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

    /// Forgets the snapshots of a run that has ended, and whose model is kept.
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

    /// Offers to resume a run that has failed in this tab.
    pub(super) fn offer_failed_run(&self) {
        let newest = self.inner.with_value(|inner| {
            let (run, _) = inner.keeper.newest.as_ref()?;
            Some(*run)
        });
        let failed = self.session.with_untracked(|session| {
            let run = session.runs.get(newest?)?;
            matches!(run.phase, RunPhase::Failed(_)).then_some(run.id)
        });
        let lost = self.inner.try_update_value(|inner| {
            let keeper = &mut inner.keeper;
            let run = failed?;
            let (_, stored) = keeper.newest.take()?;
            let Holder { name, lock } = keeper.holders.remove(&run)?;
            keeper.offered.insert(name.clone(), lock);
            Some(CutOff {
                holder: name,
                stored,
            })
        });
        if let Some(Some(lost)) = lost {
            self.cut_off.update(|all| all.insert(0, lost));
        }
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

/// Runs that were cut off.
impl Client {
    /// The runs that were cut off and can be resumed.
    pub fn cut_off(&self) -> ReadSignal<Vec<CutOff>> {
        self.cut_off.read_only()
    }

    /// Looks for runs that were cut off; those of living tabs are offered when these end.
    pub fn look_for_cut_off_runs(&self) {
        let client = *self;
        self.spawn(async move {
            // What the storage refuses is said where something is to be kept.
            for holder in snapshots::holders().await.unwrap_or_default() {
                let is_new = client.inner.try_update_value(|inner| {
                    let keeper = &mut inner.keeper;
                    let is_known = keeper.holders.values().any(|known| known.name == holder)
                        || keeper.offered.contains_key(&holder)
                        || keeper.watched.contains(&holder);
                    if !is_known {
                        keeper.watched.push(holder.clone());
                    }
                    !is_known
                });
                if is_new == Some(true) {
                    client.spawn(client.offer_when_free(holder));
                }
            }
            Ok(())
        });
    }

    async fn offer_when_free(self, holder: String) -> Result<(), String> {
        let lock = locks::hold(&holder).await;
        let found = match &lock {
            Some(_) => snapshots::find(&holder).await,
            None => find_when_silent(&holder).await,
        };
        self.inner
            .update_value(|inner| inner.keeper.watched.retain(|known| *known != holder));
        // Its tab may have ended the run, or another one may have resumed it.
        let stored = match found {
            Ok(Found::Whole(stored)) => *stored,
            Ok(Found::Nothing) | Err(_) => return Ok(()),
            Ok(Found::Damaged) => {
                drop(snapshots::remove(&holder).await);
                self.notify(Tone::Error, text!("resume-damaged"));
                return Ok(());
            }
        };
        self.inner.update_value(|inner| {
            inner.keeper.offered.insert(holder.clone(), lock);
        });
        self.cut_off.update(|all| {
            all.push(CutOff { holder, stored });
            all.sort_by(|a, b| b.stored.taken_at_ms.total_cmp(&a.stored.taken_at_ms));
        });
        Ok(())
    }

    /// Resumes a run that was cut off, on a device of the same kind where there is one.
    pub fn resume_cut_off(&self, holder: &str) {
        if self.is_busy() {
            self.notify(Tone::Error, text!("resume-busy"));
            return;
        }
        let Some(CutOff { holder, stored }) = self.take_offer(holder) else {
            return;
        };
        let choice = match stored.run.device {
            DeviceKind::Cpu => DeviceChoice::Cpu,
            DeviceKind::WebGpu => DeviceChoice::WebGpu,
        };
        self.inner
            .update_value(|inner| inner.lesson_choice = choice);
        let config = stored.run.config.clone();
        self.launch(config, choice, Some(Earlier::CutOff { holder, stored }));
    }

    /// A run that was cut off goes on under this number.
    pub(super) fn adopt(&self, run: RunId, name: String, stored: StoredSnapshot) {
        self.inner.update_value(|inner| {
            let keeper = &mut inner.keeper;
            let lock = keeper.offered.remove(&name).flatten();
            keeper.holders.insert(run, Holder { name, lock });
            keeper.newest = Some((run, stored));
        });
    }

    /// Offers a run again that could not be resumed.
    pub(super) fn offer_again(&self, holder: String, stored: StoredSnapshot) {
        self.cut_off
            .update(|all| all.insert(0, CutOff { holder, stored }));
    }

    /// Deletes what is kept of a run that was cut off.
    pub fn discard_cut_off(&self, holder: &str) {
        let Some(CutOff { holder, .. }) = self.take_offer(holder) else {
            return;
        };
        let client = *self;
        self.spawn(async move {
            let removed = snapshots::remove(&holder).await;
            client.inner.update_value(|inner| {
                inner.keeper.offered.remove(&holder);
            });
            removed.map_err(|error| error.to_string())
        });
    }

    fn take_offer(&self, holder: &str) -> Option<CutOff> {
        self.cut_off.try_update(|all| {
            let position = all.iter().position(|offer| offer.holder == holder)?;
            Some(all.remove(position))
        })?
    }
}

/// Waits until a run has stored nothing for so long that it is taken for cut off, and finds what it stored last.
async fn find_when_silent(holder: &str) -> Result<Found, StorageError> {
    let mut before = None;
    loop {
        let found = snapshots::find(holder).await?;
        let Found::Whole(stored) = &found else {
            return Ok(found);
        };
        let rest_ms = stored.rest_of_silence_ms(js_sys::Date::now());
        if rest_ms == 0 || before == Some(stored.number) {
            return Ok(found);
        }
        before = Some(stored.number);
        TimeoutFuture::new(rest_ms).await;
    }
}
