//! Executes commands and returns events: holds the data, the trained models and the active run.
//!
//! [`Engine::handle`] takes a command, [`Engine::advance`] does one slice of work, and a [`Driver`] does slice after
//! slice. It reads no clock and uses no browser API, so a test is a script of commands.

mod driver;
mod error;
mod model_store;
mod pace;
mod requests;
mod run;
mod snapshot;

use std::collections::{HashMap, VecDeque};
#[cfg(feature = "cpu")]
use std::rc::Rc;

use burn::tensor::Device;

use crate::data::{FashionMnist, Split};
use crate::models::{StateDict, StateError};
use crate::protocol::{
    Command, DataFile, DeviceKind, Event, FailureScope, ModelKind, RunId, SplitName, Subject,
    TrainingConfig,
};
use crate::texts;
use crate::training::Trainer;
#[cfg(feature = "cpu")]
use crate::training::fused::cpu::team::Crew;
pub use driver::{Driver, Slice};
use error::EngineError;
use model_store::ModelStore;
use requests::{Queued, ReadTraining, Stepping};
use run::Run;

/// The kind of the next slice; a driver paces each kind by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    Nothing,
    /// Answering a request that is small or goes batch by batch.
    Answering,
    /// Taking training steps of a run.
    Training(RunId),
    /// Evaluating a run's model after an epoch.
    Testing(RunId),
    /// Reading a run's parameters from the device; no work that a pace could be learnt from.
    Snapshotting(RunId),
    Benchmarking(ModelKind),
    /// Reading the features of the training images.
    Indexing(Subject),
}

/// The data, the models, and the work to do.
pub struct Engine {
    device: Device,
    device_kind: DeviceKind,
    data: FashionMnist,
    /// Data files whose partner, the labels or the images, has not arrived yet.
    files: HashMap<DataFile, Vec<u8>>,
    models: ModelStore,
    run: Option<Run>,
    /// Helpers for runs on the CPU.
    #[cfg(feature = "cpu")]
    crew: Option<Rc<dyn Crew>>,
    /// Requests without an answer so far, the next to work on first.
    requests: VecDeque<Queued>,
    /// The run that `StepOnce` takes step by step.
    stepping: Option<Stepping>,
    /// What `FindNearest` has last read of the training images for a model that is not in the store.
    read_training: Option<ReadTraining>,
}

impl Engine {
    pub fn new(device: Device, device_kind: DeviceKind) -> Self {
        Self {
            device,
            device_kind,
            data: FashionMnist::default(),
            files: HashMap::new(),
            models: ModelStore::default(),
            run: None,
            #[cfg(feature = "cpu")]
            crew: None,
            requests: VecDeque::new(),
            stepping: None,
            read_training: None,
        }
    }

    /// Lets runs be shared with these helpers.
    #[cfg(feature = "cpu")]
    pub fn set_crew(&mut self, crew: Rc<dyn Crew>) {
        self.crew = Some(crew);
    }

    /// A trainer on this engine's device, with all its helpers.
    fn trainer(&self, config: &TrainingConfig, state: &StateDict) -> Result<Trainer, StateError> {
        #[cfg(feature = "cpu")]
        if let Some(crew) = &self.crew {
            return Trainer::with_crew(config, state, &self.device, crew.clone());
        }
        Trainer::new(config, state, &self.device, self.device_kind)
    }

    /// Executes a command. Requests wait for [`Engine::advance`]; everything else is done or begun at once.
    pub fn handle(&mut self, command: Command) -> Vec<Event> {
        match command {
            Command::Speak {
                language,
                texts: file,
            } => match texts::speak(language, &file) {
                Ok(()) => Vec::new(),
                Err(error) => vec![Event::Failed {
                    scope: FailureScope::Engine,
                    message: error.to_string(),
                }],
            },
            // The worker fetches the files and passes them to `receive_file`; splits that are loaded are reported again.
            Command::LoadData => [vec![Event::LoadStarted], self.describe_splits()].concat(),
            Command::Ask { id, request } => {
                self.requests.push_back(Queued::new(id, request));
                Vec::new()
            }
            Command::StartRun { run: id, config } => match self.start_run(id, config) {
                Ok(event) => vec![event],
                Err(error) => vec![failed(FailureScope::Run(id), &error)],
            },
            Command::ContinueRun {
                run: id,
                config,
                file,
                position,
            } => match self.continue_run(id, config, &file, position) {
                Ok(event) => vec![event],
                Err(error) => vec![failed(FailureScope::Run(id), &error)],
            },
            Command::TakeSnapshot { run } => {
                self.request_snapshot(run);
                Vec::new()
            }
            Command::PauseRun { run } => self.change_run(run, Run::pause),
            Command::ResumeRun { run } => self.change_run(run, Run::resume),
            Command::StepRun { run } => self.change_run(run, Run::step_once),
            Command::StopRun { run } => self.change_run(run, Run::stop),
            Command::Crash => panic!("the engine was asked to crash"),
        }
    }

    /// Takes one of the four data files; once both files of a split are there, the split is parsed.
    pub fn receive_file(&mut self, file: DataFile, bytes: Vec<u8>) -> Vec<Event> {
        self.files.insert(file, bytes);
        let split = file.split();
        let files = split.files();
        if !files.iter().all(|file| self.files.contains_key(file)) {
            return Vec::new();
        }
        let [images, labels] = files.map(|file| self.files.remove(&file).unwrap_or_default());
        match Split::parse(&images, &labels) {
            Ok(parsed) => {
                self.data.insert(split, parsed);
                split_loaded(&self.data, split).into_iter().collect()
            }
            Err(error) => {
                let error = EngineError::of_files(split, error);
                vec![failed(FailureScope::Data, &error)]
            }
        }
    }

    /// The data files that have not been received, in the order in which they should be fetched.
    pub fn missing_files(&self) -> Vec<DataFile> {
        let is_missing = |file: &DataFile| match file.split() {
            SplitName::Test => self.data.test.is_none(),
            SplitName::Train => self.data.train.is_none(),
        };
        DataFile::ALL.into_iter().filter(is_missing).collect()
    }

    /// Whether [`Engine::advance`] would do nothing.
    pub fn is_idle(&self) -> bool {
        self.work() == Work::Nothing
    }

    /// The kind of [`Engine::advance`]'s next slice.
    pub fn work(&self) -> Work {
        if let Some(question) = self.requests.front() {
            return question.work();
        }
        match &self.run {
            Some(run) if run.is_snapshot_due() => Work::Snapshotting(run.id()),
            Some(run) if run.is_testing() => Work::Testing(run.id()),
            Some(run) if !run.is_resting() => Work::Training(run.id()),
            Some(_) | None => Work::Nothing,
        }
    }

    /// Does a slice of the most urgent work: up to `max_steps` training steps, or as many test batches, or one answer.
    pub async fn advance(&mut self, max_steps: usize) -> Vec<Event> {
        let max_steps = max_steps.max(1);
        match self.work() {
            Work::Nothing => Vec::new(),
            Work::Answering | Work::Benchmarking(_) | Work::Indexing(_) => {
                self.answer(max_steps).await
            }
            Work::Snapshotting(_) => self.take_snapshot().await,
            Work::Training(_) | Work::Testing(_) => self.advance_run(max_steps).await,
        }
    }

    fn describe_splits(&self) -> Vec<Event> {
        let splits = [SplitName::Test, SplitName::Train];
        splits
            .into_iter()
            .filter_map(|split| split_loaded(&self.data, split))
            .collect()
    }
}

fn split_loaded(data: &FashionMnist, name: SplitName) -> Option<Event> {
    let split = data.split(name)?;
    Some(Event::SplitLoaded {
        split: name,
        n_images: split.n_images(),
        class_counts: split.class_counts().to_vec(),
    })
}

fn failed(scope: FailureScope, error: &EngineError) -> Event {
    Event::Failed {
        scope,
        message: error.to_string(),
    }
}
