//! Recognises runs that guess, overshoot or diverge by their losses, with advice on the settings.

use crate::models::Architecture;
use crate::protocol::{Outcome, TrainingConfig};
use crate::texts::text;

use super::curves::CurvePoint;
use super::format;
use super::run::{Run, RunPhase};

/// The loss of a model that gives each of ten classes the same probability: ln 10.
pub const GUESSING_LOSS: f64 = std::f64::consts::LN_10;
/// Largest difference from [`GUESSING_LOSS`] that counts as guessing.
const MARGIN: f64 = 0.02;
/// Steps over which the loss is averaged: fewer are too noisy.
const N_STEPS: f64 = 200.0;

/// The mean loss of the last 200 steps; none before there are so many.
fn recent_mean(losses: &[CurvePoint]) -> Option<f64> {
    let last = losses.last().filter(|last| last.step >= N_STEPS)?;
    let recent: Vec<f64> = losses
        .iter()
        .rev()
        .take_while(|point| point.step > last.step - N_STEPS)
        .map(|point| point.value)
        .collect();
    Some(recent.iter().sum::<f64>() / recent.len() as f64)
}

/// What is wrong with a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Its loss stays at that of equal probabilities for all classes.
    Guesses,
    /// Its loss stays above that.
    Overshoots,
    /// Its loss is NaN or infinite.
    Diverged,
}

/// What is wrong with this run, if anything.
pub fn trouble(run: &Run) -> Option<Trouble> {
    match run.phase {
        RunPhase::Finished(Outcome::Diverged) => Some(Trouble::Diverged),
        RunPhase::Running
        | RunPhase::Paused
        | RunPhase::Finished(Outcome::Completed | Outcome::Stopped) => {
            match recent_mean(run.losses.points())? - GUESSING_LOSS {
                gap if gap.abs() <= MARGIN => Some(Trouble::Guesses),
                gap if gap > MARGIN => Some(Trouble::Overshoots),
                _ => None,
            }
        }
        RunPhase::Starting | RunPhase::Failed(_) => None,
    }
}

impl Trouble {
    /// What is wrong and what to try, in plain words.
    pub fn advice(self, run: &Run) -> String {
        let config = &run.config;
        match self {
            Self::Guesses => {
                format!("{} {}", text!("diagnosis-guesses"), what_may_wake(config))
            }
            Self::Overshoots => text!("diagnosis-overshoots", rate = smaller(config.learning_rate)),
            Self::Diverged => text!(
                "diagnosis-diverged",
                n = format::count(run.step),
                above = config.learning_rate,
                rate = smaller(config.learning_rate)
            ),
        }
    }
}

fn what_may_wake(config: &TrainingConfig) -> String {
    // A learning rate above the lesson's is the likeliest cause.
    let lesson_rate = TrainingConfig::lesson(config.model).learning_rate;
    if config.learning_rate > lesson_rate {
        let smaller = smaller(config.learning_rate);
        return text!("diagnosis-smaller", rate = smaller);
    }
    if Architecture::of(config).final_relu {
        text!("diagnosis-relu").to_owned()
    } else if config.learning_rate < lesson_rate / 20.0 {
        text!("diagnosis-larger", rate = lesson_rate)
    } else {
        text!("diagnosis-seed").to_owned()
    }
}

/// The lesson's rate if that is smaller, else a tenth.
fn smaller(learning_rate: f64) -> f64 {
    const LESSON_RATE: f64 = 0.1;
    if learning_rate > LESSON_RATE {
        return LESSON_RATE;
    }
    let tenth = learning_rate / 10.0;
    // Two digits are enough for advice: 0.007, not 0.007000000000000001.
    format!("{tenth:.1e}").parse().unwrap_or(tenth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::ModelKind;
    use crate::protocol::{DeviceKind, RunId};

    fn curve(losses: impl IntoIterator<Item = f64>) -> Vec<CurvePoint> {
        (1..)
            .zip(losses)
            .map(|(step, value)| CurvePoint {
                step: f64::from(step),
                value,
            })
            .collect()
    }

    fn is_guessing(losses: &[CurvePoint]) -> bool {
        recent_mean(losses).is_some_and(|mean| (mean - GUESSING_LOSS).abs() <= MARGIN)
    }

    #[test]
    fn a_loss_that_stays_at_ln_ten_is_guessing() {
        assert!(is_guessing(&curve(
            (0..200).map(|step| 2.3 + 0.05 * f64::from(step % 2) - 0.02)
        )));
    }

    #[test]
    fn two_hundred_steps_must_have_been_made() {
        assert!(!is_guessing(&curve([2.3; 199])));
        assert!(!is_guessing(&[]));
    }

    #[test]
    fn a_falling_loss_and_one_that_has_fallen_are_no_guessing() {
        assert!(!is_guessing(&curve(
            (0..300).map(|step| 2.3 - 0.005 * f64::from(step))
        )));
        assert!(!is_guessing(&curve(
            [2.3; 300].into_iter().chain([0.6; 200])
        )));
        assert!(!is_guessing(&curve([f64::NAN; 300])));
    }

    fn run(config: TrainingConfig, phase: RunPhase, losses: &[f32]) -> Run {
        let mut run = Run::new(RunId(1), config, DeviceKind::Cpu, String::new());
        run.start(0.0);
        run.take_steps(1.0, 0, losses.len(), losses, &vec![0.1; losses.len()]);
        run.phase = phase;
        run
    }

    #[test]
    fn a_run_in_trouble_is_told_so_while_it_runs_and_after() {
        let config = TrainingConfig::lesson(ModelKind::TINY_VGG);
        let guessing = [2.303_f32; 250];
        for phase in [
            RunPhase::Running,
            RunPhase::Paused,
            RunPhase::Finished(Outcome::Completed),
            RunPhase::Finished(Outcome::Stopped),
        ] {
            let run = run(config.clone(), phase, &guessing);
            assert_eq!(trouble(&run), Some(Trouble::Guesses));
        }
        let learning = run(config.clone(), RunPhase::Running, &[0.6; 250]);
        assert_eq!(trouble(&learning), None);
        let wild = run(config.clone(), RunPhase::Running, &[7.0; 250]);
        assert_eq!(trouble(&wild), Some(Trouble::Overshoots));
        let diverged = RunPhase::Finished(Outcome::Diverged);
        let diverged = run(config, diverged, &[2.3, f32::NAN]);
        assert_eq!(trouble(&diverged), Some(Trouble::Diverged));
    }

    #[test]
    fn the_advice_fits_the_settings() {
        let lesson = TrainingConfig::lesson(ModelKind::NON_LINEAR);
        let advice = |config: &TrainingConfig, trouble: Trouble| {
            let run = run(config.clone(), RunPhase::Running, &[2.303; 3]);
            trouble.advice(&run)
        };
        let with = |learning_rate| TrainingConfig {
            learning_rate,
            ..lesson.clone()
        };
        let says = advice(&lesson, Trouble::Guesses);
        assert!(says.contains("ln 10") && says.contains("without"), "{says}");
        let without = TrainingConfig {
            final_relu: false,
            ..lesson.clone()
        };
        let says = advice(&without, Trouble::Guesses);
        assert!(says.contains("another seed") || says.contains("Another seed"));
        assert!(!says.contains("ReLU"), "it is off already: {says}");
        let says = advice(&with(2.0), Trouble::Guesses);
        assert!(says.contains("smaller learning rate, such as 0.1"));
        let says = advice(
            &TrainingConfig {
                learning_rate: 0.0001,
                ..without
            },
            Trouble::Guesses,
        );
        assert!(says.contains("larger learning rate"), "{says}");
        let says = advice(&with(10.0), Trouble::Overshoots);
        assert!(says.contains("above 2.30") && says.contains("such as 0.1"));
        let says = advice(&with(10.0), Trouble::Diverged);
        assert!(says.contains("after 3 steps") && says.contains("below 10, such as 0.1"));
        let says = advice(&with(0.05), Trouble::Diverged);
        assert!(says.contains("below 0.05, such as 0.005"), "{says}");
        let says = advice(&with(0.07), Trouble::Diverged);
        assert!(says.contains("such as 0.007."), "{says}");
    }
}
