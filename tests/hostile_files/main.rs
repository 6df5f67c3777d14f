//! Damaged and crafted files are read or refused in one sentence, without a panic and within a bound on memory.
//!
//! The readers run in the learner's tab, where a panic ends the engine and a lack of memory the tab.
#![cfg(feature = "cpu")]

mod checkpoints;
mod data_files;
#[path = "../fixtures/mod.rs"]
mod fixtures;
#[path = "../../fuzz/src/lib.rs"]
mod fuzz;
mod mutator;
mod pickles;
mod properties;
mod repetitions;

use std::alloc::System;

use cap::Cap;
use fitting_room::checkpoint::{self, Checkpoint};
use fitting_room::models::{Architecture, StateDict};
use fitting_room::protocol::{ModelKind, TrainingConfig};
use fuzz::assert_is_a_sentence;

/// Memory of all tests of this program together, ten times that of the largest model's file and the largest data file. A
/// reader that allocates what a header states exceeds it, which aborts the program.
const MAX_MEMORY_BYTES: usize = 1 << 30;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, MAX_MEMORY_BYTES);

/// Whether a file is refused; fails if its error is not a sentence or its checkpoint not valid.
#[track_caller]
fn is_refused(file: &[u8]) -> bool {
    match checkpoint::read(file) {
        Ok(checkpoint) => {
            assert!(checkpoint.state.is_finite());
            assert!(checkpoint.config.validate().is_ok());
            false
        }
        Err(error) => {
            assert_is_a_sentence(&error);
            true
        }
    }
}

/// A model of one hidden unit, so that more of its file is structure.
fn small(kind: ModelKind) -> Checkpoint {
    let config = TrainingConfig {
        hidden_units: 1,
        ..TrainingConfig::lesson(kind)
    };
    Checkpoint {
        state: StateDict::initial(&Architecture::of(&config), 42),
        config,
        n_steps: Some(5625),
        score: None,
    }
}
