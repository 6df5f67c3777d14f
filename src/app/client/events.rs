//! Applies what engines report to the session, and does what follows from it.

use leptos::prelude::*;

use super::Client;
use super::link::{EngineLink, LinkEvent};
use crate::protocol::{Answer, DeviceKind, Event, RequestId, Stamped};
use crate::session::{Effect, EngineLoss, NoticeAction, PRIMARY_ENGINE, Tone};

impl Client {
    /// Takes in what comes from the engine on this device: an event, an answer, or that it is lost.
    pub(super) fn receive(&self, device: DeviceKind, event: LinkEvent) {
        match event {
            LinkEvent::Posted(stamped) => self.apply(device, *stamped),
            LinkEvent::Unreadable(error) => self.change(|session| {
                let action = Some(NoticeAction::Reload(device));
                session.notices.push(Tone::Error, error.to_string(), action);
            }),
            LinkEvent::Failed(message) => {
                self.retire(device, EngineLoss::Crashed);
                self.engine_is_lost(device, &message);
            }
        }
    }

    /// An engine is lost, and its run with it unless it can go on.
    pub(super) fn engine_is_lost(&self, device: DeviceKind, message: &str) {
        let effects = self.change(|session| session.engine_crashed(device, message));
        self.run_effects(effects);
        self.offer_failed_run();
    }

    fn apply(&self, device: DeviceKind, stamped: Stamped) {
        let effects = self.change(|session| session.apply(device, &stamped));
        match stamped.event {
            Event::Ready { build, .. } => {
                self.check_build(device, &build);
                let opened = self.inner.try_update_value(|inner| {
                    inner.link_mut(device).as_mut().map(EngineLink::open)
                });
                if let Some(Some(Err(message))) = opened {
                    self.notify(Tone::Error, message);
                }
            }
            Event::Answered { id, answer } => self.settle(id, answer),
            Event::RunFinished { run, model, .. } => {
                self.store_run(run, model.map(|model| model.file));
            }
            Event::SnapshotTaken { run, snapshot, .. } => self.keep_snapshot(run, snapshot),
            Event::Failed { .. } => self.offer_failed_run(),
            Event::Panicked { .. } | Event::DeviceLost { .. } => {
                self.retire(device, EngineLoss::Crashed);
                self.offer_failed_run();
            }
            Event::DeviceUnavailable { .. } => self.retire(device, EngineLoss::Stopped),
            _ => {}
        }
        self.run_effects(effects);
    }

    /// Delivers an answer to the future that awaits it.
    pub(super) fn settle(&self, id: RequestId, answer: Result<Answer, String>) {
        self.inner
            .update_value(|inner| inner.pending.settle(id, answer));
    }

    /// Does what the session asks the page for after an event.
    pub(super) fn run_effects(&self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask { id, request } => self.post_request(id, PRIMARY_ENGINE, request),
                Effect::StartRun(config) => {
                    let choice = self.inner.with_value(|inner| inner.lesson_choice);
                    self.launch(config, choice, None);
                }
                Effect::TakeSnapshot(run) => self.take_snapshot(run),
                Effect::RecoverRun(recovery) => self.recover_run(recovery),
            }
        }
    }
}
