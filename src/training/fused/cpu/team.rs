//! Several workers that share each batch: one leads, the others help, through memory that all of them see.
//!
//! # Same bits
//! A batch is cut along the tree in which its sums are added (`shares`), so any number of workers gives the same bits.
//! Each worker adds up all parts by itself and updates a copy of the parameters: no copy ever travels.
//!
//! # A step
//! The leader writes the batch's order and raises [`Layout::GO`] to the step's number. Each worker sums over its images,
//! writes the sums to its slots, and raises its own cell to that number. When all have, the leader goes on, and a helper
//! takes the next [`Layout::GO`] as leave to read the slots. Each worker has slots of its own, in two sets, so that none
//! writes what another still reads, however late it is. A helper that does not answer in time is left out: the leader does
//! its part of the step as well.

mod helper;
mod leader;
mod shares;

pub use helper::{ImageSource, help};
pub use leader::{Crew, Leader};

use crate::protocol::MAX_WORKERS;

/// Memory that several workers see, as cells of 32 bits.
pub trait SharedMemory {
    fn load(&self, cell: usize) -> u32;
    /// Also wakes the workers that wait for the cell.
    fn store(&self, cell: usize, value: u32);
    /// Waits until the cell holds another value than this one, which is returned; none if that takes too long.
    fn wait(&self, cell: usize, value: u32, timeout_ms: u32) -> Option<u32>;
    /// Reads numbers from this cell on; what others have written before a [`Self::store`] that was seen is there.
    fn read(&self, cell: usize, numbers: &mut [f32]);
    fn write(&self, cell: usize, numbers: &[f32]);
    fn read_order(&self, cell: usize, order: &mut [u32]);
    fn write_order(&self, cell: usize, order: &[u32]);
}

/// Where everything lies in the shared memory of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Numbers of a partial sum, and of the parameters at most.
    pub n_numbers: usize,
    pub max_batch_size: usize,
}

impl Layout {
    /// The number of the step to be made, from 1 on; [`Self::END`] when the run is over.
    pub const GO: usize = 0;
    pub const END: u32 = u32::MAX;
    /// One bit a worker that takes part in the step.
    const MEMBERS: usize = 1;
    const BATCH_SIZE: usize = 2;
    /// For each worker, the last step that it has done; [`Self::JOINED`] of one that waits for its first.
    const DONE: usize = 3;
    const JOINED: u32 = u32::MAX;
    /// For each worker, its first step, before which it reads the parameters.
    const FIRST: usize = Self::DONE + MAX_WORKERS;
    const ORDER: usize = Self::FIRST + MAX_WORKERS;

    /// Whether this helper is ready for its first step.
    pub fn has_joined(memory: &dyn SharedMemory, worker: usize) -> bool {
        memory.load(Self::DONE + worker) == Self::JOINED
    }

    fn parameters(self) -> usize {
        Self::ORDER + self.max_batch_size
    }

    /// Where the sums of a worker's part lie.
    fn slot(self, step: u32, worker: usize, part: usize) -> usize {
        let slot = ((step % 2) as usize * MAX_WORKERS + worker) * shares::MAX_PARTS + part;
        self.parameters() + (1 + slot) * self.n_numbers
    }

    /// Cells of the memory.
    pub fn n_cells(self) -> usize {
        self.slot(1, MAX_WORKERS, 0)
    }
}
