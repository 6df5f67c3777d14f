//! Training steps on synthetic data, timed by the page to find the faster device.

use super::{Progress, Task};
use crate::data::Split;
use crate::engine::error::EngineError;
use crate::engine::{Engine, Work};
use crate::models::{Architecture, StateDict};
use crate::protocol::{
    self, BenchmarkedSteps, BenchmarksAnswer, BenchmarksRequest, Event, IMAGE_SIZE, N_CLASSES,
    N_PIXELS, RequestId, WarmUp,
};
use crate::training::Trainer;

/// Steps before the timed ones, in which kernels compile and memory is allocated.
const N_WARM_UP_STEPS: usize = 2;

/// Times the training steps of a configuration, a slice at a time.
pub struct Benchmark {
    question: protocol::Benchmark,
    trainer: Trainer,
    split: Split,
}

impl Benchmark {
    /// A benchmark with a trainer for its configuration.
    fn new(trainer: Trainer, question: protocol::Benchmark) -> Self {
        Self {
            trainer,
            split: synthetic_images(question.config.batch_size),
            question,
        }
    }

    /// The kind of work, for pacing.
    pub fn work(&self) -> Work {
        Work::Benchmarking(self.question.config.model)
    }

    /// Makes the steps that come before the timed ones.
    async fn warm_up(&mut self) -> Result<(), EngineError> {
        self.train(N_WARM_UP_STEPS).await
    }

    /// Makes the steps that are timed.
    pub(super) async fn make_timed_steps(&mut self) -> Result<Progress, EngineError> {
        let n_steps = self.question.n_steps;
        self.train(n_steps).await?;
        Ok(BenchmarksAnswer::Benchmark(BenchmarkedSteps { n_steps }).into())
    }

    /// Makes steps and waits until the device has finished them.
    async fn train(&mut self, n_steps: usize) -> Result<(), EngineError> {
        let batch: Vec<u32> = (0..self.split.n_images() as u32).collect();
        let batches = vec![batch.as_slice(); n_steps];
        self.trainer.train_steps(&self.split, &batches).await?;
        Ok(())
    }
}

impl BenchmarksRequest {
    /// The kind of work, for pacing.
    pub(super) fn work(&self) -> Work {
        match self {
            Self::Benchmark(question) => Work::Benchmarking(question.config.model),
            Self::WarmUp(_) => Work::Answering,
        }
    }
}

impl Engine {
    pub(super) async fn begin_benchmarks(
        &self,
        id: RequestId,
        request: BenchmarksRequest,
    ) -> Result<Progress, EngineError> {
        match request {
            BenchmarksRequest::Benchmark(question) => {
                let benchmark = self.warmed_up(question).await?;
                // The time of another request in between would count as well.
                let task = Task::Benchmark(Box::new(benchmark));
                Ok(Progress::GoesOn(task, Event::BenchmarkStarted { id }))
            }
            BenchmarksRequest::WarmUp(WarmUp { config }) => {
                let n_steps = 0;
                self.warmed_up(protocol::Benchmark { config, n_steps })
                    .await?;
                Ok(BenchmarksAnswer::WarmUp(N_WARM_UP_STEPS).into())
            }
        }
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

/// One batch of stripes with black margins as wide as those of real images, which the CPU's steps skip: the arithmetic
/// takes as long as on real images.
fn synthetic_images(n_images: usize) -> Split {
    let images = (0..n_images * N_PIXELS)
        .map(|position| {
            let (row, column) = (position / IMAGE_SIZE, position % IMAGE_SIZE);
            // 64 % of the pixels; of FashionMNIST 62 % lie in groups of four that are not black.
            let is_lit = (4..20 + 4 * (row % 2)).contains(&column);
            if is_lit {
                (position * 7 % 255 + 1) as u8
            } else {
                0
            }
        })
        .collect();
    let labels = (0..n_images)
        .map(|index| (index % N_CLASSES) as u8)
        .collect();
    Split::from_parts(images, labels).expect("every image has its label, and all are below 10")
}
