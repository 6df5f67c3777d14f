//! What the page itself does to the session, beside posting a command: starting engines, runs, loads and judgements.

use crate::protocol::{DeviceKind, ModelKind, RequestId, RunId, TrainingConfig};

use super::notices::{NoticeAction, NoticeId, Tone};
use super::{Decision, EngineState, EngineStatus, HOME, Load, Origin, Run, Session};

impl Session {
    /// Shows a notice; one that says the same already is not repeated.
    pub fn notify(&mut self, tone: Tone, text: impl Into<String>, action: Option<NoticeAction>) {
        self.notices.push(tone, text.into(), action);
    }

    pub fn dismiss(&mut self, notice: NoticeId) {
        self.notices.dismiss(notice);
    }

    /// A worker is being started, for the first time or again: what it knew is gone.
    pub fn engine_starts(&mut self, device: DeviceKind) {
        self.fail_all(device, "the engine was started anew, try again");
        *self.state_mut(device) = EngineState {
            status: EngineStatus::Starting,
            ..EngineState::default()
        };
        self.notices
            .dismiss_action(NoticeAction::RestartEngine(device));
        if device == HOME {
            for held in self.models.values_mut() {
                held.is_at_home = false;
            }
        }
    }

    /// A worker was ended because nobody needs it.
    pub fn engine_stopped(&mut self, device: DeviceKind) {
        self.fail_all(device, "the engine was stopped");
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
        self.fail_all(device, "the engine crashed, restart it and try again");
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
        let request = self.new_request(HOME);
        self.loading.insert(request, Load::Asked(origin));
        request
    }

    /// A model that the page brings at its start is on its way; none when the learner has one of its kind already.
    pub fn begin_start_load(&mut self, kind: ModelKind, origin: Origin) -> Option<RequestId> {
        if self.models.contains_key(&kind) {
            return None;
        }
        // Nobody waits for it, so nobody is told when it fails.
        let request = self.new_request(HOME);
        self.loading.insert(request, Load::AtStart(origin));
        Some(request)
    }

    /// The learner wants the held model of this kind judged; the number of the question.
    pub fn begin_evaluation(&mut self, model: ModelKind) -> RequestId {
        let request = self.new_request(HOME);
        self.await_judgement(model, request);
        request
    }

    pub(super) fn await_judgement(&mut self, model: ModelKind, request: RequestId) {
        if let Some(held) = self.models.get_mut(&model) {
            held.waits_for_a_look = false;
            held.pending_evaluation = Some(request);
        }
    }
}
