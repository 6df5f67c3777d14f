//! Offers runs that were cut off, in this tab or another one, and resumes or discards them.

use std::collections::BTreeMap;

use gloo::timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::Client;
use super::launch::Earlier;
use super::snapshots::Holder;
use crate::app::locks::{self, Held};
use crate::app::storage::StorageError;
use crate::app::storage::snapshots::{self, Found};
use crate::protocol::{DeviceKind, RunId};
use crate::session::{DeviceChoice, RunPhase, StoredSnapshot, Tone};
use crate::texts::text;

/// A run that was cut off, in this tab or another one.
#[derive(Clone, Debug, PartialEq)]
pub struct CutOff {
    /// The name under which its snapshots are stored.
    pub holder: String,
    /// Its newest snapshot that is whole.
    pub stored: StoredSnapshot,
}

/// What this tab offers, by the names under which it is stored.
#[derive(Default)]
pub(super) struct Offers {
    /// With the locks by which no other tab offers the same.
    made: BTreeMap<String, Option<Held>>,
    /// Runs of other tabs, which are offered when those tabs end.
    awaited: Vec<String>,
}

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
                    let offers = &mut inner.offers;
                    let is_known = inner.keeper.has(&holder)
                        || offers.made.contains_key(&holder)
                        || offers.awaited.contains(&holder);
                    if !is_known {
                        offers.awaited.push(holder.clone());
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
            .update_value(|inner| inner.offers.awaited.retain(|known| *known != holder));
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
            inner.offers.made.insert(holder.clone(), lock);
        });
        self.cut_off.update(|all| {
            all.push(CutOff { holder, stored });
            all.sort_by(|a, b| b.stored.taken_at_ms.total_cmp(&a.stored.taken_at_ms));
        });
        Ok(())
    }

    /// Offers to resume a run that has failed in this tab.
    pub(super) fn offer_failed_run(&self) {
        let newest = self.inner.with_value(|inner| inner.keeper.newest_run());
        let failed = self.session.with_untracked(|session| {
            let run = session.runs.get(newest?)?;
            matches!(run.phase, RunPhase::Failed(_)).then_some(run.id)
        });
        let lost = self.inner.try_update_value(|inner| {
            failed?;
            let (Holder { name, lock }, stored) = inner.keeper.give_newest()?;
            inner.offers.made.insert(name.clone(), lock);
            Some(CutOff {
                holder: name,
                stored,
            })
        });
        if let Some(Some(lost)) = lost {
            self.cut_off.update(|all| all.insert(0, lost));
        }
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
            let lock = inner.offers.made.remove(&name).flatten();
            inner.keeper.take(run, Holder { name, lock }, stored);
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
                inner.offers.made.remove(&holder);
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
