//! What the page itself does to the session, beside posting a command: starting engines, runs, loads and judgements.

use crate::protocol::{DeviceKind, ModelKind, RequestId, RunId, TrainingConfig};

use super::notices::{NoticeAction, NoticeId, Tone};
use super::{Decision, EngineState, EngineStatus, HOME, Origin, Run, Session};

impl Session {
    pub fn new_request(&mut self) -> RequestId {
        self.n_requests += 1;
        RequestId(self.n_requests)
    }

    /// Shows a notice; one that says the same already is not repeated.
    pub fn notify(&mut self, tone: Tone, text: impl Into<String>, action: Option<NoticeAction>) {
        self.notices.push(tone, text.into(), action);
    }

    pub fn dismiss(&mut self, notice: NoticeId) {
        self.notices.dismiss(notice);
    }

    /// A worker is being started, for the first time or again: what it knew is gone.
    pub fn engine_starts(&mut self, device: DeviceKind) {
        *self.state_mut(device) = EngineState {
            status: EngineStatus::Starting,
            ..EngineState::default()
        };
        self.notices
            .dismiss_action(NoticeAction::RestartEngine(device));
        if device == HOME {
            for held in self.models.values_mut() {
                held.is_at_home = false;
                held.pending_evaluation = None;
                held.test_progress = None;
            }
            self.loading.clear();
        }
    }

    /// A worker was ended because nobody needs it.
    pub fn engine_stopped(&mut self, device: DeviceKind) {
        *self.state_mut(device) = EngineState::default();
    }

    /// A worker is lost: its run ends, and so does the lesson; everything trained before stays.
    pub fn engine_crashed(&mut self, device: DeviceKind, message: &str) {
        if matches!(self.engine(device), EngineStatus::Crashed(_)) {
            return;
        }
        self.state_mut(device).status = EngineStatus::Crashed(message.to_owned());
        for run in &mut self.runs {
            if run.device == device && run.is_active() {
                run.fail(format!("the engine crashed during this run: {message}"));
            }
        }
        self.stop_lesson();
        if device == HOME {
            for held in self.models.values_mut() {
                held.pending_evaluation = None;
                held.test_progress = None;
            }
            for request in std::mem::take(&mut self.loading).into_keys() {
                let message = "cannot load this file: the engine crashed".to_owned();
                self.failures.insert(request, message);
            }
        }
        self.notify(
            Tone::Error,
            format!(
                "the {} engine crashed: {message}. Nothing that was trained before is lost",
                device.title()
            ),
            Some(NoticeAction::RestartEngine(device)),
        );
    }

    /// A run is asked for; the answer makes it `Running`.
    pub fn begin_run(&mut self, config: TrainingConfig, decision: Decision) -> RunId {
        self.n_runs += 1;
        let run = RunId(self.n_runs);
        self.runs
            .push(Run::new(run, config, decision.device, decision.reason));
        run
    }

    /// A run could not start.
    pub fn fail_run(&mut self, run: RunId, message: String) {
        if let Some(run) = self.run_mut(run) {
            run.fail(message);
        }
        self.stop_lesson();
    }

    /// Queues these runs; the answer is the first, to be started now.
    pub fn begin_lesson(&mut self, configs: Vec<TrainingConfig>) -> Option<TrainingConfig> {
        self.lesson = configs.into();
        self.is_in_lesson = !self.lesson.is_empty();
        self.lesson.pop_front()
    }

    /// Takes every waiting run out of the queue.
    pub fn stop_lesson(&mut self) {
        self.lesson.clear();
        self.is_in_lesson = false;
    }

    /// The model of this file is on its way into the home engine.
    pub fn begin_load(&mut self, origin: Origin) -> RequestId {
        let request = self.new_request();
        self.loading.insert(request, Some(origin));
        request
    }

    /// The held model of this kind is being judged; the number of the question.
    pub fn begin_evaluation(&mut self, model: ModelKind) -> RequestId {
        let request = self.new_request();
        if let Some(held) = self.models.get_mut(&model) {
            held.pending_evaluation = Some(request);
        }
        request
    }
}
