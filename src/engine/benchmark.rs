//! Training steps on synthetic data, timed by the page to find the faster device.

use super::error::EngineError;
use crate::data::Split;
use crate::protocol::{self, BenchmarkedSteps, IMAGE_SIZE, N_CLASSES, N_PIXELS};
use crate::training::Trainer;

/// Steps before the timed ones, in which kernels compile and memory is allocated.
pub const N_WARM_UP_STEPS: usize = 2;

pub struct Benchmark {
    question: protocol::Benchmark,
    trainer: Trainer,
    split: Split,
}

impl Benchmark {
    /// A benchmark with a trainer for its configuration.
    pub fn new(trainer: Trainer, question: protocol::Benchmark) -> Self {
        Self {
            trainer,
            split: synthetic_images(question.config.batch_size),
            question,
        }
    }

    pub fn question(&self) -> &protocol::Benchmark {
        &self.question
    }

    /// Makes the steps that come before the timed ones.
    pub async fn warm_up(&mut self) -> Result<(), EngineError> {
        self.train(N_WARM_UP_STEPS).await
    }

    /// Makes the steps that are timed.
    pub async fn make_timed_steps(&mut self) -> Result<BenchmarkedSteps, EngineError> {
        let n_steps = self.question.n_steps;
        self.train(n_steps).await?;
        Ok(BenchmarkedSteps { n_steps })
    }

    /// Makes steps and waits until the device has finished them.
    async fn train(&mut self, n_steps: usize) -> Result<(), EngineError> {
        let batch: Vec<u32> = (0..self.split.n_images() as u32).collect();
        let batches = vec![batch.as_slice(); n_steps];
        self.trainer.train_steps(&self.split, &batches).await?;
        Ok(())
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
