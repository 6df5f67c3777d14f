//! Teaches a model and judges it: steps, test passes and their figures. Knows nothing of commands or pauses.

pub mod evaluate;
pub mod metrics;
pub mod stock;

pub use evaluate::EvaluationPass;
pub use stock::StockTrainer;

/// What one optimiser update tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepFigures {
    /// Mean cross-entropy of the batch, before the update.
    pub loss: f32,
    /// Share of the batch that was right before the update, a fraction.
    pub accuracy: f32,
}
