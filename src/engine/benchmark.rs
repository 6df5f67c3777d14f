//! Training steps on made-up data, so that somebody with a clock can compare devices.

use burn::tensor::Device;

use super::error::EngineError;
use crate::data::Split;
use crate::models::{Architecture, StateDict};
use crate::protocol::{
    DeviceKind, Event, IMAGE_SIZE, ModelKind, N_CLASSES, N_PIXELS, RequestId, TrainingConfig,
};
use crate::training::Trainer;

/// Steps before the clock runs: kernels compile and memory is set aside.
const N_WARM_UP_STEPS: usize = 2;

pub struct Benchmark {
    request: RequestId,
    trainer: Trainer,
    split: Split,
    model: ModelKind,
    n_steps: usize,
    is_warm: bool,
}

impl Benchmark {
    pub fn new(
        request: RequestId,
        config: TrainingConfig,
        n_steps: usize,
        device: &Device,
        device_kind: DeviceKind,
    ) -> Result<Self, EngineError> {
        config.validate()?;
        let state = StateDict::initial(&Architecture::of(&config), config.seed);
        Ok(Self {
            request,
            trainer: Trainer::new(&config, &state, device, device_kind)?,
            split: made_up_images(config.batch_size),
            model: config.model,
            n_steps,
            is_warm: false,
        })
    }

    pub fn request(&self) -> RequestId {
        self.request
    }

    pub fn model(&self) -> ModelKind {
        self.model
    }

    /// The warm-up first, the timed steps next; each returns when the device is done.
    pub async fn advance(&mut self) -> Result<Event, EngineError> {
        let n_steps = if self.is_warm {
            self.n_steps
        } else {
            N_WARM_UP_STEPS
        };
        let batch: Vec<u32> = (0..self.split.n_images() as u32).collect();
        self.trainer
            .train_steps(&self.split, &vec![batch.as_slice(); n_steps])
            .await?;
        if self.is_warm {
            return Ok(Event::BenchmarkFinished {
                request: self.request,
                n_steps,
            });
        }
        self.is_warm = true;
        Ok(Event::BenchmarkStarted {
            request: self.request,
        })
    }
}

/// One batch of stripes with black margins as wide as those of real images, which the CPU's steps skip: the arithmetic
/// takes as long as on real images.
fn made_up_images(n_images: usize) -> Split {
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
