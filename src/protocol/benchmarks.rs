//! The questions that make training steps on synthetic data, for their time or to have their kernels compiled.

use serde::{Deserialize, Serialize};

use super::TrainingConfig;
use super::request::requests;

requests! {
    Benchmarks(BenchmarksRequest => BenchmarksAnswer):
    Benchmark => BenchmarkedSteps,
    WarmUp => usize,
}

/// A few training steps on synthetic data, whose model is dropped. The time from `BenchmarkStarted` to the answer
/// compares devices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Benchmark {
    pub config: TrainingConfig,
    pub n_steps: usize,
}

/// A few training steps on synthetic data, whose model is dropped: the kernels that a run with this configuration needs are
/// then compiled. The answer is their number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WarmUp {
    pub config: TrainingConfig,
}

/// Steps between `BenchmarkStarted` and the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BenchmarkedSteps {
    pub n_steps: usize,
}
