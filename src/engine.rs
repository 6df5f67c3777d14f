//! Answers commands with events: holds the data, the trained models and the run that is going on.
//!
//! It is pulled, never pushes: [`Engine::handle`] queues, [`Engine::advance`] does a slice of work. It knows no browser
//! and no clock, so a test is a script of commands.

mod benchmark;
mod error;
mod requests;
mod run;
mod wardrobe;

use std::collections::VecDeque;

use burn::tensor::Device;

use crate::data::{FashionMnist, Split};
use crate::protocol::{
    Command, DataFile, DeviceKind, Event, Failure, ModelKind, RunId, SplitName, Subject,
};
use benchmark::Benchmark;
use error::EngineError;
use requests::Request;
use run::Run;
use wardrobe::Wardrobe;

/// What the engine would do next, so that its driver can pace each kind of work by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    Nothing,
    /// Answering a request that is small or slices itself by batches.
    Answering,
    /// Taking training steps of a run.
    Training(RunId),
    /// Judging a run's model after an epoch.
    Testing(RunId),
    Benchmarking(ModelKind),
}

/// The data, the models and the work in hand.
pub struct Engine {
    device: Device,
    device_kind: DeviceKind,
    data: FashionMnist,
    files: Files,
    models: Wardrobe,
    run: Option<Run>,
    requests: VecDeque<Request>,
    benchmark: Option<Benchmark>,
}

/// Data files that wait for their partner.
#[derive(Default)]
struct Files {
    test_images: Option<Vec<u8>>,
    test_labels: Option<Vec<u8>>,
    train_images: Option<Vec<u8>>,
    train_labels: Option<Vec<u8>>,
}

impl Engine {
    pub fn new(device: Device, device_kind: DeviceKind) -> Self {
        Self {
            device,
            device_kind,
            data: FashionMnist::default(),
            files: Files::default(),
            models: Wardrobe::default(),
            run: None,
            requests: VecDeque::new(),
            benchmark: None,
        }
    }

    /// Takes a command. What needs no tensor is answered at once, everything else by [`Engine::advance`].
    pub fn handle(&mut self, command: Command) -> Vec<Event> {
        match command {
            // The driver fetches the files and hands them in by `receive_file`; what is there already is told again.
            Command::LoadData => [vec![Event::LoadStarted], self.describe_splits()].concat(),
            Command::StartRun { run: id, config } => match self.start_run(id, config) {
                Ok(event) => vec![event],
                Err(error) => vec![failed(Subject::Run(id), &error)],
            },
            Command::PauseRun { run } => self.change_run(run, Run::pause),
            Command::ResumeRun { run } => self.change_run(run, Run::resume),
            Command::StopRun { run } => self.change_run(run, Run::stop),
            Command::Benchmark {
                request,
                config,
                n_steps,
            } => {
                match Benchmark::new(request, config, n_steps, &self.device, self.device_kind) {
                    Ok(benchmark) => self.benchmark = Some(benchmark),
                    Err(error) => return vec![failed(Subject::Request(request), &error)],
                }
                Vec::new()
            }
            Command::Crash => panic!("the engine was asked to crash"),
            Command::ShowImages { .. }
            | Command::ShowBatch { .. }
            | Command::Evaluate { .. }
            | Command::Predict { .. }
            | Command::Classify { .. }
            | Command::SaveModel { .. }
            | Command::LoadModel { .. } => {
                if let Some(request) = Request::from_command(command) {
                    self.requests.push_back(request);
                }
                Vec::new()
            }
        }
    }

    /// Takes one of the four data files; once both files of a split are there, the split is parsed.
    pub fn receive_file(&mut self, file: DataFile, bytes: Vec<u8>) -> Vec<Event> {
        match file {
            DataFile::TestImages => self.files.test_images = Some(bytes),
            DataFile::TestLabels => self.files.test_labels = Some(bytes),
            DataFile::TrainImages => self.files.train_images = Some(bytes),
            DataFile::TrainLabels => self.files.train_labels = Some(bytes),
        }
        let files = &mut self.files;
        let mut events = Vec::new();
        for (split, images, labels) in [
            (
                SplitName::Test,
                &mut files.test_images,
                &mut files.test_labels,
            ),
            (
                SplitName::Train,
                &mut files.train_images,
                &mut files.train_labels,
            ),
        ] {
            if images.is_none() || labels.is_none() {
                continue;
            }
            let (images, labels) = (
                images.take().unwrap_or_default(),
                labels.take().unwrap_or_default(),
            );
            match Split::parse(&images, &labels) {
                Ok(parsed) => {
                    self.data.insert(split, parsed);
                    events.extend(split_loaded(&self.data, split));
                }
                Err(error) => {
                    events.push(failed(Subject::Data, &EngineError::of_files(split, error)));
                }
            }
        }
        events
    }

    /// The data files that are still to be handed in, in the order in which they are wanted.
    pub fn missing_files(&self) -> Vec<DataFile> {
        let is_missing = |file: &DataFile| match file {
            DataFile::TestImages | DataFile::TestLabels => self.data.test.is_none(),
            DataFile::TrainImages | DataFile::TrainLabels => self.data.train.is_none(),
        };
        DataFile::ALL.into_iter().filter(is_missing).collect()
    }

    /// Whether [`Engine::advance`] would do nothing.
    pub fn is_idle(&self) -> bool {
        self.work() == Work::Nothing
    }

    /// What [`Engine::advance`] would do next.
    pub fn work(&self) -> Work {
        if !self.requests.is_empty() {
            return Work::Answering;
        }
        if let Some(benchmark) = &self.benchmark {
            return Work::Benchmarking(benchmark.model());
        }
        match &self.run {
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
            Work::Answering => self.answer(max_steps).await,
            Work::Benchmarking(_) => self.advance_benchmark().await,
            Work::Training(_) | Work::Testing(_) => self.advance_run(max_steps).await,
        }
    }

    async fn advance_benchmark(&mut self) -> Vec<Event> {
        let Some(benchmark) = &mut self.benchmark else {
            return Vec::new();
        };
        let request = benchmark.request();
        match benchmark.advance().await {
            Ok(event) => {
                if matches!(event, Event::BenchmarkFinished { .. }) {
                    self.benchmark = None;
                }
                vec![event]
            }
            Err(error) => {
                self.benchmark = None;
                vec![failed(Subject::Request(request), &error)]
            }
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

/// The one place where an error becomes an event.
fn failed(subject: Subject, error: &dyn std::error::Error) -> Event {
    Event::Failed {
        failure: Failure {
            subject,
            message: error.to_string(),
        },
    }
}
