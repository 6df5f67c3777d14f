//! The worker that leads: the engine, which gives out the steps, does its own part, and goes on without helpers that are late.

use std::rc::Rc;

use cpu_kernels::{SharedStep, StepMetrics};

use super::helper::TeamStep;
use super::{Layout, SharedMemory};
use crate::data::Split;
use crate::fashion_mnist::N_PIXELS;
use crate::protocol::{MAX_WORKERS, TrainingConfig};

/// How long a helper may take for its part, beyond what the leader took for its own, twice.
const LATE_MS: u32 = 2000;

/// The helpers of this machine, and how they are reached.
pub trait Crew {
    /// Helpers that may be asked, now or later.
    fn n_helpers(&self) -> usize;

    /// Sends this many helpers, workers 1, 2 and so on, a run with this configuration. Each becomes a member by
    /// [`super::help`], at once or later. Returns the run's memory, this many cells of zeros; none where there is no more.
    fn enlist(
        &self,
        n_helpers: usize,
        config: &TrainingConfig,
        split: &Split,
        n_cells: usize,
    ) -> Option<Rc<dyn SharedMemory>>;

    /// Milliseconds of any clock.
    fn now_ms(&self) -> f64;
}

/// Leads a run.
pub struct Leader {
    crew: Rc<dyn Crew>,
    /// None before the first step, and where there is none to share.
    memory: Option<Rc<dyn SharedMemory>>,
    layout: Layout,
    config: TrainingConfig,
    n_helpers: usize,
    is_enlisted: bool,
    step: u32,
    /// Helpers that take part, one bit each.
    helpers: u32,
    /// Helpers that have been left out.
    lost: u32,
    pixels: Vec<u8>,
    labels: Vec<u8>,
    sums: Vec<f32>,
}

impl Leader {
    /// None without helpers.
    pub(in super::super) fn new(
        crew: Rc<dyn Crew>,
        network: &dyn SharedStep,
        config: &TrainingConfig,
    ) -> Option<Self> {
        let layout = Layout {
            n_numbers: network.n_numbers(),
            max_batch_size: config.batch_size,
        };
        let n_helpers = crew.n_helpers().min(config.max_workers - 1);
        if n_helpers == 0 || config.batch_size <= network.group_images() {
            return None;
        }
        Some(Self {
            memory: None,
            crew,
            layout,
            config: config.clone(),
            n_helpers,
            is_enlisted: false,
            step: 0,
            helpers: 0,
            lost: 0,
            pixels: Vec::new(),
            labels: Vec::new(),
            sums: Vec::new(),
        })
    }

    /// Workers that make the steps, the leader included.
    pub fn n_workers(&self) -> usize {
        1 + self.helpers.count_ones() as usize
    }

    /// Helpers that were left out, because they answered late or not at all.
    pub fn n_lost(&self) -> usize {
        self.lost.count_ones() as usize
    }

    /// Calls the helpers, once; returns whether there is a team.
    pub(in super::super) fn muster(&mut self, split: &Split) -> bool {
        if !self.is_enlisted {
            self.is_enlisted = true;
            let n_cells = self.layout.n_cells();
            self.memory = self
                .crew
                .enlist(self.n_helpers, &self.config, split, n_cells);
        }
        self.memory.is_some()
    }

    /// Helpers that wait for their first step.
    fn newly_joined(&self, memory: &dyn SharedMemory) -> u32 {
        let joined = (1..MAX_WORKERS).filter(|&worker| {
            let bit = 1 << worker;
            (self.helpers | self.lost) & bit == 0 && Layout::has_joined(memory, worker)
        });
        joined.fold(0, |bits, worker| bits | 1 << worker)
    }

    /// One update by the whole team.
    pub(in super::super) fn train_step(
        &mut self,
        network: &mut dyn SharedStep,
        split: &Split,
        indices: &[u32],
    ) -> StepMetrics {
        let memory = self.memory.clone().expect("a team has been mustered");
        let memory = &*memory;
        let new = self.newly_joined(memory);
        self.step += 1;
        if new != 0 {
            memory.write(self.layout.parameters(), network.parameter_numbers());
            self.helpers |= new;
        }
        for worker in (1..MAX_WORKERS).filter(|worker| new & (1 << worker) != 0) {
            memory.store(Layout::FIRST + worker, self.step);
        }
        let step = TeamStep {
            number: self.step,
            members: 1 | self.helpers,
            batch_size: indices.len(),
        };
        memory.write_order(Layout::ORDER, indices);
        memory.store(Layout::BATCH_SIZE, step.batch_size as u32);
        memory.store(Layout::MEMBERS, step.members);
        memory.store(Layout::GO, step.number);

        let started_ms = self.crew.now_ms();
        self.sum_parts_of(0, step, network, (split, indices), memory);
        let own_ms = self.crew.now_ms() - started_ms;
        let timeout_ms = LATE_MS + (2.0 * own_ms) as u32;
        for worker in 1..MAX_WORKERS {
            if step.members & (1 << worker) != 0 && !self.has_done(worker, step, timeout_ms, memory)
            {
                self.helpers &= !(1 << worker);
                self.lost |= 1 << worker;
                self.sum_parts_of(worker, step, network, (split, indices), memory);
            }
        }
        step.add_up(network, self.layout, memory)
    }

    fn has_done(
        &self,
        worker: usize,
        step: TeamStep,
        timeout_ms: u32,
        memory: &dyn SharedMemory,
    ) -> bool {
        let cell = Layout::DONE + worker;
        let until_ms = self.crew.now_ms() + f64::from(timeout_ms);
        loop {
            let done = memory.load(cell);
            if done == step.number {
                return true;
            }
            let left_ms = until_ms - self.crew.now_ms();
            if left_ms <= 0.0 {
                return false;
            }
            memory.wait(cell, done, left_ms as u32 + 1);
        }
    }

    fn sum_parts_of(
        &mut self,
        worker: usize,
        step: TeamStep,
        network: &mut dyn SharedStep,
        (split, indices): (&Split, &[u32]),
        memory: &dyn SharedMemory,
    ) {
        let parts = step.parts_of(worker, network.group_images());
        for (i, part) in parts.enumerate() {
            self.pixels.clear();
            self.labels.clear();
            for &index in &indices[part.images] {
                let index = index as usize;
                self.pixels
                    .extend_from_slice(&split.images()[index * N_PIXELS..][..N_PIXELS]);
                self.labels.push(split.labels()[index]);
            }
            self.sums.resize(self.layout.n_numbers, 0.0);
            let weight = 1.0 / step.batch_size as f64;
            network.sum(&self.pixels, &self.labels, weight, &mut self.sums);
            let slot = self.layout.slot(step.number, worker, i);
            memory.write(slot, &self.sums);
        }
    }
}

impl Drop for Leader {
    fn drop(&mut self) {
        if let Some(memory) = &self.memory {
            memory.store(Layout::GO, Layout::END);
        }
    }
}
