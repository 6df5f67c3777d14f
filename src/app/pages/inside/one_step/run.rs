//! The run that can be taken step by step.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::protocol::{DeviceKind, RunId, TrainingConfig};
use crate::session::RunPhase;

/// Whose weights the steps begin with.
#[derive(Clone, Copy, PartialEq)]
pub enum Start {
    /// First weights, drawn by the seed of the settings.
    Initial,
    /// Those of the session's model.
    Trained,
    /// Those of the run that goes on or is paused.
    Run,
}

/// The run whose next step can be shown.
#[derive(Clone, PartialEq)]
pub struct RunNow {
    /// The run.
    pub id: RunId,
    /// Where it trains.
    pub device: DeviceKind,
    /// Its settings.
    pub config: TrainingConfig,
    /// Steps made.
    pub step: usize,
    /// Only then does a shown step become one of the run.
    pub is_paused: bool,
}

/// The run that goes on or is paused.
pub fn active_run() -> Memo<Option<RunNow>> {
    let session = SessionContext::expect().session;
    memo(move |_| {
        session.with(|session| {
            let run = session.runs.begun()?;
            Some(RunNow {
                id: run.id,
                device: run.device,
                config: run.config.clone(),
                // Its steps matter once it rests; before, each would be a change.
                step: if run.phase == RunPhase::Paused {
                    run.step
                } else {
                    0
                },
                is_paused: run.phase == RunPhase::Paused,
            })
        })
    })
}
