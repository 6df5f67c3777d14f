//! The page's only way to change state: sends commands and requests to the engines and applies their events to the session.

use std::future::Future;
use std::pin::Pin;

use futures::channel::oneshot;
use leptos::prelude::*;

use crate::protocol::{Command, DeviceKind, ModelKind, RunId};
use crate::session::{
    DeviceChoice, EngineLoss, EngineStatus, NoticeId, PRIMARY_ENGINE, Pending, Probe,
    RunsWithoutRoom, Session, StoredRuns, Tone,
};
use crate::texts::{Language, text};
pub use cut_off_runs::CutOff;
use link::EngineLink;

use super::probe::request_adapter;

mod ask;
mod cut_off_runs;
mod events;
mod launch;
mod link;
mod snapshots;
mod stale;
mod start_models;
mod stored_runs;

/// A handle to the engines and the session; a copy is cheap.
#[derive(Clone, Copy)]
pub struct Client {
    session: RwSignal<Session>,
    /// The runs that this browser keeps.
    stored_runs: RwSignal<StoredRuns>,
    /// Runs that were cut off and can be resumed, newest first.
    cut_off: RwSignal<Vec<CutOff>>,
    /// Changes of the saved models by other tabs so far.
    saved_elsewhere: RwSignal<u32>,
    inner: StoredValue<Inner, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    cpu: Option<EngineLink>,
    webgpu: Option<EngineLink>,
    pending: Pending,
    /// The command that sets the language of an engine.
    speak: Option<Command>,
    /// The learner's device choice for the runs of the lesson.
    lesson_choice: DeviceChoice,
    without_room: RunsWithoutRoom,
    keeper: snapshots::Keeper,
    offers: cut_off_runs::Offers,
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
    /// Loads the data set again after a failure.
    pub fn load_data(&self) {
        self.send(PRIMARY_ENGINE, Command::LoadData);
    }

    /// Pauses a run after the present slice of work.
    pub fn pause(&self, run: RunId) {
        self.send_to_run(run, Command::PauseRun { run });
    }

    /// Resumes a paused run.
    pub fn resume(&self, run: RunId) {
        self.send_to_run(run, Command::ResumeRun { run });
    }

    /// Makes one step of a paused run.
    pub fn step(&self, run: RunId) {
        self.send_to_run(run, Command::StepRun { run });
    }

    /// Ends a run early, and the lesson with it. One that no engine has at present can be resumed.
    pub fn stop(&self, run: RunId) {
        self.change(|session| session.runs.stop_lesson());
        if self.is_recovering(run) {
            self.change(|session| session.runs.fail(run, text!("resume-given-up")));
            self.offer_failed_run();
            return;
        }
        self.send_to_run(run, Command::StopRun { run });
    }

    /// Makes the engine panic, to demonstrate its restart.
    pub fn crash(&self, device: DeviceKind) {
        self.send(device, Command::Crash);
    }

    /// Starts an engine, for the first time or again, and loads data and models into it.
    pub fn restart_engine(&self, device: DeviceKind) {
        self.change(|session| session.engine_starts(device));
        self.lose_answers(device, EngineLoss::Restarted);
        // The old worker ends before its successor begins: together they might not fit into memory.
        let old = self
            .inner
            .try_update_value(|inner| inner.link_mut(device).take());
        drop(old);
        let client = *self;
        match EngineLink::start(device, move |event| client.receive(device, event)) {
            Ok(link) => {
                self.inner
                    .update_value(|inner| *inner.link_mut(device) = Some(link));
                let speak = self.inner.with_value(|inner| inner.speak.clone());
                for command in speak.into_iter().chain([Command::LoadData]) {
                    self.send(device, command);
                }
                if device == PRIMARY_ENGINE {
                    let effects = self.change(Session::send_models);
                    self.run_effects(effects);
                    self.load_start_models();
                }
            }
            Err(message) => self.engine_is_lost(device, &message),
        }
    }

    fn is_recovering(&self, run: RunId) -> bool {
        self.session.with_untracked(|session| {
            let run = session.runs.get(run);
            run.is_some_and(|run| run.is_recovering)
        })
    }

    fn send_to_run(&self, run: RunId, command: Command) {
        if self.is_recovering(run) {
            return;
        }
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
    /// Evaluates a model whose evaluation was deferred until a view shows its score.
    pub fn evaluate_on_view(&self, model: ModelKind) {
        let effects = self.change(|session| session.evaluate_on_view(model));
        self.run_effects(effects);
    }

    /// Swaps the model of this kind with the one that it replaced.
    pub fn restore_previous(&self, model: ModelKind) {
        let effects = self.change(|session| session.restore_previous(model));
        self.run_effects(effects);
    }

    /// Takes a model's numbers as another model, by its position among the other readings of its file.
    pub fn read_as(&self, model: ModelKind, position: usize) {
        let effects = self.change(|session| session.read_as(model, position));
        self.run_effects(effects);
    }
}

/// Messages to the learner, and work in the background.
impl Client {
    /// Sets the language of the engines, those of now and those that start later; `texts` is its file.
    pub fn speak(&self, language: Language, texts: String) {
        let command = Command::Speak { language, texts };
        self.inner
            .update_value(|inner| inner.speak = Some(command.clone()));
        for device in [DeviceKind::Cpu, DeviceKind::WebGpu] {
            // One that is not running gets it when it starts.
            drop(self.post(device, command.clone()));
        }
    }

    /// Shows a notice.
    pub fn notify(&self, tone: Tone, text: impl Into<String>) {
        self.change(|session| session.notices.push(tone, text, None));
    }

    /// Removes a notice.
    pub fn dismiss(&self, notice: NoticeId) {
        self.change(|session| session.notices.dismiss(notice));
    }

    /// Runs a task in the background; its failure becomes a notice.
    pub fn spawn(&self, task: impl Future<Output = Result<(), String>> + 'static) {
        self.spawn_boxed(Box::pin(task));
    }

    fn spawn_boxed(&self, task: Pin<Box<dyn Future<Output = Result<(), String>>>>) {
        let client = *self;
        leptos::task::spawn_local(async move {
            if let Err(message) = task.await {
                client.notify(Tone::Error, message);
            }
        });
    }
}

/// Internals.
impl Client {
    /// A client without engines, which changes this session.
    pub(super) fn new(session: RwSignal<Session>) -> Self {
        Self {
            session,
            stored_runs: RwSignal::new(StoredRuns::default()),
            cut_off: RwSignal::new(Vec::new()),
            saved_elsewhere: RwSignal::new(0),
            inner: StoredValue::new_local(Inner::default()),
        }
    }

    /// Asks the browser for a WebGPU adapter, in the background.
    pub(super) fn probe_webgpu(&self) {
        let client = *self;
        self.spawn(async move {
            let probe = match request_adapter().await {
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

    /// Waits until `find` returns something.
    async fn until<T: 'static>(self, find: impl Fn(&Session) -> Option<T> + 'static) -> T {
        let (sender, receiver) = oneshot::channel();
        let mut sender = Some(sender);
        // Dropping it, when something is found or the future is dropped, ends the search.
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
            // Unreachable: the sender lives in `_search`.
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
    /// A sentence, when the engine is not running.
    fn post(&self, device: DeviceKind, command: Command) -> Result<(), String> {
        let has_crashed = self.session.with_untracked(|session| {
            matches!(session.devices.status(device), EngineStatus::Crashed(_))
        });
        let sent = self.inner.try_update_value(|inner| {
            let link = inner.link_mut(device).as_mut()?;
            // The link of a crashed engine is dropped a moment later.
            (!has_crashed).then(|| link.send(command))
        });
        sent.flatten()
            .unwrap_or_else(|| Err(text!("engine-not-running", device = device.title())))
    }

    fn lose_answers(&self, device: DeviceKind, loss: EngineLoss) {
        self.inner
            .update_value(|inner| inner.pending.fail_all(device, loss));
    }

    /// Ends a worker and fails its outstanding requests.
    fn retire(&self, device: DeviceKind, loss: EngineLoss) {
        self.lose_answers(device, loss);
        let link = self
            .inner
            .try_update_value(|inner| inner.link_mut(device).take());
        // In a task, because this is called from one of the link's listeners.
        self.spawn(async move {
            drop(link);
            Ok(())
        });
    }
}
