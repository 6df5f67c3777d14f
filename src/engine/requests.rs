//! The queue of requests: each gets one answer, after one or many slices of work.

mod benchmarks;
mod evidence;
mod images;
mod layers;
mod load;
mod models;
mod neighbours;
mod one_step;
mod pictures;
mod subject;

pub use neighbours::ReadTraining;
pub use one_step::Stepping;

use super::error::EngineError;
use super::{Engine, Work};
use crate::protocol::{Answer, Event, Request, RequestId};
use benchmarks::Benchmark;
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
            Task::Answer(Request::Benchmarks(request)) => request.work(),
            Task::Benchmark(benchmark) => benchmark.work(),
            Task::Answer(Request::Neighbours(request)) => request.work(),
            Task::Index(indexing) => Work::Indexing(indexing.question.subject),
            Task::Answer(_) | Task::Evaluate(_) => Work::Answering,
        }
    }
}

impl<A: Into<Answer>> From<A> for Progress {
    fn from(answer: A) -> Self {
        Self::Answered(answer.into())
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
            Task::Benchmark(mut benchmark) => benchmark.make_timed_steps().await,
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

    /// Dispatches a request to its noun.
    async fn begin(
        &mut self,
        id: RequestId,
        request: Request,
        max_batches: usize,
    ) -> Result<Progress, EngineError> {
        Ok(match request {
            Request::Images(request) => self.answer_images(&request)?.into(),
            Request::Models(request) => self.begin_models(request, max_batches).await?,
            Request::Pictures(request) => self.answer_pictures(&request).await?.into(),
            Request::Layers(request) => self.answer_layers(&request).await?.into(),
            Request::Evidence(request) => self.answer_evidence(&request).await?.into(),
            Request::Neighbours(request) => self.begin_neighbours(request, max_batches).await?,
            Request::OneStep(request) => self.answer_one_step(&request).await?.into(),
            Request::Benchmarks(request) => self.begin_benchmarks(id, request).await?,
        })
    }
}
