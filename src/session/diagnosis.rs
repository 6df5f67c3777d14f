//! Tells a run that learns from one that only guesses.

use super::curves::CurvePoint;

/// The loss of a model that gives each of ten classes the same probability: ln 10.
pub const GUESSING_LOSS: f64 = std::f64::consts::LN_10;
/// How near to it still counts as guessing.
const MARGIN: f64 = 0.02;
/// Steps whose mean loss is judged: fewer are too noisy.
const N_STEPS: f64 = 200.0;

/// The mean loss of the last 200 steps lies within 0.02 of ln 10: the model does no better than guessing.
pub fn is_guessing(losses: &[CurvePoint]) -> bool {
    let Some(last) = losses.last().filter(|last| last.step >= N_STEPS) else {
        return false;
    };
    let recent: Vec<f64> = losses
        .iter()
        .rev()
        .take_while(|point| point.step > last.step - N_STEPS)
        .map(|point| point.value)
        .collect();
    let mean = recent.iter().sum::<f64>() / recent.len() as f64;
    (mean - GUESSING_LOSS).abs() <= MARGIN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(losses: impl IntoIterator<Item = f64>) -> Vec<CurvePoint> {
        (1..)
            .zip(losses)
            .map(|(step, value)| CurvePoint {
                step: f64::from(step),
                value,
            })
            .collect()
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
}
