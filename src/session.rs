//! The page's state, ready to be drawn: one part a noun, each of which applies the events about it.
//!
//! [`Session::apply`] takes in an event and returns its effects: what the page must now do by itself. No browser API is
//! used here, so every scenario is an ordinary test.

use crate::protocol::{
    DeviceKind, ModelKind, Request, RequestId, RunId, SplitName, TrainingConfig,
};
use crate::texts::text;

pub mod address;
pub mod answers;
pub mod camera;
pub mod chart_table;
pub mod colour_map;
pub mod confusion;
pub mod conv;
pub mod crop_box;
pub mod curves;
pub mod data;
pub mod device_choice;
pub mod devices;
pub mod diagnosis;
pub mod doubts;
pub mod estimate;
mod events;
pub mod evidence;
pub mod findings;
pub mod format;
pub mod gallery;
pub mod hidden;
pub mod history;
pub mod inside;
pub mod lesson;
pub mod model_entry;
pub mod models;
pub mod notices;
pub mod offline;
pub mod one_step;
pub mod pending;
pub mod picture_format;
pub mod pictures;
pub mod pixel_keys;
pub mod plot;
pub mod presets;
pub mod reliability;
mod requests;
pub mod results;
pub mod run;
pub mod runs;
pub mod script;
pub mod settings;
pub mod signed_map;
pub mod small;
pub mod snapshots;
pub mod stored_runs;
pub mod sweep;
pub mod trade_off;
pub mod votes;
pub mod without_room;

#[cfg(test)]
mod tests;

pub use address::Tab;
pub use curves::{Curve, CurvePoint};
pub use data::{Data, DataStatus, FileProgress, SplitStatus};
pub use device_choice::{ChosenDevice, DeviceChoice, DeviceDecision, Probe, Timings};
pub use devices::{Devices, EngineStatus};
pub use hidden::Hidden;
pub use history::{Entry, HistoryPlace};
pub use model_entry::{ModelEntry, Origin, Training};
pub use models::Models;
pub use notices::{Notice, NoticeAction, NoticeId, Notices, Tone};
pub use offline::{NewVersion, OfflineCopy};
pub use pending::{EngineLoss, Pending};
pub use run::{Run, RunPhase, TestProgress};
pub use runs::Runs;
pub use settings::{FieldError, FormField, SettingsForm};
pub use snapshots::{Recovery, StoredSnapshot};
pub use stored_runs::{StoredRun, StoredRunId, StoredRuns};
pub use without_room::{Attempt, EndedRun, RunsWithoutRoom};

use models::RequestContext;
use requests::Requests;
use snapshots::SnapshotSchedule;

/// The engine that answers the views' questions and has every trained model.
pub const PRIMARY_ENGINE: DeviceKind = DeviceKind::Cpu;

/// Everything the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    pub data: Data,
    pub models: Models,
    pub runs: Runs,
    pub devices: Devices,
    pub notices: Notices,
    /// Whether the page opens without its server.
    pub offline: OfflineCopy,
    requests: Requests,
    snapshots: SnapshotSchedule,
}

/// What the page must do by itself after an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the primary engine; the answer comes back by [`Session::apply`].
    Ask { id: RequestId, request: Request },
    /// Start the next run of the lesson.
    StartRun(TrainingConfig),
    /// Ask this run's engine for a snapshot.
    TakeSnapshot(RunId),
    /// Start the engine again, or another one, and let the run go on from its last snapshot.
    RecoverRun(Recovery),
}

/// Start and end of engines.
impl Session {
    /// A worker is being started, for the first time or again; the state of the one before it is dropped.
    pub fn engine_starts(&mut self, device: DeviceKind) {
        self.forget_engine(device);
        self.devices.start(device);
        self.notices
            .dismiss_action(NoticeAction::RestartEngine(device));
    }

    /// A worker was ended on purpose.
    pub fn engine_stopped(&mut self, device: DeviceKind) {
        self.forget_engine(device);
        self.devices.stop(device);
    }

    /// A worker is lost. Its run goes on from its last snapshot in a new one; everything trained before stays.
    pub fn engine_crashed(&mut self, device: DeviceKind, message: &str) -> Vec<Effect> {
        if !self.devices.crash(device, message) {
            return Vec::new();
        }
        self.lose_requests(device);
        if let Some(run) = self.runs.lost_with(device) {
            let (id, step) = (run.id, format::count(run.step));
            let title = device.title();
            let what = text!(
                "resume-crashed",
                device = title,
                step = step,
                message = message
            );
            return self.recover(id, &what);
        }
        self.notices.push(
            Tone::Error,
            text!(
                "engine-crashed-idle",
                device = device.title(),
                message = message
            ),
            Some(NoticeAction::RestartEngine(device)),
        );
        Vec::new()
    }

    /// Lets a lost run go on, or ends it once it was lost too often. `what` has happened, as a clause.
    fn recover(&mut self, id: RunId, what: &str) -> Vec<Effect> {
        let Some(run) = self.runs.get_mut(id) else {
            return Vec::new();
        };
        let Some(device) = run.next_device() else {
            let text = format!("{what}. {}", run.loss_text());
            let lost_on = run.device;
            self.runs.fail(id, &text);
            let has_crashed = matches!(self.devices.status(lost_on), EngineStatus::Crashed(_));
            let action = has_crashed.then_some(NoticeAction::RestartEngine(lost_on));
            self.notices.push(Tone::Error, text, action);
            return Vec::new();
        };
        let text = format!("{what}. {}", run.recovery_text(device));
        run.begin_recovery();
        self.notices.push(Tone::Error, text, None);
        vec![Effect::RecoverRun(Recovery { run: id, device })]
    }

    /// The page may be lost soon: a tab in the background is the first to be discarded.
    pub fn snapshot_now(&self) -> Option<Effect> {
        let run = self.runs.active().filter(|run| !run.is_recovering)?;
        Some(Effect::TakeSnapshot(run.id))
    }

    fn forget_engine(&mut self, device: DeviceKind) {
        self.lose_requests(device);
        self.data.forget(device);
        if device == PRIMARY_ENGINE {
            self.models.forget_engine();
        }
    }

    /// Drops the questions that this engine has not answered.
    fn lose_requests(&mut self, device: DeviceKind) {
        if device == PRIMARY_ENGINE {
            self.models.lose_requests();
            self.requests.lose_own();
        }
    }
}

/// Requests.
impl Session {
    /// A fresh request number, for a question of a view.
    pub fn next_request(&mut self) -> RequestId {
        self.requests.next_id()
    }

    /// Registers a model file that the learner loads; returns the request's number.
    pub fn begin_load(&mut self, origin: Origin, file: &[u8]) -> RequestId {
        let id = self.requests.next_id();
        let (models, context) = self.models_and_context();
        models.begin_load(id, origin, file, &context);
        id
    }

    /// Registers a model file that the page loads at its start; none when there is a model of this kind already. A failure is
    /// not shown.
    pub fn begin_start_load(&mut self, kind: ModelKind, origin: Origin) -> Option<RequestId> {
        if self.models.get(kind).is_some() {
            return None;
        }
        let id = self.requests.next_id();
        self.models.begin_start_load(id, origin);
        Some(id)
    }

    /// Registers an evaluation that the learner starts; returns the request's number.
    pub fn begin_evaluation(&mut self, kind: ModelKind) -> RequestId {
        let id = self.requests.next_id();
        self.models.begin_evaluation(kind, id);
        id
    }

    /// A request failed or could not be sent; of the page's own requests a notice shows it.
    pub fn fail_request(&mut self, id: RequestId, message: &str) {
        let is_own = self.requests.settle(id);
        self.models.fail_request(id);
        if is_own {
            self.notices.push(Tone::Error, message, None);
        }
    }

    /// Loads every model of the page into a restarted primary engine.
    pub fn send_models(&mut self) -> Vec<Effect> {
        let (models, mut context) = self.models_and_context();
        models.send_all(&mut context)
    }

    /// Evaluates a model whose evaluation was deferred until a view shows its score.
    pub fn evaluate_on_view(&mut self, kind: ModelKind) -> Vec<Effect> {
        let (models, mut context) = self.models_and_context();
        models.evaluate_on_view(kind, &mut context)
    }

    /// Swaps the model of this kind with the one that it replaced.
    pub fn restore_previous(&mut self, kind: ModelKind) -> Vec<Effect> {
        let (models, mut context) = self.models_and_context();
        models.restore_previous(kind, &mut context)
    }

    /// Takes a model's numbers as another model, by its position among the other readings of its file.
    pub fn read_as(&mut self, kind: ModelKind, position: usize) -> Vec<Effect> {
        let (models, mut context) = self.models_and_context();
        models.read_as(kind, position, &mut context)
    }

    fn models_and_context(&mut self) -> (&mut Models, RequestContext<'_>) {
        let context = RequestContext {
            requests: &mut self.requests,
            has_test_images: self.data.primary().split(SplitName::Test).is_some(),
        };
        (&mut self.models, context)
    }
}
