//! What the page knows: the facts that engines have told, ready to be drawn.
//!
//! [`Session::apply`] takes in an event and answers with chores: what the page must now ask of an engine by itself.
//! Nothing here knows the browser, so every story is an ordinary test.

use std::collections::{BTreeMap, VecDeque};

use crate::protocol::{
    DeviceKind, DeviceReport, ModelKind, RequestId, RunId, TrainingConfig, WebGpuProblem,
};

pub mod address;
pub mod answers;
mod asks;
mod chores;
pub mod colour_map;
pub mod conv;
pub mod curves;
pub mod data_status;
pub mod device_choice;
pub mod diagnosis;
mod events;
pub mod format;
pub mod held;
pub mod lesson;
pub mod notices;
mod pending;
pub mod plot;
pub mod run;
pub mod settings;
pub mod trade_off;

#[cfg(test)]
mod tests;

pub use address::Tab;
pub use answers::{
    BatchAnswer, ClassificationAnswer, ImagesAnswer, PredictionsAnswer, SavedFileAnswer,
};
pub use chores::Chore;
pub use curves::{Curve, CurvePoint};
pub use data_status::{DataStatus, FileProgress, SplitStatus};
pub use device_choice::{Decision, DeviceChoice, Plan, Probe, Timings};
pub use held::{HeldModel, Origin};
pub use notices::{Notice, NoticeAction, NoticeId, Tone};
pub use run::{Run, RunPhase, TestProgress};
pub use settings::{FieldError, FormField, SettingsForm};

use answers::Answers;
use notices::Notices;
use pending::Pending;

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

/// A model on its way into the home engine.
#[derive(Clone, Debug, PartialEq)]
enum Load {
    /// The page holds it already.
    Known,
    /// The learner wants it.
    Asked(Origin),
    /// The page brings it at its start; whatever the learner has by then wins.
    AtStart(Origin),
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
    /// Models on their way into the home engine.
    loading: BTreeMap<RequestId, Load>,
    /// Questions without an answer so far.
    pending: BTreeMap<RequestId, Pending>,
    images: Answers<ImagesAnswer>,
    batches: Answers<BatchAnswer>,
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

    /// The most accurate model, by the lesson's definition: of the learner's, or else of those that came with the page.
    pub fn best_model(&self) -> Option<ModelKind> {
        self.best_among(|held| !held.is_pretrained())
            .or_else(|| self.best_among(HeldModel::is_pretrained))
    }

    /// The model that a view opens with: the learner's own go first, even while nobody has judged them.
    pub fn first_choice(&self) -> Option<ModelKind> {
        let own = |held: &HeldModel| !held.is_pretrained();
        let any_own = self.models().find(|(_, held)| own(held));
        self.best_among(own)
            .or(any_own.map(|(kind, _)| kind))
            .or_else(|| self.best_model())
            .or_else(|| self.models.keys().next().copied())
    }

    fn best_among(&self, is_meant: impl Fn(&HeldModel) -> bool) -> Option<ModelKind> {
        self.models
            .iter()
            .filter(|(_, held)| is_meant(held))
            .filter_map(|(&kind, held)| Some((kind, held.score()?.accuracy)))
            .max_by(|(_, a), (_, b)| a.total_cmp(b))
            .map(|(kind, _)| kind)
    }

    pub fn images(&self, request: RequestId) -> Option<&ImagesAnswer> {
        self.images.get(request)
    }

    pub fn batch(&self, request: RequestId) -> Option<&BatchAnswer> {
        self.batches.get(request)
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

impl Session {
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
