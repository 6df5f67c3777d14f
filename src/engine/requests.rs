//! The queue of requests: each gets one answer, after one or many slices of work.

mod evidence;
mod images;
mod inspect;
mod load;
mod models;
mod neighbours;
mod one_step;
mod subject;

pub use neighbours::ReadTraining;
pub use one_step::Stepping;

use super::benchmark::{Benchmark, N_WARM_UP_STEPS};
use super::error::EngineError;
use super::{Engine, Work};
use crate::models::{Architecture, StateDict};
use crate::protocol::{self, Answer, Event, Request, RequestId, WarmUp};
use models::Evaluating;
use neighbours::Indexing;

/// A request in the queue.
pub struct Queued {
    id: RequestId,
    task: Task,
}

/// What remains to be done for a request.
enum Task {
    /// Everything.
    Answer(Request),
    /// The rest of a pass through the test images.
    Evaluate(Box<Evaluating>),
    /// The features of the training images that have not been read.
    Index(Box<Indexing>),
    /// The timed steps.
    Benchmark(Box<Benchmark>),
}

/// The outcome of a slice of work on a request.
enum Progress {
    Answered(Answer),
    /// To the end of the queue; the event reports progress.
    Yields(Task, Event),
    /// Stays at the front of the queue.
    GoesOn(Task, Event),
}

impl Queued {
    pub fn new(id: RequestId, request: Request) -> Self {
        let task = Task::Answer(request);
        Self { id, task }
    }

    /// The kind of work, for pacing.
    pub fn work(&self) -> Work {
        match &self.task {
            Task::Answer(Request::Benchmark(question)) => Work::Benchmarking(question.config.model),
            Task::Benchmark(benchmark) => Work::Benchmarking(benchmark.question().config.model),
            Task::Answer(Request::FindNearest(question)) => Work::Indexing(question.subject),
            Task::Index(indexing) => Work::Indexing(indexing.question.subject),
            Task::Answer(_) | Task::Evaluate(_) => Work::Answering,
        }
    }
}

impl From<Answer> for Progress {
    fn from(answer: Answer) -> Self {
        Self::Answered(answer)
    }
}

impl Engine {
    /// Works on the request at the front of the queue; an evaluation advances by up to `max_batches`.
    pub(super) async fn answer(&mut self, max_batches: usize) -> Vec<Event> {
        let Some(Queued { id, task }) = self.requests.pop_front() else {
            return Vec::new();
        };
        let worked = match task {
            Task::Answer(request) => self.begin(id, request, max_batches).await,
            Task::Evaluate(evaluating) => self.evaluate(*evaluating, max_batches).await,
            Task::Index(indexing) => self.index(*indexing, max_batches).await,
            Task::Benchmark(mut benchmark) => {
                let done = benchmark.make_timed_steps().await;
                done.map(|steps| Answer::Benchmark(steps).into())
            }
        };
        let event = match worked {
            Ok(Progress::Yields(task, event)) => {
                self.requests.push_back(Queued { id, task });
                event
            }
            Ok(Progress::GoesOn(task, event)) => {
                self.requests.push_front(Queued { id, task });
                event
            }
            Ok(Progress::Answered(answer)) => {
                let answer = Ok(answer);
                Event::Answered { id, answer }
            }
            Err(error) => {
                let answer = Err(error.to_string());
                Event::Answered { id, answer }
            }
        };
        vec![event]
    }

    /// Dispatches a request to its answer.
    async fn begin(
        &mut self,
        id: RequestId,
        request: Request,
        max_batches: usize,
    ) -> Result<Progress, EngineError> {
        let answer = match request {
            Request::ShowImages(question) => Answer::ShowImages(self.show_images(&question)?),
            Request::ShowBatch(question) => Answer::ShowBatch(self.show_batch(&question)?),
            Request::SurveySplit(question) => Answer::SurveySplit(self.survey_split(&question)?),
            Request::Evaluate(question) => {
                let evaluating = self.begin_evaluation(question)?;
                return self.evaluate(evaluating, max_batches).await;
            }
            Request::Predict(question) => Answer::Predict(self.predict(&question).await?),
            Request::Classify(question) => Answer::Classify(self.classify(&question).await?),
            Request::Occlude(question) => Answer::Occlude(self.occlude(&question).await?),
            Request::TraceGradient(question) => {
                Answer::TraceGradient(self.trace_gradient(&question).await?)
            }
            Request::FindNearest(question) => {
                return self.find_nearest(question, max_batches).await;
            }
            Request::StepOnce(question) => Answer::StepOnce(self.step_once(&question).await?),
            Request::Inspect(question) => Answer::Inspect(self.inspect(&question).await?),
            Request::ShowKernels(question) => {
                Answer::ShowKernels(self.show_kernels(&question).await?)
            }
            Request::SaveModel(question) => Answer::SaveModel(self.save_model(&question)?),
            Request::LoadModel(question) => Answer::LoadModel(self.load_model(&question).await?),
            Request::Benchmark(question) => {
                let benchmark = self.warmed_up(question).await?;
                // The time of another request in between would count as well.
                let task = Task::Benchmark(Box::new(benchmark));
                return Ok(Progress::GoesOn(task, Event::BenchmarkStarted { id }));
            }
            Request::WarmUp(WarmUp { config }) => {
                let n_steps = 0;
                self.warmed_up(protocol::Benchmark { config, n_steps })
                    .await?;
                Answer::WarmUp(N_WARM_UP_STEPS)
            }
        };
        Ok(answer.into())
    }

    /// A benchmark that has made all but its timed steps.
    async fn warmed_up(&self, question: protocol::Benchmark) -> Result<Benchmark, EngineError> {
        let config = &question.config;
        config.validate()?;
        let state = StateDict::initial(&Architecture::of(config), config.seed);
        let mut benchmark = Benchmark::new(self.trainer(config, &state)?, question);
        benchmark.warm_up().await?;
        Ok(benchmark)
    }
}
