//! The page's only way to change anything: commands and questions to the engines, whose events go to the session.

use std::future::Future;

use futures::channel::oneshot;
use leptos::prelude::*;

use crate::protocol::{Answer, Command, DeviceKind, Event, ModelKind, RequestId, RunId, Stamped};
use crate::session::{
    DeviceChoice, Effect, EngineLoss, EngineStatus, NoticeAction, NoticeId, PRIMARY_ENGINE,
    Pending, Probe, Session, Tone,
};
use link::{EngineLink, Heard};

use super::probe::ask_for_adapter;

mod ask;
mod launch;
mod link;
mod stale;
mod start_models;

/// A handle that is cheap to copy.
#[derive(Clone, Copy)]
pub struct Client {
    session: RwSignal<Session>,
    inner: StoredValue<Inner, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    cpu: Option<EngineLink>,
    webgpu: Option<EngineLink>,
    pending: Pending,
    /// The choice by which the runs of the lesson find their device.
    lesson_choice: DeviceChoice,
}

impl Inner {
    fn link_mut(&mut self, device: DeviceKind) -> &mut Option<EngineLink> {
        match device {
            DeviceKind::Cpu => &mut self.cpu,
            DeviceKind::WebGpu => &mut self.webgpu,
        }
    }
}

/// Runs and engines.
impl Client {
    /// Loads the data set, at the start or once more after a failure.
    pub fn load_data(&self) {
        self.send(PRIMARY_ENGINE, Command::LoadData);
    }

    pub fn pause(&self, run: RunId) {
        self.send_to_run(run, Command::PauseRun { run });
    }

    pub fn resume(&self, run: RunId) {
        self.send_to_run(run, Command::ResumeRun { run });
    }

    /// Ends a run early, and the lesson with it.
    pub fn stop(&self, run: RunId) {
        self.change(|session| session.runs.stop_lesson());
        self.send_to_run(run, Command::StopRun { run });
    }

    /// Makes the engine panic, to see it recover.
    pub fn crash(&self, device: DeviceKind) {
        self.send(device, Command::Crash);
    }

    /// Starts an engine, for the first time or again, and gives it what it must know.
    pub fn restart_engine(&self, device: DeviceKind) {
        self.change(|session| session.engine_starts(device));
        self.lose_answers(device, EngineLoss::Restarted);
        // The old worker ends before its successor begins: together they might not fit into memory.
        let old = self
            .inner
            .try_update_value(|inner| inner.link_mut(device).take());
        drop(old);
        let client = *self;
        match EngineLink::start(device, move |heard| client.hear(device, heard)) {
            Ok(link) => {
                self.inner
                    .update_value(|inner| *inner.link_mut(device) = Some(link));
                self.send(device, Command::LoadData);
                if device == PRIMARY_ENGINE {
                    let effects = self.change(Session::send_models);
                    self.run_effects(effects);
                    self.load_start_models();
                }
            }
            Err(message) => self.change(|session| session.engine_crashed(device, &message)),
        }
    }

    fn send_to_run(&self, run: RunId, command: Command) {
        let device = self
            .session
            .with_untracked(|session| session.runs.get(run).map(|run| run.device));
        if let Some(device) = device {
            self.send(device, command);
        }
    }
}

/// Models.
impl Client {
    /// A view shows the figures of this model: it is evaluated now if that was put off until then.
    pub fn evaluate_on_view(&self, model: ModelKind) {
        let effects = self.change(|session| session.evaluate_on_view(model));
        self.run_effects(effects);
    }

    /// Takes back the model that the present one of this kind took the place of.
    pub fn restore_previous(&self, model: ModelKind) {
        let effects = self.change(|session| session.restore_previous(model));
        self.run_effects(effects);
    }
}

/// Messages to the learner, and work in the background.
impl Client {
    pub fn notify(&self, tone: Tone, text: impl Into<String>) {
        self.change(|session| session.notices.push(tone, text, None));
    }

    pub fn dismiss(&self, notice: NoticeId) {
        self.change(|session| session.notices.dismiss(notice));
    }

    /// Does this beside everything else; a failure becomes a notice, so that no error vanishes.
    pub fn spawn(&self, task: impl Future<Output = Result<(), String>> + 'static) {
        let client = *self;
        leptos::task::spawn_local(async move {
            if let Err(message) = task.await {
                client.notify(Tone::Error, message);
            }
        });
    }
}

/// The inside.
impl Client {
    pub(super) fn new(session: RwSignal<Session>) -> Self {
        Self {
            session,
            inner: StoredValue::new_local(Inner::default()),
        }
    }

    /// Finds out in the background what the browser offers of WebGPU.
    pub(super) fn ask_for_webgpu(&self) {
        let client = *self;
        self.spawn(async move {
            let probe = match ask_for_adapter().await {
                Ok(adapter) => Probe::Found(adapter),
                Err(problem) => Probe::Missing(problem),
            };
            client.set_probe(probe);
            Ok(())
        });
    }

    fn set_probe(&self, probe: Probe) {
        self.change(|session| session.devices.probe = probe);
    }

    fn change<T>(&self, change: impl FnOnce(&mut Session) -> T) -> T {
        change(&mut self.session.write())
    }

    /// Waits until this finds something in the session.
    async fn until<T: 'static>(self, find: impl Fn(&Session) -> Option<T> + 'static) -> T {
        let (sender, receiver) = oneshot::channel();
        let mut sender = Some(sender);
        // Dropped, and with it the search, as soon as something is found or not waited for any longer.
        let _search = RenderEffect::new(move |_| {
            if sender.is_some()
                && let Some(found) = self.session.with(&find)
                && let Some(sender) = sender.take()
            {
                drop(sender.send(found));
            }
        });
        match receiver.await {
            Ok(found) => found,
            // The search has the sender, and is there until now.
            Err(oneshot::Canceled) => std::future::pending().await,
        }
    }

    /// Posts a command; a failure becomes a notice.
    fn send(&self, device: DeviceKind, command: Command) {
        if let Err(message) = self.post(device, command) {
            self.notify(Tone::Error, message);
        }
    }

    /// # Errors
    /// A sentence, when no engine is there to take the command.
    fn post(&self, device: DeviceKind, command: Command) -> Result<(), String> {
        let has_crashed = self.session.with_untracked(|session| {
            matches!(session.devices.status(device), EngineStatus::Crashed(_))
        });
        let sent = self.inner.try_update_value(|inner| {
            let link = inner.link_mut(device).as_mut()?;
            // A link outlives its engine for a moment.
            (!has_crashed).then(|| link.send(command))
        });
        sent.flatten().unwrap_or_else(|| {
            Err(format!(
                "the {} engine is not running: restart it",
                device.title()
            ))
        })
    }

    fn hear(&self, device: DeviceKind, heard: Heard) {
        match heard {
            Heard::Said(stamped) => self.take_in(device, *stamped),
            Heard::Unreadable(error) => self.change(|session| {
                let action = Some(NoticeAction::Reload(device));
                session.notices.push(Tone::Error, error.to_string(), action);
            }),
            Heard::Broke(message) => {
                self.change(|session| session.engine_crashed(device, &message));
                self.retire(device, EngineLoss::Crashed);
            }
        }
    }

    fn take_in(&self, device: DeviceKind, stamped: Stamped) {
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
            Event::Panicked { .. } => self.retire(device, EngineLoss::Crashed),
            Event::DeviceUnavailable { .. } => self.retire(device, EngineLoss::Stopped),
            _ => {}
        }
        self.run_effects(effects);
    }

    /// Hands an answer to whatever waits for it.
    fn settle(&self, id: RequestId, answer: Result<Answer, String>) {
        self.inner
            .update_value(|inner| inner.pending.settle(id, answer));
    }

    fn lose_answers(&self, device: DeviceKind, loss: EngineLoss) {
        self.inner
            .update_value(|inner| inner.pending.fail_all(device, loss));
    }

    /// Ends a worker that can do nothing more.
    fn retire(&self, device: DeviceKind, loss: EngineLoss) {
        self.lose_answers(device, loss);
        let link = self
            .inner
            .try_update_value(|inner| inner.link_mut(device).take());
        // Later, because this is called from one of its own listeners.
        self.spawn(async move {
            drop(link);
            Ok(())
        });
    }

    fn run_effects(&self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask { id, request } => self.put(id, PRIMARY_ENGINE, request),
                Effect::StartRun(config) => {
                    let choice = self.inner.with_value(|inner| inner.lesson_choice);
                    self.launch(config, choice);
                }
            }
        }
    }
}
