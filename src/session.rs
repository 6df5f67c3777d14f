//! What the page knows: the facts that engines have told, ready to be drawn.
//!
//! [`Session::apply`] takes in an event and answers with chores: what the page must now ask of an engine by itself.
//! Nothing here knows the browser, so every story is an ordinary test.

use std::collections::{BTreeMap, VecDeque};

use crate::protocol::{
    Command, DeviceKind, DeviceReport, Evaluation, Event, Failure, ModelKind, Outcome, RequestId,
    RunId, SplitName, Stamped, Subject, TrainedModel, TrainingConfig, WebGpuProblem,
};

pub mod address;
pub mod answers;
pub mod colour_map;
pub mod conv;
pub mod curves;
pub mod data_status;
pub mod device_choice;
pub mod diagnosis;
pub mod format;
pub mod held;
pub mod lesson;
pub mod notices;
pub mod plot;
pub mod run;
pub mod settings;
pub mod trade_off;

#[cfg(test)]
mod tests;

pub use address::Tab;
pub use answers::{
    BatchAnswer, ClassificationAnswer, ImagesAnswer, PredictionsAnswer, SavedFileAnswer,
    SummaryAnswer,
};
pub use curves::{Curve, CurvePoint};
pub use data_status::{DataStatus, FileProgress, SplitStatus};
pub use device_choice::{Decision, DeviceChoice, Plan, Probe, Timings};
pub use held::{HeldModel, Origin};
pub use notices::{Notice, NoticeAction, NoticeId, Tone};
pub use run::{Run, RunPhase, TestProgress};
pub use settings::{FieldError, FormField, SettingsForm};

use answers::Answers;
use notices::Notices;

/// The engine that answers questions and holds every trained model.
pub const HOME: DeviceKind = DeviceKind::Cpu;

/// A worker's state of health.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum EngineStatus {
    #[default]
    NotStarted,
    Starting,
    Ready(DeviceReport),
    /// Its device cannot be had.
    Unavailable(WebGpuProblem),
    /// Only a restart helps.
    Crashed(String),
}

/// What the page must ask of an engine by itself after an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Chore {
    /// To the home engine.
    TellHome(Command),
    /// The next run of the lesson.
    StartRun(TrainingConfig),
}

#[derive(Clone, Debug, Default, PartialEq)]
struct EngineState {
    status: EngineStatus,
    data: DataStatus,
    /// Stamps of benchmarks: begun, ended, steps.
    benchmarks: BTreeMap<RequestId, Benchmark>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Benchmark {
    started_secs: Option<f64>,
    steps_per_sec: Option<f64>,
}

/// Everything the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    cpu: EngineState,
    webgpu: EngineState,
    runs: Vec<Run>,
    lesson: VecDeque<TrainingConfig>,
    is_in_lesson: bool,
    models: BTreeMap<ModelKind, HeldModel>,
    /// What newer models took the place of.
    replaced: BTreeMap<ModelKind, HeldModel>,
    /// Models on their way into the home engine, by request; `None` for one that the page holds already.
    loading: BTreeMap<RequestId, Option<Origin>>,
    images: Answers<ImagesAnswer>,
    batches: Answers<BatchAnswer>,
    summaries: Answers<SummaryAnswer>,
    predictions: Answers<PredictionsAnswer>,
    classifications: Answers<ClassificationAnswer>,
    files: Answers<SavedFileAnswer>,
    loaded: Answers<ModelKind>,
    failures: Answers<String>,
    notices: Notices,
    n_requests: u32,
    n_runs: u32,
}

/// What there is to see.
impl Session {
    pub fn engine(&self, device: DeviceKind) -> &EngineStatus {
        &self.state(device).status
    }

    /// The home engine answers.
    pub fn is_home_ready(&self) -> bool {
        matches!(self.engine(HOME), EngineStatus::Ready(_))
    }

    /// The data set in the home engine.
    pub fn data(&self) -> &DataStatus {
        self.data_of(HOME)
    }

    pub fn data_of(&self, device: DeviceKind) -> &DataStatus {
        &self.state(device).data
    }

    /// Oldest first.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    pub fn run(&self, run: RunId) -> Option<&Run> {
        self.runs.iter().find(|known| known.id == run)
    }

    /// The run that has not ended yet.
    pub fn active_run(&self) -> Option<&Run> {
        self.runs.iter().rev().find(|run| run.is_active())
    }

    /// The newest run of this model, active or ended.
    pub fn latest_run(&self, model: ModelKind) -> Option<&Run> {
        self.runs.iter().rev().find(|run| run.config.model == model)
    }

    /// Runs of the lesson that wait for their turn; the active one is not among them.
    pub fn lesson_queue(&self) -> impl ExactSizeIterator<Item = &TrainingConfig> {
        self.lesson.iter()
    }

    /// "Run the whole lesson" is under way.
    pub fn is_in_lesson(&self) -> bool {
        self.is_in_lesson
    }

    pub fn model(&self, model: ModelKind) -> Option<&HeldModel> {
        self.models.get(&model)
    }

    /// Every trained or loaded model, in the lesson's order.
    pub fn models(&self) -> impl Iterator<Item = (ModelKind, &HeldModel)> {
        self.models.iter().map(|(&kind, held)| (kind, held))
    }

    /// The model that the held one of this kind took the place of.
    pub fn replaced_model(&self, model: ModelKind) -> Option<&HeldModel> {
        self.replaced.get(&model)
    }

    /// The most accurate of the judged models, by the lesson's definition.
    pub fn best_model(&self) -> Option<ModelKind> {
        self.models
            .iter()
            .filter_map(|(&kind, held)| Some((kind, held.evaluation.as_ref()?.accuracy)))
            .max_by(|(_, a), (_, b)| a.total_cmp(b))
            .map(|(kind, _)| kind)
    }

    pub fn images(&self, request: RequestId) -> Option<&ImagesAnswer> {
        self.images.get(request)
    }

    pub fn batch(&self, request: RequestId) -> Option<&BatchAnswer> {
        self.batches.get(request)
    }

    pub fn summary(&self, request: RequestId) -> Option<&SummaryAnswer> {
        self.summaries.get(request)
    }

    pub fn predictions(&self, request: RequestId) -> Option<&PredictionsAnswer> {
        self.predictions.get(request)
    }

    pub fn classification(&self, request: RequestId) -> Option<&ClassificationAnswer> {
        self.classifications.get(request)
    }

    pub fn saved_file(&self, request: RequestId) -> Option<&SavedFileAnswer> {
        self.files.get(request)
    }

    /// The kind of the model that this request has loaded.
    pub fn loaded_model(&self, request: RequestId) -> Option<ModelKind> {
        self.loaded.get(request).copied()
    }

    /// Why this request failed, as a sentence to stand beside its control.
    pub fn failure(&self, request: RequestId) -> Option<&str> {
        self.failures.get(request).map(String::as_str)
    }

    /// Steps per second of this benchmark; none until it has ended.
    pub fn benchmark(&self, device: DeviceKind, request: RequestId) -> Option<f64> {
        self.state(device).benchmarks.get(&request)?.steps_per_sec
    }

    /// Oldest first.
    pub fn notices(&self) -> &[Notice] {
        self.notices.all()
    }
}

/// What the page itself does to it; the client calls these beside posting the command.
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

/// What the engines tell.
impl Session {
    /// Takes in what the engine on `source` says; the answer is what must now be asked of it.
    pub fn apply(&mut self, source: DeviceKind, stamped: Stamped) -> Vec<Chore> {
        let at_secs = stamped.elapsed_secs;
        match stamped.event {
            Event::Ready { version: _, device } => {
                self.state_mut(source).status = EngineStatus::Ready(device);
            }
            Event::DeviceUnavailable { device, problem } => {
                self.state_mut(device).status = EngineStatus::Unavailable(problem);
            }
            Event::LoadStarted => self.state_mut(source).data.error = None,
            Event::DataProgress {
                file,
                n_received_bytes,
                n_total_bytes,
                from_cache,
            } => {
                let progress = FileProgress {
                    n_received_bytes,
                    n_total_bytes,
                    from_cache,
                };
                self.state_mut(source).data.set_file(file, progress);
            }
            Event::SplitLoaded {
                split,
                n_images,
                class_counts,
            } => {
                let status = SplitStatus {
                    n_images,
                    class_counts,
                };
                self.state_mut(source).data.set_split(split, status);
                if source == HOME {
                    return self.judge_all();
                }
            }
            Event::Images {
                request,
                split,
                images,
            } => self.images.insert(request, ImagesAnswer { split, images }),
            Event::Batch {
                request,
                split,
                batch_index,
                n_batches,
                images_shape,
                images,
            } => {
                let answer = BatchAnswer {
                    split,
                    batch_index,
                    n_batches,
                    images_shape,
                    images,
                };
                self.batches.insert(request, answer);
            }
            Event::Summarized {
                request,
                model,
                layers,
                n_parameters,
            } => {
                let answer = SummaryAnswer {
                    model,
                    layers,
                    n_parameters,
                };
                self.summaries.insert(request, answer);
            }
            Event::RunStarted {
                run,
                config,
                device,
                n_steps_per_epoch,
                n_steps,
                n_parameters,
            } => {
                if let Some(run) = self.run_mut(run) {
                    run.config = config;
                    run.device = device;
                    run.n_steps_per_epoch = n_steps_per_epoch;
                    run.n_steps = n_steps;
                    run.n_parameters = n_parameters;
                    run.start(at_secs);
                }
            }
            Event::StepsCompleted {
                run,
                epoch,
                step,
                losses,
                accuracies,
            } => {
                if let Some(run) = self.run_mut(run) {
                    run.take_steps(at_secs, epoch, step, &losses, &accuracies);
                }
            }
            Event::EvaluationProgress {
                model,
                n_done,
                n_images,
            } => self.take_test_progress(source, model, TestProgress { n_done, n_images }),
            Event::EpochCompleted { run, summary } => {
                if let Some(run) = self.run_mut(run) {
                    run.complete_epoch(at_secs, summary);
                }
            }
            Event::RunPaused { run, step: _ } => {
                if let Some(run) = self.run_mut(run) {
                    run.pause(at_secs);
                }
            }
            Event::RunResumed { run, step: _ } => {
                if let Some(run) = self.run_mut(run) {
                    run.resume(at_secs);
                }
            }
            Event::RunFinished {
                run,
                outcome,
                step,
                model,
            } => return self.finish_run(source, at_secs, run, outcome, step, model),
            Event::Evaluated {
                request,
                evaluation,
            } => self.take_evaluation(source, request, evaluation),
            Event::Predicted {
                request,
                model,
                predictions,
            } => {
                let answer = PredictionsAnswer { model, predictions };
                self.predictions.insert(request, answer);
            }
            Event::Classified {
                request,
                model,
                pixels,
                inverted,
                probabilities,
            } => {
                let answer = ClassificationAnswer {
                    model,
                    pixels,
                    inverted,
                    probabilities,
                };
                self.classifications.insert(request, answer);
            }
            Event::ModelSaved {
                request,
                model,
                format,
                file,
            } => {
                let answer = SavedFileAnswer {
                    model,
                    format,
                    file,
                };
                self.files.insert(request, answer);
            }
            Event::ModelLoaded { request, model } => return self.take_loaded(request, model),
            Event::BenchmarkStarted { request } => {
                let benchmarks = &mut self.state_mut(source).benchmarks;
                benchmarks.entry(request).or_default().started_secs = Some(at_secs);
            }
            Event::BenchmarkFinished { request, n_steps } => {
                let benchmarks = &mut self.state_mut(source).benchmarks;
                let benchmark = benchmarks.entry(request).or_default();
                benchmark.steps_per_sec = benchmark.started_secs.map(|started_secs| {
                    // A clock that did not move at all must not make the device infinitely fast.
                    n_steps as f64 / (at_secs - started_secs).max(1e-4)
                });
            }
            Event::Failed { failure } => self.take_failure(source, failure),
            Event::Panicked { message } => self.engine_crashed(source, &message),
        }
        Vec::new()
    }

    /// What a restarted home engine must be told to know again what the page knows.
    pub fn replay(&mut self) -> Vec<Chore> {
        let kinds: Vec<ModelKind> = self.models.keys().copied().collect();
        kinds
            .into_iter()
            .flat_map(|kind| self.bring_home(kind))
            .collect()
    }

    /// Takes back the model that the held one took the place of; the two change places.
    pub fn bring_back(&mut self, kind: ModelKind) -> Vec<Chore> {
        let Some(mut before) = self.replaced.remove(&kind) else {
            return Vec::new();
        };
        before.is_at_home = false;
        before.pending_evaluation = None;
        before.test_progress = None;
        self.hold(kind, before);
        self.bring_home(kind)
    }

    fn finish_run(
        &mut self,
        source: DeviceKind,
        at_secs: f64,
        run: RunId,
        outcome: Outcome,
        step: usize,
        trained: Option<TrainedModel>,
    ) -> Vec<Chore> {
        let Some(finished) = self.run_mut(run) else {
            return Vec::new();
        };
        finished.finish(at_secs, outcome, step);
        let mut chores = Vec::new();
        if let Some(trained) = trained {
            let origin = Origin::Run {
                run,
                device: source,
                training_secs: finished.training_secs(),
            };
            let evaluation = finished.evaluation.take();
            let kind = trained.config.model;
            let mut held = HeldModel::new(trained, origin, source == HOME);
            held.evaluation = evaluation;
            self.hold(kind, held);
            chores.extend(self.bring_home(kind));
        }
        match outcome {
            Outcome::Stopped => self.stop_lesson(),
            Outcome::Completed | Outcome::Diverged => match self.lesson.pop_front() {
                Some(next) => chores.push(Chore::StartRun(next)),
                None => self.is_in_lesson = false,
            },
        }
        chores
    }

    /// The home engine learns the model of this kind if it does not hold it, and judges it if nobody has.
    fn bring_home(&mut self, kind: ModelKind) -> Vec<Chore> {
        let mut chores = Vec::new();
        let Some(held) = self.models.get_mut(&kind) else {
            return chores;
        };
        if !held.is_at_home {
            held.is_at_home = true;
            let file = held.trained.file.clone();
            let request = self.new_request();
            self.loading.insert(request, None);
            chores.push(Chore::TellHome(Command::LoadModel { request, file }));
        }
        chores.extend(self.judge(kind));
        chores
    }

    fn hold(&mut self, kind: ModelKind, held: HeldModel) {
        if let Some(before) = self.models.insert(kind, held) {
            self.replaced.insert(kind, before);
        }
    }

    /// Asks for a judgement if there is none and the test images are there to judge by.
    fn judge(&mut self, kind: ModelKind) -> Option<Chore> {
        self.data().split(SplitName::Test)?;
        let held = self.models.get(&kind)?;
        if held.evaluation.is_some() || held.is_being_judged() {
            return None;
        }
        let request = self.begin_evaluation(kind);
        let command = Command::Evaluate {
            request,
            model: kind,
        };
        Some(Chore::TellHome(command))
    }

    fn judge_all(&mut self) -> Vec<Chore> {
        let kinds: Vec<ModelKind> = self.models.keys().copied().collect();
        kinds
            .into_iter()
            .filter_map(|kind| self.judge(kind))
            .collect()
    }

    fn take_loaded(&mut self, request: RequestId, trained: TrainedModel) -> Vec<Chore> {
        let Some(Some(origin)) = self.loading.remove(&request) else {
            return Vec::new();
        };
        let kind = trained.config.model;
        self.loaded.insert(request, kind);
        self.hold(kind, HeldModel::new(trained, origin, true));
        self.bring_home(kind)
    }

    fn take_evaluation(
        &mut self,
        source: DeviceKind,
        request: Option<RequestId>,
        evaluation: Evaluation,
    ) {
        let kind = evaluation.model;
        if request.is_none() {
            let run =
                self.runs.iter_mut().rev().find(|run| {
                    run.device == source && run.config.model == kind && run.is_active()
                });
            if let Some(run) = run {
                run.evaluation = Some(evaluation);
            }
        } else if let Some(held) = self.models.get_mut(&kind)
            && held.pending_evaluation == request
        {
            held.evaluation = Some(evaluation);
            held.pending_evaluation = None;
            held.test_progress = None;
        }
    }

    fn take_test_progress(&mut self, source: DeviceKind, kind: ModelKind, progress: TestProgress) {
        let run = self
            .runs
            .iter_mut()
            .rev()
            .find(|run| run.is_active() && run.device == source && run.config.model == kind);
        if let Some(run) = run {
            run.test_progress = Some(progress);
        } else if let Some(held) = self.models.get_mut(&kind)
            && held.is_being_judged()
        {
            held.test_progress = Some(progress);
        }
    }

    fn take_failure(&mut self, source: DeviceKind, failure: Failure) {
        match failure.subject {
            Subject::Data => self.state_mut(source).data.error = Some(failure.message),
            Subject::Run(run) => self.fail_run(run, failure.message),
            Subject::Request(request) => {
                // What the page asked by itself has no control to stand beside.
                let mut is_own = matches!(self.loading.remove(&request), Some(None));
                for held in self.models.values_mut() {
                    if held.pending_evaluation == Some(request) {
                        held.pending_evaluation = None;
                        held.test_progress = None;
                        is_own = true;
                    }
                }
                if is_own {
                    self.notify(Tone::Error, failure.message.clone(), None);
                }
                self.failures.insert(request, failure.message);
            }
            Subject::Engine => self.notify(Tone::Error, failure.message, None),
        }
    }

    fn run_mut(&mut self, run: RunId) -> Option<&mut Run> {
        self.runs.iter_mut().find(|known| known.id == run)
    }

    fn state(&self, device: DeviceKind) -> &EngineState {
        match device {
            DeviceKind::Cpu => &self.cpu,
            DeviceKind::WebGpu => &self.webgpu,
        }
    }

    fn state_mut(&mut self, device: DeviceKind) -> &mut EngineState {
        match device {
            DeviceKind::Cpu => &mut self.cpu,
            DeviceKind::WebGpu => &mut self.webgpu,
        }
    }
}
