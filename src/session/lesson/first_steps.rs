//! The losses of the first steps as PyTorch gets them on a CPU, with the lesson's settings.
//!
//! Until rounding parts the runs of TinyVGG, they show more closely than any epoch's figures that both do the same.

use crate::protocol::{ModelKind, TrainingConfig};
use crate::session::run::N_EDGE_LOSSES;

use super::changed_settings;

/// One loss a step; `tests/fixtures/runs.txt` has them in all their digits.
pub fn of_pytorch(model: ModelKind) -> [f64; N_EDGE_LOSSES] {
    match model {
        ModelKind::Baseline => [
            2.36648, 2.30105, 2.25144, 2.24636, 2.21585, 2.18852, 2.11611, 2.03217, 2.07243,
            1.94362, 1.94263, 1.92037, 1.87038, 1.92484, 1.82615, 1.83084, 1.81035, 1.64241,
            1.57773, 1.73727,
        ],
        ModelKind::NonLinear => [
            2.31337, 2.29265, 2.27960, 2.30045, 2.28778, 2.31995, 2.26183, 2.26874, 2.27364,
            2.25872, 2.24797, 2.29030, 2.28002, 2.25336, 2.22240, 2.17623, 2.11298, 2.17774,
            2.08001, 2.20743,
        ],
        ModelKind::TinyVgg => [
            2.30123, 2.29002, 2.31310, 2.29940, 2.30879, 2.30257, 2.29885, 2.29363, 2.29560,
            2.29646, 2.28463, 2.30125, 2.29954, 2.29652, 2.29986, 2.30556, 2.30105, 2.29109,
            2.27848, 2.29608,
        ],
    }
}

/// A run with these settings begins as the lesson's does, however many epochs it goes on.
pub fn are_comparable(config: &TrainingConfig) -> bool {
    changed_settings(config)
        .iter()
        .all(|&changed| changed == "epochs")
}

/// The largest difference between these losses, the first of a run, and PyTorch's; none before there is one.
pub fn largest_gap(model: ModelKind, losses: &[f32]) -> Option<f64> {
    of_pytorch(model)
        .iter()
        .zip(losses)
        .map(|(theirs, &own)| (f64::from(own) - theirs).abs())
        .max_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_pytorchs() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/runs.txt");
        let text = std::fs::read_to_string(path).expect("the fixture is committed");
        for model in ModelKind::ALL {
            let start = format!("steps {} 42 ", model.number());
            let line = text.lines().find_map(|line| line.strip_prefix(&start));
            let words = line.expect("PyTorch ran this model").split(' ');
            let losses = words.map(|word| u32::from_str_radix(word, 16).expect("eight digits"));
            let losses: Vec<f32> = losses.map(f32::from_bits).take(N_EDGE_LOSSES).collect();
            assert_eq!(losses.len(), N_EDGE_LOSSES);
            let gap = largest_gap(model, &losses).expect("there are losses");
            assert!(gap < 0.51e-5, "{}: rounding is not {gap}", model.title());
        }
    }

    #[test]
    fn only_more_or_fewer_epochs_leave_the_first_steps_alone() {
        let lesson = TrainingConfig::lesson(ModelKind::TinyVgg);
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
        assert_eq!(largest_gap(ModelKind::TinyVgg, &[]), None);
    }
}
