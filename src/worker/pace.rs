//! How many steps a slice of work may take, so that reports come about ten times a second.

use crate::engine::Work;

/// What one slice should last: reports stay fluent, and a pause is answered well within 200 ms.
const SLICE_SECS: f64 = 0.1;
/// One slice may be this much longer than the one before: a first measurement is often wrong.
const MAX_GROWTH: f64 = 4.0;

/// Learns from each slice how long the next may be; every kind of work starts anew with one step.
#[derive(Debug)]
pub struct Pace {
    work: Work,
    max_steps: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            work: Work::Nothing,
            max_steps: 1,
        }
    }
}

impl Pace {
    /// Steps for the next slice of this work.
    pub fn max_steps(&mut self, work: Work) -> usize {
        if work != self.work {
            self.work = work;
            self.max_steps = 1;
        }
        self.max_steps
    }

    /// The slice just done took this long.
    pub fn learn(&mut self, slice_secs: f64) {
        let growth = (SLICE_SECS / slice_secs.max(1e-6)).min(MAX_GROWTH);
        let fitting = (self.max_steps as f64 * growth) as usize;
        // A slice may cost time of its own, whatever its steps (a read-back): only a longer one tells them apart.
        let least = if slice_secs < SLICE_SECS {
            self.max_steps + 1
        } else {
            1
        };
        self.max_steps = fitting.max(least);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::RunId;

    const TRAINING: Work = Work::Training(RunId(1));

    #[test]
    fn slices_settle_at_a_tenth_of_a_second() {
        let mut pace = Pace::default();
        for _ in 0..20 {
            let slice_secs = pace.max_steps(TRAINING) as f64 * 0.002;
            pace.learn(slice_secs);
        }
        assert!((45..=55).contains(&pace.max_steps(TRAINING)), "{pace:?}");
    }

    #[test]
    fn a_slice_with_a_cost_of_its_own_still_grows() {
        let mut pace = Pace::default();
        for _ in 0..40 {
            let slice_secs = 0.06 + pace.max_steps(TRAINING) as f64 * 0.0004;
            pace.learn(slice_secs);
        }
        assert!((80..=120).contains(&pace.max_steps(TRAINING)), "{pace:?}");
    }

    #[test]
    fn other_work_starts_with_one_step() {
        let mut pace = Pace::default();
        for _ in 0..10 {
            pace.max_steps(TRAINING);
            pace.learn(0.001);
        }
        assert!(pace.max_steps(TRAINING) > 100);
        assert_eq!(pace.max_steps(Work::Training(RunId(2))), 1);
    }

    #[test]
    fn a_step_longer_than_a_slice_still_makes_progress() {
        let mut pace = Pace::default();
        assert_eq!(pace.max_steps(TRAINING), 1);
        pace.learn(8.0);
        assert_eq!(pace.max_steps(TRAINING), 1);
    }
}
