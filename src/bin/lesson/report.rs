//! Prints what the lesson's notebook prints.

use fitting_room::protocol::{Evaluation, Event, TrainedModel};

/// Steps between two lines "Looked at …", as in the lesson.
const REPORT_STEPS: usize = 400;

/// Prints a run's progress.
#[derive(Default)]
pub struct Reporter {
    batch_size: usize,
    n_steps_per_epoch: usize,
    epoch: Option<u32>,
    /// The next step of this epoch to be printed.
    next_report: usize,
}

impl Reporter {
    pub fn print(&mut self, event: &Event) {
        match event {
            Event::RunStarted {
                config,
                device,
                n_steps_per_epoch,
                n_parameters,
                ..
            } => {
                self.batch_size = config.batch_size;
                self.n_steps_per_epoch = *n_steps_per_epoch;
                println!(
                    "{} ({}), {n_parameters} parameters, seed {}, on the {}",
                    config.model.class_name,
                    config.model.title(),
                    config.seed,
                    device.title()
                );
            }
            Event::StepsCompleted { epoch, step, .. } => self.step(*epoch, *step),
            Event::EpochCompleted { summary, .. } => println!(
                "Train loss: {:.5} | Test loss: {:.5}, Test acc: {:.2}%",
                summary.train_loss,
                summary.test_loss,
                summary.test_accuracy * 100.0
            ),
            _ => {}
        }
    }

    fn step(&mut self, epoch: u32, step: usize) {
        if self.epoch != Some(epoch) {
            self.epoch = Some(epoch);
            self.next_report = 0;
            println!("Epoch: {epoch}");
        }
        let n_epoch_steps = step - epoch as usize * self.n_steps_per_epoch;
        while self.next_report < n_epoch_steps {
            println!("Looked at {} images", self.next_report * self.batch_size);
            self.next_report += REPORT_STEPS;
        }
    }
}

/// Prints a checkpoint's model and settings, and how its file was read.
pub fn describe(model: &TrainedModel) {
    println!("Model: {}", model.config.model.class_name);
    println!("Hidden units: {}", model.config.hidden_units);
    for note in &model.reading.notes {
        println!("Note: {note}");
    }
}

/// Says so when a checkpoint records another score.
pub fn compare(model: &TrainedModel, evaluation: &Evaluation) {
    for note in model.disagreements(evaluation.into()) {
        println!("Note: {note}");
    }
}

/// Prints loss, accuracy and share correct of an evaluation.
pub fn evaluation(evaluation: &Evaluation) {
    println!("Test loss: {:.5}", evaluation.loss);
    println!(
        "Test acc: {:.2}% (mean of the batches' accuracies, as in the lesson)",
        evaluation.accuracy * 100.0
    );
    println!(
        "Right answers: {:.2}% ({} of {})",
        evaluation.confusion.share_correct() * 100.0,
        evaluation.confusion.n_correct(),
        evaluation.confusion.n_images()
    );
}
