//! The moments of a run at which it was evaluated on the test images: after each epoch, and within epochs where asked for.

use super::Run;
use crate::protocol::{ConfusionMatrix, TestWithin};
use crate::session::format;
use crate::texts::text;

/// Test passes within epochs that a run holds at most: a slider of ordinary width has no room for more.
pub const MAX_TESTS_WITHIN: usize = 200;

/// A moment of a run, with the matrix of its test pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment<'a> {
    /// Steps made by then.
    pub step: usize,
    /// The epoch that ended then, counting from 0; none within an epoch.
    pub epoch: Option<u32>,
    pub confusion: &'a ConfusionMatrix,
}

/// The matrix at one moment of a run, for a replay.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The moment: `epoch 2`.
    pub label: String,
    pub matrix: ConfusionMatrix,
}

/// The metrics of a test pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TestPoint {
    /// Steps made by then.
    pub step: usize,
    /// Mean of the per-batch losses.
    pub loss: f64,
    /// Mean of the per-batch accuracies, a fraction.
    pub accuracy: f64,
}

impl Run {
    /// All moments whose matrix is known, by increasing steps.
    pub fn moments(&self) -> Vec<Moment<'_>> {
        let ends = self.epochs.iter().zip(&self.confusions);
        let ends = ends.map(|(summary, confusion)| Moment {
            step: self.step_after(summary.epoch),
            epoch: Some(summary.epoch),
            confusion,
        });
        let within = self.tests_within.iter().map(|test| Moment {
            step: test.step,
            epoch: None,
            confusion: &test.confusion,
        });
        let mut moments: Vec<Moment<'_>> = ends.chain(within).collect();
        moments.sort_by_key(|moment| moment.step);
        moments
    }

    /// The matrix at each test pass, and last the model's own where the run was stopped within an epoch and has moved on since.
    pub fn frames(&self, own: Option<ConfusionMatrix>) -> Vec<Frame> {
        let at_step = |step| text!("evaluate-moment-step", step = format::count(step));
        let frame = |moment: Moment<'_>| Frame {
            label: match moment.epoch {
                Some(epoch) => text!("evaluate-moment-epoch", epoch = epoch + 1),
                None => at_step(moment.step),
            },
            matrix: moment.confusion.clone(),
        };
        let mut frames: Vec<Frame> = self.moments().into_iter().map(frame).collect();
        if let Some(matrix) = own
            && frames.last().is_none_or(|last| last.matrix != matrix)
        {
            let label = at_step(self.step);
            frames.push(Frame { label, matrix });
        }
        frames
    }

    /// The metrics of all test passes, by increasing steps.
    pub fn test_points(&self) -> Vec<TestPoint> {
        let ends = self.epochs.iter().map(|summary| TestPoint {
            step: self.step_after(summary.epoch),
            loss: summary.test_loss,
            accuracy: summary.test_accuracy,
        });
        let within = self.tests_within.iter().map(|test| TestPoint {
            step: test.step,
            loss: test.loss,
            accuracy: test.accuracy,
        });
        let mut points: Vec<TestPoint> = ends.chain(within).collect();
        points.sort_by_key(|point| point.step);
        points
    }

    /// Steps made when this epoch has ended.
    fn step_after(&self, epoch: u32) -> usize {
        (epoch as usize + 1) * self.n_steps_per_epoch
    }

    pub(in crate::session) fn note_test(&mut self, at_secs: f64, test: TestWithin) {
        self.tests_within.retain(|known| known.step != test.step);
        self.tests_within.push(test);
        if self.tests_within.len() > MAX_TESTS_WITHIN {
            let mut place = 0;
            self.tests_within.retain(|_| {
                place += 1;
                place % 2 == 1
            });
        }
        self.test_progress = None;
        self.clock.tick(at_secs, self.step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{DeviceKind, EpochSummary, ModelKind, RunId, TrainingConfig};

    fn test(step: usize) -> TestWithin {
        TestWithin {
            step,
            loss: 1.0,
            accuracy: 0.5,
            confusion: ConfusionMatrix::default(),
        }
    }

    fn run() -> Run {
        let config = TrainingConfig::lesson(ModelKind::BASELINE);
        let mut run = Run::new(RunId(1), config, DeviceKind::Cpu, String::new());
        run.n_steps_per_epoch = 10;
        run
    }

    #[test]
    fn moments_within_an_epoch_stand_before_its_end() {
        let mut run = run();
        let summary = EpochSummary {
            epoch: 0,
            train_loss: 1.0,
            train_accuracy: 0.5,
            test_loss: 0.9,
            test_accuracy: 0.6,
            test_share_correct: 0.6,
        };
        for step in [3, 6, 6] {
            run.note_test(0.0, test(step));
        }
        run.complete_epoch(0.0, summary, ConfusionMatrix::default());
        run.note_test(0.0, test(13));
        run.step = 15;
        let moments = run.moments();
        let places: Vec<_> = moments.iter().map(|it| (it.step, it.epoch)).collect();
        assert_eq!(places, [(3, None), (6, None), (10, Some(0)), (13, None)]);
        let labels = |own| {
            run.frames(own)
                .into_iter()
                .map(|it| it.label)
                .collect::<Vec<_>>()
        };
        let passes = ["step 3", "step 6", "epoch 1", "step 13"];
        assert_eq!(labels(Some(ConfusionMatrix::default())), passes);
        let mut moved_on = ConfusionMatrix::default();
        moved_on.counts[0][0] = 1;
        assert_eq!(labels(Some(moved_on)), [&passes[..], &["step 15"]].concat());
        let points = run.test_points();
        let accuracies: Vec<f64> = points.iter().map(|point| point.accuracy).collect();
        assert_eq!(accuracies, [0.5, 0.5, 0.6, 0.5]);
    }

    #[test]
    fn a_long_run_keeps_a_bounded_number_of_them_and_the_newest() {
        let mut run = run();
        for step in 1..=1000 {
            run.note_test(0.0, test(step));
            assert!(run.tests_within.len() <= MAX_TESTS_WITHIN);
            assert_eq!(run.tests_within.last().map(|test| test.step), Some(step));
        }
        assert!(run.tests_within.len() > MAX_TESTS_WITHIN / 4);
    }
}
