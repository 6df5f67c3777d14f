//! The test passes of a run: after which steps they come, and what is reported of each.

use super::{Progress, Run, StepProgress};
use crate::data::Split;
use crate::engine::error::EngineError;
use crate::protocol::{EpochSummary, Evaluation, Event, Outcome, TestWithin, TrainingConfig};
use crate::training::EvaluationPass;

/// Steps of an epoch after which a test pass comes, its last one included.
pub(super) fn test_steps(
    config: &TrainingConfig,
    n_steps: usize,
) -> impl Iterator<Item = usize> + use<> {
    let n_tests = config.tests_per_epoch as usize;
    let steps = (1..=n_tests).map(move |test| test * n_steps / n_tests);
    // An epoch may have fewer steps than are asked for.
    steps.filter(|&step| step > 0)
}

impl Run {
    /// Steps of this epoch after which the next test pass comes.
    pub(super) fn next_test(&self) -> usize {
        let n_steps = self.n_steps_per_epoch();
        let mut steps = test_steps(&self.config, n_steps);
        steps
            .find(|&step| step > self.n_epoch_steps)
            .unwrap_or(n_steps)
    }

    /// Goes on with a test pass; its end is that of the epoch where no step is left of it.
    pub(super) async fn test(
        &mut self,
        mut pass: EvaluationPass,
        test: &Split,
        max_steps: usize,
        events: &mut Vec<Event>,
    ) -> Result<Progress, EngineError> {
        self.trainer
            .advance_test(&mut pass, test, max_steps)
            .await?;
        events.push(Event::EvaluationProgress {
            model: self.config.model,
            n_done: pass.n_done(),
            n_images: test.n_images(),
        });
        if !pass.is_done(test) {
            self.test_pass = Some(pass);
            return Ok(Progress::GoesOn);
        }
        let evaluation = pass.finish(self.config.model);
        Ok(if self.n_epoch_steps == self.n_steps_per_epoch() {
            self.end_epoch(evaluation, events)
        } else {
            self.note_test(evaluation, events)
        })
    }

    fn note_test(&mut self, evaluation: Evaluation, events: &mut Vec<Event>) -> Progress {
        events.push(Event::TestedWithinEpoch {
            run: self.id,
            test: TestWithin {
                step: self.n_steps,
                loss: evaluation.loss,
                accuracy: evaluation.accuracy,
                confusion: evaluation.confusion.clone(),
            },
        });
        self.evaluation = Some(evaluation);
        Progress::GoesOn
    }

    fn end_epoch(&mut self, evaluation: Evaluation, events: &mut Vec<Event>) -> Progress {
        let n_steps = self.n_summed_steps;
        let summary = EpochSummary {
            epoch: self.epoch,
            train_loss: f64::from(self.loss_sum / n_steps as f32),
            train_accuracy: self.accuracy_sum / n_steps as f64,
            test_loss: evaluation.loss,
            test_accuracy: evaluation.accuracy,
            test_share_correct: evaluation.confusion.share_correct(),
        };
        events.push(Event::EpochCompleted {
            run: self.id,
            summary,
            confusion: evaluation.confusion.clone(),
        });
        self.evaluation = Some(evaluation);
        if self.single_step == StepProgress::Test {
            self.single_step = StepProgress::None;
        }
        self.epoch += 1;
        if self.epoch == self.config.n_epochs {
            return Progress::Finished(Outcome::Completed);
        }
        self.order = self.orders.next_epoch();
        self.trainer.begin_epoch(&self.order);
        self.n_epoch_steps = 0;
        self.n_summed_steps = 0;
        self.loss_sum = 0.0;
        self.accuracy_sum = 0.0;
        Progress::GoesOn
    }
}
