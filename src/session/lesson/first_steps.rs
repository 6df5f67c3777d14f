//! Compares the losses of a run's first steps with PyTorch's on a CPU, with the lesson's settings.

use crate::models::ModelKind;
use crate::protocol::TrainingConfig;

use super::changed_settings;

/// Whether a run with these settings has the first steps of a published one; the number of epochs does not matter.
pub fn are_comparable(config: &TrainingConfig) -> bool {
    let changed = changed_settings(config);
    config.model.published.is_some() && changed.iter().all(|&changed| changed == "epochs")
}

/// The largest difference between the first losses of a run and PyTorch's; none without losses.
pub fn largest_gap(model: ModelKind, losses: &[f32]) -> Option<f64> {
    let published = model.published.as_ref()?;
    published
        .first_losses
        .iter()
        .zip(losses)
        .map(|(theirs, &own)| (f64::from(own) - theirs).abs())
        .max_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::N_FIRST_LOSSES;

    #[test]
    fn every_figure_is_pytorchs() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/runs.txt");
        let text = std::fs::read_to_string(path).expect("the fixture is committed");
        for model in ModelKind::ALL {
            if model.published.is_none() {
                continue;
            }
            let start = format!("steps {} 42 ", model.number);
            let line = text.lines().find_map(|line| line.strip_prefix(&start));
            let words = line.expect("PyTorch ran this model").split(' ');
            let losses = words.map(|word| u32::from_str_radix(word, 16).expect("eight digits"));
            let losses: Vec<f32> = losses.map(f32::from_bits).take(N_FIRST_LOSSES).collect();
            assert_eq!(losses.len(), N_FIRST_LOSSES);
            let gap = largest_gap(model, &losses).expect("there are losses");
            assert!(gap < 0.51e-5, "{}: rounding is not {gap}", model.title());
        }
    }

    #[test]
    fn only_more_or_fewer_epochs_leave_the_first_steps_alone() {
        let lesson = TrainingConfig::lesson(ModelKind::TINY_VGG);
        let longer = TrainingConfig {
            n_epochs: 10,
            ..lesson.clone()
        };
        let other = TrainingConfig {
            seed: 7,
            ..longer.clone()
        };
        assert!(are_comparable(&lesson) && are_comparable(&longer));
        assert!(!are_comparable(&other));
        assert_eq!(largest_gap(ModelKind::TINY_VGG, &[]), None);
    }
}
