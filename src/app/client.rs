//! The page's only way to change anything: asks the engines, and hands what they tell to the session.

use std::collections::BTreeMap;
use std::future::Future;

use futures::channel::oneshot;
use futures::future::AbortHandle;
use leptos::prelude::*;

use crate::protocol::{Command, DeviceKind, Event, RunId, Stamped};
use crate::session::{
    Chore, DeviceChoice, EngineStatus, HOME, NoticeAction, NoticeId, Probe, Session, Timings, Tone,
};
use link::{EngineLink, Heard};

use super::probe::ask_for_adapter;

mod launch;
mod link;
mod questions;
mod stale;
mod start_models;

pub use link::describe;

/// A handle that is cheap to copy; answers arrive in the session.
#[derive(Clone, Copy)]
pub struct Client {
    session: RwSignal<Session>,
    probe: RwSignal<Probe>,
    /// What is being done before a run can start.
    preparing: RwSignal<Option<String>>,
    /// Measured speeds by [`crate::session::device_choice::timings_key`].
    timings: RwSignal<BTreeMap<String, Timings>>,
    inner: StoredValue<Inner, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    cpu: Option<EngineLink>,
    webgpu: Option<EngineLink>,
    /// Each is asked after every change of the session, until it says that it is done.
    waiters: Vec<Waiter>,
    preparation: Option<AbortHandle>,
    lesson_choice: DeviceChoice,
}

type Waiter = Box<dyn FnMut(&Session) -> bool>;

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
        self.tell(HOME, Command::LoadData);
    }

    pub fn pause(&self, run: RunId) {
        self.tell_run(run, Command::PauseRun { run });
    }

    pub fn resume(&self, run: RunId) {
        self.tell_run(run, Command::ResumeRun { run });
    }

    /// Ends a run early, and the lesson with it.
    pub fn stop(&self, run: RunId) {
        self.change(Session::stop_lesson);
        self.tell_run(run, Command::StopRun { run });
    }

    /// A run is about to start; reactive.
    pub fn is_preparing(&self) -> bool {
        self.preparing.with(Option::is_some)
    }

    /// What is being done before the run can start; reactive.
    pub fn preparing_text(&self) -> Option<String> {
        self.preparing.get()
    }

    /// Measured speeds, by adapter and settings; reactive.
    pub fn timings(&self) -> BTreeMap<String, Timings> {
        self.timings.get()
    }

    /// Makes the engine panic, to see it recover.
    pub fn crash(&self, device: DeviceKind) {
        self.tell(device, Command::Crash);
    }

    /// Starts an engine, for the first time or again, and tells it what it must know.
    pub fn restart_engine(&self, device: DeviceKind) {
        self.change(|session| session.engine_starts(device));
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
                self.tell(device, Command::LoadData);
                if device == HOME {
                    let chores = self.change(Session::replay);
                    self.do_chores(chores);
                    self.bring_start_models();
                }
            }
            Err(message) => self.change(|session| session.engine_crashed(device, &message)),
        }
    }

    fn tell_run(&self, run: RunId, command: Command) {
        let device = self
            .session
            .with_untracked(|session| session.run(run).map(|run| run.device));
        if let Some(device) = device {
            self.tell(device, command);
        }
    }
}

/// Messages to the learner, and work in the background.
impl Client {
    pub fn notify(&self, tone: Tone, text: impl Into<String>) {
        self.change(|session| session.notify(tone, text, None));
    }

    pub fn dismiss(&self, notice: NoticeId) {
        self.change(|session| session.dismiss(notice));
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

    /// Waits until this finds something in the session.
    pub async fn until<T: 'static>(&self, find: impl Fn(&Session) -> Option<T> + 'static) -> T {
        if let Some(found) = self.session.with_untracked(&find) {
            return found;
        }
        let (sender, receiver) = oneshot::channel();
        let mut sender = Some(sender);
        self.inner.update_value(|inner| {
            inner.waiters.push(Box::new(move |session| {
                if let Some(found) = find(session)
                    && let Some(sender) = sender.take()
                {
                    // Whoever waited may have given up.
                    drop(sender.send(found));
                }
                sender.as_ref().is_none_or(oneshot::Sender::is_canceled)
            }));
        });
        match receiver.await {
            Ok(found) => found,
            // Waiters are dropped only with the page.
            Err(oneshot::Canceled) => std::future::pending().await,
        }
    }
}

/// The inside.
impl Client {
    pub(super) fn new(session: RwSignal<Session>, probe: RwSignal<Probe>) -> Self {
        Self {
            session,
            probe,
            preparing: RwSignal::new(None),
            timings: RwSignal::new(super::settings::kept_timings()),
            inner: StoredValue::new_local(Inner::default()),
        }
    }

    /// Finds out in the background what the browser offers of WebGPU.
    pub(super) fn ask_for_webgpu(&self) {
        let probe = self.probe;
        self.spawn(async move {
            probe.set(match ask_for_adapter().await {
                Ok(adapter) => Probe::Found(adapter),
                Err(problem) => Probe::Missing(problem),
            });
            Ok(())
        });
    }

    fn change<T>(&self, change: impl FnOnce(&mut Session) -> T) -> T {
        let mut session = self.session.write();
        let changed = change(&mut session);
        drop(session);
        self.wake_waiters();
        changed
    }

    fn wake_waiters(&self) {
        let waiters = self
            .inner
            .try_update_value(|inner| std::mem::take(&mut inner.waiters));
        let mut waiters = waiters.unwrap_or_default();
        self.session
            .with_untracked(|session| waiters.retain_mut(|waiter| !waiter(session)));
        self.inner
            .update_value(|inner| inner.waiters.append(&mut waiters));
    }

    /// Posts a command of the page's own.
    fn tell(&self, device: DeviceKind, command: Command) {
        if let Err(message) = self.post(device, command) {
            self.notify(Tone::Error, message);
        }
    }

    /// # Errors
    /// A sentence, when nobody is there to take the command.
    fn post(&self, device: DeviceKind, command: Command) -> Result<(), String> {
        let has_crashed = self
            .session
            .with_untracked(|session| matches!(session.engine(device), EngineStatus::Crashed(_)));
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
                session.notify(Tone::Error, error.to_string(), action);
            }),
            Heard::Broke(message) => {
                self.change(|session| session.engine_crashed(device, &message));
                self.retire(device);
            }
        }
    }

    fn take_in(&self, device: DeviceKind, stamped: Stamped) {
        let (is_first_word, is_last_word) = match &stamped.event {
            Event::Ready { build, .. } => {
                self.check_build(device, build);
                (true, false)
            }
            Event::Panicked { .. } | Event::DeviceUnavailable { .. } => (false, true),
            _ => (false, false),
        };
        let chores = self.change(|session| session.apply(device, stamped));
        if is_first_word {
            let opened = self
                .inner
                .try_update_value(|inner| inner.link_mut(device).as_mut().map(EngineLink::open));
            if let Some(Some(Err(message))) = opened {
                self.notify(Tone::Error, message);
            }
        }
        if is_last_word {
            self.retire(device);
        }
        self.do_chores(chores);
    }

    /// Ends a worker that can do nothing more.
    fn retire(&self, device: DeviceKind) {
        let link = self
            .inner
            .try_update_value(|inner| inner.link_mut(device).take());
        // Later, because this is called from one of its own listeners.
        self.spawn(async move {
            drop(link);
            Ok(())
        });
    }

    fn do_chores(&self, chores: Vec<Chore>) {
        for chore in chores {
            match chore {
                Chore::TellHome(command) => self.tell(HOME, command),
                Chore::StartRun(config) => {
                    let choice = self.inner.with_value(|inner| inner.lesson_choice);
                    self.launch(config, choice);
                }
            }
        }
    }
}
