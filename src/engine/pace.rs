//! Chooses the steps of each slice, so that slices take about a tenth of a second.

use super::Work;

/// The target for a slice: ten reports a second, and a pause takes effect within 200 ms.
const SLICE_SECS: f64 = 0.1;
/// A slice takes at least this many times its overhead (a launch, a read-back), or little else would be done.
const OVERHEAD_FACTOR: f64 = 1.5;
/// Steps of a slice at most, in multiples of the one before: a first measurement is often wrong.
const MAX_GROWTH: f64 = 4.0;

/// A first slice longer than this is not followed by a longer one only to measure the overhead.
const MAX_TRIAL_SECS: f64 = 0.25;

/// Measures slices and derives the length of the next; each kind of work starts with one step.
#[derive(Debug)]
pub struct Pace {
    work: Work,
    max_steps: usize,
    /// Steps and seconds of the slice before.
    last: Option<(usize, f64)>,
    /// Seconds of a slice beyond its steps; none before slices of two lengths were measured.
    overhead_secs: Option<f64>,
}

impl Default for Pace {
    fn default() -> Self {
        Self::of(Work::Nothing)
    }
}

impl Pace {
    fn of(work: Work) -> Self {
        Self {
            work,
            max_steps: 1,
            last: None,
            overhead_secs: None,
        }
    }

    /// Steps for the next slice of this work.
    pub fn max_steps(&mut self, work: Work) -> usize {
        if work != self.work {
            *self = Self::of(work);
        }
        self.max_steps
    }

    /// Records the time of the slice just done.
    pub fn learn(&mut self, slice_secs: f64) {
        let n_steps = self.max_steps as f64;
        if let Some((last_steps, last_secs)) = self.last
            && is_conclusive(last_steps, self.max_steps)
        {
            // Two slices of different length separate the time of a step from the overhead; noise is averaged out.
            let step_secs = (slice_secs - last_secs) / (n_steps - last_steps as f64);
            if step_secs > 0.0 {
                let overhead_secs = (slice_secs - step_secs * n_steps).max(0.0);
                let known = self.overhead_secs.unwrap_or(overhead_secs);
                self.overhead_secs = Some((known + overhead_secs) / 2.0);
            }
        }
        self.last = Some((self.max_steps, slice_secs));
        let overhead_secs = self.overhead_secs.unwrap_or(0.0).min(0.9 * slice_secs);
        let target_secs = SLICE_SECS.max(OVERHEAD_FACTOR * overhead_secs);
        let step_secs = (slice_secs - overhead_secs).max(1e-9) / n_steps;
        let fitting = (target_secs - overhead_secs) / step_secs;
        let fitting = fitting.min(n_steps * MAX_GROWTH) as usize;
        let is_worth_a_try = self.overhead_secs.is_none() && slice_secs < MAX_TRIAL_SECS;
        let least = if slice_secs < SLICE_SECS || is_worth_a_try {
            self.max_steps + 1
        } else {
            1
        };
        self.max_steps = fitting.max(least);
    }
}

/// Whether two slices differ so much in length that their difference in time exceeds the noise.
fn is_conclusive(n_steps: usize, n_other_steps: usize) -> bool {
    2 * n_steps.abs_diff(n_other_steps) >= n_steps.min(n_other_steps)
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
        for (overhead_secs, n_steps) in [(0.06, 80..=130), (0.12, 120..=180)] {
            let mut pace = Pace::default();
            for _ in 0..60 {
                let slice_secs = overhead_secs + pace.max_steps(TRAINING) as f64 * 0.0004;
                pace.learn(slice_secs);
            }
            assert!(n_steps.contains(&pace.max_steps(TRAINING)), "{pace:?}");
        }
    }

    #[test]
    fn a_busy_machine_makes_no_slice_too_long_to_pause() {
        let mut pace = Pace::default();
        let mut noise = 1_u32;
        for slice in 0..500 {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let slowness = 0.7 + 0.7 * f64::from(noise >> 16) / 65_536.0;
            let n_steps = pace.max_steps(TRAINING) as f64;
            assert!(n_steps * 0.0008 < 0.2, "slice {slice}: {pace:?}");
            pace.learn(0.003 + n_steps * 0.0008 * slowness);
        }
        assert!(pace.max_steps(TRAINING) > 60, "{pace:?}");
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
