//! Files that were damaged by accident or made with intent: each is read or refused in one sentence, never with a panic,
//! and never for more memory than such files may need.
//!
//! What is read here is read in the learner's tab, where a panic costs the engine and a lack of memory the tab.
#![cfg(feature = "cpu")]

mod checkpoints;
mod data_files;
#[path = "../fixtures/mod.rs"]
mod fixtures;
mod mutator;
mod pickles;

use std::alloc::System;
use std::fmt::Display;

use cap::Cap;
use fitting_room::checkpoint::{self, Checkpoint};
use fitting_room::models::{Architecture, StateDict};
use fitting_room::protocol::{ModelKind, TrainingConfig};

/// For all tests of this program together: the largest model's file and the largest data file take a tenth of it. A file
/// that makes a reader believe in more ends the program.
const MAX_MEMORY_BYTES: usize = 1 << 30;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, MAX_MEMORY_BYTES);

/// Longer than any sentence that a person reads beside a button.
const MAX_SENTENCE: usize = 400;

/// Fails unless this is one sentence for people, whatever a file may have put into it.
#[track_caller]
fn assert_is_a_sentence(error: &dyn Display) {
    let text = error.to_string();
    assert!(text.len() > 10, "{text:?} says little");
    assert!(
        text.chars().count() < MAX_SENTENCE,
        "{text:?} says too much"
    );
    assert!(!text.contains(char::is_control), "{text:?}");
}

/// Reads a file; whether it was refused.
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

/// A small model, so that most of its file is structure.
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
