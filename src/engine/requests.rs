//! The queue of questions: each gets one answer, at once or after many slices of work.

mod images;
mod models;

use super::benchmark::Benchmark;
use super::error::EngineError;
use super::{Engine, Work};
use crate::protocol::{Answer, Event, Request, RequestId};
use models::Evaluating;

/// A question that waits for its turn.
pub struct Queued {
    id: RequestId,
    task: Task,
}

/// What is left to do for a question.
enum Task {
    /// Everything.
    Answer(Request),
    /// The rest of a pass through the test images.
    Evaluate(Box<Evaluating>),
    /// The timed steps.
    Benchmark(Box<Benchmark>),
}

/// What a slice of work on a question leads to.
enum Progress {
    Answered(Answer),
    /// Other questions go first; the event says how far this one is.
    Yields(Task, Event),
    /// Nothing may come in between.
    GoesOn(Task, Event),
}

impl Queued {
    pub fn new(id: RequestId, request: Request) -> Self {
        let task = Task::Answer(request);
        Self { id, task }
    }

    /// What working on it is, for pacing.
    pub fn work(&self) -> Work {
        match &self.task {
            Task::Answer(Request::Benchmark(question)) => Work::Benchmarking(question.config.model),
            Task::Benchmark(benchmark) => Work::Benchmarking(benchmark.question().config.model),
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
    /// Works on the question at the front of the queue; an evaluation takes up to `max_batches` further.
    pub(super) async fn answer(&mut self, max_batches: usize) -> Vec<Event> {
        let Some(Queued { id, task }) = self.questions.pop_front() else {
            return Vec::new();
        };
        let worked = match task {
            Task::Answer(request) => self.begin(id, request, max_batches).await,
            Task::Evaluate(evaluating) => self.evaluate(*evaluating, max_batches).await,
            Task::Benchmark(mut benchmark) => {
                let done = benchmark.make_timed_steps().await;
                done.map(|steps| Answer::Benchmark(steps).into())
            }
        };
        let event = match worked {
            Ok(Progress::Yields(task, event)) => {
                self.questions.push_back(Queued { id, task });
                event
            }
            Ok(Progress::GoesOn(task, event)) => {
                self.questions.push_front(Queued { id, task });
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

    /// Who answers what.
    async fn begin(
        &mut self,
        id: RequestId,
        request: Request,
        max_batches: usize,
    ) -> Result<Progress, EngineError> {
        let answer = match request {
            Request::ShowImages(question) => Answer::ShowImages(self.show_images(&question)?),
            Request::ShowBatch(question) => Answer::ShowBatch(self.show_batch(&question)?),
            Request::Evaluate(question) => {
                let evaluating = self.begin_evaluation(question)?;
                return self.evaluate(evaluating, max_batches).await;
            }
            Request::Predict(question) => Answer::Predict(self.predict(&question).await?),
            Request::Classify(question) => Answer::Classify(self.classify(&question).await?),
            Request::SaveModel(question) => Answer::SaveModel(self.save_model(&question)?),
            Request::LoadModel(question) => Answer::LoadModel(self.load_model(&question)?),
            Request::Benchmark(question) => {
                let mut benchmark = Benchmark::new(question, &self.device, self.device_kind)?;
                benchmark.warm_up().await?;
                // Another question in between would be timed too.
                let task = Task::Benchmark(Box::new(benchmark));
                return Ok(Progress::GoesOn(task, Event::BenchmarkStarted { id }));
            }
        };
        Ok(answer.into())
    }
}
