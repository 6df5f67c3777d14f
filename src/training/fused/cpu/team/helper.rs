//! A worker that helps: waits for steps, does its part, and follows the leader's parameters.

use std::ops::Range;

use cpu_kernels::{SharedStep, StepMetrics};

use super::shares::{Subtree, subtrees};
use super::{Layout, SharedMemory};
use crate::fashion_mnist::N_PIXELS;
use crate::models::{Architecture, StateDict, StateError};
use crate::protocol::TrainingConfig;
use crate::training::fused::cpu::CpuTrainer;

/// The training images, of which a helper copies those that it needs.
pub trait ImageSource {
    /// Copies the image of this index, and returns its label.
    fn read(&self, index: u32, pixels: &mut [u8]) -> u8;
}

/// How long a helper waits before it looks again whether there is something to do.
const PATIENCE_MS: u32 = 1000;

/// Takes part in a run until it is over or the helper is left out of it.
pub(in super::super) fn serve(
    network: &mut dyn SharedStep,
    layout: Layout,
    worker: usize,
    memory: &dyn SharedMemory,
    images: &dyn ImageSource,
) {
    let mut buffers = Buffers::default();
    memory.store(Layout::DONE + worker, Layout::JOINED);
    let mut seen = 0;
    let mut last: Option<TeamStep> = None;
    loop {
        let Some(go) = memory.wait(Layout::GO, seen, PATIENCE_MS) else {
            continue;
        };
        seen = go;
        if go == Layout::END {
            return;
        }
        match last {
            None if memory.load(Layout::FIRST + worker) != go => continue,
            None => memory.read(layout.parameters(), network.parameter_numbers()),
            // The team is steps ahead: it has gone on without this helper.
            Some(last) if go != last.number + 1 => return,
            Some(last) => {
                if memory.load(Layout::MEMBERS) & (1 << worker) == 0 {
                    return;
                }
                last.add_up(network, layout, memory);
            }
        }
        let step = TeamStep {
            number: go,
            members: memory.load(Layout::MEMBERS),
            batch_size: memory.load(Layout::BATCH_SIZE) as usize,
        };
        buffers.order.resize(step.batch_size, 0);
        memory.read_order(Layout::ORDER, &mut buffers.order);
        let parts = step.parts_of(worker, network.group_images());
        for (i, part) in parts.enumerate() {
            buffers.read(images, part.images);
            let weight = 1.0 / step.batch_size as f64;
            buffers.sums.resize(layout.n_numbers, 0.0);
            let (pixels, labels) = (&buffers.pixels, &buffers.labels);
            network.sum(pixels, labels, weight, &mut buffers.sums);
            memory.write(layout.slot(step.number, worker, i), &buffers.sums);
        }
        memory.store(Layout::DONE + worker, step.number);
        last = Some(step);
    }
}

/// Helps in a run with this configuration, as this worker; the leader is worker 0. Returns when the run is over or goes on
/// without this helper.
///
/// # Errors
/// None where the run's leader has found a step to share.
pub fn help(
    config: &TrainingConfig,
    worker: usize,
    memory: &dyn SharedMemory,
    images: &dyn ImageSource,
) -> Result<(), StateError> {
    let architecture = Architecture::of(config);
    // The parameters come through the memory.
    let state = StateDict::initial(&architecture, 0);
    let trainer = CpuTrainer::new(&architecture, &state, config.learning_rate)?;
    let mut network = trainer.map(|trainer| trainer.network);
    if let Some(network) = network.as_mut().and_then(|network| network.shared_step()) {
        let layout = Layout {
            n_numbers: network.n_numbers(),
            max_batch_size: config.batch_size,
        };
        serve(network, layout, worker, memory, images);
    }
    Ok(())
}

/// Images copied out of the shared memory, and sums on their way into it.
#[derive(Default)]
struct Buffers {
    order: Vec<u32>,
    pixels: Vec<u8>,
    labels: Vec<u8>,
    sums: Vec<f32>,
}

impl Buffers {
    fn read(&mut self, images: &dyn ImageSource, range: Range<usize>) {
        self.pixels.resize(range.len() * N_PIXELS, 0);
        self.labels.clear();
        let indices = self.order[range].iter();
        for (&index, pixels) in indices.zip(self.pixels.chunks_exact_mut(N_PIXELS)) {
            self.labels.push(images.read(index, pixels));
        }
    }
}

/// A step that some workers make together.
#[derive(Clone, Copy)]
pub struct TeamStep {
    pub number: u32,
    /// One bit a worker.
    pub members: u32,
    pub batch_size: usize,
}

impl TeamStep {
    /// What a member has to do.
    pub fn parts_of(self, worker: usize, group_images: usize) -> impl Iterator<Item = Subtree> {
        let position = (self.members & ((1 << worker) - 1)).count_ones() as usize;
        let n_workers = self.members.count_ones() as usize;
        subtrees(self.batch_size, group_images, position, n_workers)
    }

    /// Reads the sums of all members and updates the parameters.
    pub fn add_up(
        self,
        network: &mut dyn SharedStep,
        layout: Layout,
        memory: &dyn SharedMemory,
    ) -> StepMetrics {
        for worker in (0..u32::BITS as usize).filter(|worker| self.members & (1 << worker) != 0) {
            let parts = self.parts_of(worker, network.group_images());
            for (i, part) in parts.enumerate() {
                let slot = layout.slot(self.number, worker, i);
                network.push(part.height, &mut |numbers| memory.read(slot, numbers));
            }
        }
        network.finish(self.batch_size)
    }
}
