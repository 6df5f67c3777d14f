//! The time that a run takes, and its speed, by the stamps of the worker.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// Seconds over which the shown speed is measured.
const SPEED_WINDOW_SECS: f64 = 4.0;
/// A gap between two reports is a sleep of the machine or of the tab, rather than work, if it is longer than this …
const MIN_SLEEP_SECS: f64 = 60.0;
/// … and than so many times the longest gap before.
const MIN_SLEEP_FACTOR: f64 = 10.0;

/// Running time without pauses, by the worker's clock.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Clock {
    pub running_secs: f64,
    /// The time up to which `running_secs` counts; none while paused.
    #[serde(skip)]
    counted_to_secs: Option<f64>,
    /// The longest time between two reports.
    #[serde(skip)]
    longest_gap_secs: Option<f64>,
    /// Running time and steps at the first report of steps since the start.
    #[serde(skip)]
    pub first_report: Option<(f64, usize)>,
    /// Times and steps of the last few seconds.
    #[serde(skip)]
    window: VecDeque<(f64, usize)>,
}

impl Clock {
    /// Only the time that has run.
    pub fn stopped(&self) -> Self {
        Self {
            running_secs: self.running_secs,
            ..Self::default()
        }
    }

    /// Time counts from here on.
    pub fn resume(&mut self, at_secs: f64) {
        self.counted_to_secs = Some(at_secs);
        self.window.clear();
    }

    /// Time does not count until [`Self::resume`].
    pub fn pause(&mut self, at_secs: f64) {
        self.count_to(at_secs);
        self.counted_to_secs = None;
    }

    /// The run has come to this step.
    pub fn tick(&mut self, at_secs: f64, step: usize) {
        // A single step during a pause has no speed.
        if self.counted_to_secs.is_none() {
            return;
        }
        self.count_to(at_secs);
        self.first_report.get_or_insert((self.running_secs, step));
        self.window.push_back((at_secs, step));
        while self.window.len() > 2
            && self
                .window
                .front()
                .is_some_and(|&(oldest_secs, _)| at_secs - oldest_secs > SPEED_WINDOW_SECS)
        {
            self.window.pop_front();
        }
    }

    /// Counts the time until then; of a sleep, only as much as the longest gap before it.
    pub fn count_to(&mut self, at_secs: f64) {
        let Some(counted_to_secs) = &mut self.counted_to_secs else {
            return;
        };
        let gap_secs = (at_secs - *counted_to_secs).max(0.0);
        *counted_to_secs = counted_to_secs.max(at_secs);
        match self.longest_gap_secs {
            Some(longest_secs)
                if gap_secs > MIN_SLEEP_SECS.max(MIN_SLEEP_FACTOR * longest_secs) =>
            {
                self.running_secs += longest_secs;
                self.window.clear();
            }
            longest_secs => {
                self.running_secs += gap_secs;
                self.longest_gap_secs = Some(gap_secs.max(longest_secs.unwrap_or(0.0)));
            }
        }
    }

    /// Recent speed; none before it is known.
    pub fn steps_per_sec(&self) -> Option<f64> {
        let &(from_secs, from_step) = self.window.front()?;
        let &(to_secs, to_step) = self.window.back()?;
        (to_secs > from_secs).then(|| (to_step - from_step) as f64 / (to_secs - from_secs))
    }
}
